"""Every module and class says in a sentence what the reader finds in it."""

import ast
from pathlib import Path

from tests.architecture.tracked import ROOT, project_files


def docstrings(path: Path) -> tuple[ast.Module, str | None]:
    module = ast.parse(path.read_text(encoding="utf-8"))
    return module, ast.get_docstring(module)


def test_every_module_begins_with_a_sentence():
    wordless = [
        str(path.relative_to(ROOT))
        for path in project_files("app/*.py", "sync_server/*.py", "tests/*.py")
        if (words := docstrings(path)[1]) is None or words.splitlines()[0][-1] not in ".!?:;"
    ]
    assert wordless == []


def test_the_package_holds_its_docstring_and_version_and_nothing_else():
    module, words = docstrings(ROOT / "app/__init__.py")
    assert words is not None
    [_, version] = module.body
    assert isinstance(version, ast.Assign)
    assert [ast.unparse(target) for target in version.targets] == ["__version__"]
