"""What a field held before a scanner typed into it."""

from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget


@dataclass(frozen=True, slots=True)
class FieldMemory:
    """A field of text as it was: its text, its cursor and what was marked."""

    field: QLineEdit | QTextEdit | QPlainTextEdit
    text: str
    cursor: int
    marked: tuple[int, int]
    is_modified: bool

    def restore(self) -> None:
        """Make the field as it was, and tell whoever followed its typing."""
        match self.field:
            case QLineEdit() as edit:
                if edit.text() == self.text:
                    return
                edit.setText(self.text)
                edit.setCursorPosition(self.cursor)
                if self.marked[1]:
                    edit.setSelection(*self.marked)
                edit.setModified(self.is_modified)
                edit.textEdited.emit(self.text)
            case QTextEdit() | QPlainTextEdit() as page:
                if page.toPlainText() != self.text:
                    page.setPlainText(self.text)
                    cursor = page.textCursor()
                    cursor.setPosition(self.cursor)
                    page.setTextCursor(cursor)


def remembered(widget: QWidget | None) -> FieldMemory | None:
    """Return what a widget holds, if it is a field of text."""
    match widget:
        case QLineEdit():
            start = max(0, widget.selectionStart())
            return FieldMemory(
                widget,
                widget.text(),
                widget.cursorPosition(),
                (start, len(widget.selectedText())),
                widget.isModified(),
            )
        case QTextEdit() | QPlainTextEdit():
            place = widget.textCursor().position()
            return FieldMemory(widget, widget.toPlainText(), place, (0, 0), is_modified=True)
    return None
