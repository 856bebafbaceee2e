"""A lens as people name it: design, material with its index, coating."""

from app.domain.catalog import Lens
from app.domain.orders import LensSnapshot
from app.messages.catalogue import tr

INDEX_UNIT = 1000


def lens_words(lens: Lens) -> str:
    """Return a lens as design, material and coating."""
    parts = (kind_word(lens), material_words(lens), lens.coating)
    return " · ".join(part for part in parts if part)


def kind_word(lens: Lens) -> str:
    """Return what a lens design is called."""
    words = {
        "single_vision": tr("Single vision"),
        "bifocal": tr("Bifocal"),
        "progressive": tr("Progressive"),
        "office": tr("Office"),
    }
    return words.get(lens.kind, lens.kind)


def material_words(lens: Lens | LensSnapshot) -> str:
    """Return a material with its index, said once."""
    index = f"{lens.index_thousandths / INDEX_UNIT:.2f}"
    return lens.material if index in lens.material else f"{lens.material} {index}"
