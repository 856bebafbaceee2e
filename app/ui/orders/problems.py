"""What keeps an order from being made, and the field where it is put right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.catalog import FrameNotFound, Lens, LensNotFound, fits
from app.domain.kernel.errors import DioptreError, DomainError
from app.domain.optics.doubts import Doubt, DoubtIsUnconfirmed
from app.domain.optics.shape import OffsetIsImplausible
from app.domain.optics.trace import Eye
from app.domain.orders import (
    LensNeedsAdd,
    MeasurementIsMissing,
    PrescriptionHasExpired,
    PromiseIsInThePast,
    require_dispensable,
)
from app.messages.catalogue import sentence, sentence_of, tr
from app.ui.orders.order_form import FormField, OrderForm
from app.ui.rx.cells import Column
from app.ui.rx.complaints import Complaint, Tone, column_word, complaints_of, eye_letter
from app.ui.rx.doubt_words import doubt_words
from app.ui.rx.form import EYES, Place
from app.ui.rx.second_entry import differences

TOLD_ELSEWHERE = frozenset(
    f"catalog.reason.{what}" for what in ("add_missing", "height_missing", "blank_too_small")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A sentence and where it belongs: a place of the grid, another field, or the whole form.

    `code` names it in the log; `doubt` is what nobody has confirmed.
    """

    text: str
    code: str
    place: Place | None = None
    field: FormField | None = None
    doubt: Doubt | None = None


def problems_of(
    form: OrderForm, today: date, doubts: tuple[Doubt, ...] = ()
) -> tuple[Problem, ...]:
    """Return all that is to be put right before F12 does anything, in the order of the screen.

    `doubts` are those that nobody has confirmed.
    """
    found = list(_pair_problems(form, today)) if form.is_pair else []
    found.extend(_doubted(doubt) for doubt in doubts)
    if form.promised_on < today:
        found.append(problem_of(PromiseIsInThePast(promised_on=form.promised_on)))
    return tuple(found)


def _pair_problems(form: OrderForm, today: date) -> Iterator[Problem]:
    complaints = complaints_of(form.rx.all_visited())
    yield from (Problem(text=each.text, code=each.code, place=each.place) for each in complaints)
    yield from _entered_twice(form)
    if not form.prescriber.strip():
        asked = tr("Who wrote this prescription?")
        yield Problem(text=asked, code="ui.prescriber.empty", field=FormField.PRESCRIBER)
    if form.expires_on < today:
        yield problem_of(PrescriptionHasExpired(expires_on=form.expires_on))
    if not complaints and form.prescriber.strip():
        yield from _undispensable(form)
    if not form.has_frame:
        asked = tr("Choose a frame.")
        yield Problem(text=asked, code="ui.frame.not_chosen", field=FormField.FRAME)
    if form.lens is None:
        asked = tr("Choose a lens.")
        yield Problem(text=asked, code="ui.lens.not_chosen", field=FormField.LENS)
    elif not complaints:
        yield from _not_made(form, form.lens, today)


def _not_made(form: OrderForm, lens: Lens, today: date) -> Iterator[Problem]:
    """Say why a lens that was chosen earlier cannot be made for the numbers as they are now.

    What a lens needs of the eyes is said already, and a blank that is too small is a doubt.
    """
    fitting = form.fitting(today)
    if fitting is None:
        return
    try:
        reasons = fits(lens, fitting).reasons
    except OffsetIsImplausible as refusal:
        yield Problem(text=sentence(refusal), code=refusal.code, field=FormField.FRAME)
        return
    for reason in reasons:
        if reason.code not in TOLD_ELSEWHERE:
            text = f"{lens.name}: {sentence_of(reason.code, dict(reason.facts))}"
            yield Problem(text=text, code=reason.code, field=FormField.LENS)


def _entered_twice(form: OrderForm) -> Iterator[Problem]:
    """Say where the second entry is not what the first was."""
    if form.first_rx is None:
        return
    for place in differences(form.first_rx, form.rx):
        first = form.first_rx.cell(place).text or tr("nothing")
        second = form.rx.cell(place).text or tr("nothing")
        name = f"{eye_letter(place[0])} {column_word(place[1])}"
        text = tr(
            "{name}: first {first}, now {second}. Look again.",
            name=name,
            first=first,
            second=second,
        )
        yield Problem(text=text, code="ui.second_entry.differs", place=place)


def _doubted(doubt: Doubt) -> Problem:
    text = tr("{doubt} Tick it, or Ctrl+Enter.", doubt=doubt_words(doubt))
    return Problem(text=text, code=doubt.code, field=FormField.DOUBTS, doubt=doubt)


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
        case PrescriptionHasExpired():
            return Problem(text=text, code=code, field=FormField.EXPIRY)
        case DoubtIsUnconfirmed():
            return Problem(text=text, code=code, field=FormField.DOUBTS)
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
