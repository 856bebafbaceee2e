"""The Ed25519 key pair by which a server knows this device."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True, slots=True, repr=False)
class DeviceKey:
    """Plays `SigningKey`, and its class `SigningKeys`; the secret half stays out of its text."""

    private_hex: str

    @classmethod
    def generate(cls) -> "DeviceKey":
        """Return a new pair."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw().hex())

    @classmethod
    def from_private(cls, private_hex: str) -> "DeviceKey":
        """Return the pair of a stored secret half."""
        return cls(private_hex)

    @property
    def public_hex(self) -> str:
        """Return the half the server knows, 64 hex digits."""
        return self._pair().public_key().public_bytes_raw().hex()

    def sign(self, data: bytes) -> bytes:
        """Return the 64-byte signature of `data`."""
        return self._pair().sign(data)

    def _pair(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.private_hex))
