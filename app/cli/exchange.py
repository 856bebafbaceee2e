"""`dioptre exchange`: files of tracers, lensmeters, practices and designers, and their codes."""

import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from app.cli.exchange_orders import add_order_command, write_file
from app.cli.files import read_bytes
from app.cli.optics_json import Json
from app.cli.optics_options import add_parser


def add_commands(subparsers: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Add `exchange` and its commands to the command line."""
    parser = subparsers.add_parser("exchange", help="read and write files of other systems")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=type(parser))
    dcs = _add_file_command(commands, "dcs", read_dcs, "read a DCS (OMA) file")
    dcs.add_argument("--write", type=Path, metavar="OUT", help="write it again, byte for byte")
    dcs.add_argument(
        "--set",
        type=_setting,
        action="append",
        default=[],
        metavar="LABEL=VALUE",
        help="change a record before writing, such as 'SPH=-0.50;0.50'",
    )
    add_order_command(commands)
    _add_fhir_commands(commands)
    _add_file_command(commands, "joia", read_lensmeter, "read a lensmeter's JOIA file")
    _add_file_command(commands, "stl", read_mesh, "measure an STL mesh")
    _add_code_command(commands, "opc", read_lens_code, "check an optical product code")
    _add_code_command(commands, "gtin", read_article_code, "check an EAN, UPC or GTIN")
    _add_code_command(commands, "gs1", read_label, "read a GS1 label with lot and date")


def read_dcs(options: Namespace) -> Json:
    """Print a DCS file, and write it if asked."""
    from app.adapters.exchange.dcs import parse_dcs
    from app.adapters.exchange.dcs_records import DcsError
    from app.adapters.exchange.dcs_write import with_value
    from app.cli.exchange_json import outlines_json, records_json

    file = parse_dcs(read_bytes(options.file))
    for label, text in options.set:
        file = with_value(file, label, text)
    result = records_json(file)
    try:
        result |= outlines_json(file)
    except DcsError as error:
        if options.write is None:
            raise
        from app.messages.catalogue import sentence

        # A job is passed on whole even where its outline cannot be read here.
        result |= {"traces": [], "thicknesses": [], "drills": []}
        result["unread"] = {
            "code": error.code,
            "message": sentence(error),
            "position": error.facts.get("position"),
        }
    if options.write is not None:
        write_file(options.write, file.to_bytes())
    return {"result": result}


def import_fhir(options: Namespace) -> Json:
    """Print the prescription of a FHIR resource."""
    from app.adapters.exchange.fhir import read_prescription
    from app.cli.exchange_json import prescription_json

    return {"result": prescription_json(read_prescription(read_bytes(options.file)))}


def export_fhir(options: Namespace) -> Json:
    """Print a written prescription as a FHIR resource, ready to be sent."""
    from app.adapters.exchange.fhir import FhirPrescription, prescription_resource
    from app.cli.exchange_json import rx_pair_of
    from app.domain.optics.notation import parse_rx

    path = Path(options.rx)
    pair = rx_pair_of(read_bytes(path)) if path.suffix == ".json" else parse_rx(options.rx)
    return prescription_resource(
        FhirPrescription(
            right=pair.right,
            left=pair.left,
            written_on=options.written or datetime.fromtimestamp(time.time(), UTC).date(),
            prescriber=options.prescriber,
            patient=options.patient,
        )
    )


def read_lensmeter(options: Namespace) -> Json:
    """Print what a lensmeter measured."""
    from app.adapters.exchange.joia import read_joia
    from app.cli.exchange_json import reading_json

    return {"result": reading_json(read_joia(read_bytes(options.file)))}


def read_mesh(options: Namespace) -> Json:
    """Print what a mesh measures."""
    from app.adapters.exchange.stl import inspect_stl
    from app.cli.exchange_json import mesh_json

    return {"result": mesh_json(inspect_stl(read_bytes(options.file)))}


def read_lens_code(options: Namespace) -> Json:
    """Print the check digit of a lens code, and whether the one given is right."""
    from app.adapters.exchange.codes import read_opc

    opc = read_opc(options.code)
    return {"result": {"check_digit": opc.check_digit, "valid": opc.is_valid}}


def read_article_code(options: Namespace) -> Json:
    """Print the kind of an article number, and whether its check digit is right."""
    from app.adapters.exchange.codes import read_gtin

    code = read_gtin(options.code)
    return {"result": {"gtin": code.gtin, "kind": code.kind, "valid": code.is_valid}}


def read_label(options: Namespace) -> Json:
    """Print what a GS1 label says."""
    from app.adapters.exchange.codes import read_gs1_label

    label = read_gs1_label(options.code)
    expires_on = None if label.expires_on is None else label.expires_on.isoformat()
    return {
        "result": {
            "gtin": label.gtin,
            "lot": label.lot,
            "serial": label.serial,
            "expires_on": expires_on,
        }
    }


def _add_fhir_commands(commands: Any) -> None:  # noqa: ANN401
    fhir = commands.add_parser("fhir", help="read and write FHIR R5 prescriptions")
    fhir_commands = fhir.add_subparsers(
        metavar="COMMAND", required=True, parser_class=type(commands.choices["dcs"])
    )
    _add_file_command(fhir_commands, "import", import_fhir, "read a VisionPrescription or Bundle")
    export = add_parser(fhir_commands, "export", export_fhir, "write a VisionPrescription")
    export.add_argument(
        "rx", help="a prescription such as 'R -2.00 -1.50x180; L -2.25', or what import printed"
    )
    export.add_argument("--patient", help="whose it is, as the receiver knows them")
    export.add_argument("--prescriber", help="who wrote it")
    export.add_argument("--written", type=_day, help="the day it was written (default: today)")


def _add_file_command(
    commands: Any,  # noqa: ANN401 - argparse keeps this type to itself
    name: str,
    handler: Callable[[Namespace], Json],
    summary: str,
) -> ArgumentParser:
    parser = add_parser(commands, name, handler, summary)
    parser.add_argument("file", type=Path, help="the file to read")
    return parser


def _add_code_command(
    commands: Any,  # noqa: ANN401 - argparse keeps this type to itself
    name: str,
    handler: Callable[[Namespace], Json],
    summary: str,
) -> None:
    add_parser(commands, name, handler, summary).add_argument("code", help="the code as scanned")


def _setting(text: str) -> tuple[str, str]:
    label, equals, value = text.partition("=")
    if not equals:
        raise ArgumentTypeError("write LABEL=VALUE")
    return label, value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text[:20]} is no day such as 2026-07-20") from None
