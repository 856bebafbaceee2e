"""The tolerance files on disk: checked against their record before anything is judged by them."""

import hashlib
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.cli.files import read_bytes
from app.domain.optics.tolerance import ToleranceSet, ToleranceSetIsMalformed, tolerance_set
from app.domain.optics.tolerance_record import (
    Acceptance,
    ToleranceSetIsUnknown,
    require_recorded,
)

SHIPPED = Path(__file__).parents[2] / "resources" / "tolerances"
MANIFEST = "manifest.json"
ACCEPTANCES = "acceptances.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSet:
    """A set that may be judged by, and who accepted its file if it is not the recorded one."""

    tolerances: ToleranceSet
    acceptance: Acceptance | None


def read_set(folder: Path, set_id: str) -> CheckedSet:
    """Read a recorded tolerance set.

    Raises:
        ToleranceSetIsUnknown, ToleranceFileHasChanged, ToleranceSetIsMalformed,
        FileIsUnreadable: see there.
    """
    recorded = _recorded(folder)
    data = read_bytes(folder / f"{set_id}.json") if set_id in recorded else b""
    acceptance = require_recorded(set_id, _sha256(data), recorded, _acceptances(folder))
    return CheckedSet(tolerances=tolerance_set(_json(data, set_id)), acceptance=acceptance)


def accept_set(folder: Path, set_id: str, accepted_by: str) -> Acceptance:
    """Write down that a named manager accepts the file as it now is.

    Raises:
        ToleranceSetIsUnknown, ToleranceSetIsMalformed, AcceptanceNeedsName: see there.
    """
    if set_id not in _recorded(folder):
        raise ToleranceSetIsUnknown(set_id=set_id)
    data = read_bytes(folder / f"{set_id}.json")
    tolerance_set(_json(data, set_id))
    acceptance = Acceptance(
        set_id=set_id,
        sha256=_sha256(data),
        accepted_by=accepted_by,
        accepted_at=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    )
    kept = [asdict(known) for known in (*_acceptances(folder), acceptance)]
    target = folder / ACCEPTANCES
    target.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return acceptance


def _recorded(folder: Path) -> dict[str, str]:
    manifest = _json(read_bytes(folder / MANIFEST), MANIFEST)
    try:
        return {set_id: entry["sha256"] for set_id, entry in manifest["sets"].items()}
    except (AttributeError, KeyError, TypeError) as error:
        raise ToleranceSetIsMalformed(where=MANIFEST, reason="sets") from error


def _acceptances(folder: Path) -> Iterator[Acceptance]:
    path = folder / ACCEPTANCES
    if not path.exists():
        return
    for entry in _json(read_bytes(path), ACCEPTANCES):
        try:
            yield Acceptance(**entry)
        except TypeError as error:
            raise ToleranceSetIsMalformed(where=ACCEPTANCES, reason="entry") from error


def _json(data: bytes, where: str) -> Any:  # noqa: ANN401 - a parsed file may be anything
    try:
        return json.loads(data)
    except ValueError as error:
        raise ToleranceSetIsMalformed(where=where, reason="no JSON") from error


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
