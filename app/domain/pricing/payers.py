"""Who pays what: insurers and vouchers by their terms, the patient the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.catalog.kinds import ArticleKind
from app.domain.kernel.errors import DomainError
from app.domain.kernel.percent import EVERYTHING, NOTHING, Percent
from app.domain.kernel.rounding import shares
from app.domain.pricing.basket import BasketLine


class ClaimNumberIsMissing(DomainError):
    """A payer pays only under a claim number, and there is none."""

    code = "pricing.payer.claim_number_missing"


class PayerIsTwice(DomainError):
    """The same payer stands in for an order twice."""

    code = "pricing.payer.twice"


class CoverIsImpossible(DomainError):
    """A payer takes over more than everything, or less than nothing."""

    code = "pricing.payer.cover_impossible"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverRule:
    """What a payer takes over of some goods; without kinds of all, without a pair of any.

    Three limits can be set and the least holds: a share of the price, an amount for each piece,
    an amount for all lines of the rule together. A fixed allowance is the whole price up to an
    amount.

    Raises:
        CoverIsImpossible: see there.
    """

    kinds: frozenset[ArticleKind] = frozenset()
    pair: int | None = None
    share: Percent = EVERYTHING
    piece_max_minor: int | None = None
    total_max_minor: int | None = None

    def __post_init__(self) -> None:
        """Refuse terms nobody agrees to."""
        limits = (self.piece_max_minor, self.total_max_minor)
        if not NOTHING <= self.share <= EVERYTHING or any((limit or 0) < 0 for limit in limits):
            raise CoverIsImpossible

    def is_for(self, line: BasketLine) -> bool:
        if self.pair is not None and line.pair != self.pair:
            return False
        return not self.kinds or line.kind in self.kinds

    def wanted(self, line: BasketLine, left_minor: int) -> int:
        """Return what the rule would take over of one line, its total limit aside."""
        share = self.share.of(left_minor)
        if self.piece_max_minor is None:
            return share
        return min(share, self.piece_max_minor * line.line.quantity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """One payer's terms for one order; the first rule that is for a line decides about it.

    `turn` says who pays first: a second payer's share is of what the first one left.
    """

    payer_id: str
    name: str
    rules: tuple[CoverRule, ...]
    claim_number: str = ""
    needs_claim_number: bool = True
    total_max_minor: int | None = None
    turn: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerShare:
    """What one payer takes over, by line, under which claim."""

    payer_id: str
    name: str
    claim_number: str
    by_line: tuple[tuple[str, int], ...]

    @property
    def minor(self) -> int:
        """Return what the payer takes over altogether."""
        return sum(minor for _, minor in self.by_line)

    def on(self, line_id: str) -> int:
        """Return what the payer takes over of one line."""
        return sum(minor for line, minor in self.by_line if line == line_id)


def split(
    lines: Sequence[BasketLine], gross: Mapping[str, int], covers: Iterable[Cover]
) -> tuple[PayerShare, ...]:
    """Return what each payer takes over; what is left of the gross amounts is the patient's.

    Raises:
        PayerIsTwice: see there.
    """
    left = dict(gross)
    found: list[PayerShare] = []
    for cover in sorted(covers, key=lambda each: (each.turn, each.payer_id)):
        if any(share.payer_id == cover.payer_id for share in found):
            raise PayerIsTwice(payer=cover.name)
        paid = {line_id: minor for line_id, minor in _paid(cover, lines, left).items() if minor}
        for line_id, minor in paid.items():
            left[line_id] -= minor
        found.append(
            PayerShare(
                payer_id=cover.payer_id,
                name=cover.name,
                claim_number=cover.claim_number.strip(),
                by_line=tuple(sorted(paid.items())),
            )
        )
    return tuple(found)


def require_claim_numbers(covers: Iterable[Cover]) -> None:
    """Refuse to confirm an order while a payer's claim number is missing; a quote may lack it.

    Raises:
        ClaimNumberIsMissing: see there.
    """
    for cover in covers:
        if cover.needs_claim_number and not cover.claim_number.strip():
            raise ClaimNumberIsMissing(payer=cover.name)


def _paid(cover: Cover, lines: Sequence[BasketLine], left: Mapping[str, int]) -> dict[str, int]:
    wanted: dict[str, int] = {}
    for index, rule in enumerate(cover.rules):
        own = {
            line.line_id: rule.wanted(line, left[line.line_id])
            for line in lines
            if _first_rule(cover, line) == index
        }
        wanted |= _capped(own, rule.total_max_minor)
    return _capped(wanted, cover.total_max_minor)


def _first_rule(cover: Cover, line: BasketLine) -> int | None:
    return next((n for n, rule in enumerate(cover.rules) if rule.is_for(line)), None)


def _capped(wanted: dict[str, int], limit: int | None) -> dict[str, int]:
    if limit is None or sum(wanted.values()) <= limit:
        return wanted
    return shares(limit, wanted)
