"""The rail at the left: the areas of this device, each with its key."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QWidget

from app.messages.catalogue import tr
from app.ui.actions import Ask, action
from app.ui.theme.theme import Theme
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.layouts import column

WIDTH_PX = 184
NARROW_PX = 72
MARGIN_PX = 8


class Rail(QFrame):
    """Tells which area was asked for, and marks the one that is shown."""

    asked = Signal(object)

    def __init__(self, theme: Theme, areas: tuple[Ask, ...]) -> None:
        super().__init__()
        self.setObjectName("rail")
        # One area needs no list: a tile says where this is and how to come back.
        is_narrow = len(areas) == 1
        self._usual = theme.px(NARROW_PX if is_narrow else WIDTH_PX)
        self._areas = areas
        self._group = QButtonGroup(self)
        laid = column(gap=2)
        for number, ask in enumerate(areas):
            entry = action(ask)
            kind = "tile" if is_narrow else "rail"
            button = ActionButton(
                theme, tr(entry.text), icon=entry.icon, key=entry.keys[0], kind=kind
            )
            button.setCheckable(True)
            self._group.addButton(button, number)
            laid.addWidget(button)
        laid.addStretch(1)
        laid.setContentsMargins(MARGIN_PX, 12, MARGIN_PX, 12)
        self.setLayout(laid)
        self._group.idClicked.connect(self._tell)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as wide as the longest word needs, in whatever language."""
        super().showEvent(event)
        longest = max(button.minimumSizeHint().width() for button in self.buttons)
        self.setFixedWidth(max(self._usual, longest + 2 * MARGIN_PX))

    @property
    def buttons(self) -> list[QWidget]:
        """Return the buttons from top to bottom."""
        return list(self._group.buttons())

    def mark(self, ask: Ask) -> None:
        """Mark the area that is shown."""
        self._group.button(self._areas.index(ask)).setChecked(True)

    @Slot(int)
    def _tell(self, number: int) -> None:
        self.asked.emit(self._areas[number])
