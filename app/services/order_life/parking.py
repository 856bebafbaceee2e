"""Putting a form aside on purpose, where every colleague of the store sees it, and taking it up."""

from dataclasses import dataclass
from uuid import UUID

from app.domain.kernel.access import Action
from app.domain.kernel.ids import CommandId, PatientId
from app.domain.orders.errors import ParkedOrderNotFound
from app.domain.orders.events import OrderParked
from app.domain.orders.parked import ParkedOrder
from app.services.auditing import Access, Gate
from app.services.changes import NO_CHANGES, Changes
from app.services.ports import Clock, UnitOfWork, Units
from app.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ParkOrder:
    """What lies on the form, as text only its screen reads; `parked_id` was made for it."""

    command_id: CommandId
    parked_id: UUID
    patient_id: PatientId | None
    title: str
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeOrder:
    """Somebody goes on with what is parked."""

    command_id: CommandId
    parked_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkingService:
    """The use cases of what is put aside."""

    units: Units
    gate: Gate
    clock: Clock

    def park(self, session: Session, command: ParkOrder) -> tuple[ParkedOrder, Changes]:
        """Keep a form; parking it again keeps it as it is now.

        Raises:
            AccessDenied, ParkedFormIsTooLong, TextIsTooLong: see there.
        """
        with self.units() as unit:
            self._admit(unit, session, command.parked_id)
            if unit.outbox.has_seen(command.command_id):
                return unit.orders.parked(command.parked_id), NO_CHANGES
            parked = ParkedOrder(
                parked_id=command.parked_id,
                site_id=session.site_id,
                patient_id=command.patient_id,
                title=command.title,
                form=command.form,
                at=self.clock(),
                by=session.user_id,
                version=_version(unit, command.parked_id) + 1,
            )
            return parked, self._keep(unit, session, command.command_id, parked)

    def parked(self, session: Session) -> tuple[ParkedOrder, ...]:
        """Return what waits at this store, the newest first.

        Raises:
            AccessDenied: the session may not read orders.
        """
        self.gate.check(session, Action.ORDER_READ)
        with self.units() as unit:
            return unit.orders.all_parked()

    def resume(self, session: Session, command: ResumeOrder) -> tuple[ParkedOrder, Changes]:
        """Take a form up; it no longer waits for anybody else.

        Raises:
            AccessDenied, ParkedOrderNotFound: see there.
        """
        with self.units() as unit:
            self._admit(unit, session, command.parked_id)
            parked = unit.orders.parked(command.parked_id)
            if unit.outbox.has_seen(command.command_id):
                return parked, NO_CHANGES
            taken = parked.taken_up(at=self.clock(), by=session.user_id)
            return taken, self._keep(unit, session, command.command_id, taken)

    def _admit(self, unit: UnitOfWork, session: Session, parked_id: UUID) -> None:
        access = Access(
            action=Action.ORDER_CREATE,
            subject_type="parked_order",
            subject_id=parked_id,
            correlation_id=parked_id,
        )
        self.gate.pass_through(unit, session, access)

    def _keep(
        self, unit: UnitOfWork, session: Session, command_id: CommandId, parked: ParkedOrder
    ) -> Changes:
        unit.orders.park(parked)
        unit.outbox.add(
            OrderParked(parked=parked),
            actor=session.user_id,
            session_id=session.session_id,
            command_id=command_id,
        )
        return unit.commit()


def _version(unit: UnitOfWork, parked_id: UUID) -> int:
    try:
        return unit.orders.parked(parked_id).version
    except ParkedOrderNotFound:
        return 0
