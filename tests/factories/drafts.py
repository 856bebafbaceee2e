"""Work that was begun and not saved."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from app.domain.kernel.ids import UserId
from app.services.draft_ports import Draft
from tests.factories.moments import NOW

MARA = UserId(UUID("0198a4c2-0000-7000-8000-0000000000a1"))


def a_draft(**changes: Any) -> Draft:
    draft = Draft(
        draft_id=UUID("0198a4c2-0000-7000-8000-0000000000d1"),
        kind="order",
        subject="p-1",
        title="Rx A. Kowalska",
        json='{"sphere": "-2.25"}',
        by=MARA,
        name="Mara Lindqvist",
        at=NOW,
    )
    return replace(draft, **changes)
