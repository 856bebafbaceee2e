"""Contact lenses: in which curves, diameters and powers they are made, and how many are needed."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.catalog.lens_range import PowerSpan
from app.domain.catalog.verdict import Reason, Verdict
from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import Money
from app.domain.kernel.validity import ALWAYS, Validity
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import NO_POWER
from app.domain.optics.trace import Eye


class ContactLensIsImplausible(DomainError):
    """A pack without lenses, a lens that is worn for no day, or steps that lead nowhere."""

    code = "catalog.contact_lens.implausible"


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerSteps:
    """Powers from one to another in equal steps, counted from the lower end."""

    span: PowerSpan
    step: Dioptres

    def __post_init__(self) -> None:
        """Refuse steps of nothing."""
        if self.step <= NO_POWER:
            raise ContactLensIsImplausible(field="step", value=str(self.step))

    def holds(self, power: Dioptres) -> bool:
        from_low = power.thousandths - self.span.low.thousandths
        return self.span.holds(power) and from_low % self.step.thousandths == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLens:
    """A contact lens and its pack; the price is for one pack.

    A spherical lens has no `cylinders`; `axis_step_deg` is how finely the axis of a toric one is
    made. `adds` are the maker's own names of the additions, such as `low` and `high`.

    Raises:
        ContactLensIsImplausible: see there.
    """

    sku: str
    gtin: str
    brand: str
    name: str
    base_curves_mm: tuple[Millimetres, ...]
    diameters_mm: tuple[Millimetres, ...]
    spheres: tuple[PowerSteps, ...]
    pack_size: int
    wear_days: int
    price: Money
    cylinders: tuple[Dioptres, ...] = ()
    axis_step_deg: int = 10
    adds: tuple[str, ...] = ()
    validity: Validity = ALWAYS

    def __post_init__(self) -> None:
        """Refuse what nobody can sell or wear."""
        for field, value in (
            ("pack_size", self.pack_size),
            ("wear_days", self.wear_days),
            ("axis_step_deg", self.axis_step_deg),
        ):
            if value < 1:
                raise ContactLensIsImplausible(field=field, value=value)

    def packs_for(self, days: int) -> int:
        """Return how many packs one eye uses up in that many days."""
        lenses = -(-days // self.wear_days)
        return -(-lenses // self.pack_size)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLensChoice:
    """What is ordered for one eye."""

    eye: Eye
    base_curve_mm: Millimetres
    diameter_mm: Millimetres
    sphere: Dioptres
    cylinder: Dioptres = NO_POWER
    axis_deg: int | None = None
    add: str = ""


def contact_lens_fits(lens: ContactLens, choice: ContactLensChoice) -> Verdict:
    """Return whether the lens is made like that, with every reason why not."""
    return Verdict(
        reasons=(*_form_reasons(lens, choice), *_power_reasons(lens, choice)),
    )


def _form_reasons(lens: ContactLens, choice: ContactLensChoice) -> Iterator[Reason]:
    if choice.base_curve_mm not in lens.base_curves_mm:
        yield Reason.of("base_curve", choice.eye, base_curve_mm=choice.base_curve_mm)
    if choice.diameter_mm not in lens.diameters_mm:
        yield Reason.of("diameter", choice.eye, diameter_mm=choice.diameter_mm)
    if choice.add not in lens.adds and (choice.add or lens.adds):
        yield Reason.of("contact_add", choice.eye, add=choice.add)


def _power_reasons(lens: ContactLens, choice: ContactLensChoice) -> Iterator[Reason]:
    if not any(steps.holds(choice.sphere) for steps in lens.spheres):
        yield Reason.of("contact_sphere", choice.eye, power=choice.sphere)
    if choice.cylinder == NO_POWER:
        return
    if choice.cylinder not in lens.cylinders:
        yield Reason.of("contact_cylinder", choice.eye, power=choice.cylinder)
    if choice.axis_deg is None or choice.axis_deg % lens.axis_step_deg:
        shown = "" if choice.axis_deg is None else choice.axis_deg
        yield Reason.of("contact_axis", choice.eye, axis_deg=shown, step_deg=lens.axis_step_deg)
