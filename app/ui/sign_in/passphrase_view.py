"""The page of a store that is sealed by an operator's passphrase."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from app.messages.language import tr
from app.ui.theme.theme import Theme
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import column, row
from app.ui.widgets.notice import Notice

CARD_WIDTH_PX = 440


class PassphraseView(QWidget):
    """Asks for the passphrase and hands it over once; it keeps none."""

    given = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("lockPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.edit = IconEdit(theme, tr("Passphrase"), icon="lock")
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.returnPressed.connect(self._give)
        self._button = ActionButton(
            theme, tr("Open the store"), icon="lock-open", key=tr("Enter"), kind="primary"
        )
        self._button.clicked.connect(self._give)
        self.notice = Notice(theme)
        words = label(
            tr(
                "No keyring of this computer holds the key of this store. "
                "Type the passphrase it was sealed with."
            ),
            role="muted",
        )
        words.setWordWrap(True)
        card = QFrame()
        card.setObjectName("lockCard")
        card.setFixedWidth(theme.px(CARD_WIDTH_PX))
        laid = column(
            label(tr("This store is sealed"), role="headline"),
            words,
            self.edit,
            self.notice,
            self._button,
            gap=14,
        )
        laid.setContentsMargins(28, 26, 28, 28)
        card.setLayout(laid)
        self.setLayout(column(0, row(0, card, 0), 0, gap=0))

    def refuse(self, text: str) -> None:
        """Say why the passphrase did not open the store, and ask again."""
        self._set_waiting(is_waiting=False)
        self.notice.say(text, tone="danger")
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Ask for the first time."""
        self._set_waiting(is_waiting=False)
        self.notice.hush()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _give(self) -> None:
        passphrase = self.edit.text()
        if not passphrase:
            return
        self.edit.clear()
        self._set_waiting(is_waiting=True)
        self.given.emit(passphrase)

    def _set_waiting(self, *, is_waiting: bool) -> None:
        self.edit.setDisabled(is_waiting)
        self._button.setDisabled(is_waiting)
        self._button.say(tr("Opening …") if is_waiting else tr("Open the store"), icon="lock-open")
