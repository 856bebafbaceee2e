"""Tolerance sets: what a file may look like, which row holds, and what the verdict is."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.optics.notation import parse_measured, parse_target
from app.domain.optics.tolerance import LENSES, ToleranceSetIsMalformed, tolerance_set
from app.domain.optics.tolerance_record import (
    Acceptance,
    AcceptanceNeedsName,
    ToleranceFileHasChanged,
    ToleranceSetIsUnknown,
    require_recorded,
)
from app.domain.optics.verdict import judge_lens, judge_value, passes

FOLDER = Path(__file__).parents[4] / "resources" / "tolerances"
NAMES = ("ansi-z80.1-2015", "iso-21987", "gb-13511")


def the_set(name):
    return tolerance_set(json.loads((FOLDER / f"{name}.json").read_bytes()))


SETS = {name: the_set(name) for name in NAMES}


def verdict(name, check, ordered, measured, lens="single-vision"):
    found = judge_lens(SETS[name], lens, parse_target(ordered), parse_measured(measured))
    return next((verdict for verdict in found if verdict.check == check), None)


@pytest.mark.parametrize(
    ("cylinder", "limit"), [("0.12", 14), ("0.26", 7), ("1.51", 2), ("1.00", 3)]
)
def test_the_axis_limit_follows_the_cylinder(cylinder, limit):
    """Source: domain.md section 4, ANSI axis by cylinder."""
    found = verdict(NAMES[0], "axis", f"-2.00 -{cylinder}x90", f"-2.00 -{cylinder}x90")
    assert found.limit == limit * 1000


@pytest.mark.parametrize(("name", "does_pass"), [("ansi-z80.1-2015", False), ("iso-21987", True)])
def test_one_measured_axis_fails_one_standard_and_passes_the_other(name, does_pass):
    """Source: domain.md section 4: 93.5 against -2.00 -1.00x90 fails ANSI (3), passes ISO (4)."""
    found = verdict(name, "axis", "-2.00 -1.00x90", "-2.00 -1.00x93.5")
    assert found.delta == 3500
    assert found.passes is does_pass


@pytest.mark.parametrize(
    ("name", "lens", "ordered", "check", "limit"),
    [
        ("ansi-z80.1-2015", "single-vision", "-6.50", "sphere", 130),
        ("ansi-z80.1-2015", "single-vision", "-7.00", "sphere", 140),
        ("ansi-z80.1-2015", "progressive", "-8.00", "sphere", 160),
        ("ansi-z80.1-2015", "multifocal", "-5.00 -2.00x90", "sphere", 140),
        ("ansi-z80.1-2015", "single-vision", "-1.00 -2.25x90", "cylinder", 150),
        ("ansi-z80.1-2015", "single-vision", "-1.00 -5.00x90", "cylinder", 200),
        ("ansi-z80.1-2015", "progressive", "-1.00 -3.50x90", "cylinder", 180),
        ("ansi-z80.1-2015", "progressive", "-1.00 -4.00x90", "cylinder", 200),
        ("iso-21987", "single-vision", "-3.00", "cylinder", 90),
        ("iso-21987", "single-vision", "-3.25 -0.75x90", "cylinder", 120),
        ("iso-21987", "single-vision", "-9.25", "sphere", 180),
        ("iso-21987", "single-vision", "-20.25", "sphere", 370),
        ("iso-21987", "single-vision", "-2.00 -6.25x90", "cylinder", 250),
        ("iso-21987", "progressive", "-6.25 -1.00x90", "cylinder", 180),
        ("gb-13511", "single-vision", "-1.00 -2.75x90", "axis", 2000),
        ("gb-13511", "single-vision", "-1.00 -0.50x90", "axis", 9000),
    ],
)
def test_the_rows_hold_where_the_tables_say(name, lens, ordered, check, limit):
    """Source: domain.md section 3.4, the tables."""
    assert verdict(name, check, ordered, ordered, lens).limit == limit


@pytest.mark.parametrize(("add", "limit"), [("4.00", 120), ("4.25", 180)])
def test_the_add_has_two_limits(add, limit):
    for name in NAMES:
        found = verdict(name, "add", f"-1.00 add {add}", f"-1.00 add {add}", "progressive")
        assert found.limit == limit


def test_a_limit_itself_still_passes_and_one_hundredth_more_does_not():
    assert verdict(NAMES[0], "sphere", "-2.00", "-2.13").passes
    assert not verdict(NAMES[0], "sphere", "-2.00", "-2.14").passes


def test_ansi_judges_the_highest_meridian_and_iso_each():
    """S -2.00 C -2.00: meridians -2 and -4; measured -2.20 and -4.00."""
    ordered, measured = "-2.00 -2.00x90", "-2.20 -1.80x90"
    assert verdict("ansi-z80.1-2015", "sphere", ordered, measured).delta == 0
    assert verdict("iso-21987", "sphere", ordered, measured).delta == -200


def test_a_lens_measured_in_the_other_cylinder_is_judged_alike():
    minus = judge_lens(
        SETS[NAMES[0]],
        "single-vision",
        parse_target("-2.00 -1.00x90"),
        parse_measured("-2.05 -0.95x92"),
    )
    plus = judge_lens(
        SETS[NAMES[0]],
        "single-vision",
        parse_target("-2.00 -1.00x90"),
        parse_measured("-3.00 +0.95x2"),
    )
    assert minus == plus


def test_an_axis_is_compared_the_short_way_round():
    assert verdict(NAMES[0], "axis", "-2.00 -1.00x179", "-2.00 -1.00x1.5").delta == 2500


def test_an_ordered_cylinder_that_was_not_found_fails_its_axis():
    found = verdict(NAMES[0], "axis", "-2.00 -0.12x90", "-2.00")
    assert (found.passes, found.delta, found.reason) == (False, None, "optics.verdict.no_axis")


@pytest.mark.parametrize("name", NAMES)
def test_an_add_that_nobody_ordered_does_not_pass(name):
    found = verdict(name, "add", "-2.00", "-2.00 add 1.00", "single-vision")
    assert (found.limit, found.delta, found.passes) == (120, 1000, False)


def test_an_add_that_was_not_measured_does_not_pass():
    found = verdict(NAMES[0], "add", "-2.00 add 2.00", "-2.00", "progressive")
    assert (found.passes, found.reason) == (False, "optics.verdict.not_measured")


def test_a_sphere_is_judged_without_an_axis_and_without_prism():
    found = judge_lens(
        SETS[NAMES[0]], "single-vision", parse_target("-2.00"), parse_measured("-2.00")
    )
    assert [verdict.check for verdict in found] == ["sphere", "cylinder"]
    assert passes(found)


def test_prism_passes_within_a_third_or_within_a_millimetre_of_shift():
    """ANSI: 0.33, or the reference point within 1.0 mm, which at 6 D is 0.60."""
    weak = verdict(NAMES[0], "prism_vertical", "-1.00", "-1.00 prism 0.5 up")
    assert (weak.passes, weak.limit, weak.reason) == (False, 330, "optics.verdict.beyond")
    strong = verdict(NAMES[0], "prism_vertical", "-6.00", "-6.00 prism 0.5 up")
    assert (strong.passes, strong.limit) == (True, 600)
    assert strong.reason == "optics.verdict.within_by_shift"
    assert not verdict(NAMES[0], "prism_horizontal", "-1.00 prism 2 in", "-1.00").passes


def test_a_row_nobody_could_check_says_so_in_its_verdict():
    found = verdict("iso-21987", "prism_vertical", "-1.00 prism 1 up", "-1.00 prism 1 up")
    assert found.passes
    assert not found.is_verified
    assert "not at hand" in found.note


@pytest.mark.parametrize(
    ("check", "facts", "delta", "does_pass"),
    [
        ("segment_height", {}, 1000, True),
        ("segment_height", {}, -1100, False),
        ("imbalance_vertical", {"meridian": 3375}, 340, False),
        ("imbalance_vertical", {"meridian": 3500}, 900, True),
        ("centre_thickness", {}, 300, True),
    ],
)
def test_values_of_a_mounted_pair_are_judged_one_by_one(check, facts, delta, does_pass):
    found = judge_value(SETS[NAMES[0]], check, "single-vision", delta, facts)
    assert found is not None
    assert found.passes is does_pass


def test_what_the_standard_does_not_limit_has_no_verdict():
    assert judge_value(SETS["iso-21987"], "segment_tilt", "multifocal", 99, {}) is None
    assert verdict(NAMES[0], "axis", "-2.00 -0.00x90", "-2.00") is None


@given(st.integers(0, 25_000), st.integers(0, 8_000), st.sampled_from(LENSES))
def test_exactly_one_row_holds_for_any_power(meridian, cylinder, lens):
    facts = {"meridian": meridian, "cylinder": cylinder, "add": 2000}
    for tolerances in SETS.values():
        for check in ("sphere", "cylinder", "add"):
            holding = [row for row in tolerances.rows if row.holds(check, lens, facts)]
            assert len(holding) == 1
        axis = [row for row in tolerances.rows if row.holds("axis", lens, facts)]
        assert len(axis) == (1 if cylinder >= 125 else len(axis))
        assert len(axis) <= 1


def _document():
    return json.loads((FOLDER / "ansi-z80.1-2015.json").read_bytes())


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("schema",), 2, "schema"),
        (("id",), "", "file"),
        (("meridians",), "some", "file"),
        (("rows",), [], "rows"),
        (("rows",), "all", "rows"),
        (("rows", 0), 5, "rows[0]"),
        (("rows", 1, "check"), "colour", "rows[1]"),
        (("rows", 0, "lenses"), [], "rows[0]"),
        (("rows", 0, "lenses"), ["contact"], "rows[0]"),
        (("rows", 0, "limit"), 0.13, "rows[0]"),
        (("rows", 0, "limit"), "-0.13", "rows[0]"),
        (("rows", 0, "percent"), "2", "rows[0]"),
        (("rows", 0, "unit"), "inch", "rows[0]"),
        (("rows", 0, "verified"), "yes", "rows[0]"),
        (("rows", 0, "when"), "always", "rows[0]"),
        (("rows", 0, "when", 0, "of"), "index", "rows[0]"),
        (("rows", 0, "when", 0, "below"), "1", "rows[0]"),
        (("rows", 0, "colour"), "red", "rows[0]"),
    ],
)
def test_a_file_of_another_shape_is_refused_with_the_place(path, value, where):
    document = deepcopy(_document())
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(ToleranceSetIsMalformed) as caught:
        tolerance_set(document)
    assert caught.value.facts["where"] == where


def test_a_file_that_is_no_object_is_refused():
    with pytest.raises(ToleranceSetIsMalformed):
        tolerance_set([])


def test_a_recorded_file_needs_nobody_and_a_changed_one_needs_a_name():
    recorded = {"ansi": "aa", "iso": "bb"}
    assert require_recorded("ansi", "aa", recorded, ()) is None
    with pytest.raises(ToleranceFileHasChanged):
        require_recorded("ansi", "cc", recorded, ())
    said = Acceptance(set_id="ansi", sha256="cc", accepted_by="Marta K.", accepted_at="2026-11-24")
    assert require_recorded("ansi", "cc", recorded, [said]) == said
    with pytest.raises(ToleranceFileHasChanged):
        require_recorded("ansi", "dd", recorded, [said])
    with pytest.raises(ToleranceFileHasChanged):
        require_recorded("iso", "cc", recorded, [said])
    with pytest.raises(ToleranceSetIsUnknown):
        require_recorded("jis", "aa", recorded, ())


def test_nobody_cannot_accept_a_changed_file():
    with pytest.raises(AcceptanceNeedsName):
        Acceptance(set_id="ansi", sha256="cc", accepted_by="  ", accepted_at="2026-11-24")
