"""All modules of the program, imported; so that a rule can ask every class of a kind."""

import importlib
import pkgutil
from types import ModuleType

import app
import sync_server


def every_module() -> list[ModuleType]:
    """Import the whole program but its migrations, which alembic loads itself."""
    names = [
        found.name
        for package in (app, sync_server)
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if ".migrations" not in found.name
    ]
    return [importlib.import_module(name) for name in names]


def every_subclass(kind: type) -> set[type]:
    """Return the descendants of a class, wherever they are defined in the program."""
    every_module()
    found: set[type] = set()
    waiting = [kind]
    while waiting:
        children: list[type] = waiting.pop().__subclasses__()
        for child in children:
            if child not in found:
                found.add(child)
                waiting.append(child)
    return {each for each in found if each.__module__.partition(".")[0] in {"app", "sync_server"}}
