"""Where sentences, amounts and sums stand on paper of so many columns."""

from collections.abc import Iterator, Sequence

from app.adapters.printing.paper_layout import (
    BOLD,
    FIGURES,
    GAP,
    NOTHING,
    PLAIN,
    RULE_MARK,
    Cell,
    Line,
    Style,
    row_lines,
)
from app.adapters.printing.print_text import clean, pieces_of
from app.domain.kernel.paper import PricedRow, SignHere, SumTable, Words

# The words of a row of sums keep at least this much of the paper, or the sums go below them.
WORDS_COLUMNS_MIN = 8


def words_lines(block: Words, columns: int) -> tuple[Line, ...]:
    """Return the sentences line by line, however long they are."""
    align = str.center if block.is_centred else str.ljust
    return tuple(
        line
        for piece in pieces_of(block.text)
        for line in row_lines([Cell(text=clean(piece), columns=columns, align=align)])
    )


def priced_lines(block: PricedRow, columns: int) -> tuple[Line, ...]:
    """Return the words with the amount beside their first line, at the edge of the paper."""
    words, figures = (FIGURES, FIGURES) if block.is_strong else (PLAIN, BOLD)
    return _priced(block.text, block.amount, columns, (words, figures))


def sum_lines(table: SumTable, columns: int) -> tuple[Line, ...]:
    """Return the rows under their heads, or, on paper too narrow for that, below each other."""
    widths = _widths(table)
    words_width = columns - sum(widths) - GAP * len(widths)
    if words_width < WORDS_COLUMNS_MIN:
        return tuple(_stacked(table, columns))
    heads = row_lines(_cells(table.columns, words_width, widths, PLAIN))
    rows = [row_lines(_cells(row, words_width, widths, BOLD)) for row in table.rows]
    return tuple(line for lines in (heads, *rows) for line in lines)


def sign_lines(block: SignHere, columns: int) -> tuple[Line, ...]:
    """Return room to write, a line to write on, and what is signed."""
    room = row_lines([Cell(text=NOTHING, columns=columns, style=FIGURES)])
    rule = row_lines([Cell(text=clean(RULE_MARK * columns), columns=columns)])
    return (*room, *rule, *words_lines(Words(block.caption), columns))


def _priced(text: str, amount: str, columns: int, styles: tuple[Style, Style]) -> tuple[Line, ...]:
    words, figures = styles
    shown = clean(amount)
    width = len(shown.value)
    rest = columns - width - GAP
    if rest < WORDS_COLUMNS_MIN:
        above = row_lines([Cell(text=clean(text), columns=columns, style=words)])
        below = [Cell(text=shown, columns=columns, style=figures, align=str.rjust)]
        return (*above, *row_lines(below))
    return row_lines(
        [
            Cell(text=clean(text), columns=rest, style=words),
            Cell(text=NOTHING, columns=GAP),
            Cell(text=shown, columns=width, style=figures, align=str.rjust),
        ]
    )


def _widths(table: SumTable) -> list[int]:
    rows = (table.columns, *table.rows)
    count = max(len(row) for row in rows)
    return [
        max(len(clean(row[index]).value) if index < len(row) else 0 for row in rows)
        for index in range(1, count)
    ]


def _cells(
    row: Sequence[str], words_width: int, widths: Sequence[int], style: Style
) -> Iterator[Cell]:
    yield Cell(text=clean(row[0]) if row else NOTHING, columns=words_width)
    for index, width in enumerate(widths, start=1):
        yield Cell(text=NOTHING, columns=GAP)
        text = clean(row[index]) if index < len(row) else NOTHING
        yield Cell(text=text, columns=width, style=style, align=str.rjust)


def _stacked(table: SumTable, columns: int) -> Iterator[Line]:
    for row in table.rows:
        yield from row_lines([Cell(text=clean(row[0]), columns=columns, style=BOLD)])
        for head, amount in zip(table.columns[1:], row[1:], strict=False):
            if amount:
                yield from _priced(f"  {head}", amount, columns, (PLAIN, PLAIN))
