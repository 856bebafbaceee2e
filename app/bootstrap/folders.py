"""Where a device keeps its things on this platform."""

from pathlib import Path

LOG_FOLDER = "logs"


def default_profile() -> Path:
    """Return the platform's data folder for Dioptre."""
    from platformdirs import user_data_path

    return user_data_path("dioptre", appauthor=False)
