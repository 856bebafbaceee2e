"""`dioptre journal`: judge a sales journal that was exported, and name what was done to it."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.files import read_bytes
from app.cli.optics_options import add_parser
from app.cli.result import CommandResult

if TYPE_CHECKING:
    from app.domain.payments.journal_export import ExportVerdict
    from app.domain.payments.verification import Finding, KnownPlace

EXIT_INVALID = 1
KEY_DIGITS = 64


def add_commands(subparsers: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Add `journal` and its commands to the command line."""
    parser = subparsers.add_parser("journal", help="judge sales journals")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=type(parser))
    check: ArgumentParser = add_parser(
        commands, "verify", verify_file, "say whether a journal is whole and unaltered"
    )
    check.add_argument("file", type=Path, help="the exported journal")
    check.add_argument(
        "--key", type=_key, help="the till's public key as head office keeps it, 64 hex digits"
    )
    check.add_argument(
        "--seal",
        type=_seal,
        action="append",
        default=[],
        metavar="NUMBER:HEX",
        help="the number of a receipt in the journal and the seal printed on it",
    )


def verify_file(options: Namespace) -> CommandResult:
    """Print what was found; the exit code is 1 when something was done to the journal."""
    from app.adapters.security.signature_check import is_signed
    from app.domain.payments.journal_export import verify_export

    verdict = verify_export(
        read_bytes(options.file), is_signed, public_key=options.key, known=options.seal
    )
    result = _result(verdict, is_key_known=options.key is not None)
    return CommandResult(body={"result": result}, exit_code=0 if verdict.is_valid else EXIT_INVALID)


def _result(verdict: "ExportVerdict", *, is_key_known: bool) -> dict[str, Any]:
    journal, manifest = verdict.journal, verdict.manifest
    first = journal.first
    return {
        "valid": verdict.is_valid,
        "till": manifest.get("till_code"),
        "entries": journal.entries,
        "last": {"number": journal.last.number, "hash": journal.last.hash},
        "public_key": manifest.get("public_key"),
        "key_checked": is_key_known,
        "manifest_signed": verdict.is_manifest_signed,
        "file_whole": verdict.is_body_whole,
        "first": None if first is None else _finding(first),
        "findings": [_finding(each) for each in journal.findings],
    }


def _finding(finding: "Finding") -> dict[str, Any]:
    from app.messages.journal_words import finding_words

    return {
        "kind": finding.kind.value,
        "number": finding.number,
        "since": finding.since,
        "message": finding_words(finding),
    }


def _key(text: str) -> str:
    if len(text) != KEY_DIGITS or not set(text.lower()) <= set("0123456789abcdef"):
        raise ArgumentTypeError("a key has 64 hex digits")
    return text.lower()


def _seal(text: str) -> "KnownPlace":
    from app.domain.payments.verification import KnownPlace

    number, _, seal = text.partition(":")
    digits = seal.replace(" ", "").lower()
    if not number.isdecimal() or not digits or not set(digits) <= set("0123456789abcdef"):
        raise ArgumentTypeError("write NUMBER:SEAL, such as 17:3FA1 09BC 77D2 E100")
    return KnownPlace(number=int(number), hash=digits)
