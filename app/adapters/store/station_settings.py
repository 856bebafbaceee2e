"""What a device must know before its store is open: where its server is. No secret, no patient."""

import json
from dataclasses import dataclass
from pathlib import Path

from app.domain.kernel.errors import DomainError

SETTINGS_FILE = "station.json"


class StationSettingsAreDamaged(DomainError):
    """The settings file of the profile cannot be read."""

    code = "store.station_settings.damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class StationSettings:
    """The settings of one device; `server_url` is None until it is enrolled."""

    server_url: str | None = None

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
            url = json.loads(file.read_text(encoding="utf-8"))["server_url"]
        except (KeyError, TypeError, ValueError):
            raise StationSettingsAreDamaged(file=str(file)) from None
        if url is not None and not isinstance(url, str):
            raise StationSettingsAreDamaged(file=str(file))
        return cls(server_url=url)

    def save(self, folder: Path) -> None:
        """Write the settings whole or not at all."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = folder / SETTINGS_FILE
        draft = file.with_suffix(".new")
        draft.write_text(json.dumps({"server_url": self.server_url}) + "\n", encoding="utf-8")
        draft.replace(file)
