"""The device signs with Ed25519, and anybody with the public half can check it."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.adapters.security.device_key import DeviceKey
from app.services.sync_ports import SigningKeys


def public_of(key: DeviceKey) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.public_hex))


def test_a_signature_is_checked_with_the_public_half():
    key = DeviceKey.generate()
    signature = key.sign(b"a batch")
    assert len(signature) == 64
    public_of(key).verify(signature, b"a batch")
    with pytest.raises(InvalidSignature):
        public_of(key).verify(signature, b"another batch")


def test_another_device_signs_differently():
    key, other = DeviceKey.generate(), DeviceKey.generate()
    with pytest.raises(InvalidSignature):
        public_of(key).verify(other.sign(b"a batch"), b"a batch")


def test_a_stored_key_is_the_same_key():
    keys: SigningKeys = DeviceKey
    key = keys.generate()
    again = keys.from_private(key.private_hex)
    assert again.public_hex == key.public_hex
    assert again.sign(b"x") == key.sign(b"x")


def test_the_published_test_vector_holds():
    key = DeviceKey.from_private("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    assert key.public_hex == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert key.sign(b"").hex().startswith("e5564300c360ac729086e2cc806e828a")


def test_the_secret_half_is_in_no_text_form():
    key = DeviceKey.generate()
    assert key.private_hex not in repr(key)
    assert key.private_hex not in str(key)
