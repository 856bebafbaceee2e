"""Names and numbers as people search them: without marks, case or spaces."""

import re
import unicodedata
from datetime import date

# What no decomposition takes apart, although people type the plain letters.
PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
)
WORD = re.compile(r"[^\W_]+")
DIGITS_ONLY = re.compile(r"[+\d\s()/.\-]+")
COUNTRY_CODE_DIGITS_MAX = 3
DIGITS = re.compile(r"\d+")
TAIL_MIN = 3
DAY_FIRST = re.compile(r"(\d{1,2})[./\-](\d{1,2})(?:[./\-](\d{4}|\d{2})?)?")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
SHORT_YEAR = 2
# Above every character that can stand in a word: the end of a range of beginnings.
AFTER_EVERY_LETTER = "\U0010ffff"


def fold(text: str) -> str:
    """Return `text` without case and marks: `Müller` and `MULLER` fold alike, `Łoś` is `los`."""
    spread = unicodedata.normalize("NFKD", text.casefold()).casefold()
    bare = "".join(sign for sign in spread if not unicodedata.category(sign).startswith("M"))
    return bare.translate(PLAIN_LETTERS)


def words_of(*texts: str) -> frozenset[str]:
    """Return the words a search may begin with; `O'Brien` counts as o, brien and obrien."""
    words: set[str] = set()
    for token in fold(" ".join(texts)).split():
        parts = WORD.findall(token)
        words.update(parts)
        words.add("".join(parts))
    return frozenset(words - {""})


def phone_words(phone: str | None) -> frozenset[str]:
    """Return the digits a person may begin a phone number with, with and without its country."""
    if not phone:
        return frozenset()
    digits = "".join(sign for sign in phone if sign.isdecimal())
    words = {digits, digits.lstrip("0")}
    if phone.lstrip().startswith("+"):
        words.update(digits[n:] for n in range(1, COUNTRY_CODE_DIGITS_MAX + 1))
    return frozenset(words - {""})


def asked_words(text: str) -> tuple[frozenset[str], ...]:
    """Return what a search asks for: of each set, one word must begin a word of the record.

    Digits with spaces and signs are one word, as a phone number is typed; its leading zeros
    count as the way to dial it. A token with a digit in it, such as `P-1042`, is one word too.
    """
    folded = fold(text).strip()
    digits = "".join(sign for sign in folded if sign.isdecimal())
    if digits and DIGITS_ONLY.fullmatch(folded):
        return (frozenset({digits, digits.lstrip("0") or digits}),)
    return tuple(frozenset({word}) for token in folded.split() for word in _words_asked(token))


def tails_of(words: frozenset[str]) -> frozenset[str]:
    """Return the ends of every row of digits, so that its middle is the beginning of a word."""
    rows = {row for word in words for row in DIGITS.findall(word)}
    return frozenset(row[n:] for row in rows for n in range(len(row) - TAIL_MIN + 1))


def birth_words(born_on: date) -> frozenset[str]:
    """Return a birth date as it may be asked for: year first and day first."""
    return frozenset({f"{born_on:%Y%m%d}", f"{born_on:%d%m%Y}"})


def asked_of_patients(text: str) -> tuple[frozenset[str], ...]:
    """Return what a search for a patient asks for; dates may be typed in any usual way."""
    folded = fold(text).strip()
    if not folded:
        return ()
    tokens = folded.split()
    has_date = any(_days_asked(token) for token in tokens)
    if not has_date and DIGITS_ONLY.fullmatch(folded):
        return asked_words(text)
    asked: list[frozenset[str]] = []
    for token in tokens:
        days = _days_asked(token)
        asked += [days] if days else [frozenset({word}) for word in _words_asked(token)]
    return tuple(asked)


def _days_asked(token: str) -> frozenset[str]:
    """Return the ways a typed date stands among the words of a record; none if it is no date."""
    year_first = YEAR_FIRST.fullmatch(token)
    if year_first is not None:
        return frozenset({"".join(part.zfill(2) for part in year_first.groups() if part)})
    day_first = DAY_FIRST.fullmatch(token)
    if day_first is None:
        return frozenset()
    day = f"{int(day_first[1]):02d}{int(day_first[2]):02d}"
    year = day_first[3] or ""
    years = (f"19{year}", f"20{year}") if len(year) == SHORT_YEAR else (year,)
    return frozenset(f"{day}{each}" for each in years)


def begins_one_of(asked: frozenset[str], words: frozenset[str]) -> bool:
    """Return whether one of `asked` is the beginning of one of `words`."""
    return any(word.startswith(beginning) for beginning in asked for word in words)


def _words_asked(token: str) -> list[str]:
    parts = WORD.findall(token)
    has_digit = any(sign.isdecimal() for sign in token)
    return ["".join(parts)] if has_digit else parts
