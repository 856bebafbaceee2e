"""Opening the till and moving its cash; none of it needs the network."""

from dataclasses import dataclass

from app.domain.kernel.access import Action
from app.domain.kernel.ids import CommandId
from app.domain.kernel.money import Money
from app.domain.payments.balance import require_currency
from app.domain.payments.cash import denominations_of
from app.domain.payments.documents import DocumentType, FiscalDocument, cash_document
from app.domain.payments.ids import TillSessionId
from app.domain.payments.journal import JournalEntry
from app.domain.payments.till import TillState
from app.services.changes import Changes
from app.services.desk import Desk, Request, Work
from app.services.payment_ports import PaymentUnit
from app.services.sealing import Place
from app.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCash:
    """Cash put into the drawer, or taken out of it, and why."""

    command_id: CommandId
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TillService:
    """The use cases of the drawer and its session."""

    desk: Desk

    def state(self, session: Session) -> TillState:
        """Return whether the till is open and what was sealed since it opened.

        Raises:
            AccessDenied: the session may not read the till.
        """
        self.desk.gate.check(session, Action.TILL_READ)
        with self.desk.units() as unit:
            return self.desk.sealer.state(unit)

    def open(
        self, session: Session, command_id: CommandId, float_: Money
    ) -> tuple[JournalEntry, Changes]:
        """Open the till with the cash that lies in it.

        Raises:
            AccessDenied, TillIsAlreadyOpen, CurrencyHasNoTable, AmountIsNotPositive: see there.
        """

        def make(unit: PaymentUnit) -> Work:
            self.desk.sealer.state(unit).require_closed()
            denominations_of(float_.currency)
            place = Place(
                till_id=self.desk.sealer.till_id(unit),
                business_day=self.desk.sealer.today(),
                session_id=TillSessionId(command_id),
            )
            return Work(document=cash_document(DocumentType.OPENING, float_, {}), place=place)

        request = Request(session=session, command_id=command_id, action=Action.TILL_OPEN)
        return self.desk.carry_out(
            request, make, is_same=lambda entry: entry.document.total == float_
        )

    def pay_in(self, session: Session, command: MoveCash) -> tuple[JournalEntry, Changes]:
        """Put cash into the drawer.

        Raises:
            AccessDenied, ReasonIsMissing, TillIsClosed, AmountIsNotPositive: see there.
        """
        return self._move(session, command, DocumentType.PAY_IN)

    def pay_out(self, session: Session, command: MoveCash) -> tuple[JournalEntry, Changes]:
        """Take cash out of the drawer.

        Raises:
            AccessDenied, ReasonIsMissing, TillIsClosed, AmountIsNotPositive: see there.
        """
        return self._move(session, command, DocumentType.PAY_OUT)

    def open_drawer(
        self,
        session: Session,
        command_id: CommandId,
        *,
        reason: str,
        second: Session | None = None,
    ) -> tuple[JournalEntry, Changes]:
        """Open the drawer without a sale; it is counted in every report.

        Raises:
            AccessDenied, ReasonIsMissing, TillIsClosed, ApprovalIsStale: see there.
        """

        def make(unit: PaymentUnit) -> Work:
            state = self.desk.sealer.state(unit)
            document = FiscalDocument(
                type=DocumentType.DRAWER, currency=state.currency, details={"reason": reason}
            )
            return Work(document=document, place=self.desk.sealer.open_place(unit))

        request = Request(
            session=session,
            command_id=command_id,
            action=Action.DRAWER_OPEN,
            reason=reason,
            second=second,
        )
        return self.desk.carry_out(
            request, make, is_same=lambda entry: entry.document.details.get("reason") == reason
        )

    def _move(
        self, session: Session, command: MoveCash, type_: DocumentType
    ) -> tuple[JournalEntry, Changes]:
        def make(unit: PaymentUnit) -> Work:
            require_currency(self.desk.sealer.state(unit).currency, command.amount)
            document = cash_document(type_, command.amount, {"reason": command.reason})
            return Work(document=document, place=self.desk.sealer.open_place(unit))

        request = Request(
            session=session,
            command_id=command.command_id,
            action=Action.TILL_MOVE_CASH,
            reason=command.reason,
        )
        return self.desk.carry_out(
            request,
            make,
            is_same=lambda entry: (
                (entry.document.type, entry.document.total) == (type_, command.amount)
            ),
        )
