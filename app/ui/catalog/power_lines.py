"""The power table of a lens as lines of texts, and back."""

from collections.abc import Sequence

from app.domain.kernel.canonical import JsonValue
from app.messages.language import msg

COLUMNS = (
    ("diameter_mm", msg("Blank")),
    ("sphere_low", msg("Sphere from")),
    ("sphere_high", msg("Sphere to")),
    ("cylinder_max", msg("Cylinder")),
    ("combined_low", msg("Both from")),
    ("combined_high", msg("Both to")),
    ("add_low", msg("Add from")),
    ("add_high", msg("Add to")),
    ("prism_max", msg("Prism")),
    ("centre_in", msg("Centre in")),
    ("centre_up", msg("Centre up")),
)
SPANS = ("sphere", "combined", "add")
SINGLES = ("diameter_mm", "cylinder_max", "prism_max")

Line = dict[str, str]


def lines_of(ranges: JsonValue) -> tuple[Line, ...]:
    """Return the lines of a power table."""
    if not isinstance(ranges, list):
        return ()
    return tuple(_line(each) for each in ranges if isinstance(each, dict))


def ranges_of(lines: Sequence[Line]) -> list[JsonValue]:
    """Return the table that was typed; lines with nothing in them are left out."""
    return [_range(line) for line in lines if any(text.strip() for text in line.values())]


def _line(each: dict[str, JsonValue]) -> Line:
    found = {key: str(each.get(key) or "") for key in SINGLES}
    for name in SPANS:
        span = each.get(name)
        low, high = span if isinstance(span, list) else ("", "")
        found |= {f"{name}_low": str(low), f"{name}_high": str(high)}
    centre = each.get("centre_mm")
    where = centre if isinstance(centre, dict) else {}
    return found | {f"centre_{side}": str(where.get(side) or "") for side in ("in", "up")}


def _range(line: Line) -> JsonValue:
    found: dict[str, JsonValue] = {key: line.get(key, "").strip() or None for key in SINGLES}
    for name in SPANS:
        ends = [line.get(f"{name}_{end}", "").strip() for end in ("low", "high")]
        found[name] = [*ends] if any(ends) else None
    if found["cylinder_max"] is None:
        found["cylinder_max"] = "0.00"
    centre = {side: line.get(f"centre_{side}", "").strip() or "0" for side in ("in", "up")}
    found["centre_mm"] = {**centre}
    return found
