"""Lenses, frames and eyes for the tests of the catalogue, and the demo chain's own files."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from app.domain.catalog import Fitting, Lens, LensLimits, LensRange, PowerSpan
from app.domain.catalog.goods_document import goods
from app.domain.catalog.lens_document import lens_catalogue
from app.domain.optics.doubts import Wearer
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import EyeMeasurements, EyePower
from tests.factories.catalogue import a_frame, a_lens

DAY = date(2026, 11, 24)
DEMO = Path(__file__).parents[4] / "resources" / "pricing" / "demo"


def demo(name: str) -> Any:
    return json.loads((DEMO / f"{name}.json").read_bytes())


DEMO_LENSES = lens_catalogue(demo("lenses"))
DEMO_GOODS = goods(demo("goods"))


def span(low: str, high: str) -> PowerSpan:
    return PowerSpan(low=Dioptres.ordered(low), high=Dioptres.ordered(high))


def a_range(**changes: Any) -> LensRange:
    found = LensRange(
        diameter_mm=Millimetres(70_00),
        sphere=span("-6.00", "+4.00"),
        cylinder_max=Dioptres(4_000),
        combined=span("-8.00", "+4.00"),
        add=span("+0.75", "+3.50"),
        prism_max=Dioptres(3_000),
    )
    return replace(found, **changes)


def a_limited_lens(*ranges: LensRange, kind: str = "single_vision", **limits: Any) -> Lens:
    return a_lens(kind=kind, limits=LensLimits(ranges=ranges or (a_range(),), **limits))


def eyes(right: str = "-2.00", *, measured: EyeMeasurements | None = None, **power: Any) -> Wearer:
    """Return a wearer of one right lens, measured for a progressive one unless told otherwise."""
    taken = measured or EyeMeasurements(
        monocular_pd_mm=Millimetres(31_50),
        near_pd_mm=Millimetres(29_50),
        fitting_height_mm=Millimetres(20_00),
    )
    fields = {"sphere": Dioptres.ordered(right), **power}
    return Wearer(right=EyePower(**fields), right_measured=taken)


def a_fitting(wearer: Wearer | None = None, **changes: Any) -> Fitting:
    frame = a_frame(ed_mm=Millimetres(52_00))
    return replace(Fitting(wearer=wearer or eyes(), day=DAY, frame=frame), **changes)
