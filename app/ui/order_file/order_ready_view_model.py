"""From the parcel to the patient: the goods are here, the patient is told, a paper is printed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.kernel.errors import DioptreError
from app.domain.mails import Mail
from app.domain.orders import Order, OrderStatus
from app.messages.catalogue import sentence, tr
from app.services.changes import Changes
from app.services.order_life.collection import NotifyPatient, ReceiveAtStore
from app.services.papers import PaperService
from app.services.session import Session
from app.ui.order_file.order_file_view_model import OrderFileViewModel

BY_PHONE = "phone"


class OrderReadyModel(QObject):
    """Each press is one command; a mail that is on its way may be taken back."""

    mail_queued = Signal(object)

    def __init__(self, file: OrderFileViewModel) -> None:
        super().__init__()
        self._file = file
        self._desk = file.desk

    @Slot()
    def receive(self) -> None:
        """Take what the lab sent into the shelf of what is ready."""
        order = self._order()
        if order is None:
            return
        service, session = self._desk.services.order_life.collection, self._desk.session
        command = ReceiveAtStore(
            command_id=self._desk.services.new_command_id(), code=str(order.number)
        )
        self._desk.services.runner.run(
            lambda: service.receive_at_store(session, command),
            done=self._received,
            failed=self._refuse,
        )

    @Slot()
    def tell(self) -> None:
        """Write down that the patient was told."""
        order = self._order()
        if order is None:
            return
        service, session = self._desk.services.order_life.collection, self._desk.session
        command = NotifyPatient(
            command_id=self._desk.services.new_command_id(),
            order_id=order.order_id,
            channel=BY_PHONE,
        )
        self._desk.services.runner.run(
            lambda: service.notified(session, command), done=self._told, failed=self._refuse
        )

    @Slot()
    def print_order(self) -> None:
        """Print the paper that fits the order as it stands."""
        order = self._order()
        if order is None:
            return
        papers, session = self._desk.services.papers, self._desk.session
        self._desk.services.runner.run(
            _printing(papers, session, order), done=self._printed, failed=self._refuse
        )

    def take_back(self, mail: Mail) -> None:
        """Take a mail back that has not gone out yet."""
        mails, session = self._desk.services.mails, self._desk.session
        self._desk.services.runner.run(
            lambda: mails.undo(session, mail.mail_id),
            done=self._desk.publish,
            failed=self._refuse,
        )

    def _received(self, answer: tuple[Order, Changes]) -> None:
        order, changes = answer
        self._desk.publish(changes)
        self._file.said.emit(tr("{number} is ready to collect", number=order.number))
        mails, session = self._desk.services.mails, self._desk.session
        command_id = self._desk.services.new_command_id()
        # Who has no address, or wants no mail, is rung up; that is no trouble to speak of.
        self._desk.services.runner.run(
            lambda: mails.offer_ready(session, command_id, order.order_id),
            done=self._queued,
            failed=self._say_how_to_tell,
        )

    def _queued(self, answer: tuple[Mail, Changes]) -> None:
        mail, changes = answer
        self._desk.publish(changes)
        self.mail_queued.emit(mail)

    def _told(self, answer: tuple[Order, Changes]) -> None:
        order, changes = answer
        self._desk.publish(changes)
        self._file.said.emit(tr("{number}: the patient was told", number=order.number))

    def _printed(self, changes: Changes) -> None:
        self._desk.publish(changes)
        self._file.said.emit(tr("Printing"))

    def _say_how_to_tell(self, error: DioptreError) -> None:
        self._file.said.emit(sentence(error))

    def _order(self) -> Order | None:
        return None if self._file.file is None else self._file.file.order

    def _refuse(self, error: DioptreError) -> None:
        self._file.failed.emit(sentence(error))


def _printing(papers: PaperService, session: Session, order: Order) -> Callable[[], Changes]:
    match order.status:
        case OrderStatus.QUOTE:
            return lambda: papers.print_quote(session, order.order_id)
        case OrderStatus.AT_STORE | OrderStatus.NOTIFIED | OrderStatus.COLLECTED:
            return lambda: papers.print_collection_slip(session, order.order_id)
        case _:
            return lambda: papers.print_order_confirmation(session, order.order_id)
