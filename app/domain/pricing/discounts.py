"""What was taken off a basket: by which promotion or person, and from which line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class DiscountKind(StrEnum):
    """Where a discount comes from."""

    PROMOTION = "promotion"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """One promotion or one manual discount, and what it took off each line in minor units.

    `words` are the promotion's name or the reason that was given.
    """

    kind: DiscountKind
    source_id: str
    words: str
    by_line: tuple[tuple[str, int], ...]

    @property
    def minor(self) -> int:
        """Return what was taken off altogether."""
        return sum(minor for _, minor in self.by_line)

    def on(self, line_id: str) -> int:
        """Return what was taken off one line."""
        return sum(minor for line, minor in self.by_line if line == line_id)


def left_after(left: Mapping[str, int], discounts: Iterable[Discount]) -> dict[str, int]:
    """Return what the lines cost once the discounts are off."""
    rest = dict(left)
    for discount in discounts:
        for line_id, minor in discount.by_line:
            rest[line_id] -= minor
    return rest
