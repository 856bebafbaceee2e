"""Where a patient lives and is written to, and what is refused of it when it is typed."""

import re
from dataclasses import dataclass
from datetime import date

from app.domain.kernel.errors import DomainError
from app.domain.kernel.text import require_length

EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+")
FIRST_BIRTH_YEAR = 1900


class EmailIsMalformed(DomainError):
    """What was typed is no e-mail address."""

    code = "customers.email.malformed"


class PhoneIsMalformed(DomainError):
    """What was typed is no phone number of any country."""

    code = "customers.phone.malformed"


class BirthDateIsInTheFuture(DomainError):
    """Nobody is born tomorrow."""

    code = "customers.birth_date.in_the_future"


class BirthDateIsTooEarly(DomainError):
    """Nobody who comes in was born before 1900."""

    code = "customers.birth_date.too_early"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PostalAddress:
    """Where letters go; `country` is two letters, or empty for the shop's own."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""

    def __post_init__(self) -> None:
        """Refuse a line that no server would take."""
        for name in ("street", "postcode", "city", "country"):
            require_length(name, getattr(self, name))

    @property
    def is_empty(self) -> bool:
        return not (self.street or self.postcode or self.city or self.country)

    @property
    def one_line(self) -> str:
        """Return the address as it is read out."""
        town = f"{self.postcode} {self.city}".strip()
        return ", ".join(part for part in (self.street, town, self.country) if part)


def require_email(email: str | None) -> None:
    """Refuse what no mail could be sent to.

    Raises:
        EmailIsMalformed, TextIsTooLong: see there.
    """
    if email is None:
        return
    require_length("email", email)
    if not EMAIL.fullmatch(email):
        raise EmailIsMalformed


def require_birth_date(born_on: date, today: date) -> None:
    """Refuse a day on which no patient was born.

    Raises:
        BirthDateIsInTheFuture, BirthDateIsTooEarly: see there.
    """
    if born_on > today:
        raise BirthDateIsInTheFuture(born_on=born_on)
    if born_on.year < FIRST_BIRTH_YEAR:
        raise BirthDateIsTooEarly(born_on=born_on)
