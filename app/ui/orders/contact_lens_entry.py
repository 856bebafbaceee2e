"""Contact lenses as they are typed for one eye, and what rules them out."""

from dataclasses import dataclass

from app.domain.catalog import ContactLens, ContactLensChoice, Reason, contact_lens_fits
from app.domain.kernel.errors import DomainError
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import NO_POWER
from app.domain.optics.trace import Eye
from app.services.order_wish import ContactLensWish

# A quarter of a year: what most patients take at once.
USUAL_DAYS = 90
PACKS_MAX = 99


class ContactLensIsUnreadable(DomainError):
    """A field of a contact lens holds no power, axis or number of packs."""

    code = "orders.contact_lens.unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class EyeTexts:
    """What stands in the fields of one eye."""

    base_curve: str
    diameter: str
    sphere: str
    cylinder: str = ""
    axis: str = ""
    add: str = ""
    packs: str = ""


def proposed(lens: ContactLens, sphere: str) -> EyeTexts:
    """Return what stands in the fields once a lens is chosen: its first form, usual supply."""
    return EyeTexts(
        base_curve=str(lens.base_curves_mm[0]),
        diameter=str(lens.diameters_mm[0]),
        sphere=sphere,
        add=lens.adds[0] if lens.adds else "",
        packs=str(lens.packs_for(USUAL_DAYS)),
    )


def read_eye(lens: ContactLens, eye: Eye, texts: EyeTexts) -> ContactLensWish | None:
    """Return what is ordered for an eye; None where no power was typed.

    Raises:
        ContactLensIsUnreadable: see there.
    """
    if not texts.sphere.strip():
        return None
    try:
        choice = ContactLensChoice(
            eye=eye,
            base_curve_mm=_millimetres(texts.base_curve),
            diameter_mm=_millimetres(texts.diameter),
            sphere=_dioptres(texts.sphere),
            cylinder=_dioptres(texts.cylinder) if texts.cylinder.strip() else NO_POWER,
            axis_deg=int(texts.axis) if texts.axis.strip() else None,
            add=texts.add.strip(),
        )
        packs = int(texts.packs)
    except (ValueError, DomainError):
        raise ContactLensIsUnreadable(eye=eye) from None
    if not 1 <= packs <= PACKS_MAX:
        raise ContactLensIsUnreadable(eye=eye)
    return ContactLensWish(sku=lens.sku, choice=choice, packs=packs)


def reasons_against(lens: ContactLens, wish: ContactLensWish) -> tuple[Reason, ...]:
    """Return everything about the choice that this lens is not made in."""
    return contact_lens_fits(lens, wish.choice).reasons


def _dioptres(text: str) -> Dioptres:
    return Dioptres.ordered(_plain(text))


def _millimetres(text: str) -> Millimetres:
    return Millimetres.parse(_plain(text))


def _plain(text: str) -> str:
    return text.strip().replace(",", ".").replace("\u2212", "-")
