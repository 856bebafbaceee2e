"""Whose Ctrl+Z it is: the field's while something is being typed in it, else the form's."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


def leaves_to_form(edit: QLineEdit, event: QEvent) -> bool:
    """Return whether a field has nothing to take back itself, so that the form hears the key."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.matches(_UNDO):
        return not edit.isUndoAvailable()
    return event.matches(_REDO) and not edit.isRedoAvailable()
