"""PINs as argon2id verifiers: a speed bump for guessing, never the key of anything."""

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError

from app.services.sign_in import PIN_LENGTH_MIN, PinIsTooShort

MEMORY_KIB = 65_536
PASSES = 3
LANES = 1
# A verifier comes with a pulled document; one that would stall the till is no verifier of ours.
MEMORY_KIB_MAX = 262_144
PASSES_MAX = 10


class ArgonPinVerifier:
    """Plays `PinVerifier`, and makes the verifiers it checks."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)

    def verifier_of(self, pin: str) -> str:
        """Return the argon2id string that stands for a PIN.

        Raises:
            PinIsTooShort: it has fewer than six digits.
        """
        if len(pin) < PIN_LENGTH_MIN or not pin.isdecimal():
            raise PinIsTooShort(digits=PIN_LENGTH_MIN)
        return self._hasher.hash(pin)

    def matches(self, pin: str, verifier: str) -> bool:
        """Return whether the PIN belongs to the verifier; a text that is none matches nothing."""
        try:
            return _is_affordable(verifier) and self._hasher.verify(verifier, pin)
        except (InvalidHashError, VerificationError):
            return False


def _is_affordable(verifier: str) -> bool:
    costs = extract_parameters(verifier)
    return costs.memory_cost <= MEMORY_KIB_MAX and costs.time_cost <= PASSES_MAX
