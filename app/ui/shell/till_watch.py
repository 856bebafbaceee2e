"""Keeps the top bar's word about the till true."""

from PySide6.QtCore import QObject, Slot

from app.ui.desktop import Desk
from app.ui.payments.till_view_model import TillViewModel
from app.ui.payments.waiting_cards_view_model import WaitingCardsViewModel
from app.ui.shell.till_pill import till_pill
from app.ui.shell.top_bar import TopBar


class TillWatch(QObject):
    """Looks again whenever the till, or what waits for a card terminal, has changed."""

    def __init__(
        self, bar: TopBar, desk: Desk, till: TillViewModel, cards: WaitingCardsViewModel
    ) -> None:
        super().__init__(bar)
        self._bar = bar
        self._desk = desk
        self._till = till
        self._cards = cards
        till.changed.connect(self._show)
        cards.changed.connect(self._show)

    @Slot()
    def _show(self) -> None:
        waiting = len(self._cards.attempts)
        self._bar.show_till(till_pill(self._till.state, self._desk.today(), waiting=waiting))
