"""Reading a birth date as it is typed: with or without signs, the year short or long."""

import re
from datetime import date

from app.domain.kernel.errors import DomainError

PARTS = re.compile(r"(\d{1,2})[.\-/ ]+(\d{1,2})[.\-/ ]+(\d{4}|\d{2})")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
CENTURY = 100


class BirthDateIsUnreadable(DomainError):
    """What was typed is no day of the calendar."""

    code = "customers.birth_date.unreadable"


def parse_birth_date(text: str, today: date) -> date:
    """Read `14.03.1968`, `140368`, `14/3/68` or `1968-03-14`; a short year lies in the past.

    Raises:
        BirthDateIsUnreadable: it is no day.
    """
    typed = text.strip()
    iso = ISO.fullmatch(typed)
    if iso is not None:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    match = PARTS.fullmatch(typed) or COMPACT.fullmatch(typed)
    if match is None:
        raise BirthDateIsUnreadable
    year = int(match[3])
    if year >= CENTURY:
        return _day(year, int(match[2]), int(match[1]))
    born_on = _day(today.year - today.year % CENTURY + year, int(match[2]), int(match[1]))
    return born_on if born_on <= today else _day(born_on.year - CENTURY, born_on.month, born_on.day)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BirthDateIsUnreadable from None
