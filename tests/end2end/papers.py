"""Reading the lab's paper as a scanner does."""

import io
from collections.abc import Iterable

import zxingcpp
from PIL import Image

from app.adapters.printing.virtual_paper import Sheet


def qr_payload_of(png: bytes) -> str | None:
    """Return what the QR code on a picture of paper says, or None where there is none."""
    with Image.open(io.BytesIO(png)) as picture:
        codes = zxingcpp.read_barcodes(picture.convert("L"))
    return codes[0].text if codes else None


def papers_of(sheets: Iterable[Sheet], work_order_number: str) -> list[Sheet]:
    """Return the sheets that are tickets of a work order."""
    stem = "WO-" + work_order_number.partition("-")[2]
    payloads = ((sheet, qr_payload_of(sheet.png)) for sheet in sheets)
    return [sheet for sheet, payload in payloads if payload and payload.rpartition("-")[0] == stem]
