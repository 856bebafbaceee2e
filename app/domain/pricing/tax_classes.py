"""What a good is to the tax office; the rates of the classes are data, one file a jurisdiction."""

from enum import StrEnum

from app.domain.catalog.kinds import ArticleKind


class TaxClass(StrEnum):
    """A class of supplies that some country taxes differently from its neighbours."""

    SPECTACLE_FRAME = "spectacle_frame"
    FRAME_ALONE = "frame_alone"
    CORRECTIVE_LENS = "corrective_lens"
    PLANO_LENS = "plano_lens"
    CONTACT_LENS = "contact_lens"
    COSMETIC_CONTACT_LENS = "cosmetic_contact_lens"
    CARE_PRODUCT = "care_product"
    SUNGLASSES = "sunglasses"
    READY_READER = "ready_reader"
    LOW_VISION_AID = "low_vision_aid"
    HEARING_AID = "hearing_aid"
    ACCESSORY = "accessory"
    REPAIR = "repair"
    DISPENSING = "dispensing"
    EXAMINATION = "examination"
    STORED_VALUE = "stored_value"


_CLASSES = {
    ArticleKind.FRAME: TaxClass.FRAME_ALONE,
    ArticleKind.LENS: TaxClass.CORRECTIVE_LENS,
    ArticleKind.LENS_EXTRA: TaxClass.CORRECTIVE_LENS,
    ArticleKind.SUNGLASSES: TaxClass.SUNGLASSES,
    ArticleKind.READY_READER: TaxClass.READY_READER,
    ArticleKind.CONTACT_LENS: TaxClass.CONTACT_LENS,
    ArticleKind.CARE_PRODUCT: TaxClass.CARE_PRODUCT,
    ArticleKind.ACCESSORY: TaxClass.ACCESSORY,
    ArticleKind.REPAIR: TaxClass.REPAIR,
    ArticleKind.DISPENSING: TaxClass.DISPENSING,
    ArticleKind.EXAMINATION: TaxClass.EXAMINATION,
    ArticleKind.GIFT_CARD: TaxClass.STORED_VALUE,
}
_HOLDS_LENSES = frozenset({ArticleKind.FRAME, ArticleKind.SUNGLASSES})


def tax_class_of(kind: ArticleKind, *, with_corrective_lenses: bool) -> TaxClass:
    """Return the class of an article as it is usually sold.

    A frame becomes part of spectacles by the lenses sold with it: some countries tax it as they
    do then, and otherwise as they do when it is sold alone.
    """
    if kind in _HOLDS_LENSES and with_corrective_lenses:
        return TaxClass.SPECTACLE_FRAME
    return _CLASSES[kind]
