"""The pages under docs/ keep their form, and the files they name exist."""

import re

import pytest

from tests.architecture.tracked import ROOT, project_files

DECISIONS = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))
HEADINGS = ["## Context", "## Options", "## Decision", "## Consequences"]
# A path in backticks, with a folder of ours in front.
NAMED_PATH = re.compile(
    r"`((?:app|sync_server|tests|docs|resources|installers|\.ci)/[\w./-]*\w/?)(?:::\w+)?`"
)


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_tells_context_options_decision_and_consequences(page):
    words = page.read_text(encoding="utf-8")
    assert words.startswith(f"# {int(page.name[:4])}. ")
    assert "\nStatus: accepted" in words
    found = [heading for heading in HEADINGS if f"\n{heading}" in words]
    assert found == HEADINGS


def test_the_decisions_are_numbered_without_a_gap_and_listed():
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    listed = re.findall(
        r"^\d+\. \[(.+)\]\((.+)\)$",
        (ROOT / "docs/adr/README.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    titles = [
        page.read_text(encoding="utf-8").splitlines()[0].partition(". ")[2] for page in DECISIONS
    ]
    assert listed == list(zip(titles, [page.name for page in DECISIONS], strict=True))


def test_every_file_that_a_page_names_exists():
    missing = [
        f"{page.name}: {path}"
        for page in project_files("*.md")
        for path in NAMED_PATH.findall(page.read_text(encoding="utf-8"))
        if not (ROOT / path).exists()
    ]
    assert missing == []


def test_the_changelog_tells_what_is_not_released_yet():
    words = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "\n## [Unreleased]\n" in words
