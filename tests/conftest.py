"""What holds for every test: no display, no home, no keyring, and the habits of `tests/habits`."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["pytester", "tests.habits.quiet_log", "tests.habits.loose_ends"]

os.environ["QT_QPA_PLATFORM"] = "offscreen"
# A test that wants a keyring hands one over; the person's own is never touched.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# How long an example takes says more about the machine than about the program.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a test by its argument where bytes would name it: packed bytes hold the time.

    Two workers that share the tests must call each by the same name.
    """
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True, scope="session")
def _fresh_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the run an empty home, so that no test reads or writes the person's own files."""
    home: Path = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(home / name.lower()))
        for name in [name for name in os.environ if name.startswith("DIOPTRE_")]:
            patch.delenv(name)
        yield
