"""What keeps an order from being made, and the field where it is put right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.catalog import FrameNotFound, LensNotFound
from app.domain.kernel.errors import DioptreError, DomainError
from app.domain.optics.trace import Eye
from app.domain.orders import (
    LensNeedsAdd,
    MeasurementIsMissing,
    PromiseIsInThePast,
    require_dispensable,
)
from app.messages.catalogue import sentence, tr
from app.ui.orders.order_form import FormField, OrderForm
from app.ui.rx.cells import Column
from app.ui.rx.complaints import Complaint, Tone, complaints_of
from app.ui.rx.form import EYES, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A sentence and where it belongs: a place of the grid, another field, or the whole form.

    `code` names it in the log.
    """

    text: str
    code: str
    place: Place | None = None
    field: FormField | None = None


def problems_of(form: OrderForm, today: date) -> tuple[Problem, ...]:
    """Return all that is to be put right before F12 does anything, in the order of the screen."""
    complaints = complaints_of(form.rx.all_visited())
    found = [Problem(text=each.text, code=each.code, place=each.place) for each in complaints]
    if not form.prescriber.strip():
        asked = tr("Who wrote this prescription?")
        found.append(Problem(text=asked, code="ui.prescriber.empty", field=FormField.PRESCRIBER))
    if not found:
        found.extend(_undispensable(form))
    if form.frame is None:
        asked = tr("Choose a frame.")
        found.append(Problem(text=asked, code="ui.frame.not_chosen", field=FormField.FRAME))
    if form.lens is None:
        asked = tr("Choose a lens.")
        found.append(Problem(text=asked, code="ui.lens.not_chosen", field=FormField.LENS))
    if form.promised_on < today:
        found.append(problem_of(PromiseIsInThePast(promised_on=form.promised_on)))
    return tuple(found)


def complaints_from(problems: tuple[Problem, ...]) -> tuple[Complaint, ...]:
    """Return those of the problems that belong to the grid, as complaints in red."""
    return tuple(
        Complaint(place=problem.place, tone=Tone.RED, text=problem.text, code=problem.code)
        for problem in problems
        if problem.place is not None
    )


def problem_of(error: DioptreError) -> Problem:
    """Return a refusal as a problem at its field."""
    text, code = sentence(error), error.code
    match error:
        case MeasurementIsMissing():
            is_pd = error.facts["measurement"] == "monocular_pd_mm"
            column = Column.PD if is_pd else Column.HEIGHT
            return Problem(text=text, code=code, place=(_eye(error), column))
        case LensNeedsAdd():
            return Problem(text=text, code=code, place=(_eye(error), Column.ADD))
        case FrameNotFound():
            return Problem(text=text, code=code, field=FormField.FRAME)
        case LensNotFound():
            return Problem(text=text, code=code, field=FormField.LENS)
        case PromiseIsInThePast():
            return Problem(text=text, code=code, field=FormField.PROMISE)
        case _:
            return Problem(text=text, code=code)


def _undispensable(form: OrderForm) -> Iterator[Problem]:
    """Ask the domain, eye by eye, whether the chosen lens can be made."""
    if form.lens is None:
        return
    for eye in EYES:
        try:
            require_dispensable(eye, form.rx.power(eye), form.rx.measurements(eye), form.lens)
        except DomainError as refusal:
            yield problem_of(refusal)


def _eye(error: DioptreError) -> Eye:
    return "right" if error.facts["eye"] == "right" else "left"
