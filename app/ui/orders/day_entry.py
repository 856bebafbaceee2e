"""A day as people type it: `+3`, `28`, `28.11`, `28 11 2026` or `2026-11-28`."""

import re
from datetime import date, timedelta

from app.domain.kernel.errors import DomainError

AHEAD = re.compile(r"\+(\d{1,3})")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
WRITTEN = re.compile(r"(\d{1,2})(?:[./ ]+(\d{1,2})(?:[./ ]+(\d{4}))?)?[.]?")

MONTHS = 12


class DayIsUnreadable(DomainError):
    """A typed text is no day."""

    code = "orders.day.unreadable"


def parse_day(text: str, today: date) -> date:
    """Return the day a text means; without month or year, the next such day from today on.

    Raises:
        DayIsUnreadable: the text is no day, or one the calendar does not have.
    """
    typed = text.strip()
    try:
        if match := AHEAD.fullmatch(typed):
            return today + timedelta(days=int(match[1]))
        if match := ISO.fullmatch(typed):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := WRITTEN.fullmatch(typed):
            return _written(match, today)
    except ValueError:
        raise DayIsUnreadable(text=typed[:20]) from None
    raise DayIsUnreadable(text=typed[:20])


def _written(match: re.Match[str], today: date) -> date:
    day, month, year = match[1], match[2], match[3]
    if year is not None:
        return date(int(year), int(month), int(day))
    if month is not None:
        found = date(today.year, int(month), int(day))
        return found if found >= today else date(today.year + 1, int(month), int(day))
    return _next_such_day(int(day), today)


def _next_such_day(day: int, today: date) -> date:
    if day >= today.day:
        return today.replace(day=day)
    ahead = today.month % MONTHS + 1
    year = today.year + (ahead == 1)
    return date(year, ahead, day)
