"""Why the local store cannot be opened, read or written.

    DioptreError
    |-- DomainError
    |   |-- KeyIsMalformed, KeyIsWrong, CipherIsMissing, StoreIsNotEncrypted
    |   |-- SchemaIsNewer
    |   |-- ProfileIsInUse
    |   |-- TextCannotBeSent
    |   `-- StoreIsDamaged, StoreIsClosed
    `-- Unavailable
        |-- DiskIsFull
        `-- StoreIsOutOfReach

Each text is fixed: no key, no path and no row ever stands in one of them.
"""

from app.domain.kernel.errors import DomainError, Unavailable


class KeyIsMalformed(DomainError):
    """A raw key is exactly 64 lower-case hex digits; anything else would be taken as a password."""

    code = "store.key_malformed"


class KeyIsWrong(DomainError):
    """The key does not open this store, or the first page of the store is damaged."""

    code = "store.key_wrong"


class CipherIsMissing(DomainError):
    """The database library cannot encrypt; nothing was written."""

    code = "store.cipher_missing"


class StoreIsNotEncrypted(DomainError):
    """The store file is a plain database; it is not ours and is left alone."""

    code = "store.not_encrypted"


class SchemaIsNewer(DomainError):
    """A newer program has written this store; this one must not touch it."""

    code = "store.newer_schema"


class ProfileIsInUse(DomainError):
    """Another window of the program works on this profile."""

    code = "store.profile_in_use"


class StoreIsDamaged(DomainError):
    """Pages of the store do not verify."""

    code = "store.damaged"


class StoreIsClosed(DomainError):
    """The store has been closed, or not been opened yet."""

    code = "store.closed"


class TextCannotBeSent(DomainError):
    """A text holds a character that no server takes; nothing of the transaction was kept."""

    code = "store.text_cannot_be_sent"


class DiskIsFull(Unavailable):
    """There is no room to write; nothing of the transaction was kept."""

    code = "store.disk_full"


class StoreIsOutOfReach(Unavailable):
    """The disk or folder refuses to be read or written; nothing of the transaction was kept."""

    code = "store.out_of_reach"
