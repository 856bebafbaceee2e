"""What may still be given back of a billed line: never more than it cost, to the minor unit.

Each part of a line (every tax rate, every payer's share) is given back in step with its price,
counted from all that was given back before. So parts of refunds never add up to more or less
than the parts of the line, whatever is given back in which order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import Money
from app.domain.kernel.rounding import divided
from app.domain.pricing.bill import BilledLine
from app.domain.pricing.tax import TaxPart

PATIENT = ""


class RefundExceedsCharge(DomainError):
    """More would be given back of a line than it cost and than is still left of it."""

    code = "pricing.refund.exceeds_charge"


class TooManyPieces(DomainError):
    """More pieces would come back than were sold and have not come back yet."""

    code = "pricing.refund.too_many_pieces"


class RefundIsNothing(DomainError):
    """A refund gives nothing back."""

    code = "pricing.refund.nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRefund:
    """What is given back of one line: of its pieces, its tax, and to whom.

    `paid_to` names payers by id; the patient is the empty one. Pieces may be none where an
    amount is given back and the goods stay.
    """

    line_id: str
    pieces: int
    tax: tuple[TaxPart, ...]
    paid_to: tuple[tuple[str, int], ...]

    @property
    def gross_minor(self) -> int:
        return sum(part.gross_minor for part in self.tax)

    @property
    def net_minor(self) -> int:
        return sum(part.net_minor for part in self.tax)

    @property
    def tax_minor(self) -> int:
        return sum(part.tax_minor for part in self.tax)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refundable:
    """What is left of a line: pieces that did not come back, money that was not given back."""

    pieces: int
    gross_minor: int


def refundable(line: BilledLine, already: Iterable[LineRefund]) -> Refundable:
    """Return what may still be given back of a line; refunds of other lines are passed over."""
    own = _own(line, already)
    return Refundable(
        pieces=line.line.line.quantity - sum(refund.pieces for refund in own),
        gross_minor=line.gross_minor - sum(refund.gross_minor for refund in own),
    )


def refund_pieces(line: BilledLine, pieces: int, already: Iterable[LineRefund]) -> LineRefund:
    """Give back some pieces: an equal part of what is left each, the last one all the rest.

    Raises:
        RefundIsNothing, TooManyPieces: see there.
    """
    own = _own(line, already)
    left = refundable(line, own)
    if pieces < 1:
        raise RefundIsNothing(line_id=line.line_id)
    if pieces > left.pieces:
        raise TooManyPieces(line_id=line.line_id, wanted=pieces, left=left.pieces)
    minor = divided(left.gross_minor * pieces, left.pieces)
    return _refund(line, own, pieces=pieces, minor=minor)


def refund_amount(line: BilledLine, minor: int, already: Iterable[LineRefund]) -> LineRefund:
    """Give back an amount and no piece: an allowance for a fault, or a price made good.

    Raises:
        RefundIsNothing, RefundExceedsCharge: see there.
    """
    own = _own(line, already)
    left = refundable(line, own)
    if minor < 1:
        raise RefundIsNothing(line_id=line.line_id)
    if minor > left.gross_minor:
        currency = line.line.line.unit_price.currency
        raise RefundExceedsCharge(
            line_id=line.line_id,
            wanted=Money(minor, currency),
            left=Money(left.gross_minor, currency),
        )
    return _refund(line, own, pieces=0, minor=minor)


def _refund(line: BilledLine, own: Sequence[LineRefund], *, pieces: int, minor: int) -> LineRefund:
    before = sum(refund.gross_minor for refund in own)
    return LineRefund(
        line_id=line.line_id,
        pieces=pieces,
        tax=_tax_between(line.tax, before, before + minor),
        paid_to=_paid_between(line, before, before + minor),
    )


def _tax_between(parts: Sequence[TaxPart], before: int, after: int) -> tuple[TaxPart, ...]:
    gross = {str(n): part.gross_minor for n, part in enumerate(parts)}
    start, end = _in_step(gross, before), _in_step(gross, after)
    found = []
    for n, part in enumerate(parts):
        first, last = start[str(n)], end[str(n)]
        tax = _of(part.tax_minor, last, part) - _of(part.tax_minor, first, part)
        found.append(TaxPart(rate=part.rate, net_minor=last - first - tax, tax_minor=tax))
    return tuple(found)


def _of(tax: int, gross: int, part: TaxPart) -> int:
    return divided(tax * gross, part.gross_minor) if part.gross_minor else 0


def _paid_between(line: BilledLine, before: int, after: int) -> tuple[tuple[str, int], ...]:
    paid = {**dict(line.paid_by), PATIENT: line.patient_minor}
    start, end = _in_step(paid, before), _in_step(paid, after)
    changes = ((payer, end[payer] - start[payer]) for payer in paid)
    return tuple((payer, minor) for payer, minor in changes if minor)


def _in_step(parts: Mapping[str, int], minor: int) -> dict[str, int]:
    """Return how much of each part belongs to the first `minor` units of their sum.

    Taken from one part after the other, so that each grows with `minor` and never shrinks:
    sharing by largest remainder would not promise that.
    """
    whole, rest = sum(parts.values()), minor
    found = {}
    for name, part in parts.items():
        found[name] = divided(rest * part, whole) if whole else 0
        whole, rest = whole - part, rest - found[name]
    return found


def _own(line: BilledLine, already: Iterable[LineRefund]) -> list[LineRefund]:
    return [refund for refund in already if refund.line_id == line.line_id]
