"""One thing to choose, as words; it knows no Qt, so view models make it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice: what it is, what is worth knowing of it, and what it stands for."""

    title: str
    detail: str
    value: object
    trailing: str = ""
    trailing_tone: str = "muted"
