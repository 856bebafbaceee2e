"""What an order asks of the lens edge; the lab turns it into the words of its edger."""

from dataclasses import dataclass
from enum import StrEnum


class EdgeType(StrEnum):
    """The form of the edge (DCS ETYP 1, 2, 3)."""

    BEVEL = "bevel"
    RIMLESS = "rimless"
    GROOVE = "groove"


class BevelPlacement(StrEnum):
    """Where the bevel runs (DCS BEVP 1, 2, 5, 7)."""

    FRONT = "front"
    PERCENT = "percent"
    BACK = "back"
    AUTO = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgingParameters:
    """Edge form, bevel placement with its percentage from the front, polish and safety bevel."""

    edge_type: EdgeType = EdgeType.BEVEL
    bevel_placement: BevelPlacement = BevelPlacement.AUTO
    bevel_percent: int | None = None
    is_polished: bool = False
    has_safety_bevel: bool = True
