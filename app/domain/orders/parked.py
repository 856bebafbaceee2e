"""A form that was put aside on purpose, so that any colleague of the store can go on with it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.domain.kernel.ids import PatientId, SiteId, UserId
from app.domain.kernel.text import require_length
from app.domain.orders.errors import ParkedFormIsTooLong, ParkedOrderNotFound

# A whole form with two traces takes about 30,000 signs.
FORM_SIGNS_MAX = 200_000


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ParkedOrder:
    """What lay on the form, as JSON text only its screen reads, and who put it aside when.

    Raises:
        ParkedFormIsTooLong, TextIsTooLong: see there.
    """

    parked_id: UUID
    site_id: SiteId
    patient_id: PatientId | None
    title: str
    form: str
    at: datetime
    by: UserId
    version: int = 1
    is_open: bool = True

    def __post_init__(self) -> None:
        """Refuse what is no form any more."""
        require_length("title", self.title)
        if len(self.form) > FORM_SIGNS_MAX:
            raise ParkedFormIsTooLong(signs=len(self.form), most=FORM_SIGNS_MAX)

    def taken_up(self, *, at: datetime, by: UserId) -> "ParkedOrder":
        """Return it as no longer waiting.

        Raises:
            ParkedOrderNotFound: a colleague was faster.
        """
        if not self.is_open:
            raise ParkedOrderNotFound(parked_id=str(self.parked_id))
        return replace(self, at=at, by=by, version=self.version + 1, is_open=False)
