"""Modules, classes and functions stay small enough to be read in one go.

`python -m tests.architecture.size_gate` prints what is too large and exits 1.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tracked import ROOT, project_files

MODULE_LINES_MAX = 400
CLASS_LINES_MAX = 200
FUNCTION_LINES_MAX = 60


def too_large(source: str, name: str) -> Iterator[str]:
    """Say of each part of a module that is over its limit how long it is and what the limit is."""
    lines = source.count("\n")
    if lines > MODULE_LINES_MAX:
        yield f"{name}: the module has {lines} lines, more than {MODULE_LINES_MAX}"
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ClassDef():
                kind, limit = "class", CLASS_LINES_MAX
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                kind, limit = "function", FUNCTION_LINES_MAX
            case _:
                continue
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > limit:
            yield f"{name}:{node.lineno}: {kind} {node.name} has {length} lines, more than {limit}"


def _complaint_lines(paths: list[Path]) -> list[str]:
    return [
        complaint
        for path in paths
        for complaint in too_large(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
    ]


def main() -> int:
    complaints = _complaint_lines(project_files("*.py"))
    print("\n".join(complaints), end="\n" if complaints else "")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
