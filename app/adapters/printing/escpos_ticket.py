"""Papers as ESC/POS bytes for a thermal printer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from app.adapters.printing.capabilities import PrinterProfile
from app.adapters.printing.escpos_commands import (
    Command,
    align_bytes,
    confirm_bytes,
    page_bytes,
    qr_bytes,
    reset_bytes,
    style_bytes,
)
from app.adapters.printing.paper_layout import (
    BOLD,
    PLAIN,
    Line,
    Span,
    field_lines,
    heading_lines,
    label_columns,
    notice_lines,
    rule_lines,
    subheading_lines,
    table_lines,
)
from app.adapters.printing.print_text import clean, encode, has_page
from app.adapters.printing.sum_layout import priced_lines, sign_lines, sum_lines, words_lines
from app.domain.kernel.paper import (
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
from app.services.print_ports import TicketEncoder


@dataclass(frozen=True, slots=True)
class EscposTicketEncoder(TicketEncoder):
    """Writes papers for printers of one profile; safe to use from any thread."""

    profile: PrinterProfile

    def encode(self, blocks: tuple[PaperBlock, ...], *, job_mark: bytes) -> bytes:
        """Return the document with its cut and, last, the request to confirm `job_mark`.

        Raises:
            QrPayloadIsRefused: a code holds none of our numbers.
        """
        paper = _Paper(self.profile, label_columns(blocks, self.profile.columns))
        body = b"".join(paper.block(block) for block in blocks)
        # Where only the drawer is opened there is nothing to cut off.
        cut = b"" if set(blocks) == {OpenDrawer()} else Command.CUT.value
        return b"".join([self._opening(), body, cut, confirm_bytes(job_mark)])

    def _opening(self) -> bytes:
        # The reset switches status reports off, so it comes before the command that asks for them.
        first_page = self.profile.code_pages[0].number
        return b"".join(
            [
                reset_bytes(),
                Command.STATUS_ON.value,
                Command.REALTIME_LOCK.value,
                page_bytes(first_page),
            ]
        )


class _Paper:
    """Turns blocks into bytes one after the other, and knows how the printer stands."""

    def __init__(self, profile: PrinterProfile, label_width: int) -> None:
        self._pages = profile.code_pages
        self._page = profile.code_pages[0]
        self._columns = profile.columns
        self._dots = profile.dots
        self._label_width = label_width

    def block(self, block: PaperBlock) -> bytes:  # noqa: C901, PLR0912 - one case a block kind
        match block:
            case Heading(text):
                return self._lines(heading_lines(text, self._columns)) + Command.SMALL_GAP.value
            case Subheading(text):
                return Command.SMALL_GAP.value + self._lines(subheading_lines(text, self._columns))
            case Field() | FieldPair():
                return self._lines(field_lines(block, self._label_width, self._columns))
            case EyeTable():
                return self._table(block)
            case Rule():
                return self._lines(rule_lines(self._columns))
            case QrCode(payload, caption):
                return self._code(payload, caption)
            case Notice(text):
                return self._lines(notice_lines(text, self._columns)) + Command.SMALL_GAP.value
            case Words():
                return self._lines(words_lines(block, self._columns))
            case PricedRow():
                return self._lines(priced_lines(block, self._columns))
            case SumTable():
                return Command.SMALL_GAP.value + self._lines(sum_lines(block, self._columns))
            case SignHere():
                return self._lines(sign_lines(block, self._columns)) + Command.SMALL_GAP.value
            case OpenDrawer():
                return Command.OPEN_DRAWER.value
            case _:
                assert_never(block)

    def _table(self, table: EyeTable) -> bytes:
        """A hair of white keeps the right eye's figures apart from the left eye's."""
        lines = (self._lines([line]) for line in table_lines(table, self._columns))
        return Command.SMALL_GAP.value + Command.HAIR_GAP.value.join(lines)

    def _code(self, payload: str, caption: str) -> bytes:
        words = tuple((Span(line, BOLD),) for line in clean(caption).wrapped(self._columns))
        return b"".join(
            [
                Command.LARGE_GAP.value,
                align_bytes("center"),
                qr_bytes(payload),
                Command.SMALL_GAP.value,
                self._lines(words),
                align_bytes("left"),
            ]
        )

    def _lines(self, lines: Sequence[Line]) -> bytes:
        return b"".join(b"".join(self._line(line)) for line in lines)

    def _line(self, line: Line) -> Iterator[bytes]:
        picture = self._picture(line)
        if picture:
            yield picture
            return
        style = PLAIN
        for span in line:
            yield style_bytes(span.style, after=style)
            style = span.style
            for run in encode(span.text, self._pages, current=self._page):
                if run.page != self._page:
                    yield page_bytes(run.page.number)
                    self._page = run.page
                yield run.data
        yield style_bytes(PLAIN, after=style)
        yield Command.NEW_LINE.value

    def _picture(self, line: Line) -> bytes:
        """Return a line in a script that no page has as dots, and of any other line nothing."""
        if all(has_page(mark, self._pages) for span in line for mark in span.text.value):
            return b""
        from app.adapters.printing.print_raster import raster_of  # noqa: PLC0415 - rare and heavy

        return raster_of(line, self._pages, self._dots)
