"""The prescription grid: eight fields for each eye, right eye first, never mirrored."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.domain.optics.entry import HINT_BASE, HINT_SIGN
from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import NO_POWER
from app.domain.optics.trace import Eye
from app.messages.catalogue import tr
from app.ui.rx.cells import Cell, Column
from app.ui.rx.commands import Command
from app.ui.rx.complaints import Complaint, tone_at
from app.ui.rx.form import EYES, PLACES, Place, RxForm
from app.ui.theme.theme import Theme
from app.ui.widgets.dioptre_edit import DioptreEdit
from app.ui.widgets.eye_badge import EyeBadge
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import row as row_of

COLUMN_GAP_PX = 8
ROW_GAP_PX = 4
PRISMS = (Column.PRISM_H, Column.PRISM_V)
FIELD_WIDTH_MIN_PX = 64

# A prism is written with its base and needs more room than a length.
USUAL_SHARE = 10
_SHARES = {Column.PRISM_H: 12, Column.PRISM_V: 13, Column.PD: 8, Column.HEIGHT: 8, Column.AXIS: 9}


class RxGrid(QWidget):
    """Shows a form and tells what its keys ask for; it decides nothing."""

    typed = Signal(object, str)
    turned = Signal(object, object, bool)
    commanded = Signal(object, object)
    finished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = RxForm()
        self._is_prism_shown = False
        self._edits: dict[Place, DioptreEdit] = {}
        self._readings: dict[Eye, tuple[QLabel, QLabel]] = {}
        self._heads: dict[Column, QLabel] = {}
        # A prescription reads from left to right in every language.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(COLUMN_GAP_PX)
        grid.setVerticalSpacing(ROW_GAP_PX)
        self._add_heads(grid)
        for number, eye in enumerate(EYES):
            self._add_eye(theme, grid, eye, 1 + 2 * number)
        self.show_prism(is_shown=False)

    def edit(self, place: Place) -> DioptreEdit:
        """Return the field at a place."""
        return self._edits[place]

    def display(self, form: RxForm, complaints: tuple[Complaint, ...]) -> None:
        """Show the form with its amber and red fields."""
        self._form = form
        if not self._is_prism_shown:
            self.show_prism(is_shown=False)
        for place, edit in self._edits.items():
            cell = form.cell(place)
            edit.display(cell.text, tone_at(complaints, place), tag=_tag(cell))
            told = [each.text for each in complaints if each.place == place]
            edit.setAccessibleDescription(" ".join(told))

    def display_reading(self, eye: Eye, other: str, since: str) -> None:
        """Show below an eye how else it is written, and what changed since the last time."""
        writing, change = self._readings[eye]
        writing.setText(other)
        change.setText(since)

    def show_prism(self, *, is_shown: bool) -> None:
        """Show the fields for prism, or keep them away; what holds a prism is always shown."""
        has_prism = any(self._form.cell((eye, each)).text for eye in EYES for each in PRISMS)
        self._is_prism_shown = is_shown or has_prism
        for column in PRISMS:
            share = _SHARES[column] if self._is_prism_shown else 0
            self._grid.setColumnStretch(tuple(Column).index(column) + 1, share)
            self._heads[column].setVisible(self._is_prism_shown)
            for eye in EYES:
                self._edits[eye, column].setVisible(self._is_prism_shown)

    @property
    def is_prism_shown(self) -> bool:
        """Return whether the fields for prism are in sight."""
        return self._is_prism_shown

    def hand_over(self) -> None:
        """Take over what is being typed, because something else is about to happen."""
        for edit in self._edits.values():
            if edit.hasFocus():
                edit.hand_over()

    def focus_place(self, place: Place) -> None:
        """Put the cursor into a field, so that typing replaces what stands there."""
        self._edits[place].setFocus(Qt.FocusReason.OtherFocusReason)
        self._edits[place].selectAll()

    @Slot()
    def focus_first(self) -> None:
        """Put the cursor into the right eye's sphere."""
        self.focus_place(PLACES[0])

    def set_editable(self, *, is_editable: bool) -> None:
        """Let the fields be typed in, or only read."""
        for edit in self._edits.values():
            edit.setReadOnly(not is_editable)
            policy = Qt.FocusPolicy.StrongFocus if is_editable else Qt.FocusPolicy.NoFocus
            edit.setFocusPolicy(policy)

    def _add_heads(self, grid: QGridLayout) -> None:
        for number, (column, text) in enumerate(zip(Column, _heads(), strict=True), start=1):
            head = QLabel(text)
            head.setProperty("role", "caption")
            grid.addWidget(head, 0, number)
            self._heads[column] = head

    def _add_eye(self, theme: Theme, grid: QGridLayout, eye: Eye, row: int) -> None:
        grid.addWidget(EyeBadge(theme, eye), row, 0)
        for number, column in enumerate(Column, start=1):
            grid.addWidget(self._edit(theme, (eye, column)), row, number)
            grid.setColumnStretch(number, _SHARES.get(column, USUAL_SHARE))
        reading = (label(role="small"), label(role="small"))
        for text in reading:
            text.setFont(theme.figures("small"))
        line = row_of(reading[0], 0, reading[1])
        line.setContentsMargins(2, 0, 2, 0)
        grid.addLayout(line, row + 1, 1, 1, len(Column))
        self._readings[eye] = reading

    def _edit(self, theme: Theme, place: Place) -> DioptreEdit:
        edit = DioptreEdit(theme, place)
        edit.setAccessibleName(_spoken(place))
        edit.setMinimumWidth(theme.px(FIELD_WIDTH_MIN_PX))
        edit.typed.connect(self.typed)
        edit.turned.connect(self.turned)
        edit.commanded.connect(self._obey)
        self._edits[place] = edit
        return edit

    @Slot(object, object)
    def _obey(self, place: Place, command: Command) -> None:
        if command is Command.NEXT:
            self._go_on(place)
        elif command is Command.BACK:
            self._go_back(place)
        else:
            self.commanded.emit(place, command)

    def _go_on(self, place: Place) -> None:
        following = self._following(place)
        if following is None:
            self.finished.emit()
        else:
            self.focus_place(following)

    def _following(self, place: Place) -> Place | None:
        rest = PLACES[PLACES.index(place) + 1 :]
        if self._has_no_axis_after(place):
            rest = rest[1:]
        return next((each for each in rest if self._is_in_sight(each)), None)

    def _go_back(self, place: Place) -> None:
        before = PLACES[: PLACES.index(place)]
        seen = [each for each in before if self._is_in_sight(each)]
        self.focus_place(seen[-1] if seen else PLACES[0])

    def _is_in_sight(self, place: Place) -> bool:
        return self._is_prism_shown or place[1] not in PRISMS

    def _has_no_axis_after(self, place: Place) -> bool:
        if place[1] is not Column.CYLINDER:
            return False
        value = self._form.cell(place).value
        return not (isinstance(value, Dioptres) and value != NO_POWER)


def _heads() -> tuple[str, ...]:
    return (
        tr("Sph"),
        tr("Cyl"),
        tr("Axis"),
        tr("Add"),
        tr("Prism H"),
        tr("Prism V"),
        tr("PD"),
        tr("Fit H"),
    )


def _spoken(place: Place) -> str:
    return f"{_eye_word(place[0])} {_heads()[tuple(Column).index(place[1])]}"


def _eye_word(eye: Eye) -> str:
    return tr("Right") if eye == "right" else tr("Left")


def _tag(cell: Cell) -> str:
    if cell.hint == HINT_SIGN:
        return "±?"
    if cell.hint == HINT_BASE:
        return "⇄?"
    return "?" if cell.hint is not None else ""
