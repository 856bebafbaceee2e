"""What a receipt or a credit note says of a bill: its lines, its tax by rate, who pays.

It stands above pricing and payments, which know nothing of each other.
"""

from collections.abc import Iterable, Mapping, Sequence

from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import Money
from app.domain.kernel.percent import Percent
from app.domain.orders.errors import LineIsUnknown
from app.domain.orders.returns import ReturnedLine
from app.domain.payments.documents import ReceiptContent, ReceiptLine, TaxAmount
from app.domain.payments.tender import REFERENCE_SIGNS_MAX, Tender, TenderKey, TenderLine
from app.domain.pricing.bill import Bill, BilledLine
from app.domain.pricing.payers import PayerShare
from app.domain.pricing.refunds import PATIENT, LineRefund, refund_pieces
from app.domain.pricing.tax import TaxPart, by_rate

# A percent is kept in thousandths, the sealed rate in hundredths: ten of one are one of the other.
THOUSANDTHS_PER_BP = 10


class RateCannotBeSealed(DomainError):
    """A tax rate has more decimals than a sealed receipt can say."""

    code = "orders.receipt.rate_too_fine"


def rate_bp(percent: Percent) -> int:
    """Return a tax rate in hundredths of a percent.

    Raises:
        RateCannotBeSealed: it has a third decimal.
    """
    whole, rest = divmod(percent.thousandths, THOUSANDTHS_PER_BP)
    if rest:
        raise RateCannotBeSealed(percent=str(percent))
    return whole


def tax_amounts(parts: Iterable[TaxPart]) -> tuple[TaxAmount, ...]:
    """Return net and tax by rate, as they are sealed.

    Raises:
        RateCannotBeSealed: see there.
    """
    return tuple(
        TaxAmount(
            code=part.rate.label,
            rate_bp=rate_bp(part.rate.percent),
            net_minor=part.net_minor,
            tax_minor=part.tax_minor,
        )
        for part in by_rate(parts)
    )


def sale_content(bill: Bill, reference: str) -> ReceiptContent:
    """Return what the receipt of a sale lists; a disclosed dispensing charge is a line like others.

    Raises:
        RateCannotBeSealed, TextIsTooLong: see there.
    """
    return ReceiptContent(
        lines=tuple(
            _receipt_line(line, line.line.line.quantity, line.gross_minor) for line in bill.lines
        ),
        taxes=tax_amounts(part for line in bill.lines for part in line.tax),
        discount_minor=bill.discount.minor,
        reference=reference,
    )


def credit_content(bill: Bill, refunds: Sequence[LineRefund], reference: str) -> ReceiptContent:
    """Return what a credit note lists: the lines that go back, and the tax in them.

    Raises:
        RateCannotBeSealed, TextIsTooLong: see there.
    """
    return ReceiptContent(
        lines=tuple(
            _receipt_line(bill.line(each.line_id), max(1, each.pieces), each.gross_minor)
            for each in refunds
        ),
        taxes=tax_amounts(part for each in refunds for part in each.tax),
        reference=reference,
    )


def insurer_lines(bill: Bill) -> tuple[TenderLine, ...]:
    """Return what insurers and vouchers pay of a bill, each under its claim."""
    return tuple(
        TenderLine(key=insurer_key(payer), amount=Money(payer.minor, bill.currency))
        for payer in bill.payers
        if payer.minor
    )


def insurer_key(payer: PayerShare) -> TenderKey:
    """Return the source of a payer's money: the claim first, for that is what is looked up."""
    words = f"{payer.claim_number} {payer.name}".strip() or payer.payer_id
    return TenderKey(tender=Tender.INSURER, reference=words[:REFERENCE_SIGNS_MAX].strip())


def still_claimed(bill: Bill, paid: Mapping[TenderKey, Money]) -> tuple[TenderLine, ...]:
    """Return what insurers still pay, what they are down for already taken off."""
    nothing = Money(0, bill.currency)
    rest = ((line, line.amount - paid.get(line.key, nothing)) for line in insurer_lines(bill))
    return tuple(TenderLine(key=line.key, amount=left) for line, left in rest if left.minor > 0)


def refunds_of(
    bill: Bill, earlier: Iterable[ReturnedLine], lines: Iterable[ReturnedLine]
) -> tuple[LineRefund, ...]:
    """Return what a return gives back of each line, counted after all earlier returns.

    Raises:
        LineIsUnknown, RefundIsNothing, TooManyPieces: see there.
    """
    already: list[LineRefund] = []
    for line in earlier:
        already.append(refund_pieces(_billed(bill, line.line_id), line.pieces, already))
    found: list[LineRefund] = []
    for line in lines:
        refund = refund_pieces(_billed(bill, line.line_id), line.pieces, (*already, *found))
        found.append(refund)
    return tuple(found)


def insurers_part(bill: Bill, refunds: Iterable[LineRefund]) -> dict[TenderKey, int]:
    """Return how much of a credit is the insurers', by the source of their money."""
    keys = {payer.payer_id: insurer_key(payer) for payer in bill.payers}
    found: dict[TenderKey, int] = {}
    for refund in refunds:
        for payer_id, minor in refund.paid_to:
            if payer_id != PATIENT:
                key = keys[payer_id]
                found[key] = found.get(key, 0) + minor
    return found


def _receipt_line(line: BilledLine, quantity: int, amount_minor: int) -> ReceiptLine:
    return ReceiptLine(
        sku=line.line.line.sku,
        description=line.line.line.description,
        quantity=quantity,
        amount_minor=amount_minor,
        tax_code="+".join(sorted({part.rate.label for part in line.tax})),
    )


def _billed(bill: Bill, line_id: str) -> BilledLine:
    try:
        return bill.line(line_id)
    except KeyError:
        raise LineIsUnknown(line_id=line_id) from None
