"""Papers as pages: the same blocks as on the thermal printer."""

from collections.abc import Iterable, Sequence
from typing import assert_never

import qrcode
from qrcode.constants import ERROR_CORRECT_M

from app.adapters.printing.pdf_page import (
    BASELINE,
    COLUMN_GAP,
    FIGURES,
    INK,
    LINE_HEIGHT,
    MUTED,
    PAPER,
    REGULAR,
    STRONG,
    Page,
    width_of,
    wrapped,
)
from app.adapters.printing.pdf_sums import draw_priced, draw_signature, draw_sums, draw_words
from app.adapters.printing.print_text import clean
from app.adapters.printing.qr_payload import checked_payload
from app.domain.kernel.paper import (
    EyeRow,
    EyeTable,
    Field,
    FieldPair,
    Heading,
    Notice,
    OpenDrawer,
    PaperBlock,
    PricedRow,
    QrCode,
    Rule,
    SignHere,
    Subheading,
    SumTable,
    Words,
)
from app.services.print_ports import PageSize

LABEL, SIDE_LABEL, VALUE, FIGURE, TITLE = 6.5, 7.5, 9.5, 13.0, 22.0
LABEL_WIDTH_MAX = 72.0
CELL_GAP = 5.0
QR_SIDE = 66.0
BADGE = 15.0


def render_pdf(blocks: Sequence[PaperBlock], size: PageSize = PageSize.A6) -> bytes:
    """Return the page, or pages if one is not enough; equal blocks give equal bytes.

    The first code stands beside the heading, where a scanner finds it; all else is in order.

    Raises:
        QrPayloadIsRefused: a code holds none of our numbers.
    """
    heading = next((block.text for block in blocks if isinstance(block, Heading)), "")
    page = Page(title=clean(heading).value, size=size)
    sheet = _Sheet(page, _label_width(blocks))
    sheet.draw(blocks)
    return sheet.page.finished()


class _Sheet:
    """Draws blocks one below the other."""

    def __init__(self, page: Page, label_width: float) -> None:
        self.page = page
        self._label_width = label_width

    def draw(self, blocks: Sequence[PaperBlock]) -> None:
        code = next((block for block in blocks if isinstance(block, QrCode)), None)
        if code is not None:
            self._masthead_code(code)
        for block in blocks:
            if block is not code:
                self._block(block)

    def _block(self, block: PaperBlock) -> None:  # noqa: C901, PLR0912, PLR0915 - one case a block kind
        match block:
            case Heading(text):
                self._heading(text)
            case Subheading(text):
                self._subheading(text)
            case Field() | FieldPair():
                self._fields(block)
            case EyeTable():
                self._table(block)
            case Rule():
                self._rule()
            case QrCode():
                self._code(block)
            case Notice(text):
                self._notice(text)
            case Words():
                draw_words(self.page, block)
            case PricedRow():
                draw_priced(self.page, block)
            case SumTable():
                draw_sums(self.page, block)
            case SignHere():
                draw_signature(self.page, block)
            case OpenDrawer():
                pass  # A page opens no drawer.
            case _:
                assert_never(block)

    def _heading(self, text: str) -> None:
        for line in wrapped(text, STRONG, TITLE, self.page.width):
            self.page.need(TITLE * LINE_HEIGHT)
            self.page.text(self.page.left, line, STRONG, TITLE)
            self.page.down(TITLE * LINE_HEIGHT)
        self.page.down(3)

    def _subheading(self, text: str) -> None:
        page = self.page
        page.clear()
        page.need(VALUE * LINE_HEIGHT + 2 * VALUE)
        page.down(5)
        *above, last = wrapped(text, STRONG, VALUE, page.width)
        for line in above:
            page.text(page.left, line, STRONG, VALUE)
            page.down(VALUE * LINE_HEIGHT)
        page.text(page.left, last, STRONG, VALUE)
        page.rule(page.left + width_of(last, STRONG, VALUE) + 6, below=VALUE * 0.66)
        page.down(VALUE * LINE_HEIGHT + 3)

    def _fields(self, block: Field | FieldPair) -> None:
        if isinstance(block, Field):
            self._field(block)
        else:
            self._pair(block)

    def _field(self, field: Field) -> None:
        """Label and value side by side, all values of the page below each other."""
        page = self.page
        labels = wrapped(field.label, REGULAR, SIDE_LABEL, self._label_width - COLUMN_GAP)
        values = wrapped(field.value, STRONG, VALUE, page.width - self._label_width)
        height = VALUE * LINE_HEIGHT * max(len(labels), len(values)) + 3
        page.need(height)
        top = page.y
        # The smaller label stands on the same line as the value.
        page.down(BASELINE * (VALUE - SIDE_LABEL))
        self._lines(page.left, labels, REGULAR, SIDE_LABEL)
        page.y = top
        self._lines(page.left + self._label_width, values, STRONG, VALUE)
        page.y = top - height

    def _pair(self, pair: FieldPair) -> None:
        """Two columns, each label above its value."""
        width = (self.page.width - COLUMN_GAP) / 2
        columns = [
            (
                wrapped(field.label, REGULAR, LABEL, width),
                wrapped(field.value, STRONG, VALUE, width),
            )
            for field in (pair.left, pair.right)
        ]
        height = 4 + LINE_HEIGHT * max(
            LABEL * len(labels) + VALUE * len(values) for labels, values in columns
        )
        self.page.need(height)
        top = self.page.y
        for position, (labels, values) in enumerate(columns):
            self.page.y = top
            x = self.page.left + position * (width + COLUMN_GAP)
            self._lines(x, labels, REGULAR, LABEL)
            self._lines(x, values, STRONG, VALUE)
        self.page.y = top - height

    def _lines(self, x: float, lines: Iterable[str], face: str, size: float) -> None:
        for line in lines:
            self.page.text(x, line, face, size, ink=INK if face == STRONG else MUTED)
            self.page.down(size * LINE_HEIGHT)

    def _table(self, table: EyeTable) -> None:
        page = self.page
        page.clear()
        rows = sorted(table.rows, key=lambda row: row.eye != "R")
        count = max([1, len(table.columns), *(len(row.cells) for row in rows)])
        width = (page.width - BADGE) / count
        size = _figure_size(rows, width)
        page.need(LABEL * LINE_HEIGHT + (len(rows) * (size + 8)) + 8)
        page.down(4)
        self._heads(table.columns, width)
        for row in rows:
            self._eye_row(row, width, size)
        page.down(2)

    def _heads(self, heads: Sequence[str], width: float) -> None:
        page = self.page
        columns = [wrapped(head, REGULAR, LABEL, width - CELL_GAP) for head in heads]
        top = page.y
        for position, lines in enumerate(columns):
            page.y = top
            for line in lines:
                x = page.left + BADGE + (position + 1) * width
                page.text_right(x, line, REGULAR, LABEL, ink=MUTED)
                page.down(LABEL * LINE_HEIGHT)
        page.y = top - LABEL * LINE_HEIGHT * max([1, *map(len, columns)]) - 2

    def _eye_row(self, row: EyeRow, width: float, size: float) -> None:
        page = self.page
        cells = [wrapped(cell, FIGURES, size, width - CELL_GAP) for cell in row.cells]
        lines = max([1, *map(len, cells)])
        height = max(lines * size * LINE_HEIGHT, BADGE)
        page.need(height + 4)
        top = page.y
        page.box(BADGE, BADGE, radius=2.5)
        page.stand_in(BADGE, VALUE)
        eye = clean(row.eye).value
        page.text(
            page.left + (BADGE - width_of(eye, STRONG, VALUE)) / 2, eye, STRONG, VALUE, ink=PAPER
        )
        for position, cell in enumerate(cells):
            page.y = top
            page.stand_in(BADGE, size)
            for line in cell:
                x = page.left + BADGE + (position + 1) * width
                page.text_right(x, line, FIGURES, size)
                page.down(size * LINE_HEIGHT)
        page.y = top - height - 4

    def _rule(self) -> None:
        self.page.clear()
        self.page.need(8)
        self.page.down(4)
        self.page.rule(self.page.left, below=0)
        self.page.down(4)

    def _notice(self, text: str) -> None:
        page = self.page
        lines = wrapped(text, STRONG, VALUE + 2, page.width - 16)
        step = (VALUE + 2) * LINE_HEIGHT
        page.need(step * len(lines) + 12)
        page.box(page.width, step * len(lines) + 6, radius=3)
        top = page.y
        page.stand_in(step + 6, VALUE + 2)
        for line in lines:
            page.text(page.left + 8, line, STRONG, VALUE + 2, ink=PAPER)
            page.down(step)
        page.y = top - step * len(lines) - 12

    def _masthead_code(self, code: QrCode) -> None:
        page = self.page
        x = page.right - QR_SIDE
        page.squares(x, _matrix(code.payload), QR_SIDE)
        caption = clean(code.caption).value
        top = page.y
        page.down(QR_SIDE + 3)
        page.text(x + (QR_SIDE - width_of(caption, REGULAR, LABEL)) / 2, caption, REGULAR, LABEL)
        page.y = top
        page.set_in(QR_SIDE + 2 * COLUMN_GAP, QR_SIDE + 3 + LABEL * LINE_HEIGHT + 4)

    def _code(self, code: QrCode) -> None:
        page = self.page
        page.clear()
        page.need(QR_SIDE + LABEL * LINE_HEIGHT + 12)
        page.down(6)
        page.squares(page.left, _matrix(code.payload), QR_SIDE)
        page.down(QR_SIDE + 3)
        page.text(page.left, clean(code.caption).value, REGULAR, LABEL)
        page.down(LABEL * LINE_HEIGHT)


def _label_width(blocks: Sequence[PaperBlock]) -> float:
    labels = [clean(block.label).value for block in blocks if isinstance(block, Field)]
    widest = max((width_of(label, REGULAR, SIDE_LABEL) for label in labels), default=0.0)
    return min(widest, LABEL_WIDTH_MAX) + COLUMN_GAP


def _figure_size(rows: Iterable[EyeRow], width: float) -> float:
    """Return the largest size at which every cell of the table fits its column."""
    cells = [clean(cell).value for row in rows for cell in row.cells]
    sizes = (FIGURE, 11.0, VALUE, 8.0)
    fitting = (
        size
        for size in sizes
        if all(width_of(cell, FIGURES, size) <= width - CELL_GAP for cell in cells)
    )
    return next(fitting, sizes[-1])


def _matrix(payload: str) -> list[list[bool]]:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(checked_payload(payload))
    code.make()
    matrix: list[list[bool]] = code.get_matrix()
    return matrix
