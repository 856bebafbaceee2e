"""`dioptre enrol`: make this computer a device of a store or a lab by a one-time code."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from getpass import getpass
from pathlib import Path
from typing import Any

KEYS = ("keyring", "passphrase", "demo")


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Add the command to the parser."""
    parser: ArgumentParser = commands.add_parser(
        "enrol", help="make this computer a device of a store or a lab"
    )
    parser.add_argument("--server", required=True, help="the server's address, https://host")
    parser.add_argument("--code", required=True, help="the code `dioptre-server enrol` gave")
    parser.add_argument(
        "--key",
        choices=KEYS,
        default=KEYS[0],
        help="where the store's key is kept; demo keys are for demo chains only",
    )
    parser.add_argument("--printer", help="the printer for lab tickets, tcp://host:9100")
    parser.set_defaults(handler=enrol)


def enrol(options: Namespace) -> Mapping[str, Any]:
    """Make the key and the store, enrol, and set the printer; answers who the device now is."""
    from app.adapters.security.profile_keys import new_key
    from app.bootstrap.folders import default_profile
    from app.bootstrap.station import Station

    folder: Path = options.profile or default_profile()
    passphrase = getpass("Passphrase for this device: ") if options.key == "passphrase" else None
    key = new_key(folder, kind=options.key, passphrase=passphrase)
    station = Station(folder)
    try:
        station.open(key).result()
        identity = station.enrol(
            server_url=options.server, code=options.code, slot_kind=options.key
        )
        if options.printer:
            station.use_printer(name="Lab tickets", url=options.printer)
    finally:
        station.close()
    return {
        "result": {
            "chain": identity.chain_name,
            "site": identity.site_name,
            "site_code": identity.site_code,
            "device": identity.device_name,
        }
    }
