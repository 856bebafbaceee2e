"""A tax table read from a parsed JSON document."""

from collections.abc import Sequence
from itertools import combinations

from app.domain.kernel.currency import decimals_of
from app.domain.kernel.documents import VALIDITY_KEYS, Fields
from app.domain.kernel.percent import NOTHING
from app.domain.kernel.rounding import Rounding
from app.domain.pricing.tax_classes import TaxClass
from app.domain.pricing.tax_table import TaxRate, TaxRow, TaxScope, TaxTable, Treatment

SCHEMA = 1
TABLE_KEYS = (
    "schema", "jurisdiction", "name", "currency", "prices_include_tax", "rounded_on", "rounding",
    "cash_step_minor", "apportionable", "rows",
)  # fmt: skip
ROW_KEYS = (
    "classes", "treatment", "percent", "label", "verified", "source", "note", *VALIDITY_KEYS,
)  # fmt: skip


def tax_table(document: object) -> TaxTable:
    """Check a parsed document and return the table.

    Raises:
        DocumentIsMalformed, CurrencyIsUnknown: with the place and the reason.
    """
    fields = Fields.of(document, "tax", TABLE_KEYS)
    if fields.whole("schema") != SCHEMA:
        raise fields.refusal("schema")
    currency = fields.text("currency")
    decimals_of(currency)
    table = TaxTable(
        jurisdiction=fields.text("jurisdiction"),
        name=fields.text("name"),
        currency=currency,
        prices_include_tax=fields.truth("prices_include_tax"),
        scope=fields.member("rounded_on", TaxScope),
        rounding=fields.member("rounding", Rounding),
        rows=tuple(_row(part) for part in fields.parts("rows", ROW_KEYS)),
        apportionable=fields.members("apportionable", TaxClass),
        cash_step_minor=fields.whole_or_none("cash_step_minor", at_least=1),
    )
    _require_one_answer(fields, table.rows)
    return table


def _row(fields: Fields) -> TaxRow:
    treatment = fields.member("treatment", Treatment)
    is_taxed = treatment is Treatment.TAXED
    if is_taxed != fields.has("percent"):
        raise fields.refusal("percent")
    classes = fields.members("classes", TaxClass)
    if not classes:
        raise fields.refusal("classes")
    return TaxRow(
        classes=classes,
        rate=TaxRate(
            label=fields.text("label"),
            treatment=treatment,
            percent=fields.percent("percent") if is_taxed else NOTHING,
        ),
        validity=fields.validity(),
        is_verified=fields.truth("verified"),
        source=fields.text("source"),
        note=fields.text_or("note", ""),
    )


def _require_one_answer(fields: Fields, rows: Sequence[TaxRow]) -> None:
    if not rows:
        raise fields.refusal("rows")
    for first, second in combinations(rows, 2):
        both = first.classes & second.classes
        if both and first.validity.overlaps(second.validity):
            raise fields.refusal(f"two rows for {min(both)}")
