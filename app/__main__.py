"""The `dioptre` command: opens the desktop, or runs one command group without loading Qt."""

import io
import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from app import __version__
from app.cli.result import CommandResult
from app.domain.kernel.errors import DioptreError

EXIT_ERROR = 2

# A group's module is imported only when it is asked for, so that the optics answer at once.
GROUPS: Mapping[str, tuple[str, str]] = {
    "optics": ("app.cli.optics", "compute with prescriptions, traces and lenses"),
    "exchange": ("app.cli.exchange", "read and write files of other systems"),
    "journal": ("app.cli.journal", "judge sales journals"),
    "demo": ("app.cli.demo", "run one order from the counter to the lab ticket"),
    "enrol": ("app.cli.enrol", "make this computer a device of a store or a lab"),
}


class UsageError(DioptreError):
    """The words of a command are off."""

    code = "cli.usage"


class CommandParser(ArgumentParser):
    """A parser whose complaints are errors like any other."""

    def error(self, message: str) -> NoReturn:
        """Raise the complaint instead of printing and leaving."""
        raise UsageError(message=message, usage=self.format_usage().strip())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    _print_in_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in words
    words = [word for word in words if word != "--json"]
    group = next((word for word in words if word in GROUPS), None)
    wants_help = not {"-h", "--help", "--version"}.isdisjoint(words)
    try:
        if group is None and not wants_help:
            return _open_desktop(words)
        result = _run(words, group)
    except DioptreError as error:
        return _refuse(error, as_json=as_json)
    print(json.dumps(result.body, ensure_ascii=False, indent=None if as_json else 2))
    return result.exit_code


def _print_in_utf8() -> None:
    # JSON is UTF-8 whatever the console speaks; what no UTF-8 can say is escaped as JSON does.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def _run(words: list[str], group: str | None) -> CommandResult:
    parser = _parser(group)
    namespace = parser.parse_args(words)
    answer = namespace.handler(namespace)
    return answer if isinstance(answer, CommandResult) else CommandResult(body=answer)


def _parser(group: str | None) -> CommandParser:
    parser = CommandParser(
        prog="dioptre", description="Point of sale and lab client for optician chains."
    )
    parser.add_argument("--version", action="version", version=f"dioptre {__version__}")
    _add_desktop_options(parser)
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object on one line, errors too"
    )
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=CommandParser)
    for name, (module, summary) in GROUPS.items():
        if name == group:
            import_module(module).add_commands(commands)
        else:
            commands.add_parser(name, help=summary)
    return parser


def _add_desktop_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--profile", type=Path, default=None, help="the data folder (default: the platform's)"
    )
    parser.add_argument(
        "--selftest", action="store_true", help="check this installation, print JSON and exit"
    )


def _open_desktop(words: list[str]) -> int:
    parser = CommandParser(prog="dioptre")
    _add_desktop_options(parser)
    options: Namespace = parser.parse_args(words)
    if options.selftest:
        from app.bootstrap.selftest import selftest

        print(json.dumps(selftest()))
        return 0
    from app.bootstrap.desktop import run_desktop

    return run_desktop(options.profile)


def _refuse(error: DioptreError, *, as_json: bool) -> int:
    from app.messages.catalogue import sentence

    message = sentence(error)
    body: dict[str, Any] = {
        "code": error.code,
        "message": message,
        "position": error.facts.get("position"),
    }
    print(json.dumps({"error": body}, ensure_ascii=False, indent=None if as_json else 2))
    if not as_json:
        print(message, file=sys.stderr)
    return EXIT_ERROR


if __name__ == "__main__":
    sys.exit(main())
