"""Promotions read from a parsed JSON document and written to one."""

from collections.abc import Iterable
from functools import partial
from typing import assert_never
from uuid import UUID

from app.domain.catalog.kinds import ArticleKind
from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.currency import decimals_of
from app.domain.kernel.documents import VALIDITY_KEYS, Fields
from app.domain.kernel.ids import SiteId
from app.domain.pricing.promotions import (
    AmountOff,
    Benefit,
    Bundle,
    BundlePart,
    Conditions,
    PercentOff,
    Promotion,
    SecondPair,
)

SCHEMA = 1
# What each kind of benefit holds beside its kind.
BENEFIT_KEYS = {
    "percent": ("kind", "percent"),
    "amount": ("kind", "amount_minor"),
    "second_pair": ("kind", "percent"),
    "bundle": ("kind", "price_minor", "parts"),
}
PROMOTION_KEYS = (
    "id", "name", "currency", "benefit", "exclusive", "once_per_order", "kinds", "skus", "sites",
    "minimum_minor", "code", "code_once", *VALIDITY_KEYS,
)  # fmt: skip


def promotions(document: object) -> tuple[Promotion, ...]:
    """Check a parsed document and return its promotions.

    Raises:
        DocumentIsMalformed, CurrencyIsUnknown: with the place and the reason.
    """
    fields = Fields.of(document, "promotions", ("schema", "promotions"))
    if fields.whole("schema") != SCHEMA:
        raise fields.refusal("schema")
    found: dict[str, Promotion] = {}
    for part in fields.parts("promotions", PROMOTION_KEYS):
        promotion = part.built(partial(_promotion, part))
        if promotion.promotion_id in found:
            raise part.refusal("twice")
        found[promotion.promotion_id] = promotion
    return tuple(found.values())


def promotions_document(promotions: Iterable[Promotion]) -> JsonValue:
    """Return the document these promotions are read from again."""
    return {"schema": SCHEMA, "promotions": [promotion_json(promotion) for promotion in promotions]}


def promotion_of(document: object) -> Promotion:
    """Check the document of one promotion and return it.

    Raises:
        DocumentIsMalformed, CurrencyIsUnknown: with the place and the reason.
    """
    fields = Fields.of(document, "promotion", PROMOTION_KEYS)
    return fields.built(lambda: _promotion(fields))


def _promotion(fields: Fields) -> Promotion:
    decimals_of(fields.text("currency"))
    return Promotion(
        promotion_id=fields.text("id"),
        name=fields.text("name"),
        benefit=_benefit(fields),
        currency=fields.text("currency"),
        is_exclusive=fields.truth("exclusive"),
        is_once_per_order=fields.truth("once_per_order"),
        conditions=Conditions(
            validity=fields.validity(),
            sites=frozenset(SiteId(site) for site in fields.reads("sites", UUID)),
            kinds=fields.members("kinds", ArticleKind),
            skus=frozenset(fields.texts("skus")),
            minimum_minor=fields.whole_or_none("minimum_minor") or 0,
            code=fields.text_or("code", ""),
            is_code_used_once=fields.truth("code_once", otherwise=False),
        ),
    )


def _benefit(fields: Fields) -> Benefit:
    # The kind says which other fields there may be, so it is read before them.
    every_key = {key for keys in BENEFIT_KEYS.values() for key in keys}
    kind = fields.part("benefit", every_key).text("kind")
    if kind not in BENEFIT_KEYS:
        raise fields.refusal("benefit.kind")
    part = fields.part("benefit", BENEFIT_KEYS[kind])
    match kind:
        case "percent":
            return PercentOff(percent=part.percent("percent"))
        case "second_pair":
            return SecondPair(percent=part.percent("percent"))
        case "amount":
            return AmountOff(minor=part.whole("amount_minor", at_least=1))
        case _:
            return Bundle(
                minor=part.whole("price_minor"),
                parts=tuple(_bundle_part(each) for each in part.parts("parts", _PART_KEYS)),
            )


_PART_KEYS = ("kinds", "pieces")


def _bundle_part(fields: Fields) -> BundlePart:
    kinds = fields.members("kinds", ArticleKind)
    if not kinds:
        raise fields.refusal("kinds")
    return BundlePart(kinds=kinds, pieces=fields.whole("pieces", at_least=1))


def promotion_json(promotion: Promotion) -> dict[str, JsonValue]:
    """Return the document of one promotion."""
    conditions = promotion.conditions
    begins, ends = conditions.validity.valid_from, conditions.validity.valid_until
    return {
        "id": promotion.promotion_id,
        "name": promotion.name,
        "currency": promotion.currency,
        "benefit": _written_benefit(promotion.benefit),
        "exclusive": promotion.is_exclusive,
        "once_per_order": promotion.is_once_per_order,
        "kinds": sorted(conditions.kinds),
        "skus": sorted(conditions.skus),
        "sites": sorted(str(site) for site in conditions.sites),
        "minimum_minor": conditions.minimum_minor,
        "code": conditions.code or None,
        "code_once": conditions.is_code_used_once,
        "valid_from": begins.isoformat() if begins else None,
        "valid_until": ends.isoformat() if ends else None,
    }


def _written_benefit(benefit: Benefit) -> JsonValue:
    match benefit:
        case PercentOff(percent=percent):
            return {"kind": "percent", "percent": str(percent)}
        case SecondPair(percent=percent):
            return {"kind": "second_pair", "percent": str(percent)}
        case AmountOff(minor=minor):
            return {"kind": "amount", "amount_minor": minor}
        case Bundle(parts=parts, minor=minor):
            return {
                "kind": "bundle",
                "price_minor": minor,
                "parts": [{"kinds": sorted(part.kinds), "pieces": part.pieces} for part in parts],
            }
        case _:
            assert_never(benefit)
