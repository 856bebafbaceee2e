"""Opening a form: the record, the last order, and what was kept; runs on the store thread."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.catalog import ArticleNotFound, FrameNotFound, Lens, LensExtra
from app.domain.kernel.ids import PatientId
from app.domain.orders import Order
from app.services.catalogue import FrameChoice
from app.services.changes import Changes
from app.services.customers import PatientRecord
from app.services.dispensing import SameAgain
from app.services.session import Session
from app.ui.desktop import DesktopServices
from app.ui.orders.order_form import PROMISE_DAYS, OrderForm
from app.ui.orders.order_form_document import KeptForm

# How long a prescription is dispensed from unless its prescriber says otherwise.
VALID_DAYS = 2 * 365


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Opened:
    """A patient's record with a fresh form, and with the form that was kept of them, if any."""

    fresh: OrderForm
    kept: OrderForm | None
    again: SameAgain | None
    changes: Changes


def opened(
    services: DesktopServices,
    session: Session,
    patient_id: PatientId,
    kept: KeptForm | None = None,
) -> Opened:
    """Read a patient's record and what they had last.

    Raises:
        AccessDenied, PatientNotFound: see there.
    """
    record, changes = services.customers.open_record(session, patient_id)
    again = services.dispensing.same_again(session, patient_id)
    last = None
    if again is not None:
        last, read = services.orders.get(session, again.order_id)
        changes |= read
    fresh = fresh_form(services, session, record, last)
    shelf = CatalogueShelf(services=services, session=session)
    filled = None if kept is None else kept.beside(fresh, shelf)
    return Opened(fresh=fresh, kept=filled, again=again, changes=changes)


def fresh_form(
    services: DesktopServices, session: Session, record: PatientRecord, last: Order | None
) -> OrderForm:
    """Return the form of a patient with nothing entered."""
    today = services.clock().astimezone().date()
    signed_by = record.prescriptions[0].prescriber if record.prescriptions else ""
    return OrderForm(
        patient=record.patient,
        history=record.prescriptions,
        last=last,
        order_command=services.new_command_id(),
        prescription_command=services.new_command_id(),
        prescriber=signed_by or session.name,
        issued_on=today,
        expires_on=expiry_after(today),
        promised_on=today + timedelta(days=PROMISE_DAYS),
    )


def expiry_after(issued_on: date) -> date:
    """Return until when a prescription of that day holds by the house's rule."""
    return issued_on + timedelta(days=VALID_DAYS)


def renewed(form: OrderForm, old: OrderForm) -> OrderForm:
    """Return what was kept of a patient beside the record as it is now."""
    return replace(old, patient=form.patient, history=form.history, last=form.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueShelf:
    """Plays Shelf over the catalogue."""

    services: DesktopServices
    session: Session

    def frame(self, sku: str) -> FrameChoice | None:
        try:
            return self.services.catalogue.frame(self.session, sku)
        except FrameNotFound:
            return None

    def lens(self, sku: str) -> Lens | None:
        found = self._good(sku)
        return found if isinstance(found, Lens) else None

    def lens_extra(self, sku: str) -> LensExtra | None:
        found = self._good(sku)
        return found if isinstance(found, LensExtra) else None

    def _good(self, sku: str) -> object:
        try:
            return self.services.catalogue.good(self.session, sku).good
        except ArticleNotFound:
            return None
