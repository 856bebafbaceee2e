"""A question with a few answers, each a number key; it stands where the buttons were."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame

from app.messages.catalogue import tr
from app.ui.theme.theme import Theme
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.labels import hint, label
from app.ui.widgets.layouts import clear, column, row

ANSWERS_MAX = 9


class QuestionPanel(QFrame):
    """Asks one question at a time; `answered` gives the number of the answer, from 0."""

    answered = Signal(int)
    dismissed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._count = 0
        self._question = label(role="strong")
        self._answers = row(gap=8)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._answer)
        self.setLayout(column(row(self._question, hint(tr("Esc leaves")), 0), self._answers, gap=8))

    def ask(self, question: str, answers: tuple[str, ...]) -> None:
        """Ask, and wait for a key; the cursor stands on the first answer."""
        self._clear()
        self._question.setText(question)
        self._count = min(len(answers), ANSWERS_MAX)
        for number, words in enumerate(answers[:ANSWERS_MAX]):
            button = ActionButton(self._theme, words, key=str(number + 1))
            self._group.addButton(button, number)
            self._answers.addWidget(button)
        self._answers.addStretch(1)
        self._group.button(0).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text()
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        elif key.isdecimal() and 1 <= int(key) <= self._count:
            self._answer(int(key) - 1)
        else:
            super().keyPressEvent(event)

    def _clear(self) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
        clear(self._answers)

    @Slot(int)
    def _answer(self, number: int) -> None:
        self.answered.emit(number)
