"""What goes beside a pair, as a document: own frame, goods, contact lenses, discounts, payers."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.domain.catalog import ContactLensChoice
from app.domain.catalog.kinds import ArticleKind
from app.domain.kernel.ids import UserId
from app.domain.kernel.money import Money
from app.domain.kernel.percent import Percent
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.orders import OwnFrame
from app.domain.pricing import AmountOff, Cover, CoverRule, ManualDiscount, PercentOff
from app.services.order_wish import ContactLensWish, GoodsWish

Document = dict[str, object]


def own_frame_to(frame: OwnFrame) -> Document:
    """Return the patient's own frame as a document."""
    return {
        "make": frame.make,
        "model": frame.model,
        "size": frame.size,
        "colour": frame.colour,
        "a": frame.a_mm.hundredths,
        "b": frame.b_mm.hundredths,
        "dbl": frame.dbl_mm.hundredths,
    }


def own_frame_of(fields: Mapping[str, Any]) -> OwnFrame:
    """Read what `own_frame_to` wrote."""
    return OwnFrame(
        make=fields["make"],
        model=fields["model"],
        size=fields["size"],
        colour=fields["colour"],
        a_mm=Millimetres(fields["a"]),
        b_mm=Millimetres(fields["b"]),
        dbl_mm=Millimetres(fields["dbl"]),
    )


def good_to(good: GoodsWish) -> Document:
    """Return goods as a document."""
    price = good.unit_price
    return {
        "sku": good.sku,
        "quantity": good.quantity,
        "price": None if price is None else [price.minor, price.currency],
    }


def good_of(fields: Mapping[str, Any]) -> GoodsWish:
    """Read what `good_to` wrote."""
    price = fields["price"]
    return GoodsWish(
        sku=fields["sku"],
        quantity=fields["quantity"],
        unit_price=None if price is None else Money(price[0], price[1]),
    )


def contact_to(wish: ContactLensWish) -> Document:
    """Return the contact lenses of an eye as a document."""
    choice = wish.choice
    return {
        "sku": wish.sku,
        "packs": wish.packs,
        "eye": choice.eye,
        "base_curve": choice.base_curve_mm.hundredths,
        "diameter": choice.diameter_mm.hundredths,
        "sphere": choice.sphere.thousandths,
        "cylinder": choice.cylinder.thousandths,
        "axis_deg": choice.axis_deg,
        "add": choice.add,
    }


def contact_of(fields: Mapping[str, Any]) -> ContactLensWish:
    """Read what `contact_to` wrote."""
    return ContactLensWish(
        sku=fields["sku"],
        packs=fields["packs"],
        choice=ContactLensChoice(
            eye="right" if fields["eye"] == "right" else "left",
            base_curve_mm=Millimetres(fields["base_curve"]),
            diameter_mm=Millimetres(fields["diameter"]),
            sphere=Dioptres(fields["sphere"]),
            cylinder=Dioptres(fields["cylinder"]),
            axis_deg=fields["axis_deg"],
            add=fields["add"],
        ),
    )


def discount_to(discount: ManualDiscount) -> Document:
    """Return a discount by hand as a document."""
    benefit = discount.benefit
    if isinstance(benefit, PercentOff):
        amount = {"is_percent": True, "amount": benefit.percent.thousandths}
    else:
        amount = {"is_percent": False, "amount": benefit.minor}
    return {
        **amount,
        "id": discount.discount_id,
        "reason": discount.reason,
        "by": str(discount.given_by),
        "line": discount.line_id,
    }


def discount_of(fields: Mapping[str, Any]) -> ManualDiscount:
    """Read what `discount_to` wrote."""
    amount = fields["amount"]
    percent = PercentOff(percent=Percent(amount)) if fields["is_percent"] else None
    return ManualDiscount(
        discount_id=fields["id"],
        benefit=percent or AmountOff(minor=amount),
        reason=fields["reason"],
        given_by=UserId(UUID(fields["by"])),
        line_id=fields["line"],
    )


def cover_to(cover: Cover) -> Document:
    """Return a payer as a document."""
    return {
        "id": cover.payer_id,
        "name": cover.name,
        "claim": cover.claim_number,
        "needs_claim": cover.needs_claim_number,
        "total_max": cover.total_max_minor,
        "turn": cover.turn,
        "rules": [_rule_to(rule) for rule in cover.rules],
    }


def cover_of(fields: Mapping[str, Any]) -> Cover:
    """Read what `cover_to` wrote."""
    return Cover(
        payer_id=fields["id"],
        name=fields["name"],
        claim_number=fields["claim"],
        needs_claim_number=fields["needs_claim"],
        total_max_minor=fields["total_max"],
        turn=fields["turn"],
        rules=tuple(_rule_of(each) for each in fields["rules"]),
    )


def _rule_to(rule: CoverRule) -> Document:
    return {
        "kinds": sorted(kind.value for kind in rule.kinds),
        "pair": rule.pair,
        "share": rule.share.thousandths,
        "piece_max": rule.piece_max_minor,
        "total_max": rule.total_max_minor,
    }


def _rule_of(fields: Mapping[str, Any]) -> CoverRule:
    return CoverRule(
        kinds=frozenset(ArticleKind(kind) for kind in fields["kinds"]),
        pair=fields["pair"],
        share=Percent(fields["share"]),
        piece_max_minor=fields["piece_max"],
        total_max_minor=fields["total_max"],
    )
