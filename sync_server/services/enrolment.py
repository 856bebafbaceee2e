"""How a device joins: an operator makes a one-time code, the device shows it with its key."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from app.contracts.v1 import EnrolAnswerV1, EnrolRequestV1
from sync_server.services.devices import SiteKind
from sync_server.services.ports import Clock, NewId, Unit
from sync_server.services.refusals import Code, NotAllowed
from sync_server.services.signatures import is_signed_by

# Crockford's base 32: no letter is taken for a digit. Twelve of them are 60 bits.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
CODE_LIFE = timedelta(minutes=10)
DEMO_SLOT = "demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What an unused code of the chain stands for."""

    chain_id: UUID
    is_demo: bool
    code_sha256: str
    site_id: UUID
    device_name: str
    expires_at: datetime


class EnrolmentUnit(Unit, Protocol):
    """The transaction of an enrolment."""

    def invite(self, invitation: Invitation) -> None:
        """Keep a code until it is used or has expired."""

    def invitation(self, code_sha256: str) -> Invitation | None:
        """Return what an unused code stands for, and keep others from using it meanwhile."""

    def enrol(
        self, invitation: Invitation, request: EnrolRequestV1, *, device_id: UUID, at: datetime
    ) -> EnrolAnswerV1:
        """Use the code up and add the device as the site's next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentService:
    """The use case behind `POST /v1/enrol`."""

    units: Callable[[], EnrolmentUnit]
    clock: Clock
    new_id: NewId

    def enrol(self, request: EnrolRequestV1) -> EnrolAnswerV1:
        """Make the holder of the code and of the key a device.

        Raises:
            NotAllowed: the code is unknown, used or expired; or the key is not shown, or its
                storage is not fit for a real chain. Only success uses the code up.
        """
        message = f"{request.code}\n{request.public_key}".encode()
        if not is_signed_by(request.public_key, request.signature, message):
            raise NotAllowed(Code.ENROL_PROOF_INVALID)
        now = self.clock()
        with self.units() as unit:
            invitation = unit.invitation(hash_of_code(request.code))
            if invitation is None or invitation.expires_at <= now:
                raise NotAllowed(Code.ENROL_CODE_INVALID)
            if request.slot_kind == DEMO_SLOT and not invitation.is_demo:
                raise NotAllowed(Code.ENROL_DEMO_SLOT_REFUSED)
            answer = unit.enrol(invitation, request, device_id=self.new_id(), at=now)
            unit.commit()
        return answer


def new_code() -> str:
    """Return a fresh one-time code."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def hash_of_code(code: str) -> str:
    """Return what is kept of a code; people may type it in small letters and in groups."""
    plain = code.upper().replace("-", "").replace(" ", "")
    return hashlib.sha256(plain.encode()).hexdigest()


def code_for_site(kind: SiteKind, name: str, taken: frozenset[str]) -> str:
    """Return a short code for a new site: the first letters of its name, numbered if taken."""
    letters = [sign for sign in name.upper() if sign.isascii() and sign.isalnum()]
    stem = "".join(letters)[:3] if len(letters) > 1 else kind.value.upper()[:3]
    numbered = (f"{stem}{n}" for n in range(2, len(taken) + 3))
    return next(code for code in (stem, *numbered) if code not in taken)
