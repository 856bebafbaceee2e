"""What was given so far for an amount: lines of tender, and the cash on the counter."""

from dataclasses import dataclass, replace

from app.domain.kernel.money import Money
from app.domain.payments.ids import AttemptId
from app.domain.payments.settlement import Settlement
from app.domain.payments.tender import TenderLine


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One line as it is shown; `attempt` is the terminal's word behind a card line."""

    line: TenderLine
    number: str
    attempt: AttemptId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderSheet:
    """The tenders of one payment; every change is checked as the till will check it.

    Raises:
        PaymentExceedsDue: the lines come to more than the amount.
    """

    amount: Money
    cash_step: int = 1
    lines: tuple[SheetLine, ...] = ()
    handed_over: Money | None = None

    def __post_init__(self) -> None:
        """Refuse lines that come to more than the amount; raises PaymentExceedsDue."""
        self._settled(None)

    @property
    def settlement(self) -> Settlement:
        """Return the sums, with the cash that lies there."""
        return self._settled(self.handed_over)

    @property
    def missing(self) -> Money:
        """Return what is still to be given."""
        return self.settlement.missing

    @property
    def open_amount(self) -> Money:
        """Return what the lines leave open, whatever cash lies there."""
        return self.settlement.rest

    @property
    def exact_cash(self) -> Money:
        """Return the cash that pays the rest without change."""
        return self.settlement.cash.payable

    @property
    def cards(self) -> tuple[AttemptId, ...]:
        """Return the card payments of the sheet."""
        return tuple(each.attempt for each in self.lines if each.attempt is not None)

    @property
    def tender_lines(self) -> tuple[TenderLine, ...]:
        """Return the lines the till is told; what the terminal says it hears from the terminal."""
        cards = {each.line.key for each in self.lines if each.attempt is not None}
        return tuple(line for line in self.settlement.tender_lines() if line.key not in cards)

    def paying(self, amount: Money) -> "TenderSheet":
        """Settle another amount with the same tenders; raises PaymentExceedsDue."""
        return replace(self, amount=amount)

    def with_line(self, line: SheetLine) -> "TenderSheet":
        """Add a line; raises PaymentExceedsDue."""
        return replace(self, lines=(*self.lines, line))

    def without(self, line: SheetLine) -> "TenderSheet":
        """Take a line back; a card that was charged stays."""
        if line.attempt is not None:
            return self
        return replace(self, lines=tuple(each for each in self.lines if each != line))

    def with_cash(self, handed_over: Money | None) -> "TenderSheet":
        """Put cash on the counter, or take it away."""
        return replace(self, handed_over=handed_over)

    def _settled(self, handed_over: Money | None) -> Settlement:
        return Settlement(
            amount=self.amount,
            lines=tuple(each.line for each in self.lines),
            cash_step=self.cash_step,
            handed_over=handed_over,
        )
