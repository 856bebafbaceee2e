"""Who is due, who was here, who may be the one being typed, and one person's whole record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher

from app.domain.customers import (
    Alert,
    AnyNote,
    Channel,
    ConsentChange,
    Patient,
    PatientNotFound,
    Prescription,
    Purpose,
    Recall,
    standing_consents,
)
from app.domain.kernel.access import Action
from app.domain.kernel.ids import PatientId
from app.domain.kernel.money import Money
from app.domain.orders import OrderStatus
from app.domain.payments.payment import Payment, Refund
from app.services.auditing import Access, Gate
from app.services.changes import Changes
from app.services.patient_ports import AccessRow, RecallRow, Sketch
from app.services.payment_ports import PaymentUnit, PaymentUnits
from app.services.ports import Clock, UnitOfWork
from app.services.session import Session
from app.services.views import OrderRow, PatientRow

CANDIDATES_MAX, LIKELY_MAX = 60, 5
RECALLS_MAX, RECENT_MAX, ORDERS_MAX, ACCESSES_MAX = 50, 10, 50, 100
RECALL_AHEAD = timedelta(days=14)
OWES_NOTHING = frozenset(
    {OrderStatus.QUOTE, OrderStatus.DRAFT, OrderStatus.CANCELLED, OrderStatus.RETURNED}
)
# A name that is close, and one thing more that fits.
LIKELY_FROM = 60
NAME_WEIGHT, BIRTH_WEIGHT, PHONE_WEIGHT = 55, 30, 30
NAME_CLOSE = 0.72
PHONE_TAIL = 7


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Likely:
    """A patient who may be the one being typed; `score` is out of 100."""

    row: PatientRow
    score: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MoneyRow:
    """Money that was taken for an order or given back for it."""

    entry: Payment | Refund
    order_number: str

    @property
    def at(self) -> datetime:
        """Return when the money moved."""
        return self.entry.taken_at if isinstance(self.entry, Payment) else self.entry.given_at


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PatientFile:
    """One person's record, whole: of merged records everything stands together, newest first."""

    patient: Patient
    merged: tuple[Patient, ...]
    prescriptions: tuple[Prescription, ...]
    orders: tuple[OrderRow, ...]
    payments: tuple[MoneyRow, ...]
    notes: tuple[AnyNote, ...]
    consents: tuple[ConsentChange, ...]
    accesses: tuple[AccessRow, ...]
    names: Mapping[PatientId, str]
    due: Money | None = None

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """Return what everybody must see."""
        return tuple(each for each in self.notes if isinstance(each, Alert) and each.is_open)

    @property
    def next_recall(self) -> Recall | None:
        """Return the recall that is due first."""
        open_ones = [each for each in self.notes if isinstance(each, Recall) and each.is_open]
        return min(open_ones, key=lambda each: each.due_on, default=None)

    @property
    def unpaid(self) -> OrderRow | None:
        """Return the newest order that is not paid yet."""
        return next((row for row in self.orders if self._owes(row)), None)

    def _owes(self, row: OrderRow) -> bool:
        if row.status in OWES_NOTHING:
            return False
        moved = [each.entry for each in self.payments if each.order_number == row.number]
        held = sum(
            entry.settled.minor if isinstance(entry, Payment) else -entry.settled.minor
            for entry in moved
        )
        return row.total.minor > held

    @property
    def standing(self) -> dict[tuple[Channel, Purpose], ConsentChange]:
        """Return the last answer to each question of contact."""
        return standing_consents(self.consents)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientFinding:
    """Reads; whatever shows one person's record is written into the audit."""

    units: PaymentUnits
    gate: Gate
    clock: Clock

    def similar(self, session: Session, sketch: Sketch) -> tuple[Likely, ...]:
        """Return who may be the one being typed, the likeliest first.

        Raises:
            AccessDenied: the session may not search.
        """
        self.gate.check(session, Action.PATIENT_SEARCH)
        with self.units() as unit:
            rows = unit.people.similar(sketch, limit=CANDIDATES_MAX)
        found = [Likely(row=row, score=likeness(sketch, row)) for row in rows]
        likely = [each for each in found if each.score >= LIKELY_FROM]
        likely.sort(key=lambda each: (-each.score, each.row.number))
        return tuple(likely[:LIKELY_MAX])

    def recalls_due(self, session: Session) -> tuple[RecallRow, ...]:
        """Return whom to ask back by two weeks from now; raises AccessDenied."""
        self.gate.check(session, Action.PATIENT_SEARCH)
        until = self.clock().astimezone().date() + RECALL_AHEAD
        with self.units() as unit:
            return unit.people.recalls_due(until, limit=RECALLS_MAX)

    def recently_opened(self, session: Session) -> tuple[PatientRow, ...]:
        """Return whose record was opened last at this till; raises AccessDenied."""
        self.gate.check(session, Action.PATIENT_SEARCH)
        with self.units() as unit:
            return unit.people.recently_opened(limit=RECENT_MAX)

    def by_number(self, session: Session, number: str) -> PatientRow:
        """Return the patient of a card; raises AccessDenied or PatientNotFound."""
        self.gate.check(session, Action.PATIENT_SEARCH)
        with self.units() as unit:
            row = unit.people.by_number(number)
        if row is None:
            raise PatientNotFound
        return row

    def open_file(self, session: Session, patient_id: PatientId) -> tuple[PatientFile, Changes]:
        """Return the whole record and write down who opened it; a merged one opens the other.

        Raises:
            AccessDenied, PatientNotFound: see there.
        """
        with self.units() as unit:
            group = unit.people.group_of(patient_id)
            patient = unit.patients.patient(group[0])
            access = Access(
                action=Action.PATIENT_READ,
                subject_type="patient",
                subject_id=patient.patient_id,
                correlation_id=session.session_id,
                site_id=patient.home_site_id,
            )
            self.gate.pass_through(unit, session, access)
            file = _file(unit, patient, group)
            return file, unit.commit()


def _file(unit: PaymentUnit, patient: Patient, group: tuple[PatientId, ...]) -> PatientFile:
    prescriptions = [each for one in group for each in unit.patients.prescriptions_of(one)]
    orders = [each for one in group for each in unit.orders.rows_of_patient(one, limit=ORDERS_MAX)]
    notes = unit.people.notes_of(group)
    row = unit.people.by_number(patient.number)
    others = {getattr(note, "other_id", patient.patient_id) for note in notes}
    return PatientFile(
        patient=patient,
        merged=tuple(unit.patients.patient(one) for one in group[1:]),
        prescriptions=tuple(sorted(prescriptions, key=lambda each: each.issued_on, reverse=True)),
        payments=_money_of(unit, orders),
        orders=tuple(sorted(orders, key=lambda each: each.created_at, reverse=True)),
        notes=notes,
        consents=unit.people.consents_of(group),
        accesses=unit.people.accesses_of(group, limit=ACCESSES_MAX),
        names={one: _name(unit, one) for one in others},
        due=None if row is None else row.due,
    )


def _money_of(unit: PaymentUnit, orders: Sequence[OrderRow]) -> tuple[MoneyRow, ...]:
    rows = [
        MoneyRow(entry=entry, order_number=order.number)
        for order in orders
        for entry in unit.payments.entries_of_order(order.order_id)
        if isinstance(entry, Payment | Refund)
    ]
    return tuple(sorted(rows, key=lambda row: row.at, reverse=True))


def _name(unit: UnitOfWork, patient_id: PatientId) -> str:
    try:
        return unit.patients.patient(patient_id).full_name
    except PatientNotFound:
        # A relative whose record has not arrived yet.
        return "…"


def likeness(sketch: Sketch, row: PatientRow) -> int:
    """Return how much a patient looks like the one being typed, out of 100."""
    straight = _alike(f"{sketch.given_name} {sketch.family_name}", row)
    crossed = _alike(f"{sketch.family_name} {sketch.given_name}", row)
    name = max(straight, crossed)
    score = round(NAME_WEIGHT * name) if name >= NAME_CLOSE else 0
    if sketch.born_on is not None:
        score += BIRTH_WEIGHT if sketch.born_on == row.born_on else -_born_apart(sketch, row)
    if _tail(sketch.phone) and _tail(sketch.phone) == _tail(row.phone or ""):
        score += PHONE_WEIGHT
    elif sketch.born_on is None and name > NAME_CLOSE:
        # With only a name to go by, an equal one is worth a look.
        score += round(10 * name)
    return max(0, min(score, 100))


def _born_apart(sketch: Sketch, row: PatientRow) -> int:
    born_on: date = sketch.born_on or row.born_on
    is_slip = sorted(born_on.strftime("%Y%m%d")) == sorted(row.born_on.strftime("%Y%m%d"))
    return 0 if is_slip else NAME_WEIGHT // 2


def _alike(name: str, row: PatientRow) -> float:
    theirs = f"{row.given_name} {row.family_name}".casefold()
    return SequenceMatcher(None, name.strip().casefold(), theirs).ratio()


def _tail(phone: str) -> str:
    digits = "".join(sign for sign in phone if sign.isdecimal())
    return digits[-PHONE_TAIL:] if len(digits) >= PHONE_TAIL else ""
