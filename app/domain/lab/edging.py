"""The edging line of a ticket: edge form, bevel, polish and safety bevel in the bench's words."""

from app.domain.orders.edging import BevelPlacement, EdgeType, EdgingParameters

EDGE_WORDS = {EdgeType.BEVEL: "Bevel", EdgeType.RIMLESS: "Rimless", EdgeType.GROOVE: "Groove"}
PLACEMENT_WORDS = {
    BevelPlacement.FRONT: "front",
    BevelPlacement.PERCENT: "front",
    BevelPlacement.BACK: "back",
    BevelPlacement.AUTO: "auto",
}


def edging_line(edging: EdgingParameters) -> str:
    """Return the parameters as one line, such as `Bevel 33 % front, polished, safety bevel`."""
    placement = PLACEMENT_WORDS[edging.bevel_placement]
    if edging.bevel_percent is not None:
        placement = f"{edging.bevel_percent} % {placement}"
    form = EDGE_WORDS[edging.edge_type]
    first = f"{form} {placement}" if edging.edge_type is EdgeType.BEVEL else form
    parts = [first, "polished" if edging.is_polished else "not polished"]
    if edging.has_safety_bevel:
        parts.append("safety bevel")
    return ", ".join(parts)
