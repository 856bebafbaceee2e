"""The commands of wherever a person is, found by their words: for the search and the overlay."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.messages.catalogue import tr
from app.ui.actions import Area, Ask, action
from app.ui.widgets.choice import Choice

COMMANDS_MAX = 4
# The search itself is no command to search for.
UNLISTED = frozenset({Ask.SEARCH})


@dataclass(frozen=True, slots=True)
class Command:
    """One action as it can be asked for here and now."""

    ask: Ask
    text: str
    keys: tuple[str, ...]
    is_offered: bool
    call: QAction

    @property
    def is_of_this_screen(self) -> bool:
        """Return whether it belongs to the screen rather than to the whole desk."""
        return action(self.ask).area not in (Area.EVERYWHERE, Area.COUNTER)


def commands_of(window: QWidget) -> tuple[Command, ...]:
    """Return the actions whose screen is shown now, in the order of the one table."""
    found: dict[Ask, Command] = {}
    for call in window.findChildren(QAction):
        screen = call.parent()
        name = call.property("ask")
        if name is None or not isinstance(screen, QWidget) or not screen.isVisible():
            continue
        ask = Ask(str(name))
        found[ask] = Command(ask, tr(action(ask).text), action(ask).keys, call.isEnabled(), call)
    return tuple(found[ask] for ask in Ask if ask in found)


def matching(text: str, commands: Iterable[Command]) -> tuple[Command, ...]:
    """Return the offered commands that fit what was typed, best first."""
    offered = (each for each in commands if each.is_offered and each.ask not in UNLISTED)
    ranked = [(rank, each) for each in offered if (rank := rank_of(text, each.text)) is not None]
    ranked.sort(key=lambda pair: (pair[0], pair[1].text))
    return tuple(command for _, command in ranked[:COMMANDS_MAX])


def rank_of(typed: str, text: str) -> int | None:
    """Return how well a text fits: 0 its beginning, 1 a word of it, 2 letters in order, or None."""
    wanted, words = typed.casefold().strip(), text.casefold()
    if not wanted:
        return None
    if words.startswith(wanted):
        return 0
    if any(word.startswith(wanted) for word in words.split()):
        return 1
    letters = iter(words)
    is_in_order = all(sign in letters for sign in wanted.replace(" ", ""))
    return 2 if is_in_order and len(wanted) > 1 else None


def command_as_choice(command: Command) -> Choice:
    """Return a command with its key, as the search offers it."""
    return Choice(
        title=command.text,
        detail=tr("Command"),
        value=command.ask,
        trailing=command.keys[0] if command.keys else "",
    )
