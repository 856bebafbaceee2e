"""Drill records (DRILLE and the older DRILL) of a DCS file.

The fields are named after the public C header of an edger's DCS library: eye, reference,
start, diameter, end, depth, feature type, angle mode, lateral and vertical angle. What a file
does not tell is None; everything is kept as text beside it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.adapters.exchange.dcs import DcsFile
from app.adapters.exchange.dcs_records import DcsError, DcsRecord, Place, label_of

NUMBER = re.compile(r"[+-]?(?:[0-9]{1,4}(?:\.[0-9]{0,4})?|\.[0-9]{1,4})")
ABSENT = ("", "?")
EYES = {"R": "right", "L": "left", "B": "both", "": "both"}
REFERENCE = re.compile(r"(?:C[FR]?|[EB][NT][FR]?|R)?")
NUMBERED_FIELDS = ("start_x", "start_y", "diameter", "end_x", "end_y", "depth")


class DcsDrillIsMalformed(DcsError):
    """A drill record does not say where to drill."""

    code = "exchange.dcs.drill_malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DcsDrill:
    """One hole or slot; lengths in millimetres from its reference (C centre, E edge, B box)."""

    label: str
    eye: str
    reference: str
    start_x: float | None
    start_y: float | None
    diameter: float | None
    end_x: float | None
    end_y: float | None
    depth: float | None
    fields: tuple[str, ...]


def drills_of(file: DcsFile) -> Iterator[DcsDrill]:
    """Read the drill records in the order of the file.

    Raises:
        DcsDrillIsMalformed: with the line and what is wrong in it.
    """
    for index, line in enumerate(file.lines):
        label = label_of(line)
        if label in ("DRILLE", "DRILL"):
            yield _drill(file, index, label)


def _drill(file: DcsFile, index: int, label: str) -> DcsDrill:
    fields = tuple(field.strip() for field in DcsRecord(file.lines[index]).fields)
    eye = fields[0].upper()
    # The older record has no reference: its places are told from the centre.
    has_reference = label == "DRILLE"
    reference = fields[1].upper() if has_reference and len(fields) > 1 else "C"
    place = Place.of(file.lines, index)
    if eye not in EYES:
        raise DcsDrillIsMalformed(reason="side", **place.facts())
    if REFERENCE.fullmatch(reference) is None:
        raise DcsDrillIsMalformed(reason="reference", **place.facts())
    texts = (*fields[1 + has_reference :], *[""] * len(NUMBERED_FIELDS))
    numbers = {}
    for name, text in zip(NUMBERED_FIELDS, texts, strict=False):
        if text not in ABSENT and NUMBER.fullmatch(text) is None:
            raise DcsDrillIsMalformed(reason=name, **place.facts())
        numbers[name] = None if text in ABSENT else float(text)
    return DcsDrill(label=label, eye=EYES[eye], reference=reference, fields=fields, **numbers)
