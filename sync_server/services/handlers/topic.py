"""How a payload becomes effects: validated once by its model, then handed to its handler."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias, TypeVar
from uuid import UUID

from pydantic import ValidationError

from app.contracts.base import WireModel
from app.domain.kernel.errors import DomainError
from sync_server.services.devices import Device
from sync_server.services.effects import Effects, HeldCode, Quarantined, Refused
from sync_server.services.strict_json import canonical_bytes
from sync_server.services.world import Needs, World

P = TypeVar("P", bound=WireModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the payload says it is about; the envelope must say the same."""

    type: str
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Parsed:
    """A valid payload, waiting for the world it is applied to."""

    subject: Subject
    needs: Needs
    apply: Callable[[World, Device], Effects]


Parse: TypeAlias = Callable[[bytes], Parsed]


def topic(
    model: type[P],
    *,
    subject: Callable[[P], Subject],
    read: Callable[[P], object],
    apply: Callable[[P, World, Device], Effects],
    needs: Callable[[P], Needs] = lambda _: Needs(),
) -> Parse:
    """Return the reader of a topic's payloads; it raises NotApplied for one that cannot be read.

    `read` makes of the payload what the receiving devices will make of it: a page with a document
    they cannot read would stop them, so such a fact stays here.
    """

    def parse(payload: bytes) -> Parsed:
        try:
            document = model.model_validate_json(payload)
        except ValidationError:
            raise Refused(HeldCode.PAYLOAD_MALFORMED) from None
        try:
            read(document)
        except (DomainError, ValueError):
            raise Quarantined(HeldCode.RULE_BROKEN) from None
        return Parsed(
            subject=subject(document), needs=needs(document), apply=partial(apply, document)
        )

    return parse


def require_own_site(site_id: UUID, device: Device) -> None:
    """Hold back a fact of another site than the device's.

    Raises:
        Quarantined: it is another site's.
    """
    if site_id != device.site_id:
        raise Quarantined(HeldCode.SITE_FOREIGN)


def document_text(document: WireModel) -> str:
    """Return a document as it is kept and travels: canonical JSON."""
    return canonical_bytes(document.model_dump(mode="json", by_alias=True)).decode("utf-8")
