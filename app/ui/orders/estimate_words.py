"""What is said of lenses that are not made yet: the blank, the edge, and how it was reckoned."""

from app.domain.optics.explained import MATERIALS
from app.domain.optics.lens_preview import LensPreview
from app.messages.catalogue import sentence_of, tr
from app.ui.rx.complaints import eye_letter


def blank_words(previews: tuple[LensPreview, ...]) -> tuple[str, str]:
    """Return which blank fits both lenses, and in which tone to say it."""
    if not previews:
        return "", "plain"
    needs = " · ".join(f"{eye_letter(each.eye)} {each.needed_mm:.0f}" for each in previews)
    blanks = [each.blank_mm for each in previews]
    if None in blanks:
        return tr("No blank fits · {needs}", needs=needs), "danger"
    size = max(blank for blank in blanks if blank is not None)
    return tr("{size} mm fits · {needs}", size=size, needs=needs), "success"


def edge_words(previews: tuple[LensPreview, ...]) -> str:
    """Return how thick the edges come out, said as an estimate."""
    if not previews:
        return ""
    edges = " · ".join(
        f"{eye_letter(each.eye)} {each.thinnest.mm:.1f}\u2013{each.thickest.mm:.1f}"
        for each in previews
    )
    index = previews[0].index
    return tr("Edge {edges} mm, n {index}, estimate", edges=edges, index=f"{index:.2f}")


def estimate_explained(previews: tuple[LensPreview, ...]) -> str:
    """Return how the figures were reckoned, and from what."""
    if not previews:
        return ""
    by = (
        tr("from the trace")
        if all(each.is_traced for each in previews)
        else tr("from the frame's box, its corners rounded")
    )
    return tr(
        "An estimate {by}. {formula} No coating, prism or free-form surface is in it.",
        by=by,
        formula=sentence_of(MATERIALS.code),
    )
