"""One of a few, as buttons side by side: Tab comes to the chosen one, the arrows choose."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QWidget


class Segmented(QWidget):
    """Tells the place of the button that was chosen."""

    changed = Signal(int)

    def __init__(self, name: str, words: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        laid = QHBoxLayout(self)
        laid.setContentsMargins(0, 0, 0, 0)
        laid.setSpacing(0)
        for number, word in enumerate(words):
            button = QPushButton(word)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{name}: {word}")
            button.setProperty("kind", "segment")
            button.setProperty("edge", _edge(number, len(words)))
            self._group.addButton(button, number)
            laid.addWidget(button, 1)
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(self._tell)

    @property
    def current(self) -> int:
        """Return the place of the chosen button."""
        return self._group.checkedId()

    @property
    def buttons(self) -> list[QAbstractButton]:
        """Return the buttons from first to last."""
        return self._group.buttons()

    def choose(self, number: int) -> None:
        """Choose a button without telling."""
        with QSignalBlocker(self._group):
            self._group.button(number).setChecked(True)

    @Slot(int, bool)
    def _tell(self, number: int, is_chosen: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if is_chosen:
            self.changed.emit(number)


def _edge(number: int, count: int) -> str:
    if number == 0:
        return "first"
    return "last" if number == count - 1 else "middle"
