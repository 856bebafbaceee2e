"""A bill as the JSON document an order keeps, and the bill read from it again.

The document holds everything the bill says and points to nothing, so that it can be hashed,
sealed and explained years later.
"""

from collections.abc import Iterable

from app.domain.catalog.kinds import ArticleKind
from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.documents import Fields
from app.domain.kernel.money import Money
from app.domain.kernel.percent import Percent
from app.domain.pricing.basket import BasketLine
from app.domain.pricing.bill import Bill, BilledLine
from app.domain.pricing.discounts import Discount, DiscountKind
from app.domain.pricing.lines import PricedLine, PriceVersion
from app.domain.pricing.payers import PayerShare
from app.domain.pricing.tax import TaxPart
from app.domain.pricing.tax_classes import TaxClass
from app.domain.pricing.tax_table import TaxRate, Treatment

SCHEMA = 1
BILL_KEYS = (
    "schema", "currency", "jurisdiction", "prices_include_tax", "lines", "discounts", "payers",
    "unverified",
)  # fmt: skip
LINE_KEYS = (
    "id", "sku", "description", "quantity", "unit_price_minor", "kind", "tax_class", "pair",
    "price_list", "price_list_version", "discount_minor", "tax", "paid_by",
)  # fmt: skip
TAX_KEYS = ("label", "treatment", "percent", "net_minor", "tax_minor")
DISCOUNT_KEYS = ("kind", "id", "words", "by_line")
PAYER_KEYS = ("id", "name", "claim_number", "by_line")


def bill_document(bill: Bill) -> JsonValue:
    """Return the document of a bill."""
    return {
        "schema": SCHEMA,
        "currency": bill.currency,
        "jurisdiction": bill.jurisdiction,
        "prices_include_tax": bill.prices_include_tax,
        "lines": [_written_line(line) for line in bill.lines],
        "discounts": [
            {
                "kind": each.kind.value,
                "id": each.source_id,
                "words": each.words,
                "by_line": _written_amounts("line", each.by_line),
            }
            for each in bill.discounts
        ],
        "payers": [
            {
                "id": each.payer_id,
                "name": each.name,
                "claim_number": each.claim_number or None,
                "by_line": _written_amounts("line", each.by_line),
            }
            for each in bill.payers
        ],
        "unverified": sorted(bill.unverified),
    }


def bill_from(document: object) -> Bill:
    """Check a parsed document and return its bill.

    Raises:
        DocumentIsMalformed: with the place and the reason.
    """
    fields = Fields.of(document, "bill", BILL_KEYS)
    if fields.whole("schema") != SCHEMA:
        raise fields.refusal("schema")
    currency = fields.text("currency")
    return Bill(
        currency=currency,
        jurisdiction=fields.text("jurisdiction"),
        prices_include_tax=fields.truth("prices_include_tax"),
        lines=tuple(_billed(part, currency) for part in fields.parts("lines", LINE_KEYS)),
        discounts=tuple(_discount(part) for part in fields.parts("discounts", DISCOUNT_KEYS)),
        payers=tuple(_payer(part) for part in fields.parts("payers", PAYER_KEYS)),
        unverified=fields.members("unverified", TaxClass),
    )


def _written_line(billed: BilledLine) -> JsonValue:
    basket_line, version = billed.line, billed.line.price_version
    return {
        "id": billed.line_id,
        "sku": basket_line.line.sku,
        "description": basket_line.line.description,
        "quantity": basket_line.line.quantity,
        "unit_price_minor": basket_line.line.unit_price.minor,
        "kind": basket_line.kind.value,
        "tax_class": basket_line.tax_class.value,
        "pair": basket_line.pair,
        "price_list": None if version is None else version.list_id,
        "price_list_version": None if version is None else version.version,
        "discount_minor": billed.discount_minor,
        "tax": [
            {
                "label": part.rate.label,
                "treatment": part.rate.treatment.value,
                "percent": str(part.rate.percent),
                "net_minor": part.net_minor,
                "tax_minor": part.tax_minor,
            }
            for part in billed.tax
        ],
        "paid_by": _written_amounts("payer", billed.paid_by),
    }


def _written_amounts(name: str, amounts: Iterable[tuple[str, int]]) -> JsonValue:
    return [{name: whose, "minor": minor} for whose, minor in amounts]


def _billed(fields: Fields, currency: str) -> BilledLine:
    return BilledLine(
        line=BasketLine(
            line_id=fields.text("id"),
            line=PricedLine(
                sku=fields.text("sku"),
                description=fields.text("description"),
                quantity=fields.whole("quantity", at_least=1),
                unit_price=Money(fields.whole("unit_price_minor"), currency),
            ),
            kind=fields.member("kind", ArticleKind),
            tax_class=fields.member("tax_class", TaxClass),
            pair=fields.whole_or_none("pair"),
            price_version=_version(fields),
        ),
        discount_minor=fields.whole("discount_minor"),
        tax=tuple(_tax(part) for part in fields.parts("tax", TAX_KEYS)),
        paid_by=_amounts(fields, "paid_by", "payer"),
    )


def _version(fields: Fields) -> PriceVersion | None:
    if not fields.has("price_list"):
        return None
    return PriceVersion(
        list_id=fields.text("price_list"), version=fields.whole("price_list_version")
    )


def _tax(fields: Fields) -> TaxPart:
    rate = TaxRate(
        label=fields.text("label"),
        treatment=fields.member("treatment", Treatment),
        percent=fields.read("percent", Percent.parse),
    )
    return TaxPart(
        rate=rate, net_minor=fields.whole("net_minor"), tax_minor=fields.whole("tax_minor")
    )


def _discount(fields: Fields) -> Discount:
    return Discount(
        kind=fields.member("kind", DiscountKind),
        source_id=fields.text("id"),
        words=fields.text("words"),
        by_line=_amounts(fields, "by_line", "line"),
    )


def _payer(fields: Fields) -> PayerShare:
    return PayerShare(
        payer_id=fields.text("id"),
        name=fields.text("name"),
        claim_number=fields.text_or("claim_number", ""),
        by_line=_amounts(fields, "by_line", "line"),
    )


def _amounts(fields: Fields, key: str, name: str) -> tuple[tuple[str, int], ...]:
    return tuple(
        (part.text(name), part.whole("minor")) for part in fields.parts(key, (name, "minor"))
    )
