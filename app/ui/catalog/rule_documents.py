"""Promotions and discount limits between the fields of their forms and the domain."""

from collections.abc import Mapping

from app.domain.kernel.access import Role
from app.domain.kernel.amount_entry import parse_amount, written_amount
from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.documents import DocumentIsMalformed
from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import Money
from app.domain.pricing import DiscountLimit, Promotion
from app.domain.pricing.discount_limits import discount_limits
from app.domain.pricing.promotion_document import promotion_json, promotion_of
from app.ui.catalog.form_documents import Texts, document_of, texts_of
from app.ui.catalog.form_fields import LIMITS_FORM, PROMOTION_FORM

PLAIN = tuple(spec for spec in PROMOTION_FORM if spec.key not in {"benefit", "value", "parts"})
PART_WORDS = 2
LIMITED_ROLES = (Role.OPTICIAN, Role.MANAGER)


def promotion_texts(promotion: Promotion) -> dict[str, str]:
    """Return what the fields show of a promotion."""
    document = promotion_json(promotion)
    benefit = document["benefit"]
    found = texts_of(document, PLAIN, promotion.currency)
    if not isinstance(benefit, Mapping):
        return found
    parts = benefit.get("parts")
    minor = benefit.get("amount_minor", benefit.get("price_minor"))
    is_money = isinstance(minor, int)
    value = (
        written_amount(Money(minor, promotion.currency))
        if is_money and isinstance(minor, int)
        else str(benefit.get("percent", ""))
    )
    return found | {
        "benefit": str(benefit["kind"]),
        "value": value,
        "parts": _parts_shown(parts) if isinstance(parts, list) else "",
    }


def promotion_typed(texts: Texts, currency: str) -> Promotion:
    """Return the promotion that was typed.

    Raises:
        DocumentIsMalformed: a field cannot be read; the reason is its key.
    """
    document = document_of(texts, PLAIN, currency)
    document |= {"currency": currency, "benefit": _benefit(texts, currency)}
    return promotion_of(document)


def limits_texts(limits: tuple[DiscountLimit, ...], currency: str) -> dict[str, str]:
    """Return what the fields show of the limits."""
    found: dict[str, JsonValue] = {}
    for limit in limits:
        found |= {
            f"{limit.role}_percent": str(limit.percent),
            f"{limit.role}_minor": limit.minor,
        }
    return texts_of(found, LIMITS_FORM, currency)


def limits_typed(texts: Texts, currency: str) -> tuple[DiscountLimit, ...]:
    """Return the limits that were typed; a role without both may take nothing off.

    Raises:
        DocumentIsMalformed: a field cannot be read.
    """
    typed = document_of(texts, LIMITS_FORM, currency)
    rows: list[JsonValue] = []
    for role in LIMITED_ROLES:
        percent, minor = typed.get(f"{role}_percent"), typed.get(f"{role}_minor")
        if (percent is None) != (minor is None):
            missing = "percent" if percent is None else "minor"
            raise DocumentIsMalformed(where="limits", reason=f"{role}_{missing}")
        if percent is not None:
            rows.append(
                {
                    "role": role.value,
                    "currency": currency,
                    "percent": percent,
                    "amount_minor": minor,
                }
            )
    try:
        return discount_limits({"schema": 1, "limits": rows}, currency=currency)
    except DocumentIsMalformed:
        raise DocumentIsMalformed(where="limits", reason="optician_percent") from None


def _benefit(texts: Texts, currency: str) -> JsonValue:
    kind, value = texts.get("benefit", ""), texts.get("value", "").strip()
    if kind in {"percent", "second_pair"}:
        return {"kind": kind, "percent": value}
    try:
        minor = parse_amount(value, currency).minor
    except DomainError:
        raise DocumentIsMalformed(where="promotion", reason="value") from None
    if kind == "amount":
        return {"kind": kind, "amount_minor": minor}
    return {"kind": "bundle", "price_minor": minor, "parts": _parts(texts.get("parts", ""))}


def _parts(text: str) -> list[JsonValue]:
    found: list[JsonValue] = []
    for part in text.split(";"):
        words = part.split()
        if len(words) != PART_WORDS or not words[1].isdecimal():
            raise DocumentIsMalformed(where="promotion", reason="parts")
        found.append({"kinds": [words[0]], "pieces": int(words[1])})
    return found


def _parts_shown(parts: list[JsonValue]) -> str:
    return "; ".join(
        f"{part['kinds'][0]} {part['pieces']}"
        for part in parts
        if isinstance(part, Mapping) and isinstance(part["kinds"], list)
    )
