"""Numbers people read and scan: unique offline because each device counts in its own block."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.kernel.errors import DomainError

NUMBER_PATTERN = re.compile(
    r"(?P<series>[OWP])-(?P<site>[A-Z0-9]{2,6})-(?P<year>\d{2})-(?P<n>[1-9]\d*)"
)
SCAN_PATTERN = re.compile(
    r"WO-(?P<site>[A-Z0-9]{2,6})-(?P<year>\d{2})-(?P<n>[1-9]\d*)-(?P<check>\d{2})"
)


class NumberIsMalformed(DomainError):
    """A typed or scanned text is not a number of ours."""

    code = "kernel.number.malformed"


class NumberCheckFailed(DomainError):
    """A scanned work-order code has a wrong check number: it was misread."""

    code = "kernel.number.check_failed"


class NumberBlockIsUsedUp(DomainError):
    """The device has given out every number of its block."""

    code = "kernel.number.block_used_up"


class NumberSeries(StrEnum):
    """What a number stands for; its letter comes first."""

    ORDER = "O"
    QUOTE = "Q"
    WORK_ORDER = "W"
    PATIENT = "P"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNumber:
    """`O-LIN-26-417`: series, site code, two digits of the year, and the running number."""

    series: NumberSeries
    site: str
    year: int
    n: int

    def __str__(self) -> str:
        """Return the number as printed."""
        return f"{self.series}-{self.site}-{self.year:02d}-{self.n}"

    @classmethod
    def parse(cls, text: str) -> "DocumentNumber":
        """Read a number as printed.

        Raises:
            NumberIsMalformed: the text is none.
        """
        match = NUMBER_PATTERN.fullmatch(text)
        if match is None:
            raise NumberIsMalformed(text=text[:40])
        return cls(
            series=NumberSeries(match["series"]),
            site=match["site"],
            year=int(match["year"]),
            n=int(match["n"]),
        )

    def scan_payload(self) -> str:
        """Return what a work order's QR holds: `WO-<SITE>-<yy>-<n>-<cc>`."""
        if self.series is not NumberSeries.WORK_ORDER:
            raise ValueError("only work orders are scanned by their number")
        stem = f"WO-{self.site}-{self.year:02d}-{self.n}"
        return f"{stem}-{check_number(stem):02d}"

    @classmethod
    def from_scan(cls, payload: str) -> "DocumentNumber":
        """Read a scanned work-order code.

        Raises:
            NumberIsMalformed: the payload has another shape.
            NumberCheckFailed: its check number is wrong.
        """
        match = SCAN_PATTERN.fullmatch(payload)
        if match is None:
            raise NumberIsMalformed(text=payload[:40])
        stem = payload.rpartition("-")[0]
        if check_number(stem) != int(match["check"]):
            raise NumberCheckFailed(text=payload)
        return cls(
            series=NumberSeries.WORK_ORDER,
            site=match["site"],
            year=int(match["year"]),
            n=int(match["n"]),
        )


def check_number(stem: str) -> int:
    """Return the ISO 7064 MOD 97-10 check number (0 to 97 as two digits) of a code.

    Letters count as two digits, A = 10 to Z = 35, and hyphens are passed over, as in an IBAN.
    """
    digits = "".join(str(int(sign, 36)) for sign in stem if sign != "-")
    return 98 - int(digits) * 100 % 97


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberBlock:
    """The numbers `first` to `last` that one device may give out in a series and year."""

    series: NumberSeries
    site: str
    year: int
    first: int
    last: int
    given: int = 0

    def take(self) -> tuple[DocumentNumber, "NumberBlock"]:
        """Return the next number and the block without it.

        Raises:
            NumberBlockIsUsedUp: every number has been given out.
        """
        n = self.first + self.given
        if n > self.last:
            raise NumberBlockIsUsedUp(series=self.series, first=self.first, last=self.last)
        number = DocumentNumber(series=self.series, site=self.site, year=self.year, n=n)
        return number, replace(self, given=self.given + 1)

    def without(self, number: DocumentNumber) -> "NumberBlock":
        """Return the block with all numbers up to `number` given out, if it is one of them."""
        is_of_this_kind = (number.series, number.site, number.year) == (
            self.series,
            self.site,
            self.year,
        )
        if not is_of_this_kind or not self.first <= number.n <= self.last:
            return self
        return replace(self, given=max(self.given, number.n - self.first + 1))


# A block this large lasts a busy device for years; a device's place among the site's devices
# (1, 2, 3 ...) fixes its block, so no two devices of a site ever share a number.
BLOCK_SIZE = 100_000


def block_of_device(
    series: NumberSeries, *, site: str, year: int, device_index: int
) -> NumberBlock:
    """Return the block of the site's device number `device_index` (1 is the first)."""
    if device_index < 1:
        raise ValueError("devices are counted from 1")
    first = (device_index - 1) * BLOCK_SIZE + 1
    return NumberBlock(
        series=series, site=site, year=year % 100, first=first, last=first + BLOCK_SIZE - 1
    )
