"""How long a text may be: what the wire cannot carry is refused where it is typed."""

from app.domain.kernel.errors import DomainError

# The limits of the wire's ShortText and LongText.
SHORT_LENGTH_MAX = 200
LONG_LENGTH_MAX = 2000


class TextIsTooLong(DomainError):
    """A text has more signs than the server takes."""

    code = "kernel.text.too_long"


def require_length(field: str, text: str, *, most: int = SHORT_LENGTH_MAX) -> None:
    """Refuse a text that no server would take.

    Raises:
        TextIsTooLong: it has more than `most` signs.
    """
    if len(text) > most:
        raise TextIsTooLong(field=field, most=most)
