"""What one promotion takes off each line, given what the lines cost before it.

Whatever is taken off, no line ever falls below nothing, and the parts sum to the whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from app.domain.catalog.kinds import ArticleKind
from app.domain.kernel.percent import Percent
from app.domain.kernel.rounding import shares
from app.domain.pricing.basket import BasketLine
from app.domain.pricing.promotions import (
    AmountOff,
    Bundle,
    PercentOff,
    Promotion,
    SecondPair,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """One piece of a line and what of the line's price falls to it."""

    line_id: str
    kind: ArticleKind
    minor: int


def taken_off(
    promotion: Promotion, lines: Sequence[BasketLine], left: Mapping[str, int]
) -> dict[str, int]:
    """Return what comes off each line; lines that keep their price are left out.

    Args:
        promotion: one whose conditions hold.
        lines: the lines of the basket.
        left: what each line costs before this promotion, by line id.
    """
    chosen = [line for line in promotion.conditions.chosen(lines) if left[line.line_id] > 0]
    once = promotion.is_once_per_order
    match promotion.benefit:
        case PercentOff(percent=percent):
            found = _percent_off(percent, chosen, left, once=once)
        case AmountOff(minor=minor):
            found = _amount_off(minor, chosen, left, once=once)
        case SecondPair(percent=percent):
            found = _second_pair_off(percent, chosen, left, once=once)
        case Bundle():
            found = _bundles_off(promotion.benefit, chosen, left, once=once)
        case _:
            assert_never(promotion.benefit)
    return {line_id: minor for line_id, minor in found.items() if minor > 0}


def share_off(percent: Percent, left: Mapping[str, int]) -> dict[str, int]:
    """Return a share of a sum, allocated to the lines it is the sum of."""
    return shares(percent.of(sum(left.values())), left)


def amount_off(minor: int, left: Mapping[str, int]) -> dict[str, int]:
    """Return an amount, at most the sum, allocated to the lines."""
    return shares(min(minor, sum(left.values())), left)


def _percent_off(
    percent: Percent, chosen: Sequence[BasketLine], left: Mapping[str, int], *, once: bool
) -> dict[str, int]:
    prices = {line.line_id: left[line.line_id] for line in chosen}
    if once and prices:
        dearest = min(prices, key=lambda line_id: (-prices[line_id], line_id))
        prices = {dearest: prices[dearest]}
    return share_off(percent, prices)


def _amount_off(
    minor: int, chosen: Sequence[BasketLine], left: Mapping[str, int], *, once: bool
) -> dict[str, int]:
    if once:
        return amount_off(minor, {line.line_id: left[line.line_id] for line in chosen})
    return {line.line_id: min(minor * line.line.quantity, left[line.line_id]) for line in chosen}


def _second_pair_off(
    percent: Percent, chosen: Sequence[BasketLine], left: Mapping[str, int], *, once: bool
) -> dict[str, int]:
    pairs: dict[int, dict[str, int]] = {}
    for line in chosen:
        if line.pair is not None:
            pairs.setdefault(line.pair, {})[line.line_id] = left[line.line_id]
    # The cheaper pair counts as the second one; of two that cost the same, the later.
    cheapest = sorted(pairs, key=lambda pair: (sum(pairs[pair].values()), -pair))
    seconds = len(pairs) // 2
    found: dict[str, int] = {}
    for pair in cheapest[: min(seconds, 1) if once else seconds]:
        found |= share_off(percent, pairs[pair])
    return found


def _bundles_off(
    bundle: Bundle, chosen: Sequence[BasketLine], left: Mapping[str, int], *, once: bool
) -> dict[str, int]:
    pieces = sorted(
        (piece for line in chosen for piece in _pieces(line, left[line.line_id])),
        key=lambda piece: (-piece.minor, piece.line_id),
    )
    found: dict[str, int] = {}
    while (taken := _one_set(bundle, pieces)) is not None:
        saved = sum(piece.minor for piece in taken) - bundle.minor
        if saved <= 0:
            break
        for line_id, minor in shares(saved, _by_line(taken)).items():
            found[line_id] = found.get(line_id, 0) + minor
        if once:
            break
        for piece in taken:
            pieces.remove(piece)
    return found


def _pieces(line: BasketLine, minor: int) -> Iterator[_Piece]:
    for part in shares(minor, {f"{n:06d}": 1 for n in range(line.line.quantity)}).values():
        yield _Piece(line_id=line.line_id, kind=line.kind, minor=part)


def _one_set(bundle: Bundle, pieces: Sequence[_Piece]) -> list[_Piece] | None:
    """Return the dearest pieces that make a set, or None; parts are filled in their order."""
    free = list(pieces)
    taken: list[_Piece] = []
    for part in bundle.parts:
        fitting = [piece for piece in free if piece.kind in part.kinds][: part.pieces]
        if len(fitting) < part.pieces:
            return None
        taken.extend(fitting)
        for piece in fitting:
            free.remove(piece)
    return taken


def _by_line(pieces: Sequence[_Piece]) -> dict[str, int]:
    found: dict[str, int] = {}
    for piece in pieces:
        found[piece.line_id] = found.get(piece.line_id, 0) + piece.minor
    return found
