"""`dioptre journal`: judge a sales journal, in its store or as a file, and name what was done."""

from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.files import read_bytes
from app.cli.optics_options import add_parser
from app.cli.result import CommandResult
from app.domain.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.bootstrap.station import Station
    from app.domain.payments.journal_export import ExportVerdict
    from app.domain.payments.verification import Finding, KnownPlace, Verdict

EXIT_INVALID = 1
KEY_DIGITS = 64


class JournalIsNamedTwice(DomainError):
    """A file and a profile were named; only one can be judged."""

    code = "cli.journal.named_twice"


def add_commands(subparsers: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Add `journal` and its commands to the command line."""
    parser = subparsers.add_parser("journal", help="judge sales journals")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=type(parser))
    check: ArgumentParser = add_parser(
        commands, "verify", verify_journal, "say whether a journal is whole and unaltered"
    )
    check.add_argument(
        "file", type=Path, nargs="?", help="the exported journal (default: the store of a profile)"
    )
    check.add_argument(
        "--profile",
        type=Path,
        default=SUPPRESS,
        help="the data folder (default: the platform's)",
    )
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


def verify_journal(options: Namespace) -> CommandResult:
    """Judge a file, or the journal in the store of a profile."""
    if options.file is not None:
        if options.profile is not None:
            raise JournalIsNamedTwice
        return verify_file(options)
    return verify_store(options)


def verify_store(options: Namespace) -> CommandResult:
    """Print what was found in a profile's own store; nothing else may have it open."""
    from app.adapters.security.signature_check import is_signed
    from app.bootstrap.folders import default_profile

    with _opened(options.profile or default_profile()) as station:
        identity, own_key = station.log.identity(), station.log.key().public_hex
        judge = station.money.journal.verdict
        verdict = station.store.call(lambda: judge(is_signed, known=options.seal))
    is_own_key = options.key in {None, own_key}
    result = {
        "valid": verdict.is_valid and is_own_key,
        "till": f"{identity.site_code}-{identity.device_index}",
        **_findings(verdict),
        "public_key": own_key,
        "key_checked": is_own_key,
    }
    return CommandResult(body={"result": result}, exit_code=0 if result["valid"] else EXIT_INVALID)


@contextmanager
def _opened(folder: Path) -> "Iterator[Station]":
    from app.adapters.security.profile_keys import key_of
    from app.adapters.security.slots import KeySlots, SlotKind
    from app.bootstrap.station import Station

    # Asked before anything is opened, so that a folder without a profile stays as it is.
    is_asked = KeySlots.load(folder).kind is SlotKind.PASSPHRASE
    passphrase = getpass("Passphrase for this device: ") if is_asked else None
    station = Station(folder)
    try:
        station.open(key_of(folder, passphrase=passphrase)).result()
        yield station
    finally:
        station.close()


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
    return {
        "valid": verdict.is_valid,
        "till": manifest.get("till_code"),
        **_findings(journal),
        "public_key": manifest.get("public_key"),
        "key_checked": is_key_known,
        "manifest_signed": verdict.is_manifest_signed,
        "file_whole": verdict.is_body_whole,
    }


def _findings(verdict: "Verdict") -> dict[str, Any]:
    first = verdict.first
    return {
        "entries": verdict.entries,
        "last": {"number": verdict.last.number, "hash": verdict.last.hash},
        "first": None if first is None else _finding(first),
        "findings": [_finding(each) for each in verdict.findings],
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
