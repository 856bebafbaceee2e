"""What people call the kinds of article and the choices of the forms."""

import re

from app.domain.catalog import ArticleKind
from app.domain.kernel.documents import DocumentIsMalformed
from app.domain.kernel.errors import DioptreError
from app.messages.catalogue import sentence, sentence_of, tr
from app.messages.language import msg, translated

# A power line has a place of its own; a step of a contact lens belongs to its field.
_LINE = re.compile(r"\.ranges\[([0-9]+)\]")

TYPE_WORDS = {
    "frame": msg("Frame"),
    "lens": msg("Lens"),
    "lens_extra": msg("Lens extra"),
    "contact_lens": msg("Contact lens"),
    "ready_reader": msg("Ready reader"),
    "article": msg("Other article"),
}
KINDS_OF_TYPES: dict[str, frozenset[ArticleKind]] = {
    "frame": frozenset({ArticleKind.FRAME, ArticleKind.SUNGLASSES}),
    "lens": frozenset({ArticleKind.LENS}),
    "lens_extra": frozenset({ArticleKind.LENS_EXTRA}),
    "contact_lens": frozenset({ArticleKind.CONTACT_LENS}),
    "ready_reader": frozenset({ArticleKind.READY_READER}),
    "article": frozenset(
        {
            ArticleKind.CARE_PRODUCT,
            ArticleKind.ACCESSORY,
            ArticleKind.REPAIR,
            ArticleKind.DISPENSING,
            ArticleKind.EXAMINATION,
            ArticleKind.GIFT_CARD,
        }
    ),
}
_CHOICE_WORDS = {
    "full": msg("Full rim"),
    "grooved": msg("Grooved"),
    "rimless": msg("Rimless"),
    "single_vision": msg("Single vision"),
    "bifocal": msg("Bifocal"),
    "progressive": msg("Progressive"),
    "office": msg("Office"),
    "coating": msg("Coating"),
    "tint": msg("Tint"),
    "photochromic": msg("Self-tinting"),
    "polarised": msg("Polarised"),
    "edge": msg("Edge"),
    "care_product": msg("Care"),
    "accessory": msg("Accessory"),
    "repair": msg("Repair"),
    "dispensing": msg("Dispensing"),
    "examination": msg("Examination"),
    "gift_card": msg("Gift card"),
    "percent": msg("Percent"),
    "amount": msg("Amount"),
    "second_pair": msg("Second pair"),
    "bundle": msg("Bundle price"),
}


def choice_word(choice: str) -> str:
    """Return what people call a choice."""
    return translated(_CHOICE_WORDS[choice])


def form_complaint(error: DioptreError) -> str:
    """Return the sentence about a form that was refused."""
    if not isinstance(error, DocumentIsMalformed):
        return sentence(error)
    where, reason = str(error.facts.get("where", "")), str(error.facts.get("reason", ""))
    if "." in reason:
        return sentence_of(reason, {})
    line = _LINE.search(where)
    if line is None:
        return tr("Correct the field that is marked.")
    return tr("Line {line} of the power table cannot be read.", line=int(line[1]) + 1)
