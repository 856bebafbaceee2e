"""The commands that are told to people exist."""

import re
import subprocess

from tests.architecture.tracked import ROOT

TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)


def targets() -> set[str]:
    return set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))


def test_every_make_command_of_the_readme_is_a_target():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"\bmake ([a-z][a-z-]*)", readme))
    assert {"demo", "test"} <= told
    assert told - targets() == set()


def test_help_lists_every_target():
    helped = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, check=True, text=True)
    listed = set(re.findall(r"^make ([a-z-]+) +\S", helped.stdout, re.MULTILINE))
    assert listed == targets()


def test_every_target_is_phony():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)
    assert set(" ".join(phony).split()) == targets()


def test_ci_runs_the_commands_that_a_developer_runs():
    script = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert "set -euo pipefail" in script
    assert {"make check", "make test"} <= set(script)
