"""Powers in integer thousandths of a dioptre and lengths in hundredths of a millimetre."""

import math
import re
from dataclasses import dataclass

from app.domain.kernel.errors import DomainError

DECIMAL = re.compile(
    r"(?P<sign>[+\-\u2212]?)(?=[.,]?[0-9])(?P<whole>[0-9]{0,3})(?:[.,](?P<part>[0-9]{0,3}))?"
)

# The trade writes eighths with two digits; inside they are exact.
EIGHTHS = {"12": 125, "37": 375, "62": 625, "87": 875}

LENGTH_DECIMALS = 2

# Closer to an eighth than this, a computed power differs from it by rounding alone.
EXACT = 1e-9


class PowerIsMalformed(DomainError):
    """A text is not a power."""

    code = "optics.power.malformed"


class PowerIsOffStep(DomainError):
    """An ordered power does not lie on the steps lenses are made in."""

    code = "optics.power.off_step"


class LengthIsMalformed(DomainError):
    """A text is not a length in millimetres."""

    code = "optics.length.malformed"


@dataclass(frozen=True, slots=True, order=True)
class Dioptres:
    """A power (or a prism, in prism dioptres) as an integer number of thousandths."""

    thousandths: int

    @classmethod
    def measured(cls, text: str) -> "Dioptres":
        """Read a measured power: any 0.01 D (three decimals are taken as written).

        Raises:
            PowerIsMalformed: the text is none.
        """
        match = DECIMAL.fullmatch(text.strip())
        if match is None:
            raise PowerIsMalformed(text=text[:20])
        part = (match["part"] or "").ljust(3, "0")
        return cls(_signed(match["sign"], int(match["whole"] or 0) * 1000 + int(part)))

    @classmethod
    def ordered(cls, text: str) -> "Dioptres":
        """Read an ordered power: steps of 0.25, and .12 .37 .62 .87 mean exact eighths.

        Raises:
            PowerIsMalformed: the text is none.
            PowerIsOffStep: the power lies between the steps.
        """
        match = DECIMAL.fullmatch(text.strip())
        if match is None:
            raise PowerIsMalformed(text=text[:20])
        part = match["part"] or ""
        fraction = EIGHTHS.get(part, int(part.ljust(3, "0")))
        value = cls(_signed(match["sign"], int(match["whole"] or 0) * 1000 + fraction))
        value.require_step()
        return value

    @classmethod
    def nearest(cls, dioptres: float) -> "Dioptres":
        """Return a derived power: exact where it is an eighth, to 0.01 D otherwise."""
        eighths = round(dioptres * 8)
        if abs(dioptres * 8 - eighths) < EXACT:
            return cls(eighths * 125)
        return cls(int(math.copysign(abs(dioptres) * 100 + 0.5, dioptres)) * 10)

    @property
    def dioptres(self) -> float:
        return self.thousandths / 1000

    def require_step(self) -> None:
        """Refuse a power that no lens is ordered in.

        Raises:
            PowerIsOffStep: it is no multiple of 0.125 D.
        """
        if self.thousandths % 125:
            raise PowerIsOffStep(power=str(self))

    def __str__(self) -> str:
        """Return the power as the trade writes it: signed, two decimals, eighths cut to two."""
        hundredths = _hundredths(abs(self.thousandths))
        if hundredths == 0:
            return "0.00"
        sign = "-" if self.thousandths < 0 else "+"
        return f"{sign}{hundredths // 100}.{hundredths % 100:02d}"

    def __neg__(self) -> "Dioptres":
        """Return the opposite power."""
        return Dioptres(-self.thousandths)

    def __add__(self, other: "Dioptres") -> "Dioptres":
        """Return the sum of two powers."""
        return Dioptres(self.thousandths + other.thousandths)

    def __sub__(self, other: "Dioptres") -> "Dioptres":
        """Return the difference of two powers."""
        return Dioptres(self.thousandths - other.thousandths)

    def __abs__(self) -> "Dioptres":
        """Return the size of the power."""
        return Dioptres(abs(self.thousandths))


@dataclass(frozen=True, slots=True, order=True)
class Millimetres:
    """A length as an integer number of hundredths of a millimetre."""

    hundredths: int

    @classmethod
    def parse(cls, text: str) -> "Millimetres":
        """Read a length with at most two decimals.

        Raises:
            LengthIsMalformed: the text is none.
        """
        match = DECIMAL.fullmatch(text.strip())
        if match is None or len(match["part"] or "") > LENGTH_DECIMALS:
            raise LengthIsMalformed(text=text[:20])
        part = (match["part"] or "").ljust(2, "0")
        return cls(_signed(match["sign"], int(match["whole"] or 0) * 100 + int(part)))

    def __str__(self) -> str:
        """Return the length with one decimal, or two where the second is not zero."""
        sign = "-" if self.hundredths < 0 else ""
        whole, part = divmod(abs(self.hundredths), 100)
        return f"{sign}{whole}.{part // 10}" if part % 10 == 0 else f"{sign}{whole}.{part:02d}"


def _signed(sign: str, size: int) -> int:
    return -size if sign in ("-", "\u2212") else size


def _hundredths(size: int) -> int:
    return size // 10 if size % 125 == 0 else (size + 5) // 10
