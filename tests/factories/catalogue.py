"""Frames and lenses of makers that do not exist."""

from dataclasses import replace
from typing import Any

from app.domain.catalog import Frame, Lens
from app.domain.kernel.money import Money
from app.domain.optics.power import Millimetres


def a_frame(**changes: Any) -> Frame:
    frame = Frame(
        sku="HAL-204-TOR-50",
        gtin="2000000204505",
        brand="Halden",
        model="204",
        colour="Tortoise",
        a_mm=Millimetres(50_00),
        b_mm=Millimetres(38_50),
        dbl_mm=Millimetres(19_00),
        temple_mm=145,
        price=Money(189_00, "EUR"),
    )
    return replace(frame, **changes)


def a_lens(**changes: Any) -> Lens:
    lens = Lens(
        sku="VAL-PRO-160-AR",
        name="Valo Progressive 1.60 clear",
        kind="progressive",
        material="High index",
        index_thousandths=1600,
        coating="Anti-reflective",
        price=Money(249_00, "EUR"),
    )
    return replace(lens, **changes)
