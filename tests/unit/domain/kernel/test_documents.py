"""Documents read field by field: each refusal names the place and the reason."""

from datetime import date
from enum import StrEnum

import pytest

from app.domain.kernel.documents import DocumentIsMalformed, Fields
from app.domain.kernel.percent import Percent

KEYS = ("name", "count", "is_on", "rate", "colour", "colours", "parts", "part")


class Colour(StrEnum):
    """A closed set."""

    RED = "red"
    BLUE = "blue"


def fields(**values):
    return Fields.of(values, "thing", (*KEYS, "valid_from", "valid_until"))


def refusal(reading):
    with pytest.raises(DocumentIsMalformed) as caught:
        reading()
    return caught.value.facts


def test_what_is_there_is_read():
    found = fields(name="Halden", count=2, is_on=True, rate="5.5", colours=["red", "blue"])
    assert found.text("name") == "Halden"
    assert found.whole("count") == 2
    assert found.truth("is_on") is True
    assert found.percent("rate") == Percent(5_500)
    assert found.members("colours", Colour) == {Colour.RED, Colour.BLUE}


def test_what_is_not_there_is_what_stands_in_for_it():
    empty = fields(name=None)
    assert empty.text_or("name", "none") == "none"
    assert empty.whole_or_none("count") is None
    assert empty.truth("is_on", otherwise=False) is False
    assert empty.read_or_none("colour", Colour) is None
    assert empty.texts("colours") == ()
    assert list(empty.parts("parts", KEYS)) == []


def test_an_unknown_field_is_refused_by_its_name():
    assert refusal(lambda: fields(nmae="x")) == {"where": "thing", "reason": "unknown nmae"}


@pytest.mark.parametrize("document", [None, [], "x", 1])
def test_what_is_no_object_is_refused(document):
    assert refusal(lambda: Fields.of(document, "file", KEYS))["where"] == "file"


@pytest.mark.parametrize(
    ("values", "reading"),
    [
        ({"name": " "}, lambda it: it.text("name")),
        ({"name": 1}, lambda it: it.text("name")),
        ({"count": True}, lambda it: it.whole("count")),
        ({"count": -1}, lambda it: it.whole("count")),
        ({"count": 1.5}, lambda it: it.whole("count")),
        ({"is_on": "yes"}, lambda it: it.truth("is_on")),
        ({"rate": "x"}, lambda it: it.percent("rate")),
        ({"colour": "green"}, lambda it: it.member("colour", Colour)),
        ({"colours": "red"}, lambda it: it.members("colours", Colour)),
        ({"colours": ["green"]}, lambda it: it.members("colours", Colour)),
        ({"colours": [""]}, lambda it: it.texts("colours")),
    ],
)
def test_a_field_of_the_wrong_kind_is_refused_with_its_name(values, reading):
    [name] = values
    assert refusal(lambda: reading(fields(**values))) == {"where": "thing", "reason": name}


def test_the_place_of_an_inner_object_is_told():
    found = fields(parts=[{"name": "a"}, {"name": ""}], part={"name": "x"})
    assert found.part("part", KEYS).text("name") == "x"
    second = list(found.parts("parts", KEYS))[1]
    assert refusal(lambda: second.text("name"))["where"] == "thing.parts[1]"


def test_days_are_read_and_must_be_in_order():
    assert fields(valid_from="2026-03-01").validity().valid_from == date(2026, 3, 1)
    assert refusal(lambda: fields(valid_from="1 March").validity())["reason"] == "valid_from"
    reversed_days = fields(valid_from="2026-03-02", valid_until="2026-03-01")
    assert refusal(reversed_days.validity)["reason"] == "valid_until"
