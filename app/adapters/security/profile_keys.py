"""Making and reading the key of a profile, wherever its slot keeps it."""

from collections.abc import Callable
from pathlib import Path

from app.adapters.security.errors import SlotsAreLost, SlotsAreMissing
from app.adapters.security.slots import KeyRing, KeySlots, SlotKind

DATA_FILE = "store.db"


def new_key(folder: Path, *, kind: str, passphrase: str | None = None) -> Callable[[], str]:
    """Make the key of a new profile (`keyring`, `passphrase` or `demo`) and return its reader.

    A profile that has a key keeps it, so that an enrolment broken off can be tried again.

    Raises:
        SlotsAreLost: there is data here that another key was made for.
        KeyUnavailable, PassphraseIsTooShort: which one says what to do; nothing was made.
    """
    if not has_key(folder):
        _refuse_orphaned_data(folder)
        match SlotKind(kind):
            case SlotKind.DEMO:
                KeySlots.create_demo(folder)
            case SlotKind.PASSPHRASE:
                KeySlots.create_passphrase(folder, passphrase or "")
            case SlotKind.KEYRING:
                KeySlots.create_keyring(folder, _system_ring())
    return key_of(folder, passphrase=passphrase)


def has_key(folder: Path) -> bool:
    """Return whether the profile has a key, wherever it is kept."""
    try:
        KeySlots.load(folder)
    except SlotsAreMissing:
        return False
    return True


def key_of(folder: Path, *, passphrase: str | None = None) -> Callable[[], str]:
    """Return the reader of a profile's key; it raises KeyUnavailable with what to do."""

    def read() -> str:
        slots = KeySlots.load(folder)
        ring = _system_ring() if slots.kind is SlotKind.KEYRING else None
        return slots.unlock(passphrase=passphrase, ring=ring)

    return read


def _refuse_orphaned_data(folder: Path) -> None:
    data = folder / DATA_FILE
    if data.exists() and data.stat().st_size > 0:
        raise SlotsAreLost


def _system_ring() -> KeyRing:
    # The keyring library is slow to load, and most starts do without it.
    from app.adapters.security.key_ring import OsKeyRing  # noqa: PLC0415

    return OsKeyRing.of_this_system()
