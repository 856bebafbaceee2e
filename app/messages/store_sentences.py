"""What the local store and the keeping of its key say when they cannot be opened or written."""

from collections.abc import Mapping
from types import MappingProxyType

STORE_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "security.keyring.entry_missing": "The keyring no longer holds the key of this device's "
        "data. Call support before anything is set up anew.",
        "security.keyring.failed": "The keyring did not keep the key. Nothing was set up; call "
        "support.",
        "security.keyring.locked": "The keyring is locked. Unlock it and start again.",
        "security.keyring.missing": "This machine has no keyring, or it does not run. Start it, or "
        "set up a passphrase.",
        "security.keyring.other_backend": "Another keyring answers than the one that keeps the "
        "key. Start the one of your desktop, or call support.",
        "security.passphrase.needed": "The data of this device is sealed. Enter its passphrase.",
        "security.passphrase.too_short": "This passphrase is too short. Use at least {signs} "
        "signs.",
        "security.passphrase.wrong": "This passphrase does not open the data. Enter it again.",
        "security.slots.damaged": "The file that says how the key is kept is damaged. Call "
        "support; the data itself was not touched.",
        "security.slots.exist": "This device has a key already; a second one would lock its data "
        "away.",
        "security.slots.lost": "This folder holds data, but the file that says where its key is "
        "has gone. Put slots.json back from a backup, or call support.",
        "security.slots.missing": "This folder has no key yet. Set the device up first.",
        "security.slots.newer_format": "A newer program has set this device up. Update this one.",
        "store.cipher_missing": "The database of this program cannot encrypt, so nothing was "
        "written. Install the program again.",
        "store.closed": "The data is not open. Start the program again.",
        "store.damaged": "The data of this device is damaged. Stop working here and call support.",
        "store.disk_full": "The disk is full and nothing was saved. Make room, then try again.",
        "store.key_malformed": "The key of this device's data is not one. Call support.",
        "store.key_wrong": "The key does not open the data of this device. Call support before "
        "anything is set up anew.",
        "store.newer_schema": "A newer program has written this data. Update this one.",
        "store.not_encrypted": "The data file is not one of ours and was left alone. Call support.",
        "store.out_of_reach": "The disk cannot be read or written, and nothing was saved. Check "
        "it, then try again.",
        "store.profile_in_use": "The program is already open on this device. Use that window.",
        "store.text_cannot_be_sent": "A text holds a character that cannot be kept, and nothing "
        "was saved. Delete what was pasted and type it.",
        "store.station_settings.damaged": "The settings in {file} cannot be read. Call support.",
    }
)
