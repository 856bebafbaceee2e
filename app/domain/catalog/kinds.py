"""The kinds of goods and services a shop sells; prices, promotions and tax ask for them."""

from enum import StrEnum


class ArticleKind(StrEnum):
    """What an article is, whatever it costs and whoever makes it."""

    FRAME = "frame"
    LENS = "lens"
    LENS_EXTRA = "lens_extra"
    SUNGLASSES = "sunglasses"
    READY_READER = "ready_reader"
    CONTACT_LENS = "contact_lens"
    CARE_PRODUCT = "care_product"
    ACCESSORY = "accessory"
    REPAIR = "repair"
    DISPENSING = "dispensing"
    EXAMINATION = "examination"
    GIFT_CARD = "gift_card"


# What makes up a pair of spectacles; the rest is sold beside it.
SPECTACLE_KINDS = frozenset(
    {ArticleKind.FRAME, ArticleKind.LENS, ArticleKind.LENS_EXTRA, ArticleKind.DISPENSING}
)
