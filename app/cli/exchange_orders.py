"""`dioptre exchange order`: an order in the words of an edger, a lab or a lens supplier."""

import hashlib
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.files import read_bytes
from app.cli.optics_json import Json
from app.cli.optics_options import add_parser
from app.domain.kernel.errors import DioptreError

if TYPE_CHECKING:
    from app.domain.lab.work_order import LabJob

Writer = Callable[["LabJob", Namespace, datetime], bytes]


class OrderFileIsMalformed(DioptreError):
    """A file is no order as the demo leaves it."""

    code = "cli.order_file.malformed"


class FileIsUnwritable(DioptreError):
    """A file cannot be written there."""

    code = "cli.file.unwritable"


def add_order_command(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Add the command that writes an order for others."""
    parser = add_parser(commands, "order", export_order, "write an order for an edger or supplier")
    parser.add_argument("file", type=Path, help="order.json as `dioptre demo` leaves it")
    parser.add_argument("--as", dest="form", choices=sorted(WRITERS), default="dcs")
    parser.add_argument("--write", type=Path, metavar="OUT", required=True)
    parser.add_argument("--lab-number", default="", help="the lab's number in its own network")
    parser.add_argument("--customer", default="", help="our number at the lab or supplier")
    parser.add_argument("--supplier", default="", help="who makes the lenses")
    parser.add_argument("--edged", action="store_true", help="the supplier edges them")


def export_order(options: Namespace) -> Json:
    """Write the order and print what was written."""
    job, ordered_at = _job_of(read_bytes(options.file))
    data = WRITERS[options.form](job, options, ordered_at)
    write_file(options.write, data)
    return {
        "result": {
            "form": options.form,
            "bytes": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
        }
    }


def write_file(path: Path, data: bytes) -> None:
    """Write a file.

    Raises:
        FileIsUnwritable: see there.
    """
    try:
        path.write_bytes(data)
    except OSError as error:
        raise FileIsUnwritable(file=path.name, reason=error.strerror or "") from error


def _job_of(data: bytes) -> "tuple[LabJob, datetime]":
    from pydantic import ValidationError

    from app.adapters.exchange.strict_json import read_json
    from app.contracts.from_wire import order_from_wire
    from app.contracts.v1 import OrderV1
    from app.domain.lab.work_order import LabJob

    document = read_json(data)
    if not isinstance(document, dict) or not isinstance(document.get("order"), dict):
        raise OrderFileIsMalformed(reason="order", position="order")
    try:
        # Read as JSON again: strict models take a day or a number of an order only from there.
        wire = OrderV1.model_validate_json(_text(document["order"]))
    except ValidationError as error:
        path = ".".join(map(str, error.errors()[0]["loc"]))
        raise OrderFileIsMalformed(reason=path, position=f"order.{path}") from None
    order = order_from_wire(wire)
    draft = order.draft
    if draft.prescription is None or draft.frame is None or draft.lens is None:
        raise OrderFileIsMalformed(reason="no spectacles", position="order.lens")
    job = LabJob(
        order_id=order.order_id,
        order_number=order.number,
        store_site_id=order.site_id,
        store_name=str(document.get("store_name", "")),
        lab_site_id=draft.lab_site_id,
        promised_on=draft.promised_on,
        is_rush=draft.is_rush,
        patient=draft.patient,
        prescription=draft.prescription,
        frame=draft.frame,
        lens=draft.lens,
        edging=draft.edging,
        note=draft.note,
    )
    return job, order.created_at


def _text(order: dict[str, Any]) -> str:
    import json

    return json.dumps(order, default=float)


def _as_dcs(job: "LabJob", _options: Namespace, _ordered_at: datetime) -> bytes:
    from app.adapters.exchange.dcs_job import dcs_of_job

    return dcs_of_job(job, str(job.order_number)).to_bytes()


def _as_lablink(job: "LabJob", options: Namespace, ordered_at: datetime) -> bytes:
    from app.adapters.exchange.lablink import LabAccount, lablink_order

    account = LabAccount(
        lab_number=options.lab_number,
        customer_number=options.customer,
        ship_name=job.store_name,
    )
    return lablink_order(job, account, ordered_at)


def _as_lens_order(job: "LabJob", options: Namespace, ordered_at: datetime) -> bytes:
    from app.adapters.exchange.b2boptic import SupplierAccount, lens_order

    account = SupplierAccount(
        customer_id=options.customer, supplier=options.supplier, is_edged_there=options.edged
    )
    return lens_order(job, account, ordered_at)


WRITERS: dict[str, Writer] = {
    "dcs": _as_dcs,
    "lablink": _as_lablink,
    "lensorder": _as_lens_order,
}
