"""requirements.lock says what is installed, to the byte, and not where it comes from."""

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tracked import ROOT

# The fuzzer has no wheel for most machines, and nobody needs it to run or test the program.
NOT_LOCKED = {"fuzz"}

LINE = re.compile(
    r"""
    (?: [a-z0-9-]+ == [\w.+!]+ (?:\ ;\ [^#/]+?)? \ \\   # a name, a version, perhaps a marker
    |   \ {4}--hash=sha256:[0-9a-f]{64} (?:\ \\)?       # one of its files
    |   \ {4}\#\ .*                                    # who asked for it
    )
    """,
    re.VERBOSE,
)


def lock_lines() -> list[str]:
    return (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()


def locked_names() -> set[str]:
    return {line.partition("==")[0] for line in lock_lines() if "==" in line.partition(" ")[0]}


def test_it_holds_names_versions_markers_and_hashes_only():
    assert [line for line in lock_lines() if not LINE.fullmatch(line)] == []
    assert [line for line in lock_lines() if "://" in line] == []


def test_it_holds_everything_that_pyproject_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [
        asked
        for extra, asked in project["optional-dependencies"].items()
        if extra not in NOT_LOCKED
    ]
    asked = [*project["dependencies"], *(each for extra in extras for each in extra)]
    names = {canonicalize_name(Requirement(each).name) for each in asked}
    assert names - locked_names() == set()
