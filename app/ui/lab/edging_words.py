"""How an order is edged, as the bench reads it on screen."""

from app.domain.orders.edging import BevelPlacement, EdgeType, EdgingParameters
from app.messages.catalogue import tr


def edging_words(edging: EdgingParameters) -> str:
    """Return the edge, where the bevel lies, polish and safety bevel on one line."""
    parts = [_edge(edging), tr("polished") if edging.is_polished else tr("not polished")]
    if edging.has_safety_bevel:
        parts.append(tr("Safety bevel"))
    return " · ".join(parts)


def _edge(edging: EdgingParameters) -> str:
    match edging.edge_type:
        case EdgeType.RIMLESS:
            return tr("Rimless")
        case EdgeType.GROOVE:
            return tr("Groove")
        case EdgeType.BEVEL:
            return tr("Bevel, {placement}", placement=_placement(edging))


def _placement(edging: EdgingParameters) -> str:
    match edging.bevel_placement:
        case BevelPlacement.FRONT:
            return tr("Front")
        case BevelPlacement.BACK:
            return tr("Rear")
        case BevelPlacement.AUTO:
            return tr("Auto")
        case BevelPlacement.PERCENT:
            return tr("{percent} % from the front", percent=edging.bevel_percent)
