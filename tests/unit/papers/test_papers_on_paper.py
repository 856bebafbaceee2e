"""Every paper on 80 and 58 mm and as a page: golden bytes, nothing clipped, all amounts there."""

import io
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from app.adapters.printing.capabilities import load_profile
from app.adapters.printing.escpos_commands import Command
from app.adapters.printing.escpos_ticket import EscposTicketEncoder
from app.adapters.printing.pdf_ticket import render_pdf
from app.adapters.printing.preview import picture_of_paper, sheet_of
from app.domain.kernel.canonical import canonical_json
from app.domain.kernel.paper import OpenDrawer, PricedRow, SumTable, Words
from app.domain.kernel.paper_document import paper_from_json, paper_to_json
from app.services.print_ports import PageSize
from tests.devices.tickets import MARK
from tests.factories.papers import LONG_NAME, PAPERS

GOLDEN = Path(__file__).parents[2] / "golden" / "printing" / "papers"
PROFILES = {80: load_profile("tm-t88vii"), 58: load_profile("tm-t88vii-58")}
WIDTHS = tuple(PROFILES)
REAL_TIME = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


@pytest.fixture(autouse=True)
def _in_one_zone(monkeypatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def encoded(name: str, paper_mm: int) -> bytes:
    return EscposTicketEncoder(PROFILES[paper_mm]).encode(PAPERS[name](), job_mark=MARK)


def printed(data: bytes, paper_mm: int) -> str:
    sheet = sheet_of(data, dots=PROFILES[paper_mm].dots)
    return "" if sheet is None else "\n".join(sheet.lines)


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("name", PAPERS)
def test_the_bytes_of_each_paper_are_the_golden_ones(name, paper_mm):
    """If the change is meant: look at the pictures in build/golden, then copy the bytes over."""
    actual, golden = encoded(name, paper_mm), GOLDEN / f"{name}-{paper_mm}mm.bin"
    if not golden.is_file() or actual != golden.read_bytes():
        kept = Path("build") / "golden" / "papers" / golden.name
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(actual)
        picture = picture_of_paper(actual, dots=PROFILES[paper_mm].dots)
        kept.with_suffix(".png").write_bytes(picture)
        pytest.fail(f"the bytes differ from {golden.name}; they are in {kept}")


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("name", PAPERS)
def test_no_paper_runs_past_its_edge(name, paper_mm):
    profile = PROFILES[paper_mm]
    picture = Image.open(io.BytesIO(picture_of_paper(encoded(name, paper_mm), dots=profile.dots)))
    assert picture.width == profile.dots
    narrower = picture_of_paper(encoded(name, paper_mm), dots=profile.columns * 12)
    assert Image.open(io.BytesIO(narrower)).height == picture.height


@pytest.mark.parametrize("size", PageSize)
@pytest.mark.parametrize("name", PAPERS)
def test_each_paper_is_a_page_with_all_its_amounts(name, size):
    blocks = PAPERS[name]()
    text = words_of(render_pdf(blocks, size))
    amounts = [block.amount for block in blocks if isinstance(block, PricedRow)]
    cells = [c for b in blocks if isinstance(b, SumTable) for row in b.rows for c in row[1:]]
    for amount in (*amounts, *cells):
        assert amount.replace("\N{NO-BREAK SPACE}", " ") in text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("name", PAPERS)
def test_each_paper_survives_its_stay_in_the_queue(name):
    blocks = PAPERS[name]()
    assert paper_from_json(json.loads(canonical_json(paper_to_json(blocks)))) == blocks


def test_a_long_name_is_wrapped_and_whole():
    words = printed(encoded("receipt", 58), 58).split()
    assert [each for each in LONG_NAME.split() if each not in words] == []


def test_the_receipt_tells_taxes_dispensing_claim_change_and_the_missing_signature():
    text = words_of(render_pdf(PAPERS["receipt"](), PageSize.A5))
    for words in (
        "A 19 %",
        "109.69",
        "of which dispensing charge, exempt from tax",
        "claim CLAIM-2026-000815",
        "Change",
        "Signing device out of order",
        "€55.00 of discounts are taken off above",
        "By\nMarta Kowalska-Brandt".replace("\n", "\r\n"),
    ):
        assert words in text, words


def test_a_page_longer_than_one_goes_on_on_the_next():
    blocks = (*PAPERS["receipt"](), *(Words(f"Line {n}") for n in range(120)))
    document = pypdfium2.PdfDocument(render_pdf(blocks, PageSize.A5))
    assert len(document) > 1
    assert "Line 119" in words_of(render_pdf(blocks, PageSize.A5))


def test_words_longer_than_any_line_are_printed_whole():
    story = " ".join(f"word{n}" for n in range(300))
    data = EscposTicketEncoder(PROFILES[58]).encode((Words(story),), job_mark=MARK)
    assert "".join(story.split()) in "".join(printed(data, 58).split())


def test_arabic_is_printed_as_dots_and_not_as_question_marks():
    data = encoded("arabic", 80)
    assert data.count(b"\x1dv0\x00") >= 4
    assert "?" not in printed(data, 80)


def test_no_dots_of_a_picture_act_at_once():
    for name in PAPERS:
        for width in WIDTHS:
            assert not any(code in encoded(name, width) for code in REAL_TIME)


def test_the_drawer_is_opened_by_our_command_alone_and_then_nothing_is_cut():
    data = EscposTicketEncoder(PROFILES[80]).encode((OpenDrawer(),), job_mark=MARK)
    assert data.count(Command.OPEN_DRAWER.value) == 1
    assert Command.CUT.value not in data
    hostile = (Words("\x1bp\x00\x19\xfa"), PricedRow("\x10\x14\x01", "\x1bp"))
    data = EscposTicketEncoder(PROFILES[80]).encode(hostile, job_mark=MARK)
    assert Command.OPEN_DRAWER.value not in data
