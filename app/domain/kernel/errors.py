"""The kinds of trouble: a rule said no (DomainError), or something is out of reach (Unavailable).

    DioptreError
    |-- DomainError      shown to the person at the field, in their language; never retried
    `-- Unavailable      retried quietly, shown as a state

Everything else is a bug and rises to the hook.
"""

from typing import ClassVar


class DioptreError(Exception):
    """A refusal with a `code` for the catalogue of sentences and `facts` for filling them in.

    Facts hold values a person may see beside the field; they never go to a log.
    """

    code: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts


class DomainError(DioptreError):
    """A rule said no; the person must change something."""


class Unavailable(DioptreError):
    """Something outside is out of reach for now; trying again may help."""
