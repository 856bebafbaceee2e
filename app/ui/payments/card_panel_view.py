"""The card terminal's words, live, and what a person can do about them."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame

from app.messages.catalogue import tr
from app.ui.payments.card_conversation import CardConversation
from app.ui.theme.theme import Theme
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.layouts import column, row
from app.ui.widgets.notice import Notice


class CardPanel(QFrame):
    """Takes no room while the terminal has nothing to say."""

    def __init__(self, theme: Theme, cards: CardConversation) -> None:
        super().__init__()
        self._cards = cards
        self._notice = Notice(theme)
        self.authorisation = IconEdit(theme, tr("Authorisation on the slip"), icon="hash")
        self._cancel = ActionButton(theme, tr("Call it off"), icon="x", key="Esc")
        self.ask = ActionButton(theme, tr("Ask the terminal"), icon="refresh-cw")
        self.setLayout(
            column(self._notice, row(self.authorisation, self.ask, self._cancel, 0), gap=8)
        )
        self._cancel.clicked.connect(self.call_off)
        self.ask.clicked.connect(cards.ask_again)
        self.authorisation.returnPressed.connect(self._type)
        cards.changed.connect(self._show)
        self._show()

    @property
    def text(self) -> str:
        """Return what the terminal says."""
        return self._notice.text

    @Slot()
    def call_off(self) -> None:
        """Ask the terminal to give up."""
        self._cards.cancel()

    @Slot()
    def _type(self) -> None:
        self._cards.type_authorisation(self.authorisation.text())

    @Slot()
    def _show(self) -> None:
        cards = self._cards
        is_typing = cards.is_typed and cards.is_running and cards.attempt is not None
        was_typing = not self.authorisation.isHidden()
        self._notice.say(cards.words, tone=cards.tone)
        self.authorisation.setVisible(is_typing)
        self._cancel.setVisible(cards.is_running)
        self.ask.setVisible(cards.is_unknown and not cards.is_running)
        self.setVisible(bool(cards.words))
        if is_typing and not was_typing:
            self.authorisation.clear()
            self.authorisation.setFocus()
        elif cards.is_unknown and not cards.is_running:
            self.ask.setFocus()
