"""One of a few, as buttons side by side: Tab comes to the chosen one, the arrows choose."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QWidget


class SegmentButton(QPushButton):
    """Has room for its word in the heavier face that says it is chosen."""

    def sizeHint(self) -> QSize:
        """Return the size that suits both faces, so that choosing moves nothing."""
        hint = super().sizeHint()
        heavier = QFont(self.font())
        heavier.setWeight(QFont.Weight.DemiBold)
        usual, chosen = self.fontMetrics(), QFontMetrics(heavier)
        more = chosen.horizontalAdvance(self.text()) - usual.horizontalAdvance(self.text())
        return QSize(hint.width() + max(0, more), hint.height())


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
            button = SegmentButton(word)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{name}: {word}")
            button.setProperty("kind", "segment")
            button.setProperty("edge", self._edge(number, len(words)))
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

    def _edge(self, number: int, count: int) -> str:
        """Return which corners are round: a style sheet knows left and right, and no mirroring."""
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        place = count - 1 - number if is_mirrored else number
        if place == 0:
            return "first"
        return "last" if place == count - 1 else "middle"
