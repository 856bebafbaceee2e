"""Phone numbers as people type them, made into the one form that every country dials."""

import locale

from app.domain.customers import PhoneIsMalformed

SHOP_REGION = "DE"
# Shorter ones are dialled within one country only, and nobody lives there.
DIGITS_MIN = 5


def in_full(typed: str, region: str | None = None) -> str:
    """Return the number with its country, as `+491701236789`.

    Raises:
        PhoneIsMalformed: no country has such a number.
    """
    import phonenumbers

    try:
        number = phonenumbers.parse(typed, region or _region())
    except phonenumbers.NumberParseException:
        raise PhoneIsMalformed from None
    is_short = len(str(number.national_number)) < DIGITS_MIN
    if is_short or not phonenumbers.is_possible_number(number):
        raise PhoneIsMalformed
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _region() -> str:
    """Return the country of this computer's settings; the settings may name none."""
    name = locale.getlocale()[0] or ""
    country = name.partition("_")[2][:2]
    return country if country.isalpha() and country.isupper() else SHOP_REGION
