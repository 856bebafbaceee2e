"""The actions of one screen as QActions: keys that work, and words that say whether they do."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from app.domain.kernel.access import Resource, decide
from app.messages.language import tr
from app.services.session import Session
from app.ui.actions import Ask, Condition, action
from app.ui.theme.theme import Theme
from app.ui.widgets.action_button import ActionButton


class ActionSet(QObject):
    """Hears the keys of a screen while that screen is visible; `asked` names the action."""

    asked = Signal(object)

    def __init__(self, theme: Theme, screen: QWidget) -> None:
        super().__init__(screen)
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._group.triggered.connect(self._tell)
        self._theme = theme
        self._screen = screen
        self._actions: dict[Ask, QAction] = {}

    def hear(self, *asks: Ask) -> None:
        """Hear the keys of these actions."""
        for ask in asks:
            entry = action(ask)
            made = QAction(tr(entry.text), self._screen)
            made.setShortcuts([QKeySequence(key) for key in entry.keys])
            made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            made.setAutoRepeat(False)
            made.setProperty("ask", ask.value)
            self._group.addAction(made)
            self._screen.addAction(made)
            self._actions[ask] = made

    def on(self, ask: Ask, slot: Callable[..., object]) -> None:
        """Hear one action and call `slot` for it."""
        self.hear(ask)
        self._actions[ask].triggered.connect(slot)

    def button(self, ask: Ask, *, kind: str = "") -> ActionButton:
        """Return a button for an action of this set."""
        entry = action(ask)
        made = ActionButton(
            self._theme, tr(entry.text), icon=entry.icon, key=entry.keys[0], kind=kind
        )
        made.follow(self._actions[ask])
        return made

    def allow(self, session: Session, conditions: frozenset[Condition]) -> None:
        """Offer the actions this person may ask for as things stand."""
        for ask, made in self._actions.items():
            entry = action(ask)
            holds = entry.enabled_when in conditions | {Condition.ALWAYS}
            may = (
                entry.permission is None
                or decide(session.subject, entry.permission, Resource()).is_allowed
            )
            made.setEnabled(holds and may)

    @Slot(QAction)
    def _tell(self, called: QAction) -> None:
        for ask, made in self._actions.items():
            if made is called:
                self.asked.emit(ask)
