"""Why money is not taken, given back or counted; each says what to change.

DomainError
|-- of a payment        PaymentHasNoTender ... CommandWasUsedForAnotherPayment
|-- of a refund         RefundIsEmpty ... RefundReasonIsMissing
|-- of stored value     StoredValueNotFound ... StoredValueHasExpired
|-- of a card terminal  TerminalOutcomeIsUnknown ... AttemptNotFound
|-- of the till         TillIsClosed ... SecondPersonIsMissing
`-- of the journal      EntryNotFound
"""

from app.domain.kernel.errors import DomainError


class PaymentHasNoTender(DomainError):
    """Nothing was given."""

    code = "payments.payment.no_tender"


class AmountIsNotPositive(DomainError):
    """An amount of money is zero or less."""

    code = "payments.amount.not_positive"


class AmountIsTooLarge(DomainError):
    """An amount has more digits than a terminal, a tax office or a till can take."""

    code = "payments.amount.too_large"


class TenderNeedsReference(DomainError):
    """This way of paying is only known by a number, and none was given."""

    code = "payments.tender.reference_missing"


class ReferenceIsMalformed(DomainError):
    """The number of a tender is too long, or holds signs that cannot be printed."""

    code = "payments.tender.reference_malformed"


class TenderIsTwice(DomainError):
    """The same card, voucher or cash stands in two lines of one payment."""

    code = "payments.tender.twice"


class OnlyCashGivesChange(DomainError):
    """More was handed over than is due, and not in cash."""

    code = "payments.tender.no_change"


class CashIsShort(DomainError):
    """Less cash was handed over than the line says is paid."""

    code = "payments.cash.short"


class RoundingNeedsCash(DomainError):
    """Only what is paid in cash is rounded to a coin, and by less than the amount itself."""

    code = "payments.rounding.needs_cash"


class PaymentExceedsDue(DomainError):
    """More would be paid than is owed."""

    code = "payments.payment.exceeds_due"


class PaymentDiffersFromTotal(DomainError):
    """The tenders do not add up to what the receipt says."""

    code = "payments.payment.differs_from_total"


class DocumentDoesNotAddUp(DomainError):
    """The lines or the taxes of a receipt do not add up to its total."""

    code = "payments.document.does_not_add_up"


class OrderIsAlreadySold(DomainError):
    """The order has its receipt; it is not sold twice."""

    code = "payments.order.already_sold"


class CommandWasUsedForAnotherPayment(DomainError):
    """The same command id came with another content."""

    code = "payments.command.reused"


class PaymentNotFound(DomainError):
    """No payment of this till has that id."""

    code = "payments.payment.not_found"


class RefundIsEmpty(DomainError):
    """A refund gives nothing back."""

    code = "payments.refund.empty"


class RefundExceedsPaid(DomainError):
    """More would go back to a tender than came from it and is still there."""

    code = "payments.refund.exceeds_paid"


class RefundExceedsSold(DomainError):
    """More would be credited than was sold, or more given back than is credited."""

    code = "payments.refund.exceeds_sold"


class OrderIsNotSold(DomainError):
    """Goods are credited only once they have a receipt; before that a deposit is given back."""

    code = "payments.order.not_sold"


class StoredValueIsNotRefunded(DomainError):
    """What was put on a gift card is spent from it; it does not come back out as money."""

    code = "payments.refund.stored_value"


class RefundRouteIsClosed(DomainError):
    """Money may not go back this way: what came from a card never leaves as cash."""

    code = "payments.refund.route_closed"


class StoredValueNotFound(DomainError):
    """No gift card or credit of that number is known here."""

    code = "payments.stored_value.not_found"


class StoredValueIsShort(DomainError):
    """The gift card or credit does not hold that much."""

    code = "payments.stored_value.short"


class StoredValueOfflineLimit(DomainError):
    """Without a line to the server only so much is taken from one gift card."""

    code = "payments.stored_value.offline_limit"


class StoredValueHasExpired(DomainError):
    """The gift card is no longer valid."""

    code = "payments.stored_value.expired"


class StoredValueExists(DomainError):
    """That number has been issued before."""

    code = "payments.stored_value.exists"


class TerminalOutcomeIsUnknown(DomainError):
    """An earlier card payment is not settled; no other is begun before it is."""

    code = "payments.terminal.outcome_unknown"


class AttemptNotFound(DomainError):
    """No card payment of this till has that id."""

    code = "payments.attempt.not_found"


class AttemptIsNotApproved(DomainError):
    """The terminal has not approved this card payment."""

    code = "payments.attempt.not_approved"


class AttemptDiffers(DomainError):
    """The card payment was for another amount or direction, or stands on another receipt."""

    code = "payments.attempt.differs"


class AttemptIsSettled(DomainError):
    """The outcome of this card payment is known already."""

    code = "payments.attempt.settled"


class TillIsClosed(DomainError):
    """There is no open till; open it with its float first."""

    code = "payments.till.closed"


class TillIsAlreadyOpen(DomainError):
    """The till is open; close it with a Z report first."""

    code = "payments.till.already_open"


class CountIsMissing(DomainError):
    """The drawer was not counted since money last moved."""

    code = "payments.till.count_missing"


class CurrencyHasNoTable(DomainError):
    """The coins and notes of this currency are not known here."""

    code = "payments.currency.no_table"


class DenominationIsUnknown(DomainError):
    """There is no such coin or note."""

    code = "payments.cash.denomination_unknown"


class PiecesAreNegative(DomainError):
    """Fewer than no coins were counted."""

    code = "payments.cash.pieces_negative"


class VarianceNeedsReason(DomainError):
    """The count differs from the books; somebody must write down why."""

    code = "payments.variance.reason_missing"


class SecondPersonIsMissing(DomainError):
    """This needs a second person who may allow it."""

    code = "payments.second_person.missing"


class SecondPersonIsTheSame(DomainError):
    """Nobody allows something to themselves."""

    code = "payments.second_person.same"


class ApprovalIsStale(DomainError):
    """The second person entered the PIN too long ago."""

    code = "payments.second_person.stale"


class EntryNotFound(DomainError):
    """No entry of this till's journal has that number."""

    code = "payments.journal.entry_not_found"


class EntryIsNoReceipt(DomainError):
    """That entry was never on paper for a customer, so there is nothing to print again."""

    code = "payments.journal.no_receipt"


class TextCannotBeSealed(DomainError):
    """A text holds a sign that has no form in the journal."""

    code = "payments.journal.text_unsealable"


class JournalEntryIsDamaged(DomainError):
    """A stored entry of the journal cannot be read."""

    code = "payments.journal.entry_damaged"
