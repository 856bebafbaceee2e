"""Why something is done that the audit must explain: one line above the record."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QWidget

from app.messages.catalogue import tr
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.labels import hint, label
from app.ui.widgets.layouts import column, row
from app.ui.widgets.segmented import Segmented

Given = Callable[[int, str], None]


class ReasonBand(QFrame):
    """Takes no room until it asks; Enter gives the reason, Esc calls it off."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self._question = label(role="strong")
        self._choice: Segmented | None = None
        self._given: Given | None = None
        self.edit = IconEdit(theme, tr("Reason"), icon="pencil")
        self.edit.returnPressed.connect(self._give)
        self._choices = row(gap=8)
        words = hint(tr("Enter writes it into the audit, Esc leaves"))
        laid = column(row(self._question, words, 0), gap=8)
        laid.addLayout(self._choices)
        laid.addWidget(self.edit)
        laid.setContentsMargins(16, 12, 16, 12)
        self.setLayout(laid)
        self.setVisible(False)

    def ask(self, question: str, choices: Sequence[str], given: Given) -> None:
        """Ask for a reason; `given` is called with the place of the choice and the reason."""
        self._question.setText(question)
        self._given = given
        self._offer(choices)
        self.edit.clear()
        self.setVisible(True)
        target: QWidget = self.edit if self._choice is None else self._choice.buttons[0]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def call_off(self) -> None:
        """Ask no more."""
        self._given = None
        self.setVisible(False)

    def _offer(self, choices: Sequence[str]) -> None:
        if self._choice is not None:
            self._choices.removeWidget(self._choice)
            self._choice.deleteLater()
            self._choice = None
        if len(choices) > 1:
            self._choice = Segmented(tr("Which one"), choices)
            self._choices.addWidget(self._choice)

    @Slot()
    def _give(self) -> None:
        given = self._given
        if given is None or not self.edit.text().strip():
            return
        place = 0 if self._choice is None else self._choice.current
        self.call_off()
        given(place, self.edit.text().strip())
