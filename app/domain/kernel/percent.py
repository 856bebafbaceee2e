"""A percentage as a whole number of thousandths of a per cent, so that nothing hangs on a float."""

import re
from dataclasses import dataclass

from app.domain.kernel.errors import DomainError
from app.domain.kernel.rounding import Rounding, divided

WHOLE = 100_000
_WRITTEN = re.compile(r"(?P<whole>[0-9]{1,3})(?:\.(?P<part>[0-9]{1,3}))?")


class PercentIsMalformed(DomainError):
    """A text is no percentage."""

    code = "kernel.percent.malformed"


@dataclass(frozen=True, slots=True, order=True)
class Percent:
    """A share of something; 19 % is 19,000 thousandths."""

    thousandths: int

    @classmethod
    def parse(cls, text: str) -> "Percent":
        """Read a percentage without its sign, such as `19` or `5.5`.

        Raises:
            PercentIsMalformed: see there.
        """
        match = _WRITTEN.fullmatch(text)
        if match is None:
            raise PercentIsMalformed(text=text[:20])
        return cls(int(match["whole"]) * 1000 + int((match["part"] or "").ljust(3, "0")))

    def of(self, amount: int, rounding: Rounding = Rounding.HALF_UP) -> int:
        """Return this share of an amount."""
        return divided(amount * self.thousandths, WHOLE, rounding)

    def within(self, amount: int, rounding: Rounding = Rounding.HALF_UP) -> int:
        """Return what is in an amount that this share was added to."""
        return divided(amount * self.thousandths, WHOLE + self.thousandths, rounding)

    def at_most_of(self, amount: int) -> int:
        """Return this share rounded up to a whole minor unit: the most it may come to."""
        return -(-amount * self.thousandths // WHOLE)

    def __str__(self) -> str:
        """Return the percentage without needless zeros and without its sign."""
        whole, part = divmod(self.thousandths, 1000)
        return f"{whole}.{part:03d}".rstrip("0") if part else str(whole)


NOTHING = Percent(0)
EVERYTHING = Percent(WHOLE)
