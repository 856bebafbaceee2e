"""The ticket as a page: the same words, a code that reads, equal bytes for equal blocks."""

import subprocess
import sys

import pypdfium2
import pytest
import zxingcpp

from app.adapters.printing.pdf_ticket import render_pdf
from app.adapters.printing.qr_payload import QrPayloadIsRefused
from app.domain.kernel.paper import (
    EyeRow,
    EyeTable,
    Field,
    FieldPair,
    Heading,
    Notice,
    PaperBlock,
    QrCode,
    Rule,
    Subheading,
)
from tests.devices.tickets import PAYLOAD, a_ticket

A6_MM = (105, 148)
POINTS_PER_MM = 72 / 25.4


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def words_of(pdf: bytes) -> str:
    return " ".join(text_of(pdf).split())


def codes_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        shown = [page.render(scale=3).to_pil() for page in document]
        return [code.text for each in shown for code in zxingcpp.read_barcodes(each)]
    finally:
        document.close()


def size_of(pdf: bytes) -> tuple[int, int, int]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        width, height = document[0].get_size()
        return len(document), round(width / POINTS_PER_MM), round(height / POINTS_PER_MM)
    finally:
        document.close()


def test_the_lab_ticket_is_one_a6_page_with_every_word_of_its_blocks():
    pdf = render_pdf(a_ticket())
    assert size_of(pdf) == (1, *A6_MM)
    words = words_of(pdf)
    for expected in (
        "W-LAB-26-1",
        "RUSH",
        "Order",
        "O-MAIN-26-1042",
        "Kowalska-B. A.",
        "Sph Cyl Axis Add PD Height",
        "R −2.25 −0.75 095 +2.00 31.5 22.0",
        "L −2.75 −1.50 080 +2.00 32.0 22.0",
        "52□18-145",
        "Edging bevel 33 % front, curve 4.0, polished",
        PAYLOAD,
    ):
        assert expected in words


def test_its_code_reads_as_the_work_order():
    assert codes_of(render_pdf(a_ticket())) == [PAYLOAD]


def test_equal_blocks_give_equal_bytes_in_any_process():
    program = (
        "import sys;from app.adapters.printing.pdf_ticket import render_pdf;"
        "from tests.devices.tickets import a_ticket;sys.stdout.buffer.write(render_pdf(a_ticket()))"
    )
    elsewhere = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert elsewhere.stdout == render_pdf(a_ticket())


@pytest.mark.parametrize(
    "name",
    [
        "&amp; <b>x</b>",
        '<img src="http://127.0.0.1:9/x">',
        "</para>",
        '<font color="[x]">',
        "%s {CUT} ${x}",
    ],
)
def test_marks_of_other_languages_are_only_words(name):
    letters = "".join(text_of(render_pdf(a_ticket(patient=name))).split())
    assert "".join(name.split()) in letters


@pytest.mark.parametrize("name", ["Eve\x1bp\x00", "\u202eevE", "Eve\nR -9.00", "x" * 10_000])
def test_a_hostile_name_leaves_the_figures_as_they_are(name):
    words = words_of(render_pdf(a_ticket(patient=name)))
    assert "R −2.25 −0.75 095 +2.00 31.5 22.0" in words
    assert not [mark for mark in words if mark < " "]


def test_what_does_not_fit_on_a_page_goes_on_under_its_number():
    blocks: tuple[PaperBlock, ...] = (
        Heading("W-LAB-26-1"),
        *(Field(f"Label {n}", "words that fill a line of this page and more") for n in range(40)),
        QrCode(PAYLOAD, PAYLOAD),
    )
    pdf = render_pdf(blocks)
    pages, _, _ = size_of(pdf)
    assert pages > 1
    assert f"W-LAB-26-1 {pages}" in words_of(pdf)
    assert "Label 39" in words_of(pdf)


def test_any_block_can_come_first_last_twice_or_be_empty():
    blocks: tuple[PaperBlock, ...] = (
        Rule(),
        Notice(""),
        EyeTable((), ()),
        EyeTable(
            ("Prism",), (EyeRow("L", ()), EyeRow("R", ("1.00 IN", "more than there are heads")))
        ),
        FieldPair(Field("", ""), Field("a label much longer than its column " * 3, "x")),
        Field("a label much longer than its column", "x"),
        Subheading("a subheading that needs more than one line of a page of this size, by far"),
        Heading("A heading that needs more than one line"),
        QrCode(PAYLOAD, PAYLOAD),
        QrCode("WO-LAB-26-2-02", "WO-LAB-26-2-02"),
    )
    pdf = render_pdf(blocks)
    assert sorted(codes_of(pdf)) == sorted([PAYLOAD, "WO-LAB-26-2-02"])
    assert "more than there are heads" in words_of(pdf)


def test_a_code_takes_nothing_but_the_number_of_a_work_order():
    with pytest.raises(QrPayloadIsRefused):
        render_pdf((QrCode("http://example.test", "x"),))
