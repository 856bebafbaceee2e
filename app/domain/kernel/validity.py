"""From which day to which something holds; both days belong to it."""

from dataclasses import dataclass
from datetime import date

from app.domain.kernel.errors import DomainError


class ValidityIsReversed(DomainError):
    """Something ends before it begins."""

    code = "kernel.validity.reversed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """Days of a site; None is without beginning, or without end.

    Raises:
        ValidityIsReversed: see there.
    """

    valid_from: date | None = None
    valid_until: date | None = None

    def __post_init__(self) -> None:
        """Refuse an end before the beginning."""
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidityIsReversed(valid_from=self.valid_from, valid_until=self.valid_until)

    def holds_on(self, day: date) -> bool:
        if self.valid_from is not None and day < self.valid_from:
            return False
        return self.valid_until is None or day <= self.valid_until

    def overlaps(self, other: "Validity") -> bool:
        """Return whether there is a day on which both hold."""
        return _begins_before_end(self, other) and _begins_before_end(other, self)


ALWAYS = Validity()


def _begins_before_end(first: Validity, second: Validity) -> bool:
    if first.valid_from is None or second.valid_until is None:
        return True
    return first.valid_from <= second.valid_until
