"""`dioptre-server`: serve, migrate, enrol, demo-data, openapi; each answers in JSON."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync_server.services.settings import Settings

USAGE_ERROR = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(arguments)
    # The command line answers `--help` without the libraries of the server.
    from sync_server.bootstrap import settings_from
    from sync_server.services.chain import OperatorMistake
    from sync_server.services.settings import SettingIsInvalid
    from sync_server.store.postgres_binaries import PostgresUnavailable

    try:
        settings = settings_from(os.environ, data_dir=options.data)
        options.run(settings, options)
    except SettingIsInvalid as error:
        return _fail("settings.invalid", error)
    except PostgresUnavailable as error:
        return _fail("postgres.unavailable", error)
    except OperatorMistake as error:
        return _fail("command.invalid", error)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dioptre-server", description="Dioptre's sync server.")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data", type=Path, metavar="DIR", help="where the private Postgres keeps its data"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", parents=[common], help="answer devices over HTTP")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8040, help="0 takes a free one")
    serve.set_defaults(run=_serve)

    migrate = commands.add_parser("migrate", parents=[common], help="bring the schema up to date")
    migrate.set_defaults(run=_migrate)

    enrol = commands.add_parser("enrol", parents=[common], help="print a code for a new device")
    enrol.add_argument("--site", required=True, metavar="NAME", help="opened if it is new")
    enrol.add_argument("--kind", required=True, choices=("store", "lab"))
    enrol.add_argument("--name", required=True, metavar="DEVICE")
    enrol.set_defaults(run=_enrol)

    demo = commands.add_parser("demo-data", parents=[common], help="make a chain to play with")
    demo.add_argument("--stores", type=int, default=2)
    demo.add_argument("--seed", type=int, default=1)
    demo.set_defaults(run=_demo_data)

    openapi = commands.add_parser("openapi", parents=[common], help="print the HTTP surface")
    openapi.set_defaults(run=_openapi)
    return parser


def _serve(settings: "Settings", options: argparse.Namespace) -> None:
    from sync_server.bootstrap import serve

    def announce(port: int) -> None:
        print(json.dumps({"event": "listening", "port": port}), flush=True)

    serve(settings, host=options.host, port=options.port, on_listening=announce)


def _migrate(settings: "Settings", _: argparse.Namespace) -> None:
    from sync_server.bootstrap import migrate_database

    migrate_database(settings)
    print(json.dumps({"event": "migrated"}))


def _enrol(settings: "Settings", options: argparse.Namespace) -> None:
    from sync_server.bootstrap import invite_device
    from sync_server.services.devices import SiteKind

    code = invite_device(
        settings,
        site_name=options.site,
        kind=SiteKind(options.kind),
        device_name=options.name,
    )
    print(json.dumps({"enrol_code": code}))


def _demo_data(settings: "Settings", options: argparse.Namespace) -> None:
    from sync_server.bootstrap import make_demo_chain

    demo = make_demo_chain(settings, stores=options.stores, seed=options.seed)
    made = {
        "chain": {"id": str(demo.chain.chain_id), "name": demo.chain.name},
        "sites": [
            {
                "code": site.code,
                "name": site.name,
                "kind": site.kind.value,
                "enrol_code": site.enrol_code,
            }
            for site in demo.sites
        ],
        "staff": [
            {"name": person.name, "role": person.role.value, "pin": person.pin}
            for person in demo.staff
        ],
    }
    print(json.dumps(made, ensure_ascii=False))


def _openapi(_: "Settings", __: argparse.Namespace) -> None:
    from sync_server.bootstrap import openapi

    print(json.dumps(openapi(), ensure_ascii=False, indent=2))


def _fail(code: str, error: Exception) -> int:
    print(json.dumps({"error": {"code": code, "message": str(error)}}, ensure_ascii=False))
    return USAGE_ERROR


if __name__ == "__main__":
    sys.exit(main())
