"""Optical voucher tables read from a parsed JSON document."""

from itertools import combinations

from app.domain.kernel.currency import decimals_of
from app.domain.kernel.documents import VALIDITY_KEYS, Fields
from app.domain.optics.power import Dioptres
from app.domain.pricing.optical_vouchers import VoucherBand, VoucherSupplement, VoucherTable

SCHEMA = 1
TABLE_KEYS = ("id", "currency", "source", "bands", "supplements", *VALIDITY_KEYS)
BAND_KEYS = ("letter", "lens", "sphere_max", "cylinder_max", "value_minor", "verified")
SUPPLEMENT_KEYS = ("name", "lens", "each_lens_minor", "verified")
LENSES = {"single_vision": True, "other": False}


def voucher_tables(document: object) -> tuple[VoucherTable, ...]:
    """Check a parsed document and return its tables.

    Raises:
        DocumentIsMalformed, CurrencyIsUnknown: with the place and the reason.
    """
    fields = Fields.of(document, "vouchers", ("schema", "tables"))
    if fields.whole("schema") != SCHEMA:
        raise fields.refusal("schema")
    tables = tuple(_table(part) for part in fields.parts("tables", TABLE_KEYS))
    for first, second in combinations(tables, 2):
        if first.validity.overlaps(second.validity):
            raise fields.refusal(f"two tables at a time: {second.table_id}")
    return tables


def _table(fields: Fields) -> VoucherTable:
    decimals_of(fields.text("currency"))
    return VoucherTable(
        table_id=fields.text("id"),
        currency=fields.text("currency"),
        validity=fields.validity(),
        source=fields.text("source"),
        bands=tuple(_band(part) for part in fields.parts("bands", BAND_KEYS)),
        supplements=tuple(
            _supplement(part) for part in fields.parts("supplements", SUPPLEMENT_KEYS)
        ),
    )


def _band(fields: Fields) -> VoucherBand:
    return VoucherBand(
        letter=fields.text("letter"),
        is_single_vision=_is_single_vision(fields),
        value_minor=fields.whole("value_minor", at_least=1),
        is_verified=fields.truth("verified"),
        sphere_max=fields.read_or_none("sphere_max", Dioptres.ordered),
        cylinder_max=fields.read_or_none("cylinder_max", Dioptres.ordered),
    )


def _supplement(fields: Fields) -> VoucherSupplement:
    return VoucherSupplement(
        name=fields.text("name"),
        is_single_vision=_is_single_vision(fields),
        lens_minor=fields.whole("each_lens_minor", at_least=1),
        is_verified=fields.truth("verified"),
    )


def _is_single_vision(fields: Fields) -> bool:
    if fields.text("lens") not in LENSES:
        raise fields.refusal("lens")
    return LENSES[fields.text("lens")]
