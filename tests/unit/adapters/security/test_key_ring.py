"""Only a keyring that encrypts may hold the key, and each way of failing says what to do."""

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, Windows, chainer, fail, kwallet, macOS, null
from keyring.errors import InitError, KeyringLocked, NoKeyringError, PasswordSetError

from app.adapters.security.errors import (
    KeyringFailed,
    KeyringIsAnother,
    KeyringIsEmpty,
    KeyringIsLocked,
    KeyringIsMissing,
)
from app.adapters.security.key_ring import ALLOWED_BACKENDS, SERVICE, OsKeyRing

KEY = "5eed" * 16


class PlaintextKeyring(KeyringBackend):
    """What a well-known package of alternatives offers: a file anybody can read."""

    priority = 9

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[username]


def of_class(kind, name, monkeypatch, **behaviour):
    """Return an instance of a real backend class whose doors lead to `behaviour`."""
    monkeypatch.setattr(kind, "__init__", lambda self: None, raising=False)
    backend = kind()
    kept: dict[tuple[str, str], str] = behaviour.pop("kept", {})

    def get_password(service, username):
        if "get_raises" in behaviour:
            raise behaviour["get_raises"]
        return behaviour.get("get_returns", kept.get((service, username)))

    def set_password(service, username, password):
        if "set_raises" in behaviour:
            raise behaviour["set_raises"]
        kept[(service, username)] = password

    monkeypatch.setattr(backend, "get_password", get_password, raising=False)
    monkeypatch.setattr(backend, "set_password", set_password, raising=False)
    assert ALLOWED_BACKENDS[f"{kind.__module__}.{kind.__qualname__}"] == name
    return backend, kept


@pytest.fixture
def secret_service(monkeypatch):
    def make(**behaviour):
        return of_class(SecretService.Keyring, "SecretService", monkeypatch, **behaviour)

    return make


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (SecretService.Keyring, "SecretService"),
        (kwallet.DBusKeyring, "KWallet"),
        (Windows.WinVaultKeyring, "WinVault"),
        (macOS.Keyring, "macOS"),
    ],
)
def test_each_allowed_backend_keeps_64_hex_digits_and_nothing_else(kind, name, monkeypatch):
    backend, kept = of_class(kind, name, monkeypatch)
    ring = OsKeyRing((backend,))
    assert ring.keep("profile 1", KEY) == name
    assert kept == {(SERVICE, "profile 1"): KEY}
    assert ring.fetch("profile 1", backend_name=name) == KEY


def test_a_plain_text_keyring_is_refused_and_gets_nothing(monkeypatch):
    backend = PlaintextKeyring()
    with pytest.raises(KeyringIsAnother) as caught:
        OsKeyRing((backend,)).keep("profile 1", KEY)
    assert backend.kept == {}
    assert "PlaintextKeyring" in str(caught.value.facts["found"])


def test_a_class_that_only_looks_like_an_allowed_one_is_refused():
    class Keyring(SecretService.Keyring):
        """Derived, and therefore anything."""

    backend = Keyring.__new__(Keyring)
    with pytest.raises(KeyringIsAnother):
        OsKeyRing((backend,)).keep("profile 1", KEY)


@pytest.mark.parametrize("backend", [fail.Keyring(), null.Keyring()])
def test_a_system_without_a_keyring_says_that_it_has_none(backend):
    ring = OsKeyRing((backend,))
    with pytest.raises(KeyringIsMissing):
        ring.keep("profile 1", KEY)
    with pytest.raises(KeyringIsMissing):
        ring.fetch("profile 1", backend_name="SecretService")


def test_the_key_is_looked_for_where_it_was_put_not_in_another_ring(secret_service, monkeypatch):
    secrets, _ = secret_service()
    wallet, _ = of_class(kwallet.DBusKeyring, "KWallet", monkeypatch)
    assert OsKeyRing((wallet,)).keep("profile 1", KEY) == "KWallet"
    assert OsKeyRing((secrets, wallet)).fetch("profile 1", backend_name="KWallet") == KEY
    with pytest.raises(KeyringIsAnother) as caught:
        OsKeyRing((secrets,)).fetch("profile 1", backend_name="KWallet")
    assert caught.value.facts["wanted"] == "KWallet"


def test_the_four_ways_of_not_getting_the_key_are_told_apart(secret_service):
    def refusal(*backends):
        with pytest.raises(Exception, match=r"security\.keyring\.") as caught:
            OsKeyRing(backends).fetch("profile 1", backend_name="SecretService")
        return type(caught.value)

    locked, _ = secret_service(get_raises=KeyringLocked("no"))
    empty, _ = secret_service()
    assert refusal(fail.Keyring()) is KeyringIsMissing
    assert refusal(locked) is KeyringIsLocked
    assert refusal(PlaintextKeyring()) is KeyringIsAnother
    assert refusal(empty) is KeyringIsEmpty


@pytest.mark.parametrize("error", [NoKeyringError("x"), InitError("x")])
def test_a_service_that_does_not_run_is_missing(secret_service, error):
    backend, _ = secret_service(get_raises=error, set_raises=error)
    ring = OsKeyRing((backend,))
    with pytest.raises(KeyringIsMissing):
        ring.fetch("profile 1", backend_name="SecretService")
    with pytest.raises(KeyringIsMissing):
        ring.keep("profile 1", KEY)


def test_a_ring_that_refuses_to_write_has_failed_and_does_not_say_what_it_was_given(secret_service):
    backend, _ = secret_service(set_raises=PasswordSetError(f"cannot store {KEY}"))
    with pytest.raises(KeyringFailed) as caught:
        OsKeyRing((backend,)).keep("profile 1", KEY)
    assert caught.value.__suppress_context__
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("returned", [None, "", KEY[:-1] + "0"])
def test_a_ring_that_does_not_give_back_what_it_was_given_is_not_trusted(secret_service, returned):
    backend, _ = secret_service(get_returns=returned)
    with pytest.raises(KeyringFailed):
        OsKeyRing((backend,)).keep("profile 1", KEY)


@pytest.mark.parametrize("found", ["", KEY[:63], KEY.upper(), "a password"])
def test_an_entry_that_is_no_key_is_never_used_as_one(secret_service, found):
    backend, _ = secret_service(get_returns=found)
    with pytest.raises(KeyringFailed):
        OsKeyRing((backend,)).fetch("profile 1", backend_name="SecretService")


def test_of_several_rings_only_the_allowed_one_is_asked(secret_service, monkeypatch):
    plain = PlaintextKeyring()
    secrets, kept = secret_service()
    chain = chainer.ChainerBackend()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [plain, secrets])
    monkeypatch.setattr(keyring, "get_keyring", lambda: chain)
    assert OsKeyRing.of_this_system().keep("profile 1", KEY) == "SecretService"
    assert plain.kept == {}
    assert list(kept.values()) == [KEY]


def test_the_ring_of_a_test_run_is_none():
    with pytest.raises(KeyringIsMissing):
        OsKeyRing.of_this_system().keep("profile 1", KEY)
