"""Every import contract catches the violation it is there for.

The packages are copied, one bad import is planted in the copy, and import-linter must name it.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.architecture.tracked import ROOT

PLANTS: Mapping[str, Mapping[str, str]] = {
    "app-layers": {"app/services/planted.py": "import app.ui"},
    "contexts": {"app/domain/kernel/planted.py": "import app.domain.orders"},
    "pure-domain": {"app/domain/kernel/planted.py": "import httpx"},
    "plain-services": {"app/services/planted.py": "import sqlalchemy"},
    "qt-in-ui": {"app/adapters/printing/planted.py": "import PySide6.QtCore"},
    "ui-speaks-domain": {"app/ui/planted.py": "import app.contracts"},
    "server-shares-little": {"sync_server/api/planted.py": "import app.services"},
    "desktop-not-server": {"app/cli/planted.py": "import sync_server"},
    "server-layers": {"sync_server/services/planted.py": "import sync_server.store"},
    "adapters-apart": {"app/adapters/printing/planted.py": "import app.adapters.store"},
    "rows-are-private": {"app/adapters/sync/planted.py": "import app.adapters.store.rows"},
    "acyclic": {
        "app/messages/planted.py": "import app.messages.planted_too",
        "app/messages/planted_too.py": "import app.messages.planted",
    },
    "numpy-in-exchange": {"app/domain/kernel/planted.py": "import numpy"},
}
# A new folder or module beside the layers must be given its place.
STRANGERS = {
    "app-layers": "app/planted.py",
    "contexts": "app/domain/planted.py",
    "server-layers": "sync_server/planted.py",
    "adapters-apart": "app/adapters/planted.py",
}


def contracts() -> dict[str, str]:
    """Return the name of every contract by its id."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {
        contract["id"]: contract["name"]
        for contract in settings["tool"]["importlinter"]["contracts"]
    }


@pytest.fixture(scope="module")
def copied_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("walls")
    shutil.copy(ROOT / "pyproject.toml", tree)
    for package in ("app", "sync_server"):
        shutil.copytree(
            ROOT / package, tree / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    return tree


@pytest.fixture
def planted(copied_tree: Path) -> Iterator[Path]:
    """Give the copy, and weed it afterwards."""
    yield copied_tree
    for plant in copied_tree.rglob("planted*.py"):
        plant.unlink()


def lint(tree: Path, *contract_ids: str) -> subprocess.CompletedProcess[str]:
    limits = [argument for each in contract_ids for argument in ("--contract", each)]
    return subprocess.run(
        [
            Path(sys.executable).with_name("lint-imports"),
            "--no-logo",
            "--cache-dir=.cache",
            *limits,
        ],
        cwd=tree,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        check=False,
        text=True,
    )


@pytest.mark.parametrize("contract_id", PLANTS)
def test_a_planted_import_breaks_its_contract(planted, contract_id):
    for name, source in PLANTS[contract_id].items():
        (planted / name).write_text(f"{source}\n", encoding="utf-8")
    result = lint(planted, contract_id)
    assert result.returncode == 1, result.stdout
    assert f"{contracts()[contract_id]} BROKEN" in result.stdout
    assert "planted" in result.stdout


@pytest.mark.parametrize("contract_id", STRANGERS)
def test_a_module_without_a_place_breaks_its_contract(planted, contract_id):
    (planted / STRANGERS[contract_id]).write_text("", encoding="utf-8")
    result = lint(planted, contract_id)
    assert result.returncode == 1, result.stdout
    assert f"{contracts()[contract_id]} BROKEN" in result.stdout
    assert "planted" in result.stdout


def test_the_tree_keeps_every_contract(copied_tree):
    result = lint(copied_tree)
    assert result.returncode == 0, result.stdout
    assert f"{len(contracts())} kept, 0 broken" in result.stdout


def test_every_contract_has_a_plant():
    assert set(PLANTS) == set(contracts())
