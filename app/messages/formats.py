"""How powers, lengths, money, days and times are written for people."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from app.domain.kernel.money import Money
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import NO_POWER, EyePower
from app.messages.language import current_language, tr

MINUS = "\u2212"
NOTHING = "\u2013"
# Keeps a prescription in its order inside a line that runs from right to left.
LEFT_TO_RIGHT, END_ISOLATE = "\u2066", "\u2069"

WEEK = timedelta(days=7)
KEPT_MAX = 4096
MINUTE_S, HOUR_S, DAY_S = 60, 3_600, 86_400


def minus(text: str) -> str:
    """Return a number as text with a true minus sign instead of a hyphen."""
    return text.replace("-", MINUS)


def power(value: Dioptres | None) -> str:
    """Return a power as the trade writes it, signed and with two decimals."""
    return NOTHING if value is None else minus(str(value))


def axis(axis_deg: int | None) -> str:
    """Return an axis with three digits."""
    return NOTHING if axis_deg is None else f"{axis_deg:03d}"


def length(value: Millimetres | None) -> str:
    """Return a length in millimetres without its unit."""
    return NOTHING if value is None else minus(str(value))


def base(amount: Dioptres, *, positive: str, negative: str) -> str:
    """Return a component of prism with the direction of its base."""
    if amount == NO_POWER:
        return "0.00"
    return f"{str(abs(amount)).lstrip('+')} {positive if amount > NO_POWER else negative}"


def isolated(text: str) -> str:
    """Return a text that keeps its order in a line of either direction."""
    return f"{LEFT_TO_RIGHT}{text}{END_ISOLATE}"


def eye(value: EyePower | None) -> str:
    """Return one eye's power on one line, such as `−2.25/−0.75×95`."""
    if value is None:
        return NOTHING
    if value.is_balance:
        return isolated("BAL")
    if value.axis_deg is None:
        return isolated(power(value.sphere))
    return isolated(f"{power(value.sphere)}/{power(value.cylinder)}×{value.axis_deg}")


def money(amount: Money) -> str:
    """Return an amount with the currency's sign and decimals, as the language writes it."""
    return _money_in(current_language(), amount)


def count(number: int) -> str:
    """Return a number of things, its thousands set apart."""
    from babel.numbers import format_decimal

    return format_decimal(number, locale=current_language())


def number_of(amount: Money) -> str:
    """Return an amount without the currency's sign, for columns that name it elsewhere."""
    from babel.numbers import format_decimal, get_currency_precision

    exponent = get_currency_precision(amount.currency)
    value = Decimal(amount.minor).scaleb(-exponent)
    pattern = "#,##0." + "0" * exponent if exponent else "#,##0"
    return minus(format_decimal(value, format=pattern, locale=current_language()))


def day(value: date) -> str:
    """Return a date with its month as a word, so that nobody takes 4 March for 3 April."""
    return _day_in(current_language(), value, "d MMM y")


def day_near(value: date, today: date) -> str:
    """Return a day as people say it: today, tomorrow, a weekday of this week, or the date."""
    if value == today:
        return tr("today")
    if value == today + timedelta(days=1):
        return tr("tomorrow")
    pattern = "EEE d MMM" if abs(value - today) < WEEK * 26 else "d MMM y"
    return _day_in(current_language(), value, pattern)


def time_of_day(moment: datetime) -> str:
    """Return hours and minutes in the shop's own time."""
    return _time_in(current_language(), moment.astimezone().time())


def since(span: timedelta) -> str:
    """Return how long ago something was, in the largest unit that fits."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < MINUTE_S:
        return tr("{n} s", n=seconds)
    if seconds < HOUR_S:
        return tr("{n} min", n=seconds // MINUTE_S)
    if seconds < DAY_S:
        return tr("{n} h", n=seconds // HOUR_S)
    return tr("{n} d", n=seconds // DAY_S)


def age(born_on: date, today: date) -> int:
    """Return a person's age in full years."""
    had_birthday = (today.month, today.day) >= (born_on.month, born_on.day)
    return today.year - born_on.year - (not had_birthday)


def preload() -> None:
    """Load the tables of the language; call it off the GUI thread before the first screen."""
    today = date(2000, 1, 1)
    day(today)
    money(Money(0, "EUR"))
    time_of_day(datetime(2000, 1, 1).astimezone())


# A table asks again for each cell it paints, and writing one anew takes half a millisecond.
@lru_cache(maxsize=KEPT_MAX)
def _money_in(language: str, amount: Money) -> str:
    from babel.numbers import format_currency, get_currency_precision

    exponent = get_currency_precision(amount.currency)
    value = Decimal(amount.minor).scaleb(-exponent)
    return minus(format_currency(value, amount.currency, locale=language))


@lru_cache(maxsize=KEPT_MAX)
def _day_in(language: str, value: date, pattern: str) -> str:
    from babel.dates import format_date

    return format_date(value, pattern, locale=language)


@lru_cache(maxsize=KEPT_MAX)
def _time_in(language: str, moment: time) -> str:
    from babel.dates import format_time

    return format_time(moment, "HH:mm", locale=language)
