"""The server's settings: the `DIOPTRE_…` variables, read once into a frozen object."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DATABASE_URL = "DIOPTRE_DATABASE_URL"
DATA_DIR = "DIOPTRE_DATA_DIR"
CHAIN_NAME = "DIOPTRE_CHAIN_NAME"
CURRENCY = "DIOPTRE_CURRENCY"
NONCE_KEY = "DIOPTRE_NONCE_KEY"
# docs/operator/server.md describes each of them, and a test compares.
NAMES = (DATABASE_URL, DATA_DIR, CHAIN_NAME, CURRENCY, NONCE_KEY)

CURRENCY_PATTERN = re.compile(r"[A-Z]{3}")
NONCE_KEY_PATTERN = re.compile(r"[0-9a-f]{64}")


class SettingIsInvalid(ValueError):
    """A setting has a value that cannot be used; the message names the setting, not the value."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Settings:
    """What the operator decided; `database_url` is None for the private Postgres.

    `nonce_key` is None for a key that lasts as long as the process, which is right for one server
    process; several behind one address must share a key.
    """

    database_url: str | None
    data_dir: Path
    chain_name: str
    currency: str
    nonce_key: bytes | None


def read_settings(environment: Mapping[str, str], *, default_data_dir: Path) -> Settings:
    """Return the settings an environment describes; an empty variable counts as absent.

    Raises:
        SettingIsInvalid: a variable of ours has a value that cannot be used.
    """
    given = {name: value for name, value in environment.items() if value}
    currency = given.get(CURRENCY, "EUR")
    if not CURRENCY_PATTERN.fullmatch(currency):
        raise SettingIsInvalid(f"{CURRENCY} must be an ISO 4217 code of three capitals.")
    nonce_key = given.get(NONCE_KEY)
    if nonce_key is not None and not NONCE_KEY_PATTERN.fullmatch(nonce_key):
        raise SettingIsInvalid(f"{NONCE_KEY} must be 64 hexadecimal digits.")
    return Settings(
        database_url=given.get(DATABASE_URL),
        data_dir=Path(given[DATA_DIR]) if DATA_DIR in given else default_data_dir,
        chain_name=given.get(CHAIN_NAME, "Dioptre"),
        currency=currency,
        nonce_key=bytes.fromhex(nonce_key) if nonce_key else None,
    )
