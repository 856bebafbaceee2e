"""Where words stand on 42 columns."""

from hypothesis import given
from hypothesis import strategies as st

from app.adapters.printing.paper_layout import (
    Line,
    field_lines,
    heading_lines,
    label_columns,
    notice_lines,
    rule_lines,
    subheading_lines,
    table_lines,
)
from app.domain.kernel.paper import EyeRow, EyeTable, Field, FieldPair, PaperBlock

COLUMNS = 42
WORDS = st.text(max_size=80)


def shown(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(span.text.value for span in line).rstrip() for line in lines]


def width(line: Line) -> int:
    return sum(len(span.text.value) * span.style.wide for span in line)


def fields(block: Field | FieldPair) -> list[str]:
    return shown(field_lines(block, label_columns([block], COLUMNS), COLUMNS))


def test_two_fields_share_a_line_and_the_right_one_begins_in_the_middle():
    pair = FieldPair(Field("Due", "2026-03-14"), Field("Tray", "T-0318"))
    assert fields(pair) == ["Due 2026-03-14       Tray T-0318"]


def test_a_longer_left_field_moves_the_right_one():
    pair = FieldPair(Field("Order", "O-MAIN-26-1042-LONG"), Field("Store", "Lindenhof"))
    assert fields(pair) == ["Order O-MAIN-26-1042-LONG  Store Lindenhof"]


def test_two_fields_too_long_for_one_line_stand_below_each_other():
    pair = FieldPair(
        Field("Size", "52□18-145"), Field("Box", "A 52.0  B 38.4  DBL 18.0 with words")
    )
    assert fields(pair) == ["Size 52□18-145", "Box  A 52.0  B 38.4  DBL 18.0 with words"]


def test_a_long_value_wraps_by_words_under_itself():
    note = Field("Note", "ask the wearer about the reading distance before blocking")
    assert fields(note) == [
        "Note ask the wearer about the reading",
        "     distance before blocking",
    ]


def test_the_labels_of_a_ticket_stand_in_one_column():
    blocks: list[PaperBlock] = [
        Field("Material", "x"),
        FieldPair(Field("Due", "y"), Field("Edging line", "z")),
    ]
    assert label_columns(blocks, COLUMNS) == len("Material")
    assert label_columns([Field("A label that never ends", "x")], COLUMNS) == COLUMNS // 4


def test_the_right_eye_comes_first_and_figures_stand_under_their_heads():
    table = EyeTable(
        ("Sph", "Axis"), (EyeRow("L", ("-12.75", "80")), EyeRow("R", ("-2.25", "095")))
    )
    assert shown(table_lines(table, COLUMNS)) == [
        "         Sph   Axis",
        " R     -2.25    095",
        " L    -12.75     80",
    ]


def test_a_table_too_wide_for_the_paper_goes_on_below():
    heads = tuple(f"Column{n}" for n in range(8))
    row = EyeRow("R", tuple(f"+{n}.00" for n in range(8)))
    lines = shown(table_lines(EyeTable(heads, (row,)), COLUMNS))
    assert [line.split() for line in lines] == [
        list(heads[:4]),
        ["R", "+0.00", "+1.00", "+2.00", "+3.00"],
        list(heads[4:]),
        ["R", "+4.00", "+5.00", "+6.00", "+7.00"],
    ]


def test_a_part_of_the_ticket_opens_with_a_rule_to_the_edge():
    (line,) = shown(subheading_lines("Frame", COLUMNS))
    assert line == "Frame " + "─" * 36


def test_a_notice_is_a_bar_across_the_paper_and_as_wide_as_it_can_be():
    (wide,) = notice_lines("COPY 2", COLUMNS)
    (narrow,) = notice_lines("Not collected in thirty days", COLUMNS)
    assert [(span.style.inverse, span.style.wide) for span in (*wide, *narrow)] == [
        (True, 2),
        (True, 1),
    ]
    assert width(wide) == width(narrow) == COLUMNS


@given(WORDS, WORDS, st.sampled_from([30, 42]))
def test_no_line_is_ever_wider_than_the_paper(one, other, columns):
    field, pair = Field(one, other), FieldPair(Field(other, one), Field(one, other))
    table = EyeTable((one, other, "Sph"), (EyeRow(one, (other, one, "-2.25")),))
    label_width = label_columns([field, pair], columns)
    lines = [
        *heading_lines(one, columns),
        *subheading_lines(one, columns),
        *notice_lines(one, columns),
        *rule_lines(columns),
        *field_lines(field, label_width, columns),
        *field_lines(pair, label_width, columns),
        *table_lines(table, columns),
    ]
    assert max(map(width, lines)) <= columns
