"""A form of fields in two columns, each with its complaint below it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.messages.language import translated
from app.ui.catalog.form_documents import YES
from app.ui.catalog.form_fields import HINTS, FieldKind, FieldSpec
from app.ui.catalog.form_words import choice_word
from app.ui.theme.theme import Theme
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.labels import label, restyle
from app.ui.widgets.layouts import column
from app.ui.widgets.segmented import Segmented

COLUMNS = 2


class FieldsForm(QWidget):
    """Enter goes on to the next field."""

    def __init__(self, theme: Theme, specs: Sequence[FieldSpec]) -> None:
        super().__init__()
        self._theme = theme
        self.specs = tuple(specs)
        self.edits = {spec.key: self._edit(spec) for spec in self.specs}
        self._complaints = {spec.key: label() for spec in self.specs}
        laid = QGridLayout(self)
        laid.setContentsMargins(0, 0, 0, 0)
        laid.setHorizontalSpacing(12)
        laid.setVerticalSpacing(10)
        place = 0
        for spec in self.specs:
            is_wide = spec.kind in {FieldKind.CHOICE, FieldKind.STEPS}
            if is_wide and place % COLUMNS:
                place += 1
            span = COLUMNS if is_wide else 1
            laid.addLayout(self._cell(spec), place // COLUMNS, place % COLUMNS, 1, span)
            place += span
        laid.setRowStretch(laid.rowCount(), 1)

    def texts(self) -> dict[str, str]:
        """Return what stands in the fields."""
        return {spec.key: self._text(spec) for spec in self.specs}

    def put(self, texts: Mapping[str, str]) -> None:
        """Show other texts."""
        self.hush()
        for spec in self.specs:
            self._put(spec, texts.get(spec.key, ""))

    def complain(self, key: str) -> bool:
        """Say what is wrong with a field and put the cursor there; False if it is not here."""
        self.hush()
        spec = next((each for each in self.specs if each.key == key), None)
        if spec is None:
            return False
        words = translated(HINTS[spec.kind])
        self._complaints[key].setText(words)
        self._complaints[key].setVisible(True)
        edit = self.edits[key]
        edit.setAccessibleDescription(words)
        restyle(edit, "tone", "red")
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def hush(self) -> None:
        """Take the complaint away."""
        for key, complaint in self._complaints.items():
            complaint.setText("")
            complaint.setVisible(False)
            self.edits[key].setAccessibleDescription("")
            restyle(self.edits[key], "tone", "")

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.edits[self.specs[0].key].setFocus(Qt.FocusReason.OtherFocusReason)

    def _cell(self, spec: FieldSpec) -> QVBoxLayout:
        complaint = self._complaints[spec.key]
        complaint.setProperty("tone", "danger")
        complaint.setWordWrap(True)
        complaint.setVisible(False)
        if spec.kind is FieldKind.TRUTH:
            return column(0, self.edits[spec.key], complaint, gap=4)
        caption = label(translated(spec.word), role="caption")
        caption.setBuddy(self.edits[spec.key])
        return column(caption, self.edits[spec.key], complaint, 0, gap=4)

    def _edit(self, spec: FieldSpec) -> QWidget:
        word = translated(spec.word)
        if spec.kind is FieldKind.TRUTH:
            return CheckBox(self._theme, word)
        if spec.kind is FieldKind.CHOICE:
            return Segmented(word, [choice_word(each) for each in spec.choices])
        made = QLineEdit()
        made.setAccessibleName(word)
        made.returnPressed.connect(self._go_on)
        return made

    def _text(self, spec: FieldSpec) -> str:
        match self.edits[spec.key]:
            case CheckBox() as box:
                return YES if box.isChecked() else ""
            case Segmented() as choice:
                return spec.choices[choice.current]
            case QLineEdit() as edit:
                return edit.text()
            case _:
                return ""

    def _put(self, spec: FieldSpec, text: str) -> None:
        match self.edits[spec.key]:
            case CheckBox() as box:
                box.setChecked(text == YES)
            case Segmented() as choice:
                choice.choose(spec.choices.index(text) if text in spec.choices else 0)
            case QLineEdit() as edit:
                edit.setText(text)
                edit.setCursorPosition(0)

    @Slot()
    def _go_on(self) -> None:
        self.focusNextChild()
