"""What the demo leaves behind: the ticket, the order, and a summary computed from the stores."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.adapters.printing.pdf_ticket import render_pdf
from app.contracts.to_wire import order_to_wire
from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.errors import Unavailable
from app.domain.lab.ticket_layout import lab_ticket
from app.domain.lab.work_order import WorkOrder
from app.domain.orders import Order, snapshot_sha256

TICKET_NAME = "ticket-001"


class TicketIsNotOnPaper(Unavailable):
    """The printer's folder holds no ticket although the job was confirmed."""

    code = "demo.ticket.not_on_paper"


class CodeIsUnreadable(Unavailable):
    """No reader finds the work-order code on the printed ticket."""

    code = "demo.ticket.code_unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """The same order as three places keep it: the store, the server's answer, and the lab."""

    at_store: Order
    at_server: Mapping[str, Any]
    at_lab: WorkOrder


def write_order(out: Path, witnesses: Witnesses) -> None:
    """Write `order.json`: the order as it travels, with what the lab added to it."""
    work_order = witnesses.at_lab
    document: dict[str, JsonValue] = {
        "order": order_to_wire(witnesses.at_store),
        "store_name": work_order.job.store_name,
        "work_order_number": str(work_order.number),
        "snapshot_sha256": witnesses.at_store.snapshot_sha256,
    }
    _write_json(out / "order.json", document)
    _write_json(out / "server_order.json", witnesses.at_server)


def write_ticket(out: Path, *, papers: Path | None, work_order: WorkOrder) -> dict[str, Any]:
    """Write the ticket's PDF and copy its bytes and picture; return what the summary says of it.

    A printer of flesh and paper leaves no files; then only the PDF is written.

    Raises:
        TicketIsNotOnPaper, CodeIsUnreadable: see there.
    """
    (out / "ticket.pdf").write_bytes(render_pdf(lab_ticket(work_order)))
    if papers is None:
        return {"ticket_bytes": None, "qr_payload": None}
    for suffix in (".bin", ".png"):
        source = papers / f"{TICKET_NAME}{suffix}"
        if not source.exists():
            raise TicketIsNotOnPaper(folder=str(papers))
        shutil.copyfile(source, out / f"ticket{suffix}")
    return {
        "ticket_bytes": (out / "ticket.bin").stat().st_size,
        "qr_payload": read_code(out / "ticket.png"),
    }


def read_code(picture: Path) -> str:
    """Return the payload of the QR code in a picture, read by zxing.

    Raises:
        CodeIsUnreadable: there is none.
    """
    import zxingcpp
    from PIL import Image

    with Image.open(picture) as image:
        found = zxingcpp.read_barcodes(image.convert("L"))
    if not found:
        raise CodeIsUnreadable(picture=picture.name)
    return str(found[0].text)


def hashes(witnesses: Witnesses) -> dict[str, str]:
    """Return the snapshot's hash at the three places, each computed from what is stored there."""
    at_server, job = witnesses.at_server, witnesses.at_lab.job
    return {
        "store": witnesses.at_store.snapshot_sha256,
        "server": snapshot_sha256(
            json.loads(at_server["patient_snapshot"]),
            json.loads(at_server["prescription_snapshot"]),
        ),
        "lab": snapshot_sha256(job.patient.to_json(), job.prescription.to_json()),
    }


def server_rows(at_server: Mapping[str, Any]) -> dict[str, int]:
    """Return how many rows of each table the server's answer shows for this order."""
    return {
        "orders_orders": 1,
        "orders_order_items": len(at_server["items"]),
        "orders_patient_snapshots": int(bool(at_server["patient_snapshot"])),
        "orders_prescription_snapshots": int(bool(at_server["prescription_snapshot"])),
        "lab_work_orders": int(at_server["work_order_number"] is not None),
        "lab_stage_history": len(at_server["stage_history"]),
    }


def write_summary(out: Path, summary: Mapping[str, Any]) -> None:
    """Write `summary.json`."""
    _write_json(out / "summary.json", summary)


def _write_json(file: Path, document: Mapping[str, Any]) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)
    file.write_text(text + "\n", encoding="utf-8")
