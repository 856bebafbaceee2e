"""The keyring of the operating system, and only one of those that encrypt what they hold."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError

from app.adapters.security.errors import (
    KeyringFailed,
    KeyringIsAnother,
    KeyringIsEmpty,
    KeyringIsLocked,
    KeyringIsMissing,
)

SERVICE = "Dioptre"
RAW_KEY = re.compile(r"[0-9a-f]{64}")

# By exact class: a file of plain text also calls itself a keyring.
ALLOWED_BACKENDS = {
    "keyring.backends.SecretService.Keyring": "SecretService",
    "keyring.backends.kwallet.DBusKeyring": "KWallet",
    "keyring.backends.Windows.WinVaultKeyring": "WinVault",
    "keyring.backends.macOS.Keyring": "macOS",
}


class OsKeyRing:
    """Keeps raw keys as 64 hex digits in an allow-listed keyring, and nothing else."""

    def __init__(self, backends: tuple[KeyringBackend, ...]) -> None:
        self._backends = backends

    @classmethod
    def of_this_system(cls) -> "OsKeyRing":
        """Return the keyring this person's session offers; several if it offers several."""
        ring = keyring.get_keyring()
        if isinstance(ring, chainer.ChainerBackend):
            # The chain would try any backend in turn, and a key may only go to a named one.
            return cls(tuple(ring.backends))
        return cls((ring,))

    def keep(self, account: str, key: str) -> str:
        """Store a key, read it back, and return the name of the backend that has it.

        Raises:
            KeyringIsMissing, KeyringIsAnother, KeyringIsLocked, KeyringFailed: see there.
        """
        name, backend = self._any_allowed()
        with _in_our_words():
            backend.set_password(SERVICE, account, key)
            if backend.get_password(SERVICE, account) != key:
                raise KeyringFailed
        return name

    def fetch(self, account: str, *, backend_name: str) -> str:
        """Return the key kept under `account` in the backend of that name.

        Raises:
            KeyringIsMissing, KeyringIsAnother, KeyringIsLocked, KeyringIsEmpty, KeyringFailed: see
                there.
        """
        backend = self._named(backend_name)
        with _in_our_words():
            key = backend.get_password(SERVICE, account)
        if key is None:
            raise KeyringIsEmpty
        if RAW_KEY.fullmatch(key) is None:
            raise KeyringFailed
        return key

    def _any_allowed(self) -> tuple[str, KeyringBackend]:
        for backend in self._backends:
            name = ALLOWED_BACKENDS.get(_class_name(backend))
            if name is not None:
                return name, backend
        raise self._no_match(wanted="any")

    def _named(self, wanted: str) -> KeyringBackend:
        for backend in self._backends:
            if ALLOWED_BACKENDS.get(_class_name(backend)) == wanted:
                return backend
        raise self._no_match(wanted=wanted)

    def _no_match(self, *, wanted: str) -> KeyringIsMissing | KeyringIsAnother:
        real = [
            each for each in self._backends if not isinstance(each, fail.Keyring | null.Keyring)
        ]
        if not real:
            return KeyringIsMissing()
        return KeyringIsAnother(wanted=wanted, found=", ".join(map(_class_name, real)))


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Raise trouble with a keyring as our own error; what the backend said is not passed on."""
    try:
        yield
    except KeyringLocked:
        raise KeyringIsLocked from None
    except (NoKeyringError, InitError):
        raise KeyringIsMissing from None
    except KeyringError:
        raise KeyringFailed from None


def _class_name(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"
