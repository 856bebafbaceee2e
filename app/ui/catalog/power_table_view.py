"""The power table of a lens as a grid of fields; a line without anything in it is none."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.messages.catalogue import tr
from app.messages.language import translated
from app.ui.catalog.power_lines import COLUMNS, Line
from app.ui.theme.theme import Theme
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import clear

SPARE_LINES = 1
POWER_PX = 58


class PowerTable(QWidget):
    """Shows the lines there are and an empty one to go on with."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.edits: list[dict[str, QLineEdit]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(4)

    def put(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        clear(self._grid)
        self.edits = []
        for place, (_, word) in enumerate(COLUMNS):
            caption = label(translated(word), role="caption")
            caption.setWordWrap(True)
            self._grid.addWidget(caption, 0, place)
        for line in (*lines, *({} for _ in range(SPARE_LINES))):
            self._add(line)

    def add_line(self) -> None:
        """Add an empty line and put the cursor there."""
        self._add({})
        self.edits[-1][COLUMNS[0][0]].setFocus()

    def lines(self) -> tuple[Line, ...]:
        """Return what stands in the lines."""
        return tuple({key: edit.text() for key, edit in line.items()} for line in self.edits)

    def _add(self, line: Line) -> None:
        number = len(self.edits) + 1
        made: dict[str, QLineEdit] = {}
        for place, (key, word) in enumerate(COLUMNS):
            edit = QLineEdit(line.get(key, ""))
            edit.setAccessibleName(
                tr("{column}, line {line}", column=translated(word), line=number)
            )
            edit.setFont(self._theme.figures("body"))
            edit.setMinimumWidth(self._theme.px(POWER_PX))
            edit.returnPressed.connect(self.focusNextChild)
            self._grid.addWidget(edit, number, place)
            made[key] = edit
        self.edits.append(made)
