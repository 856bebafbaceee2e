"""The lock screen and the passphrase page."""
