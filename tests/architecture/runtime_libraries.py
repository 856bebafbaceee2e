"""Which libraries go with the program, by what each installed one says it needs.

`python -m tests.architecture.runtime_libraries` prints them with their licences, for NOTICE.
"""

import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = "dioptre"
SHIPPED_EXTRAS = {"desktop", "server", "serial"}


def _requirements(found: Distribution, extras: set[str]) -> list[Requirement]:
    """Return what is needed on any system: a marker of a platform counts as true, an extra not."""
    asked = [Requirement(line) for line in found.requires or []]
    return [
        each
        for each in asked
        if each.marker is None
        or "extra" not in str(each.marker)
        or any(each.marker.evaluate({"extra": extra}) for extra in extras)
    ]


def runtime_libraries() -> set[str]:
    """Return the names of everything that is shipped, without the project itself."""
    waiting: list[tuple[str, set[str]]] = [(PROJECT, SHIPPED_EXTRAS)]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, frozenset(extras)) in seen:
            continue
        seen.add((name, frozenset(extras)))
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue  # Needed on another system; NOTICE names it all the same.
        waiting += [
            (str(canonicalize_name(each.name)), set(each.extras))
            for each in _requirements(found, extras)
        ]
    return {name for name, _ in seen} - {PROJECT}


def licence(name: str) -> str:
    """Return the licence as the library's own metadata says it."""
    try:
        metadata = distribution(name).metadata
    except PackageNotFoundError:
        return "not installed here"
    for field in ("License-Expression", "License"):
        if field in metadata:
            return metadata[field].partition("\n")[0]
    classified = metadata.get_all("Classifier") or []
    said = [line.rpartition(" :: ")[2] for line in classified if line.startswith("License ::")]
    return ", ".join(said) or "not stated"


def main() -> int:
    for name in sorted(runtime_libraries()):
        print(f"{name:24} {licence(name)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
