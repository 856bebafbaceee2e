"""The server starts on a machine that has no desktop libraries."""

import subprocess
import sys

from tests.architecture.tracked import ROOT

DESKTOP_ONLY = ("PySide6", "shiboken6", "escpos", "reportlab", "usb", "cups", "keyring")

IMPORT_ALL_OF_THE_SERVER = f"""
import importlib, pkgutil, sys
from importlib.abc import MetaPathFinder

class NotInstalled(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {DESKTOP_ONLY!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, NotInstalled())
import sync_server, sync_server.bootstrap
names = [each.name for each in pkgutil.walk_packages(sync_server.__path__, "sync_server.")]
for name in names:
    if ".migrations" not in name:
        importlib.import_module(name)
print(len(names))
"""


def run(source: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", source], cwd=ROOT, capture_output=True, check=False, text=True
    )


def test_every_module_of_the_server_imports_without_the_desktop_libraries():
    result = run(IMPORT_ALL_OF_THE_SERVER)
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) > len(DESKTOP_ONLY)


def test_the_wall_of_this_test_stands():
    result = run(
        IMPORT_ALL_OF_THE_SERVER.replace(
            "import sync_server, sync_server.bootstrap", "import PySide6"
        )
    )
    assert result.returncode == 1
    assert "No module named 'PySide6'" in result.stderr
