"""Putting a form aside for anybody, and what waits: parked forms and quotes."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.orders import OrderStatus
from app.domain.orders.parked import ParkedOrder
from app.services.changes import Changes
from app.services.order_life.parking import ParkOrder, ResumeOrder
from app.services.session import Session
from app.services.views import OrderRow
from app.ui.desktop import Desk
from app.ui.orders.order_form import OrderForm
from app.ui.orders.order_form_document import form_to_json
from app.ui.runner import Newest


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Waiting:
    """What somebody can go on with, the newest first."""

    parked: tuple[ParkedOrder, ...] = ()
    quotes: tuple[OrderRow, ...] = ()


class OrderParking(QObject):
    """Talks to the store about what is put aside."""

    parked = Signal(object)
    taken_up = Signal(object)
    listed = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._list = Newest(desk.services.runner)

    def park(self, form: OrderForm) -> None:
        """Put a form aside."""
        services, session = self._desk.services, self._desk.session
        command = ParkOrder(
            command_id=services.new_command_id(),
            parked_id=services.new_command_id(),
            patient_id=form.patient.patient_id,
            title=form.patient.short_name,
            form=form_to_json(form),
        )
        parking = services.order_life.parking
        services.runner.run(
            lambda: parking.park(session, command), done=self._parked, failed=self.refused.emit
        )

    def take_up(self, parked_id: UUID) -> None:
        """Go on with what was put aside."""
        services, session = self._desk.services, self._desk.session
        command = ResumeOrder(command_id=services.new_command_id(), parked_id=parked_id)
        parking = services.order_life.parking
        services.runner.run(
            lambda: parking.resume(session, command), done=self._taken_up, failed=self.refused.emit
        )

    @Slot()
    def read(self) -> None:
        """Read what waits."""
        session = self._desk.session
        self._list.run(
            lambda: self._waiting(session), done=self.listed.emit, failed=self.refused.emit
        )

    def _waiting(self, session: Session) -> Waiting:
        services = self._desk.services
        rows = services.orders.rows(session)
        return Waiting(
            parked=services.order_life.parking.parked(session),
            quotes=tuple(row for row in rows if row.status is OrderStatus.QUOTE),
        )

    def _parked(self, answer: tuple[ParkedOrder, Changes]) -> None:
        self._desk.publish(answer[1])
        self.parked.emit(answer[0])

    def _taken_up(self, answer: tuple[ParkedOrder, Changes]) -> None:
        self._desk.publish(answer[1])
        self.taken_up.emit(answer[0])
