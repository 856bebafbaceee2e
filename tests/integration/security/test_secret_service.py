"""The key in a real Secret Service: kept, found again, locked away, and missing.

A private session bus with its own keyring daemon plays the desktop; the person's is never touched.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
NEEDED = ("dbus-run-session", "gnome-keyring-daemon")
MISSING = [name for name in NEEDED if shutil.which(name) is None]

pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"a real Secret Service needs {', '.join(MISSING)} of Debian"
)

# The daemon refuses an empty password, and unlocks the login keyring with what it reads.
UNLOCK = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
SESSION = ("dbus-run-session", "--", "sh", "-c", f'{UNLOCK} && eval "$0"')
NO_SESSION = ("sh", "-c")

PROGRAM = """
import sys
from pathlib import Path
import keyring
from app.adapters.security.errors import KeyUnavailable
from app.adapters.security.key_ring import SERVICE, OsKeyRing
from app.adapters.security.slots import KeySlots

folder, step = Path(sys.argv[1]), sys.argv[2]
try:
    ring = OsKeyRing.of_this_system()
    if step == "create":
        key = KeySlots.create_keyring(folder, ring).unlock(ring=ring)
    elif step == "forget":
        slot = KeySlots.load(folder).slots[0]
        keyring.delete_password(SERVICE, slot.account)
        key = KeySlots.load(folder).unlock(ring=ring)
    elif step == "lock":
        import secretstorage
        with secretstorage.dbus_init() as bus:
            secretstorage.get_default_collection(bus).lock()
        key = KeySlots.load(folder).unlock(ring=ring)
    else:
        key = KeySlots.load(folder).unlock(ring=ring)
    print("key", key)
except KeyUnavailable as refusal:
    print("refused", refusal.code)
"""


@pytest.fixture
def desktop(tmp_path: Path):
    """Return what runs steps, each in a session of its own, over one home and one profile."""
    home = tmp_path / "home"
    home.mkdir()
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DBUS_", "XDG_", "PYTHON_KEYRING")) and name != "DISPLAY"
    }
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    environment |= {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_RUNTIME_DIR": str(runtime),
        "PYTHONPATH": str(ROOT),
    }

    def run(*steps: str, session: tuple[str, ...] = SESSION) -> list[str]:
        lines = " && ".join(
            f'"{sys.executable}" -c "$PROGRAM" "{tmp_path / "profile"}" {step}' for step in steps
        )
        result = subprocess.run(
            [*session, lines],
            env=environment | {"PROGRAM": PROGRAM},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return result.stdout.splitlines()

    return run


def test_a_key_made_in_one_session_is_found_in_the_next(desktop, tmp_path):
    (made,) = desktop("create")
    (found,) = desktop("load")
    assert made == found
    assert made.startswith("key ")
    key = made.removeprefix("key ")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.suffix == ".keyring" for path in files)
    assert [path.name for path in files if key.encode() in path.read_bytes()] == []


def test_an_entry_that_was_deleted_is_said_to_be_missing(desktop):
    made, forgotten = desktop("create", "forget")
    assert made.startswith("key ")
    assert forgotten == "refused security.keyring.entry_missing"


def test_a_login_without_a_desktop_session_has_no_keyring(desktop):
    desktop("create")
    assert desktop("load", session=NO_SESSION) == ["refused security.keyring.missing"]


def test_a_locked_keyring_that_nobody_can_unlock_says_so(desktop):
    made, locked = desktop("create", "lock")
    assert made.startswith("key ")
    assert locked == "refused security.keyring.locked"
