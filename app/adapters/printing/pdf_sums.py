"""Sentences, amounts and sums on a page."""

from collections.abc import Iterator, Sequence

from app.adapters.printing.pdf_page import (
    COLUMN_GAP,
    LINE_HEIGHT,
    MUTED,
    REGULAR,
    STRONG,
    Page,
    width_of,
    wrapped,
)
from app.adapters.printing.print_text import clean, pieces_of
from app.domain.kernel.paper import PricedRow, SignHere, SumTable, Words

SENTENCE, AMOUNT, TOTAL, HEAD = 8.5, 9.5, 12.0, 7.5
ROOM_TO_SIGN = 34.0
WORDS_WIDTH_MIN = 60.0
COLUMN_SPACE = 14.0


def draw_words(page: Page, block: Words) -> None:
    """Write sentences, from the left or in the middle."""
    for piece in pieces_of(block.text):
        for line in wrapped(piece, REGULAR, SENTENCE, page.width):
            page.need(SENTENCE * LINE_HEIGHT)
            spare = page.width - width_of(line, REGULAR, SENTENCE)
            start = page.left + (spare / 2 if block.is_centred else 0)
            page.text(start, line, REGULAR, SENTENCE)
            page.down(SENTENCE * LINE_HEIGHT)


def draw_priced(page: Page, block: PricedRow) -> None:
    """Write words with their amount at the right margin."""
    size = TOTAL if block.is_strong else AMOUNT
    face = STRONG if block.is_strong else REGULAR
    amount = clean(block.amount).value
    rest = page.width - width_of(amount, STRONG, size) - COLUMN_GAP
    lines = wrapped(block.text, face, size, max(rest, WORDS_WIDTH_MIN))
    step = size * LINE_HEIGHT
    page.need(step * len(lines) + 2)
    if block.is_strong:
        page.down(2)
    page.text_right(page.right, amount, STRONG, size)
    for line in lines:
        page.text(page.left, line, face, size)
        page.down(step)
    page.down(2)


def draw_sums(page: Page, table: SumTable) -> None:
    """Write rows of amounts below their heads, each column as wide as it needs."""
    page.clear()
    page.down(4)
    widths = _widths(table)
    words_width = page.width - sum(widths)
    _row(page, table.columns, (words_width, widths), HEAD)
    for row in table.rows:
        _row(page, row, (words_width, widths), AMOUNT)
    page.down(3)


def draw_signature(page: Page, block: SignHere) -> None:
    """Leave room to write, a line to write on, and what is signed."""
    page.clear()
    page.need(ROOM_TO_SIGN + SENTENCE * LINE_HEIGHT)
    page.down(ROOM_TO_SIGN)
    page.rule(page.left, below=0, thickness=0.8)
    page.down(3)
    for line in wrapped(block.caption, REGULAR, HEAD, page.width):
        page.text(page.left, line, REGULAR, HEAD, ink=MUTED)
        page.down(HEAD * LINE_HEIGHT)
    page.down(4)


def _widths(table: SumTable) -> list[float]:
    rows = (table.columns, *table.rows)
    count = max(len(row) for row in rows)
    return [max(_needs(rows, index)) + COLUMN_SPACE for index in range(1, count)]


def _needs(rows: Sequence[Sequence[str]], index: int) -> Iterator[float]:
    yield 0.0
    for position, row in enumerate(rows):
        if index < len(row):
            face, size = (REGULAR, HEAD) if position == 0 else (STRONG, AMOUNT)
            yield width_of(clean(row[index]).value, face, size)


def _row(
    page: Page, row: Sequence[str], widths: tuple[float, Sequence[float]], size: float
) -> None:
    words_width, columns = widths
    is_head = size == HEAD
    words = wrapped(row[0] if row else "", REGULAR, size, max(words_width, WORDS_WIDTH_MIN))
    step = size * LINE_HEIGHT
    page.need(step * len(words) + 2)
    edge = page.left + words_width
    for text, width in zip(row[1:], columns, strict=False):
        edge += width
        face = REGULAR if is_head else STRONG
        if is_head:
            page.text_right(edge, clean(text).value, face, size, ink=MUTED)
        else:
            page.text_right(edge, clean(text).value, face, size)
    for line in words:
        page.text(page.left, line, REGULAR, size)
        page.down(step)
    page.down(2)
