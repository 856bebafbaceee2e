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

COLUMN_GAP_PX = 8
ROW_GAP_PX = 8
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
        self._edits: dict[Place, DioptreEdit] = {}
        # A prescription reads from left to right in every language.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(COLUMN_GAP_PX)
        grid.setVerticalSpacing(ROW_GAP_PX)
        self._add_heads(grid)
        for row, eye in enumerate(EYES, start=1):
            grid.addWidget(EyeBadge(theme, eye), row, 0)
            for number, column in enumerate(Column, start=1):
                edit = self._edit(theme, (eye, column))
                grid.addWidget(edit, row, number)
                grid.setColumnStretch(number, _SHARES.get(column, USUAL_SHARE))

    def edit(self, place: Place) -> DioptreEdit:
        """Return the field at a place."""
        return self._edits[place]

    def display(self, form: RxForm, complaints: tuple[Complaint, ...]) -> None:
        """Show the form with its amber and red fields."""
        self._form = form
        for place, edit in self._edits.items():
            cell = form.cell(place)
            edit.display(cell.text, tone_at(complaints, place), tag=_tag(cell))
            told = [each.text for each in complaints if each.place == place]
            edit.setAccessibleDescription(" ".join(told))

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
        for number, text in enumerate(_heads(), start=1):
            head = QLabel(text)
            head.setProperty("role", "caption")
            grid.addWidget(head, 0, number)

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
            self._go(place, -1)
        else:
            self.commanded.emit(place, command)

    def _go_on(self, place: Place) -> None:
        if place == PLACES[-1]:
            self.finished.emit()
            return
        self._go(place, 2 if self._has_no_axis_after(place) else 1)

    def _go(self, place: Place, steps: int) -> None:
        position = max(0, PLACES.index(place) + steps)
        self.focus_place(PLACES[position])

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
