"""Which country a phone number without one is dialled in: the shop's, not the computer's."""

from collections.abc import Callable
from pathlib import Path

from app.adapters.exchange.phone_numbers import in_full
from app.adapters.store.station_settings import StationSettings
from app.services.patient_ports import PhoneFormat
from app.services.ports import Units

# A currency of one country tells it; the euro's countries are told by the settings.
COUNTRIES = {
    "CHF": "CH",
    "CZK": "CZ",
    "DKK": "DK",
    "GBP": "GB",
    "HUF": "HU",
    "NOK": "NO",
    "PLN": "PL",
    "RON": "RO",
    "SEK": "SE",
}


def phone_format(folder: Path, units: Units) -> PhoneFormat:
    """Return what completes a number with the country of the site that is set up in a folder."""
    region = _region_of(folder, units)
    return lambda typed: in_full(typed, region())


def _region_of(folder: Path, units: Units) -> Callable[[], str | None]:
    def region() -> str | None:
        told = StationSettings.load(folder).country
        if told is not None:
            return told
        with units() as unit:
            return COUNTRIES.get(unit.sync.identity().currency)

    return region
