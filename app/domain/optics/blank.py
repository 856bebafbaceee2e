"""The round lens blank a shape can be cut from: by the trace, by the rule of thumb, from stock."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.kernel.errors import DomainError
from app.domain.optics.shape import NO_OFFSET, Offset, Shape, farthest_mm

ALLOWANCE_MAX_MM = 20.0


class AllowanceIsImplausible(DomainError):
    """An edging allowance is negative or larger than any edger needs."""

    code = "optics.blank.allowance_implausible"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankNeed:
    """The smallest blank by the trace and by the rule of thumb; both on the diameter."""

    minimum_mm: float
    rule_of_thumb_mm: float

    @property
    def difference_mm(self) -> float:
        """Return how much too small (positive) or too large the rule of thumb is."""
        return self.minimum_mm - self.rule_of_thumb_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class LensBlank:
    """A semi-finished or finished round lens on the shelf.

    `centre` is where its optical centre lies, told from the middle of the disc.
    """

    sku: str
    diameter_mm: float
    available: int
    centre: Offset = NO_OFFSET


def minimum_blank_mm(shape: Shape, oc: Offset, *, allowance_mm: float = 0.0) -> float:
    """Return twice the longest way from the optical centre to the trace, plus the allowance.

    Raises:
        AllowanceIsImplausible: see there.
    """
    if not 0 <= allowance_mm <= ALLOWANCE_MAX_MM:
        raise AllowanceIsImplausible(allowance_mm=allowance_mm, limit_mm=ALLOWANCE_MAX_MM)
    return 2 * farthest_mm(shape.about(oc)) + allowance_mm


def rule_of_thumb_mm(ed_mm: float, decentration_in_mm: float) -> float:
    """Return the effective diameter plus twice the horizontal decentration."""
    return ed_mm + 2 * abs(decentration_in_mm)


def blank_need(shape: Shape, oc: Offset, *, allowance_mm: float = 0.0) -> BlankNeed:
    """Return both answers; the allowance goes on both, so that they can be compared.

    Raises:
        AllowanceIsImplausible: see there.
    """
    return BlankNeed(
        minimum_mm=minimum_blank_mm(shape, oc, allowance_mm=allowance_mm),
        rule_of_thumb_mm=rule_of_thumb_mm(shape.ed_mm, oc.in_mm) + allowance_mm,
    )


def covers(blank: LensBlank, shape: Shape, oc: Offset, *, allowance_mm: float = 0.0) -> bool:
    """Return whether the whole shape can be cut from the blank with its centre where it belongs."""
    middle = oc.less(blank.centre)
    return minimum_blank_mm(shape, middle, allowance_mm=allowance_mm) <= blank.diameter_mm


def smallest_blank(
    stock: Iterable[LensBlank], shape: Shape, oc: Offset, *, allowance_mm: float = 0.0
) -> LensBlank | None:
    """Return the smallest blank on the shelf that covers the shape, or None."""
    fitting = [
        blank
        for blank in stock
        if blank.available > 0 and covers(blank, shape, oc, allowance_mm=allowance_mm)
    ]
    return min(fitting, key=lambda blank: (blank.diameter_mm, blank.sku), default=None)
