"""Optical vouchers: a state pays an amount that follows the power, and supplements.

Modelled on the vouchers of the General Ophthalmic Services in the United Kingdom; bands and
values are data. A voucher is spent like an insurer's cover: up to its value, on one pair of
spectacles, never beyond what the pair costs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.catalog.kinds import SPECTACLE_KINDS
from app.domain.catalog.lenses import SINGLE_VISION
from app.domain.kernel.errors import DomainError
from app.domain.kernel.validity import Validity
from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import NO_POWER, EyePower
from app.domain.optics.spherocylinder import in_minus_cylinder
from app.domain.pricing.payers import Cover, CoverRule


class VoucherTableIsMissing(DomainError):
    """No voucher table holds on that day."""

    code = "pricing.voucher.table_missing"


class VoucherHasNoBand(DomainError):
    """No band of the voucher table is for that power."""

    code = "pricing.voucher.no_band"


class SupplementIsUnknown(DomainError):
    """The voucher table has no supplement of that name."""

    code = "pricing.voucher.supplement_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherBand:
    """One letter and its value for a pair; a limit of None is none."""

    letter: str
    is_single_vision: bool
    value_minor: int
    is_verified: bool
    sphere_max: Dioptres | None = None
    cylinder_max: Dioptres | None = None

    def holds(self, sphere: Dioptres, cylinder: Dioptres) -> bool:
        if self.sphere_max is not None and sphere > self.sphere_max:
            return False
        return self.cylinder_max is None or cylinder <= self.cylinder_max


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherSupplement:
    """What is added for each lens that needs it, such as a prism or a tint."""

    name: str
    is_single_vision: bool
    lens_minor: int
    is_verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherTable:
    """The values that hold for some time; bands are tried in their order, weakest first."""

    table_id: str
    currency: str
    validity: Validity
    source: str
    bands: tuple[VoucherBand, ...]
    supplements: tuple[VoucherSupplement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherNeed:
    """What is claimed for: the powers, the kind of lens, and supplements by lens.

    A supplement that both lenses need is named twice.
    """

    right: EyePower | None
    left: EyePower | None
    lens_kind: str
    supplements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpticalVoucher:
    """What the voucher is worth and why: the letter of the stronger lens, and each supplement."""

    letter: str
    base_minor: int
    supplements: tuple[tuple[str, int], ...]
    is_verified: bool

    @property
    def value_minor(self) -> int:
        return self.base_minor + sum(minor for _, minor in self.supplements)

    def cover(self, payer_id: str, *, name: str, claim_number: str, pair: int) -> Cover:
        """Return the voucher as a payer of one pair of spectacles, and of nothing else."""
        rule = CoverRule(kinds=SPECTACLE_KINDS, pair=pair, total_max_minor=self.value_minor)
        return Cover(payer_id=payer_id, name=name, claim_number=claim_number, rules=(rule,))


def optical_voucher(
    tables: tuple[VoucherTable, ...], need: VoucherNeed, day: date
) -> OpticalVoucher:
    """Return the voucher for a pair of lenses.

    Each lens is judged by its stronger meridian and the size of its cylinder, so writing it in
    plus or in minus cylinder changes nothing; the pair is worth what its stronger lens is.

    Raises:
        VoucherTableIsMissing, VoucherHasNoBand, SupplementIsUnknown: see there.
    """
    table = next((table for table in tables if table.validity.holds_on(day)), None)
    if table is None:
        raise VoucherTableIsMissing(day=day)
    is_single = need.lens_kind == SINGLE_VISION
    bands = [band for band in table.bands if band.is_single_vision == is_single]
    held = [_band(bands, power) for power in _powers(need)]
    if not held:
        raise VoucherHasNoBand(lens=need.lens_kind)
    band = max(held, key=lambda each: (each.value_minor, each.letter))
    supplements = tuple(
        _supplement(table, name, is_single_vision=is_single) for name in need.supplements
    )
    return OpticalVoucher(
        letter=band.letter,
        base_minor=band.value_minor,
        supplements=tuple((each.name, each.lens_minor) for each in supplements),
        is_verified=band.is_verified and all(each.is_verified for each in supplements),
    )


def _powers(need: VoucherNeed) -> Iterator[EyePower]:
    for power in (need.right, need.left):
        if power is not None and not power.is_balance:
            yield power


def _band(bands: list[VoucherBand], power: EyePower) -> VoucherBand:
    minus = in_minus_cylinder(power)
    meridians = (abs(minus.sphere), abs(minus.sphere + minus.cylinder))
    sphere, cylinder = max(meridians, default=NO_POWER), abs(minus.cylinder)
    for band in bands:
        if band.holds(sphere, cylinder):
            return band
    raise VoucherHasNoBand(lens=str(sphere))


def _supplement(table: VoucherTable, name: str, *, is_single_vision: bool) -> VoucherSupplement:
    for supplement in table.supplements:
        if supplement.name == name and supplement.is_single_vision == is_single_vision:
            return supplement
    raise SupplementIsUnknown(supplement=name)
