"""What is still wrong or unsure in the grid, in the words a person reads under it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.customers import PrescriptionIsEmpty
from app.domain.kernel.errors import DioptreError
from app.domain.optics.entry import HINT_BASE, HINT_SIGN
from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import NO_POWER, AxisNeedsCylinder, CylinderNeedsAxis
from app.domain.optics.trace import Eye
from app.domain.orders import MeasurementIsMissing
from app.messages.catalogue import sentence, tr
from app.ui.rx.cells import Cell, Column, written
from app.ui.rx.form import EYES, PLACES, Place, RxForm

SPHERE_IS_EMPTY = "ui.sphere.empty"


class Tone(StrEnum):
    """How loud a field is; both amber and red keep the order from being made."""

    PLAIN = "plain"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One thing to put right, at its field; `code` names it in the log."""

    place: Place
    tone: Tone
    text: str
    code: str


def complaints_of(form: RxForm) -> tuple[Complaint, ...]:
    """Return all that keeps the form from being used, in the order of the fields."""
    found = [*_of_cells(form), *(each for eye in EYES for each in _of_eye(form, eye))]
    if not found and _is_passed_over(form):
        found.append(_refused(("right", Column.SPHERE), PrescriptionIsEmpty()))
    return tuple(sorted(found, key=lambda complaint: PLACES.index(complaint.place)))


def tone_at(complaints: tuple[Complaint, ...], place: Place) -> Tone:
    """Return how a field is shown."""
    tones = [complaint.tone for complaint in complaints if complaint.place == place]
    if Tone.RED in tones:
        return Tone.RED
    return Tone.AMBER if tones else Tone.PLAIN


def _of_cells(form: RxForm) -> Iterator[Complaint]:
    for place in PLACES:
        cell = form.cell(place)
        if cell.refusal is not None:
            yield _refused_at(place, cell.refusal)
        elif cell.hint is not None:
            text = _named(place, _question(place[1], cell))
            yield Complaint(place=place, tone=Tone.AMBER, text=text, code=cell.hint)


def _of_eye(form: RxForm, eye: Eye) -> Iterator[Complaint]:
    if not form.has_power(eye):
        return
    sphere, cylinder = form.cell((eye, Column.SPHERE)), form.cell((eye, Column.CYLINDER))
    axis, pd = form.cell((eye, Column.AXIS)), form.cell((eye, Column.PD))
    has_cylinder = isinstance(cylinder.value, Dioptres) and cylinder.value != NO_POWER
    if sphere.is_empty and sphere.is_visited:
        place = (eye, Column.SPHERE)
        text = _named(place, tr("Empty. Type the power, or P for plano."))
        yield Complaint(place=place, tone=Tone.RED, text=text, code=SPHERE_IS_EMPTY)
    if has_cylinder and axis.is_empty and axis.is_visited:
        yield _refused_at((eye, Column.AXIS), CylinderNeedsAxis(cylinder=str(cylinder.value)))
    if axis.value is not None and not has_cylinder and cylinder.refusal is None:
        place = (eye, Column.CYLINDER)
        refusal = AxisNeedsCylinder(axis_deg=axis.value)
        text = _named(place, sentence(refusal))
        yield Complaint(place=place, tone=Tone.AMBER, text=text, code=refusal.code)
    if pd.is_empty and pd.is_visited:
        missing = MeasurementIsMissing(eye=eye, measurement="monocular_pd_mm")
        yield _refused((eye, Column.PD), missing)


def _refused(place: Place, refusal: DioptreError) -> Complaint:
    return Complaint(place=place, tone=Tone.RED, text=sentence(refusal), code=refusal.code)


def _refused_at(place: Place, refusal: DioptreError) -> Complaint:
    """Return a refusal whose sentence does not say by itself which field it is about."""
    text = _named(place, sentence(refusal))
    return Complaint(place=place, tone=Tone.RED, text=text, code=refusal.code)


def _is_passed_over(form: RxForm) -> bool:
    cells = [form.cell(place) for place in PLACES]
    return all(cell.is_visited for cell in cells) and not any(map(form.has_power, EYES))


def _question(column: Column, cell: Cell) -> str:
    value = "" if cell.value is None else written(column, cell.value)
    if cell.hint == HINT_SIGN:
        return tr("plus or minus? Type the sign, or Ctrl+Enter for {value}.", value=value)
    if cell.hint == HINT_BASE:
        return tr("which base? Type it, or Ctrl+Enter for {value}.", value=value)
    return tr("read as {value}. Ctrl+Enter if that is right, or type it in full.", value=value)


def _named(place: Place, text: str) -> str:
    return f"{eye_letter(place[0])} {column_word(place[1])}: {text}"


def eye_letter(eye: Eye) -> str:
    """Return the letter that stands for an eye everywhere in the trade."""
    return "R" if eye == "right" else "L"


def column_word(column: Column) -> str:
    """Return what a field is called in a sentence."""
    match column:
        case Column.SPHERE:
            return tr("sphere")
        case Column.CYLINDER:
            return tr("cylinder")
        case Column.AXIS:
            return tr("axis")
        case Column.ADD:
            return tr("addition")
        case Column.PRISM_H | Column.PRISM_V:
            return tr("prism")
        case Column.PD:
            return tr("PD")
        case Column.HEIGHT:
            return tr("fitting height")
