"""Printer profiles."""

import json

import pytest

from app.adapters.printing.capabilities import CodePage, load_profile


def test_the_bench_printer_has_42_columns_on_512_dots_and_the_pages_of_its_makers_table():
    profile = load_profile("tm-t88vii")
    assert (profile.columns, profile.dots, profile.paper_mm) == (42, 512, 80)
    known = {0: "cp437", 2: "cp850", 16: "cp1252", 17: "cp866", 18: "cp852", 19: "cp858"}
    assert {page.number: page.codec for page in profile.code_pages} == known


@pytest.mark.parametrize(
    "damage",
    [{"code_pages": None}, {"columns": ...}, {"code_pages": [{"number": 1, "codec": "no"}]}],
)
def test_a_damaged_profile_is_refused_by_its_name(tmp_path, damage):
    fields = {
        "name": "X",
        "paper_mm": 80,
        "dots": 512,
        "columns": 42,
        "status_answer_ms": 1,
        "code_pages": [],
    } | damage
    kept = {key: value for key, value in fields.items() if value is not ...}
    (tmp_path / "x.json").write_text(json.dumps(kept))
    with pytest.raises(ValueError, match=r"x\.json"):
        load_profile("x", folder=tmp_path)


def test_a_code_page_is_one_byte_and_a_codec_python_knows():
    with pytest.raises(ValueError, match="one byte"):
        CodePage(256, "cp437")
    with pytest.raises(LookupError):
        CodePage(1, "no such table")
