"""One of several, in rows and columns: Tab comes to the chosen one, the arrows choose."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget

GAP_PX = 4


class ChoiceGrid(QWidget):
    """Tells the place of the button that was chosen."""

    changed = Signal(int)

    def __init__(self, name: str, words: Sequence[str], *, columns: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP_PX)
        for place, word in enumerate(words):
            button = QPushButton(word)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{name}: {word}")
            button.setProperty("kind", "segment")
            button.setProperty("edge", "alone")
            self._group.addButton(button, place)
            grid.addWidget(button, place // columns, place % columns)
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(self._tell)

    @property
    def current(self) -> int:
        """Return the place of the chosen button."""
        return self._group.checkedId()

    def choose(self, place: int) -> None:
        """Choose a button without telling."""
        with QSignalBlocker(self._group):
            self._group.button(place).setChecked(True)

    def focus_chosen(self) -> None:
        """Put the cursor on the chosen button."""
        chosen = self._group.checkedButton()
        if chosen is not None:
            chosen.setFocus()

    @Slot(int, bool)
    def _tell(self, place: int, is_chosen: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if is_chosen:
            self.changed.emit(place)
