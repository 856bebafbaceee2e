"""The size gate measures what it says, and the tree is within it."""

from tests.architecture.size_gate import _complaint_lines, too_large
from tests.architecture.tracked import project_files


def a_function(*, lines: int) -> str:
    return "def long():\n" + "    step()\n" * (lines - 1)


def a_class(*, lines: int) -> str:
    return "class Large:\n" + "    field = 1\n" * (lines - 1)


def test_a_function_of_60_lines_is_fine_and_one_of_61_is_not():
    assert list(too_large(a_function(lines=60), "orders.py")) == []
    assert list(too_large(a_function(lines=61), "orders.py")) == [
        "orders.py:1: function long has 61 lines, more than 60"
    ]


def test_a_class_of_200_lines_is_fine_and_one_of_201_is_not():
    assert list(too_large(a_class(lines=200), "orders.py")) == []
    assert list(too_large(a_class(lines=201), "orders.py")) == [
        "orders.py:1: class Large has 201 lines, more than 200"
    ]


def test_a_module_of_400_lines_is_fine_and_one_of_401_is_not():
    assert list(too_large("x = 1\n" * 400, "orders.py")) == []
    assert list(too_large("x = 1\n" * 401, "orders.py")) == [
        "orders.py: the module has 401 lines, more than 400"
    ]


def test_a_long_method_inside_a_small_class_is_found():
    body = "".join(f"    {line}\n" for line in a_function(lines=61).splitlines())
    assert list(too_large("class Small:\n" + body, "orders.py")) == [
        "orders.py:2: function long has 61 lines, more than 60"
    ]


def test_the_tree_is_within_its_sizes():
    assert _complaint_lines(project_files("*.py")) == []
