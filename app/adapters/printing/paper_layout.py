"""Where the words of a ticket stand on paper of so many columns: lines of styled cells."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from app.adapters.printing.print_text import PrintText, clean
from app.domain.kernel.paper import EyeRow, EyeTable, Field, FieldPair, PaperBlock

GAP = 1
PAIR_GAP = 2
WIDER_GAP = 2
EYE_COLUMNS = 3
CELL_COLUMNS_MAX = 13
LABEL_COLUMNS_MIN = 9
RULE_MARK = "─"
NOTHING = PrintText("")


Align = Callable[[str, int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the marks look; `wide` and `tall` multiply their size."""

    bold: bool = False
    inverse: bool = False
    wide: int = 1
    tall: int = 1


PLAIN = Style()
BOLD = Style(bold=True)
FIGURES = Style(bold=True, tall=2)
EYE_MARK = Style(bold=True, inverse=True, tall=2)
TITLE = Style(bold=True, wide=2, tall=2)
ALARM = Style(bold=True, inverse=True, wide=2, tall=2)
TALL_ALARM = Style(bold=True, inverse=True, tall=2)


@dataclass(frozen=True, slots=True)
class Span:
    """Marks of one style that stand side by side."""

    text: PrintText
    style: Style


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Words in a column of a row; `columns` counts marks of the cell's own style."""

    text: PrintText
    columns: int
    style: Style = PLAIN
    align: Align = str.ljust


def heading_lines(text: str, columns: int) -> tuple[Line, ...]:
    """Return the words at twice the size."""
    return row_lines([Cell(text=clean(text), columns=columns // TITLE.wide, style=TITLE)])


def subheading_lines(text: str, columns: int) -> tuple[Line, ...]:
    """Return the words in bold, the last line drawn out by a rule to the edge of the paper."""
    *above, last = clean(text).wrapped(columns)
    rest = columns - len(last.value) - GAP
    ruled = (Span(last, BOLD), Span(clean(" " + RULE_MARK * rest), PLAIN))
    whole = (Span(last, BOLD),)
    return (*((Span(line, BOLD),) for line in above), ruled if rest > 0 else whole)


def notice_lines(text: str, columns: int) -> tuple[Line, ...]:
    """Return the words centred in a black bar, at twice the width where they fit on one line."""
    words = clean(text)
    fits_wide = len(words.value) <= columns // ALARM.wide - 2
    style = ALARM if fits_wide else TALL_ALARM
    return row_lines(
        [Cell(text=words, columns=columns // style.wide, style=style, align=str.center)]
    )


def rule_lines(columns: int) -> tuple[Line, ...]:
    return ((Span(clean(RULE_MARK * columns), PLAIN),),)


def label_columns(blocks: Iterable[PaperBlock], columns: int) -> int:
    """Return the width that lets all the left labels of a ticket stand in one column."""
    return _label_columns(chain.from_iterable(map(_left_labels, blocks)), columns)


def field_lines(block: Field | FieldPair, label_width: int, columns: int) -> tuple[Line, ...]:
    """Return one field, or two side by side if both fit on one line, else below each other."""
    if isinstance(block, Field):
        return row_lines(_field_cells(block, label_width, columns))
    right_label = _label_columns([block.right.label], columns)
    left_needs = label_width + GAP + len(clean(block.left.value).value) + PAIR_GAP
    right_needs = right_label + GAP + len(clean(block.right.value).value)
    if left_needs + right_needs > columns:
        return tuple(
            chain.from_iterable(
                field_lines(field, label_width, columns) for field in (block.left, block.right)
            )
        )
    # The right half begins in the middle of the paper unless one side needs more than its half.
    left_width = min(max(left_needs, columns // 2), columns - right_needs)
    left = _field_cells(block.left, label_width, left_width)
    return row_lines([*left, *_field_cells(block.right, right_label, columns - left_width)])


def table_lines(table: EyeTable, columns: int) -> tuple[Line, ...]:
    """Return the figures of both eyes under their heads; a table too wide goes on below."""
    order = sorted(table.rows, key=lambda row: row.eye != "R")
    bands = _bands(_widths(table), columns - EYE_COLUMNS)
    return tuple(chain.from_iterable(_band_lines(table.columns, order, band) for band in bands))


def _left_labels(block: PaperBlock) -> tuple[str, ...]:
    match block:
        case Field(label, _):
            return (label,)
        case FieldPair(Field(label, _), _):
            return (label,)
        case _:
            return ()


def _label_columns(labels: Iterable[str], columns: int) -> int:
    widest = max((len(clean(label).value) for label in labels), default=0)
    # A longer label is wrapped, so that its value keeps most of the half it may have.
    return min(widest, max(columns // 4, LABEL_COLUMNS_MIN))


def _field_cells(field: Field, label_width: int, columns: int) -> list[Cell]:
    value_width = columns - label_width - GAP
    return [
        Cell(text=clean(field.label), columns=label_width),
        Cell(text=NOTHING, columns=GAP),
        Cell(text=clean(field.value), columns=value_width, style=BOLD),
    ]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of an eye table: which one, and how many marks wide."""

    index: int
    width: int


def _widths(table: EyeTable) -> list[_Column]:
    count = max([len(table.columns), *(len(row.cells) for row in table.rows)])
    rows = [table.columns, *(row.cells for row in table.rows)]
    return [
        _Column(index, min(max(len(_cell(row, index).value) for row in rows), CELL_COLUMNS_MAX))
        for index in range(count)
    ]


def _bands(widths: Sequence[_Column], columns: int) -> Iterator[list[_Column]]:
    """Share the columns out over as many bands as the paper needs, and spread each over it."""
    band: list[_Column] = []
    for column in widths:
        if sum(each.width + GAP for each in [*band, column]) > columns:
            yield _spread(band, columns)
            band = []
        band.append(column)
    if band:
        yield _spread(band, columns)


def _spread(band: Sequence[_Column], columns: int) -> list[_Column]:
    """Widen the gaps until the paper is full or they are wide, the one beside the eye last."""
    spare = columns - sum(each.width + GAP for each in band)
    share, left_over = divmod(min(spare, len(band) * WIDER_GAP), len(band))
    return [
        _Column(each.index, each.width + GAP + share + (0 < position <= left_over))
        for position, each in enumerate(band)
    ]


def _band_lines(
    heads: tuple[str, ...], rows: Sequence[EyeRow], band: Sequence[_Column]
) -> Iterator[Line]:
    yield from row_lines([_eye_cell("", PLAIN), *_table_cells(heads, band, PLAIN)])
    for row in rows:
        yield from row_lines(
            [_eye_cell(row.eye, EYE_MARK), *_table_cells(row.cells, band, FIGURES)]
        )


def _eye_cell(eye: str, style: Style) -> Cell:
    return Cell(text=clean(eye), columns=EYE_COLUMNS, style=style, align=str.center)


def _table_cells(texts: tuple[str, ...], band: Sequence[_Column], style: Style) -> Iterator[Cell]:
    for column in band:
        yield Cell(text=NOTHING, columns=GAP, style=style)
        text = _cell(texts, column.index)
        yield Cell(text=text, columns=column.width - GAP, style=style, align=str.rjust)


def _cell(texts: tuple[str, ...], index: int) -> PrintText:
    return clean(texts[index]) if index < len(texts) else NOTHING


def row_lines(cells: Iterable[Cell]) -> tuple[Line, ...]:
    """Return as many lines as the longest cell needs."""
    cells = tuple(cells)
    wrapped = [cell.text.wrapped(cell.columns) for cell in cells]
    lines = zip_longest(*wrapped, fillvalue=NOTHING)
    return tuple(
        tuple(_span(cell, text) for cell, text in zip(cells, line, strict=True)) for line in lines
    )


def _span(cell: Cell, text: PrintText) -> Span:
    padded = cell.align(text.value, cell.columns)
    return Span(PrintText(padded), cell.style)
