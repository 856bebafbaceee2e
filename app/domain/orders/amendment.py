"""Changing an order that the lab has not taken yet: the difference as data, and its price."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.kernel.canonical import canonical_sha256
from app.domain.kernel.ids import UserId
from app.domain.kernel.money import Money
from app.domain.optics.notation import format_eye
from app.domain.optics.trace import Trace
from app.domain.orders.draft import OrderDraft
from app.domain.orders.errors import (
    AmendmentIsOfAnotherPatient,
    NothingWasChanged,
    OrderIsTakenByLab,
)
from app.domain.orders.order import Order
from app.domain.orders.rules import require_sound
from app.domain.orders.trail import OrderChange, StepKind

RECEIVED = "received"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Amendment:
    """The order after it, what changed, and what the order costs more (or less) now."""

    order: Order
    changes: tuple[OrderChange, ...]
    difference: Money


def require_untaken(order: Order, lab_stage: str | None) -> None:
    """Refuse when the lab has gone beyond receiving the job.

    Raises:
        OrderIsTakenByLab: see there.
    """
    if lab_stage not in {None, RECEIVED}:
        raise OrderIsTakenByLab(number=str(order.number), stage=lab_stage)


def amended(order: Order, draft: OrderDraft, *, at: datetime, by: UserId, reason: str) -> Amendment:
    """Return the order with another content, one version on; `at` is in the shop's own zone.

    Raises:
        AmendmentIsOfAnotherPatient, NothingWasChanged, OrderCannotDoThat,
        and what a new order refuses: see there.
    """
    if draft.patient.patient_id != order.patient_id:
        raise AmendmentIsOfAnotherPatient
    require_sound(draft, at.date())
    changes = tuple(changes_between(order.draft, draft))
    if not changes:
        raise NothingWasChanged
    stepped = order.stepped(StepKind.AMENDED, at=at, by=by, reason=reason)
    difference = draft.total - order.draft.total
    step = replace(
        stepped.trail[-1],
        changes=changes,
        difference_minor=difference.minor,
        snapshot_sha256=order.snapshot_sha256,
    )
    after = replace(stepped, draft=draft, trail=(*order.trail, step))
    return Amendment(order=after, changes=changes, difference=difference)


def changes_between(before: OrderDraft, after: OrderDraft) -> Iterator[OrderChange]:
    """Yield each thing that differs, as it was and as it is."""
    for field, words in _WORDS.items():
        old, new = words(before), words(after)
        if old != new:
            yield OrderChange(field=field, before=old, after=new)


def _measured(draft: OrderDraft, eye: str) -> str:
    rx = draft.prescription
    if rx is None:
        return ""
    measured = rx.right_measurements if eye == "right" else rx.left_measurements
    lengths = (
        *(measured.monocular_pd_mm, measured.near_pd_mm),
        *(measured.fitting_height_mm, measured.segment_height_mm),
    )
    return " / ".join("-" if length is None else str(length) for length in lengths)


def _power(draft: OrderDraft, eye: str) -> str:
    rx = draft.prescription
    if rx is None:
        return ""
    power = rx.right if eye == "right" else rx.left
    return "" if power is None else format_eye(power)


def _frame(draft: OrderDraft) -> str:
    frame = draft.frame
    if frame is None:
        return ""
    return f"{frame.brand} {frame.model} {frame.colour} {frame.size} {frame.sku}".strip()


def _shape(draft: OrderDraft) -> str:
    if draft.frame is None:
        return ""
    box = (draft.frame.a_mm, draft.frame.b_mm, draft.frame.dbl_mm)
    traces = (f"{trace.eye} {_form(trace)}" for trace in draft.frame.traces)
    return " / ".join((*map(str, box), *sorted(traces)))


def _form(trace: Trace) -> str:
    form = [list(trace.radii), list(trace.angles_cdeg or ()), list(trace.heights or ())]
    return canonical_sha256(form)[:12]


def _lens(draft: OrderDraft) -> str:
    return "" if draft.lens is None else f"{draft.lens.name} {draft.lens.sku}"


def _lines(draft: OrderDraft) -> str:
    lines = (f"{i.line.quantity} x {i.line.sku} {i.line.unit_price.minor}" for i in draft.items)
    return "; ".join(sorted(lines))


_WORDS: dict[str, Callable[[OrderDraft], str]] = {
    "right": lambda draft: _power(draft, "right"),
    "left": lambda draft: _power(draft, "left"),
    "right_measurements": lambda draft: _measured(draft, "right"),
    "left_measurements": lambda draft: _measured(draft, "left"),
    "as_worn": lambda draft: "" if draft.prescription is None else str(draft.prescription.as_worn),
    "frame": _frame,
    "shape": _shape,
    "lens": _lens,
    "tint": lambda draft: "" if draft.lens is None else draft.lens.tint,
    "extras": lambda draft: ", ".join(sorted(each.name for each in draft.extras)),
    "contact_lenses": lambda draft: "; ".join(str(each) for each in draft.contact_lenses),
    "edging": lambda draft: str(draft.edging),
    "lines": _lines,
    "total": lambda draft: f"{draft.total.minor} {draft.currency}",
    "promised_on": lambda draft: draft.promised_on.isoformat(),
    "is_rush": lambda draft: "yes" if draft.is_rush else "no",
    "lab": lambda draft: str(draft.lab_site_id),
    "note": lambda draft: draft.note,
}
