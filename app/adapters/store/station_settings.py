"""What a device must know before its store is open: where its server is. No secret, no patient."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from app.domain.kernel.errors import DomainError
from app.services.shell_settings import USUAL, ShellSettings

SETTINGS_FILE = "station.json"


class StationSettingsAreDamaged(DomainError):
    """The settings file of the profile cannot be read."""

    code = "store.station_settings.damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class StationSettings:
    """The settings of one device; `server_url` is None until it is enrolled.

    `country` is that of the site, as two capital letters: phone numbers without one are its own.
    """

    server_url: str | None = None
    card_terminal: str | None = None
    country: str | None = None
    shell: ShellSettings = USUAL

    @classmethod
    def load(cls, folder: Path) -> "StationSettings":
        """Read the settings of a profile; a new profile has none.

        Raises:
            StationSettingsAreDamaged: the file is not what `save` wrote.
        """
        file = folder / SETTINGS_FILE
        if not file.exists():
            return cls()
        try:
            return _read(json.loads(file.read_text(encoding="utf-8")))
        except (KeyError, TypeError, ValueError):
            raise StationSettingsAreDamaged(file=str(file)) from None

    def save(self, folder: Path) -> None:
        """Write the settings whole or not at all."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = folder / SETTINGS_FILE
        draft = file.with_suffix(".new")
        told = {
            "server_url": self.server_url,
            "card_terminal": self.card_terminal,
            "country": self.country,
            **asdict(self.shell),
        }
        draft.write_text(json.dumps(told) + "\n", encoding="utf-8")
        draft.replace(file)


def _read(told: dict[str, object]) -> StationSettings:
    """Return the settings in a file; what an older program did not write is as it is made."""
    shell = ShellSettings(
        language=_text(told.get("language")),
        lock_after_s=_number(told.get("lock_after_s", USUAL.lock_after_s)),
        volume_percent=_number(told.get("volume_percent", USUAL.volume_percent)),
    )
    return StationSettings(
        server_url=_text(told["server_url"]),
        card_terminal=_text(told.get("card_terminal")),
        country=_text(told.get("country")),
        shell=shell,
    )


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise TypeError


def _number(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise TypeError
