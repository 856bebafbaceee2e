"""Words on their way to paper: nothing in a name can command a printer."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.adapters.printing.capabilities import CodePage, load_profile
from app.adapters.printing.print_text import LONGEST_TEXT, PrintText, clean, encode

PAGES = load_profile("tm-t88vii").code_pages
HOSTILE = [
    "Eve\x1bp\x00\x19\xfa",  # opens the drawer
    "Eve\x10\x14\x01\x00\x05",  # the same, in real time
    "Eve\x1dV\x00",  # cuts
    "Eve\x1d(E\x03\x00\x06\x01\x01",  # writes into the printer's memory
    "Eve\x1b@",  # resets
    "Eve\nR -9.00",  # forges a line
    "Eve\rR -9.00",  # prints over the line
    "\u202eevE",  # reads backwards
    "E\u200bv\u2066e",
    "Eve\x7f\x80\x9b\x00",
    "Eve\ud800",
    "👓 Eve",
    "e" + "\u0301" * 3000,
]


def paper_bytes(text: str, pages: tuple[CodePage, ...] = PAGES) -> bytes:
    return b"".join(run.data for run in encode(clean(text), pages, current=pages[0]))


def as_printed(text: str) -> str:
    """Return what a printer that obeys the code pages puts on paper."""
    runs = encode(clean(text), PAGES, current=PAGES[0])
    return "".join(run.data.decode(run.page.codec) for run in runs)


@given(st.text(max_size=400), st.sampled_from(PAGES))
@example(HOSTILE[0], PAGES[0])
@example("\x00\x10\x04\x01\x7f", PAGES[1])
def test_no_control_byte_comes_out_whatever_goes_in(text, page):
    for data in (paper_bytes(text), paper_bytes(text, (page,))):
        assert not [byte for byte in data if byte < 0x20 or byte == 0x7F]


@given(st.text(max_size=400))
def test_cleaning_leaves_only_marks_and_spaces_and_is_done_once(text):
    cleaned = clean(text)
    categories = {unicodedata.category(mark) for mark in cleaned.value}
    assert not categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert len(cleaned.value) <= LONGEST_TEXT
    assert unicodedata.is_normalized("NFC", cleaned.value)
    assert clean(cleaned.value) == cleaned


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_prints_as_harmless_words(text):
    data = paper_bytes(text)
    assert data
    assert min(data) >= 0x20
    assert 0x7F not in data


def test_a_line_end_in_a_name_is_a_space():
    assert clean("Kowalska\nR -9.00\tplano").value == "Kowalska R -9.00 plano"


def test_text_that_is_too_long_ends_in_three_dots():
    assert clean("x" * 10_000).value == "x" * 197 + "..."
    assert clean("x" * 200).value == "x" * 200


def test_a_letter_and_its_accent_become_one():
    assert clean("Zoe\N{COMBINING DIAERESIS}").value == "Zoë"


def test_text_for_paper_is_made_in_no_other_way():
    for text in ("a\x1bp", "a\nb", "\u202e", "x" * 201):
        with pytest.raises(ValueError, match="clean"):
            PrintText(text)


@pytest.mark.parametrize(
    "text",
    [
        "Müller Straße 5 €",
        "Zażółć gęślą jaźń €",
        "Garçon naïve Œuvre",
        "Čapek Řezníček",
        "90 × 60",
        "Иванова",
    ],
)
def test_german_polish_french_czech_russian_and_the_euro_come_out_right(text):
    assert as_printed(text) == text


def test_the_euro_is_never_sent_on_a_page_that_has_it_elsewhere():
    (run,) = encode(clean("€"), PAGES, current=PAGES[0])
    assert (run.page.number, run.data) == (19, b"\xd5")


def test_signs_of_the_trade_take_their_plain_form():
    assert as_printed("−2.25 · 52□18‑145") == "-2.25 · 52-18-145"


def test_what_no_page_has_is_seen_to_be_missing():
    assert as_printed("李 Wang") == "? Wang"


def test_the_page_changes_only_where_it_must():
    runs = encode(clean("Müller, Łódź, Müller"), PAGES, current=PAGES[0])
    assert [run.page.codec for run in runs] == ["cp858", "cp852"]


@given(st.text(max_size=250), st.integers(min_value=1, max_value=60))
def test_wrapped_lines_fit_and_lose_no_letter(text, columns):
    cleaned = clean(text)
    lines = cleaned.wrapped(columns)
    assert all(len(line.value) <= columns for line in lines)
    letters = "".join("".join(line.value for line in lines).split())
    assert letters == "".join(cleaned.value.split())


def test_words_stay_whole_where_they_can():
    lines = clean("Hard anti-reflective coating").wrapped(10)
    assert [line.value for line in lines] == ["Hard", "anti-refle", "ctive", "coating"]
