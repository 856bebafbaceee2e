"""Why the store's key cannot be had; each says something different for the person to do.

    DomainError
    `-- KeyUnavailable
        |-- SlotsAreMissing, SlotsAreLost, SlotsAreDamaged, SlotsAreNewer, SlotsExist
        |-- PassphraseIsNeeded, PassphraseIsWrong, PassphraseIsTooShort
        `-- KeyringIsMissing, KeyringIsLocked, KeyringIsAnother, KeyringIsEmpty, KeyringFailed

No text and no fact holds a key or a passphrase.
"""

from app.domain.kernel.errors import DomainError


class KeyUnavailable(DomainError):
    """The key of the store cannot be had now; no data was touched."""


class SlotsAreMissing(KeyUnavailable):
    """The profile has no key slots."""

    code = "security.slots.missing"


class SlotsAreLost(KeyUnavailable):
    """The profile has data but no slots file; a new key could never open that data."""

    code = "security.slots.lost"


class SlotsExist(KeyUnavailable):
    """The profile has a key already; a second one would lock its data away."""

    code = "security.slots.exist"


class SlotsAreDamaged(KeyUnavailable):
    """The slots file does not have the shape of one."""

    code = "security.slots.damaged"


class SlotsAreNewer(KeyUnavailable):
    """A newer program has written the slots file."""

    code = "security.slots.newer_format"


class PassphraseIsNeeded(KeyUnavailable):
    """The key is sealed by the operator's passphrase, and none was given."""

    code = "security.passphrase.needed"


class PassphraseIsWrong(KeyUnavailable):
    """The passphrase does not open the slot, or the slot was changed."""

    code = "security.passphrase.wrong"


class PassphraseIsTooShort(KeyUnavailable):
    """A passphrase that guards a copied disk needs more signs."""

    code = "security.passphrase.too_short"


class KeyringIsMissing(KeyUnavailable):
    """This system has no keyring service, or it does not run."""

    code = "security.keyring.missing"


class KeyringIsLocked(KeyUnavailable):
    """The keyring is locked and was not unlocked."""

    code = "security.keyring.locked"


class KeyringIsAnother(KeyUnavailable):
    """Another kind of keyring answers than the one that may keep, or keeps, the key."""

    code = "security.keyring.other_backend"


class KeyringIsEmpty(KeyUnavailable):
    """The keyring answers but does not hold this profile's key."""

    code = "security.keyring.entry_missing"


class KeyringFailed(KeyUnavailable):
    """The keyring did not keep what it was given, or holds something that is no key."""

    code = "security.keyring.failed"
