"""Coatings, tints and other extras of a lens, and what goes with what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.catalog.lenses import Lens
from app.domain.catalog.verdict import Reason, Verdict
from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import Money
from app.domain.kernel.validity import ALWAYS, Validity

ABSORPTION_MAX_PERCENT = 100


class AbsorptionIsImpossible(DomainError):
    """A tint takes away less than nothing or more than all light."""

    code = "catalog.tint.absorption_impossible"


class ExtraKind(StrEnum):
    """What an extra does; a lens carries one of each kind at most."""

    COATING = "coating"
    TINT = "tint"
    PHOTOCHROMIC = "photochromic"
    POLARISED = "polarised"
    EDGE = "edge"


@dataclass(frozen=True, slots=True, kw_only=True)
class LensExtra:
    """A pack that is added to a lens; the price is for one lens.

    Empty `materials` and `lens_kinds` mean that it goes with all of them. `excludes` counts
    both ways; `needs` names extras of which at least one has to be there (or in the lens).

    Raises:
        AbsorptionIsImpossible: see there.
    """

    sku: str
    name: str
    kind: ExtraKind
    price: Money
    materials: frozenset[str] = frozenset()
    lens_kinds: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    absorption_percent: int | None = None
    colours: tuple[str, ...] = ()
    validity: Validity = ALWAYS

    def __post_init__(self) -> None:
        """Refuse a tint that no lens can have."""
        absorption = self.absorption_percent
        if absorption is not None and not 0 <= absorption <= ABSORPTION_MAX_PERCENT:
            raise AbsorptionIsImpossible(absorption_percent=absorption)


def extras_fit(lens: Lens, extras: Sequence[LensExtra], day: date) -> Verdict:
    """Return whether all of these extras can be had together on that lens."""
    reasons: list[Reason] = []
    present = lens.includes | {extra.sku for extra in extras}
    for extra in extras:
        reasons.extend(_reasons_alone(lens, extra, day))
        if extra.needs and not extra.needs & present:
            reasons.append(Reason.of("extra_needs", extra=extra.name, other=min(extra.needs)))
    reasons.extend(_reasons_together(lens, extras))
    return Verdict(reasons=tuple(reasons))


def extras_for(
    lens: Lens, offered: Sequence[LensExtra], day: date
) -> tuple[tuple[LensExtra, Verdict], ...]:
    """Return every extra with its verdict for that lens, those that can be had first."""
    judged = [(extra, extras_fit(lens, (extra,), day)) for extra in offered]
    return tuple(
        sorted(
            judged,
            key=lambda pair: (
                not pair[1].is_available,
                pair[0].kind,
                pair[0].price.minor,
                pair[0].sku,
            ),
        )
    )


def _reasons_alone(lens: Lens, extra: LensExtra, day: date) -> Iterator[Reason]:
    if not extra.validity.holds_on(day):
        yield Reason.of("extra_not_sold", extra=extra.name, day=day.isoformat())
    if extra.sku in lens.includes:
        yield Reason.of("extra_included", extra=extra.name)
    if extra.materials and lens.material not in extra.materials:
        yield Reason.of("extra_material", extra=extra.name, material=lens.material)
    if extra.lens_kinds and lens.kind not in extra.lens_kinds:
        yield Reason.of("extra_design", extra=extra.name, lens=lens.name)


def _reasons_together(lens: Lens, extras: Sequence[LensExtra]) -> Iterator[Reason]:
    ordered = sorted(extras, key=lambda extra: extra.sku)
    for index, first in enumerate(ordered):
        for sku in sorted(first.excludes & lens.includes):
            yield Reason.of("extra_excluded", extra=first.name, other=sku)
        for second in ordered[index + 1 :]:
            if second.sku in first.excludes or first.sku in second.excludes:
                yield Reason.of("extra_excluded", extra=first.name, other=second.name)
            elif first.kind is second.kind:
                yield Reason.of("extra_twice", extra=first.name, other=second.name)
