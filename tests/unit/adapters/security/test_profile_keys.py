"""A profile gets one key, keeps it, and never a second one over data of the first."""

import pytest

from app.adapters.security.errors import SlotsAreLost
from app.adapters.security.profile_keys import has_key, key_of, new_key


def test_a_new_profile_gets_a_key_that_is_read_back(tmp_path):
    assert not has_key(tmp_path)
    made = new_key(tmp_path, kind="demo")()
    assert has_key(tmp_path)
    assert key_of(tmp_path)() == made


def test_an_enrolment_tried_again_finds_the_same_key(tmp_path):
    first = new_key(tmp_path, kind="demo")()
    assert new_key(tmp_path, kind="demo")() == first


def test_a_sealed_key_opens_with_its_passphrase_alone(tmp_path):
    passphrase = "correct horse battery"
    made = new_key(tmp_path, kind="passphrase", passphrase=passphrase)()
    assert key_of(tmp_path, passphrase=passphrase)() == made


def test_data_whose_slots_are_gone_gets_no_second_key(tmp_path):
    new_key(tmp_path, kind="demo")
    (tmp_path / "store.db").write_bytes(b"encrypted")
    (tmp_path / "slots.json").unlink()
    with pytest.raises(SlotsAreLost):
        new_key(tmp_path, kind="demo")
    assert not has_key(tmp_path)
