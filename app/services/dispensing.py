"""Choosing lenses for these eyes in this frame: what fits, how thick it gets, the same again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.catalog import (
    ArticleNotFound,
    Fitting,
    Frame,
    Good,
    Lens,
    LensExtra,
    LensNotFound,
    Reason,
    Suggestion,
    Verdict,
    extras_fit,
    extras_for,
    suggestions,
)
from app.domain.catalog.fitting import EyeNeed
from app.domain.kernel.access import Action
from app.domain.kernel.ids import OrderId, PatientId
from app.domain.optics.lens_estimate import MATERIALS, LensMaterial, estimate
from app.domain.optics.shape import OffsetIsImplausible
from app.domain.optics.thickness import SurfaceDoesNotReach
from app.domain.optics.trace import Eye
from app.domain.orders import Order
from app.services.auditing import Access, Gate
from app.services.ports import Clock, UnitOfWork, Units
from app.services.session import Session

ORDERS_LOOKED_AT = 20
# How far the index of an article may lie from that of the class of material it is made of.
INDEX_TOLERANCE = 0.015


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeEstimate:
    """How one lens would come out; an estimate, and shown as one."""

    eye: Eye
    thickest_mm: float
    weight_g: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexChoice:
    """The same design and coating in one material, with an edge for each eye that can be told."""

    lens: Lens
    verdict: Verdict
    edges: tuple[EdgeEstimate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SameAgain:
    """What the patient had last, as far as it is still sold; `reasons` say what is not.

    Nothing here was ordered: the form takes it over and everything is looked at anew.
    """

    order_id: OrderId
    number: str
    frame: Frame | None
    lens: Lens | None
    extras: tuple[LensExtra, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DispensingService:
    """The lens filter at the counter; `clock` tells the time in the shop's own zone."""

    units: Units
    gate: Gate
    clock: Clock

    def lenses_for(self, session: Session, fitting: Fitting) -> tuple[Suggestion, ...]:
        """Return every lens with its verdict, those that can be made first.

        Raises:
            AccessDenied, OffsetIsImplausible: see there.
        """
        self.gate.check(session, Action.CATALOGUE_READ)
        with self.units() as unit:
            return suggestions(unit.goods.lenses(), fitting)

    def extras_for(
        self, session: Session, lens_sku: str, *, chosen: Sequence[str] = ()
    ) -> tuple[tuple[LensExtra, Verdict], ...]:
        """Return every extra with its verdict beside those chosen, what can be had first.

        Raises:
            AccessDenied, LensNotFound: see there.
        """
        self.gate.check(session, Action.CATALOGUE_READ)
        with self.units() as unit:
            lens, offered = _lens(unit, lens_sku), unit.goods.extras()
        day = self.clock().date()
        had = [extra for extra in offered if extra.sku in chosen]
        judged = [
            (extra, _beside(lens, extra, had, day) if had else verdict)
            for extra, verdict in extras_for(lens, offered, day)
        ]
        return tuple(sorted(judged, key=lambda pair: not pair[1].is_available))

    def indices(self, session: Session, fitting: Fitting, lens_sku: str) -> tuple[IndexChoice, ...]:
        """Return the design and coating of a lens in every material it comes in, by index.

        Raises:
            AccessDenied, LensNotFound, OffsetIsImplausible: see there.
        """
        self.gate.check(session, Action.CATALOGUE_READ)
        with self.units() as unit:
            lens, all_lenses = _lens(unit, lens_sku), unit.goods.lenses()
        alike = [each for each in all_lenses if _is_alike(each, lens)]
        needs = tuple(fitting.needs())
        choices = [
            IndexChoice(lens=each.lens, verdict=each.verdict, edges=tuple(_edges(each.lens, needs)))
            for each in suggestions(alike, fitting)
        ]
        return tuple(sorted(choices, key=lambda each: (each.lens.index_thousandths, each.lens.sku)))

    def same_again(self, session: Session, patient_id: PatientId) -> SameAgain | None:
        """Return what the patient's last spectacles were made of; None where there were none.

        Raises:
            AccessDenied: the session may not read the order.
        """
        with self.units() as unit:
            order = next(_orders_with_lenses(unit, patient_id), None)
            if order is None:
                return None
            access = Access(
                action=Action.ORDER_READ,
                subject_type="order",
                subject_id=order.order_id,
                correlation_id=session.session_id,
                site_id=order.site_id,
            )
            self.gate.pass_through(unit, session, access)
            found = self._as_sold_today(unit, order)
            unit.commit()
            return found

    def _as_sold_today(self, unit: UnitOfWork, order: Order) -> SameAgain:
        day, draft = self.clock().date(), order.draft
        named = [each.sku for each in (draft.frame, draft.lens) if each is not None and each.sku]
        sold: list[Good] = []
        reasons: list[Reason] = []
        for sku in (*named, *(each.sku for each in draft.extras)):
            try:
                good = unit.goods.good(sku)
            except ArticleNotFound:
                reasons.append(Reason.of("not_in_catalogue", article=sku))
                continue
            if good.validity.holds_on(day):
                sold.append(good)
            else:
                reasons.append(Reason.of("article_not_sold", article=sku, day=day.isoformat()))
        return SameAgain(
            order_id=order.order_id,
            number=str(order.number),
            frame=next((each for each in sold if isinstance(each, Frame)), None),
            lens=next((each for each in sold if isinstance(each, Lens)), None),
            extras=tuple(each for each in sold if isinstance(each, LensExtra)),
            reasons=tuple(reasons),
        )


def _lens(unit: UnitOfWork, sku: str) -> Lens:
    try:
        good = unit.goods.good(sku)
    except ArticleNotFound:
        raise LensNotFound(sku=sku[:40]) from None
    if not isinstance(good, Lens):
        raise LensNotFound(sku=sku[:40])
    return good


def _beside(lens: Lens, extra: LensExtra, had: Sequence[LensExtra], day: date) -> Verdict:
    others = [each for each in had if each.sku != extra.sku]
    return extras_fit(lens, (*others, extra), day)


def _is_alike(each: Lens, lens: Lens) -> bool:
    same_design = each.design == lens.design if lens.design else each.kind == lens.kind
    return same_design and each.coating == lens.coating


def _edges(lens: Lens, needs: Sequence[EyeNeed]) -> Iterator[EdgeEstimate]:
    material = _material(lens)
    if material is None:
        return
    for need in needs:
        if need.shape is None or need.oc is None:
            continue
        try:
            found = estimate(need.power, material, need.shape.about(need.oc))
        except (SurfaceDoesNotReach, OffsetIsImplausible):
            continue
        yield EdgeEstimate(eye=need.eye, thickest_mm=found.thickest_mm, weight_g=found.weight_g)


def _material(lens: Lens) -> LensMaterial | None:
    index = lens.index_thousandths / 1000
    nearest = min(MATERIALS, key=lambda each: abs(each.index - index))
    return nearest if abs(nearest.index - index) <= INDEX_TOLERANCE else None


def _orders_with_lenses(unit: UnitOfWork, patient_id: PatientId) -> Iterator[Order]:
    for row in unit.orders.rows_of_patient(patient_id, limit=ORDERS_LOOKED_AT):
        order = unit.orders.get(row.order_id)
        if order.draft.lens is not None:
            yield order
