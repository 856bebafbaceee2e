"""A profile has one key: made once, kept in a keyring, under a passphrase, or openly for demos."""

import json
import stat

import pytest

from app.adapters.security.errors import (
    KeyringIsEmpty,
    KeyringIsMissing,
    PassphraseIsNeeded,
    PassphraseIsTooShort,
    PassphraseIsWrong,
    SlotsAreDamaged,
    SlotsAreMissing,
    SlotsAreNewer,
    SlotsExist,
)
from app.adapters.security.slots import KeyRing, KeySlots, ProfileKey, SlotKind
from app.services.ports import SecretStore

PASSPHRASE = "correct horse battery"


class FakeRing:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.refusal: Exception | None = None

    def keep(self, account: str, key: str) -> str:
        if self.refusal:
            raise self.refusal
        self.kept[account] = key
        return "SecretService"

    def fetch(self, account: str, *, backend_name: str) -> str:
        if account not in self.kept:
            raise KeyringIsEmpty
        return self.kept[account]


@pytest.fixture
def ring() -> FakeRing:
    return FakeRing()


def text_of(folder):
    return (folder / "slots.json").read_text()


class TestDemo:
    """The key of a demo is no secret and says so."""

    def test_a_demo_key_is_there_at_every_start(self, tmp_path):
        made = KeySlots.create_demo(tmp_path)
        loaded = KeySlots.load(tmp_path)
        assert loaded.unlock() == made.unlock()
        assert loaded.kind is SlotKind.DEMO
        assert json.loads(text_of(tmp_path))["slots"][0]["kind"] == "demo"

    def test_two_profiles_have_two_keys(self, tmp_path):
        keys = {KeySlots.create_demo(tmp_path / name).unlock() for name in "ab"}
        assert len(keys) == 2
        assert {len(bytes.fromhex(key)) for key in keys} == {32}


class TestPassphrase:
    """A passphrase opens the slot; without it the file is worth nothing."""

    def test_the_passphrase_opens_the_slot_at_every_start(self, tmp_path):
        key = KeySlots.create_passphrase(tmp_path, PASSPHRASE).unlock(passphrase=PASSPHRASE)
        slots = KeySlots.load(tmp_path)
        assert slots.kind is SlotKind.PASSPHRASE
        assert slots.unlock(passphrase=PASSPHRASE) == key
        assert key not in text_of(tmp_path)
        assert PASSPHRASE not in text_of(tmp_path)

    def test_another_passphrase_is_wrong_and_none_is_asked_for(self, tmp_path):
        slots = KeySlots.create_passphrase(tmp_path, PASSPHRASE)
        with pytest.raises(PassphraseIsWrong):
            slots.unlock(passphrase=PASSPHRASE + "!")
        with pytest.raises(PassphraseIsNeeded):
            slots.unlock()

    def test_a_short_passphrase_is_refused_and_makes_no_file(self, tmp_path):
        with pytest.raises(PassphraseIsTooShort):
            KeySlots.create_passphrase(tmp_path, "nine sign")
        assert list(tmp_path.iterdir()) == []

    def test_one_sign_typed_in_two_ways_is_the_same_passphrase(self, tmp_path):
        composed, decomposed = "schl\u00fcssel bund", "schlu\u0308ssel bund"
        key = KeySlots.create_passphrase(tmp_path, composed).unlock(passphrase=composed)
        assert KeySlots.load(tmp_path).unlock(passphrase=decomposed) == key

    @pytest.mark.parametrize(
        ("name", "value"), [("passes", 4), ("memory_kib", 65_535), ("lanes", 2)]
    )
    def test_costs_that_were_changed_in_the_file_do_not_open(self, tmp_path, name, value):
        KeySlots.create_passphrase(tmp_path, PASSPHRASE)
        document = json.loads(text_of(tmp_path))
        document["slots"][0]["derivation"][name] = value
        (tmp_path / "slots.json").write_text(json.dumps(document))
        with pytest.raises(PassphraseIsWrong):
            KeySlots.load(tmp_path).unlock(passphrase=PASSPHRASE)

    @pytest.mark.parametrize(
        ("name", "value"),
        [("memory_kib", 1 << 30), ("memory_kib", 8), ("passes", 0), ("passes", 10_000)],
    )
    def test_costs_that_would_stall_or_weaken_are_refused_unread(self, tmp_path, name, value):
        KeySlots.create_passphrase(tmp_path, PASSPHRASE)
        document = json.loads(text_of(tmp_path))
        document["slots"][0]["derivation"][name] = value
        (tmp_path / "slots.json").write_text(json.dumps(document))
        with pytest.raises(SlotsAreDamaged):
            KeySlots.load(tmp_path)

    @pytest.mark.parametrize("name", ["nonce", "sealed"])
    def test_a_slot_whose_box_was_changed_does_not_open(self, tmp_path, name):
        KeySlots.create_passphrase(tmp_path, PASSPHRASE)
        document = json.loads(text_of(tmp_path))
        slot = document["slots"][0]
        slot[name] = slot[name][:-1] + ("0" if slot[name][-1] != "0" else "1")
        (tmp_path / "slots.json").write_text(json.dumps(document))
        with pytest.raises(PassphraseIsWrong):
            KeySlots.load(tmp_path).unlock(passphrase=PASSPHRASE)


class TestKeyring:
    """The keyring holds the key; the file only says where."""

    def test_the_key_lies_in_the_ring_and_not_in_the_file(self, tmp_path, ring):
        key = KeySlots.create_keyring(tmp_path, ring).unlock(ring=ring)
        slots = KeySlots.load(tmp_path)
        assert slots.kind is SlotKind.KEYRING
        assert slots.unlock(ring=ring) == key
        assert list(ring.kept.values()) == [key]
        assert key not in text_of(tmp_path)

    def test_a_ring_that_refuses_leaves_no_file(self, tmp_path, ring):
        ring.refusal = KeyringIsMissing()
        with pytest.raises(KeyringIsMissing):
            KeySlots.create_keyring(tmp_path, ring)
        assert list(tmp_path.iterdir()) == []

    def test_a_profile_copied_to_another_machine_finds_no_key_there(self, tmp_path, ring):
        KeySlots.create_keyring(tmp_path, ring)
        with pytest.raises(KeyringIsEmpty):
            KeySlots.load(tmp_path).unlock(ring=FakeRing())
        with pytest.raises(KeyringIsMissing):
            KeySlots.load(tmp_path).unlock()

    def test_two_profiles_of_one_person_do_not_share_an_entry(self, tmp_path, ring):
        KeySlots.create_keyring(tmp_path / "a", ring)
        KeySlots.create_keyring(tmp_path / "b", ring)
        assert len(ring.kept) == 2


class TestTheFile:
    """The slots file is whole, private, versioned, and never overwritten."""

    def test_only_its_owner_may_read_it(self, tmp_path):
        KeySlots.create_demo(tmp_path / "new")
        assert stat.S_IMODE((tmp_path / "new" / "slots.json").stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700

    def test_nothing_else_is_left_beside_it(self, tmp_path):
        KeySlots.create_demo(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["slots.json"]

    def test_a_profile_that_has_a_key_gets_no_second_one(self, tmp_path, ring):
        key = KeySlots.create_demo(tmp_path).unlock()
        for create in (
            lambda: KeySlots.create_demo(tmp_path),
            lambda: KeySlots.create_passphrase(tmp_path, PASSPHRASE),
            lambda: KeySlots.create_keyring(tmp_path, ring),
        ):
            with pytest.raises(SlotsExist):
                create()
        assert KeySlots.load(tmp_path).unlock() == key
        assert ring.kept == {}

    def test_a_profile_without_a_file_says_so(self, tmp_path):
        with pytest.raises(SlotsAreMissing):
            KeySlots.load(tmp_path)

    def test_a_file_of_a_newer_program_is_refused(self, tmp_path):
        (tmp_path / "slots.json").write_text('{"format": 2, "slots": []}')
        with pytest.raises(SlotsAreNewer):
            KeySlots.load(tmp_path)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{",
            "[]",
            "{}",
            '{"format": 1}',
            '{"format": 1, "slots": []}',
            '{"format": "1", "slots": []}',
            '{"format": 1, "slots": [{}]}',
            '{"format": 1, "slots": [{"kind": "cloud"}]}',
            '{"format": 1, "slots": [{"kind": "demo"}]}',
            '{"format": 1, "slots": [{"kind": "keyring", "backend": "x"}]}',
            '{"format": 1, "slots": [{"kind": "passphrase", "derivation": 5}]}',
            '{"format": 1, "slots": [{"kind": "passphrase", "derivation": {"speed": 1}}]}',
        ],
    )
    def test_a_file_of_another_shape_is_damaged(self, tmp_path, text):
        (tmp_path / "slots.json").write_text(text)
        with pytest.raises(SlotsAreDamaged):
            KeySlots.load(tmp_path)

    def test_bytes_that_are_no_text_are_damaged(self, tmp_path):
        (tmp_path / "slots.json").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(SlotsAreDamaged):
            KeySlots.load(tmp_path)

    def test_no_text_form_shows_a_key(self, tmp_path, ring):
        slots = KeySlots.create_demo(tmp_path)
        key = slots.unlock()
        assert key not in repr(slots)
        assert key not in repr(slots.slots)


def test_the_profile_key_plays_the_secret_store(tmp_path, ring):
    made = KeySlots.create_keyring(tmp_path, ring)
    role: SecretStore = ProfileKey(folder=tmp_path, ring=ring)
    assert role.database_key() == made.unlock(ring=ring)
    plays: KeyRing = ring
    assert plays is ring
