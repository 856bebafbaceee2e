"""The tables of keys in the counter's page, made from the one table the windows use.

`python -m tests.architecture.key_tables` writes them anew.
"""

import re
from collections.abc import Iterator
from functools import cache

from app.domain.kernel.access import SCOPES, Role
from app.ui.action_kinds import Area, UiAction
from app.ui.actions import ACTIONS
from tests.architecture.tracked import ROOT, project_files

PAGE = ROOT / "docs/counter.md"
TABLE = re.compile(r"<!-- keys of (?P<area>\w+) -->\n(?P<rows>.*?)<!-- end of keys -->", re.DOTALL)
HEAD = "| key | what it does | who |\n|---|---|---|\n"
# Where actions are declared; everywhere else in the windows they are heard.
DECLARED_IN = ("action_kinds.py", "actions.py")
NOT_YET = " (no screen hears it yet)"


def areas() -> frozenset[Area]:
    """Return the areas a counter has keys in."""
    return frozenset(action.area for action in ACTIONS) - {Area.BENCH}


def told() -> dict[str, str]:
    """Return the rows the page has now, by area."""
    words = PAGE.read_text(encoding="utf-8")
    return {found["area"]: found["rows"] for found in TABLE.finditer(words)}


def rows_of(area: str) -> str:
    """Return the rows the page should have for an area."""
    return HEAD + "".join(_row(action) for action in ACTIONS if action.area.value == area)


def write() -> None:
    """Put the tables into the page as they should be."""
    words = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(TABLE.sub(_table, words), encoding="utf-8")


def _table(found: re.Match[str]) -> str:
    area = found["area"]
    return f"<!-- keys of {area} -->\n{rows_of(area)}<!-- end of keys -->"


def _row(action: UiAction) -> str:
    keys = ", ".join(f"`{key}`" for key in action.keys)
    later = "" if f"Ask.{action.ask.name}" in _heard() else NOT_YET
    return f"| {keys} | {action.text}{later} | {', '.join(_people(action))} |\n"


def _people(action: UiAction) -> Iterator[str]:
    if action.permission is None:
        yield "everybody"
        return
    yield from sorted(
        role.value for role in SCOPES[action.permission] if role is not Role.TECHNICIAN
    )


@cache
def _heard() -> frozenset[str]:
    """Return every action that a window names outside the tables."""
    found: set[str] = set()
    for file in project_files("app/ui/*.py"):
        if not file.name.endswith(DECLARED_IN):
            found.update(re.findall(r"\bAsk\.[A-Z_]+", file.read_text(encoding="utf-8")))
    return frozenset(found)


if __name__ == "__main__":
    write()
