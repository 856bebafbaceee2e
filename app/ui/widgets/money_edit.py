"""A field for an amount of money: typed in short, never guessed, with its complaint inside it."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from app.domain.kernel.amount_entry import parse_amount, written_amount
from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import Money
from app.messages.catalogue import sentence, tr
from app.ui.theme.theme import Theme
from app.ui.widgets.labels import restyle

TAG_INSET_PX = 10
SIGNS_MAX = 18
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ALLOWED = frozenset("0123456789.,' \u00a0")
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class MoneyEdit(QLineEdit):
    """Takes an amount of one currency; `=` asks for the exact amount, whatever that is here."""

    changed = Signal(object)
    exact_asked = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, name: str, currency: str) -> None:
        super().__init__()
        self._theme = theme
        self._currency = currency
        self._complaint = ""
        self.setAccessibleName(name)
        self.setMaxLength(SIGNS_MAX)
        self.setFont(theme.figures("body"))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # Digits keep their order in a line that runs from right to left.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.textEdited.connect(self._read)

    @property
    def amount(self) -> Money | None:
        """Return what stands here, or None while it is empty or no amount."""
        try:
            return parse_amount(self.text(), self._currency) if self.text().strip() else None
        except DomainError:
            return None

    @property
    def is_junk(self) -> bool:
        """Return whether something stands here that is no amount."""
        return bool(self._complaint)

    @property
    def complaint(self) -> str:
        """Return the sentence that says what is wrong here, or nothing."""
        return self.accessibleDescription() if self._complaint else ""

    def display(self, amount: Money | None) -> None:
        """Show an amount, or nothing; it tells nobody."""
        self.setText("" if amount is None else written_amount(amount))
        self._judge()
        if self.hasFocus():
            self.selectAll()

    def use_currency(self, currency: str) -> None:
        """Take amounts of another currency from now on."""
        self._currency = currency
        self._judge()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits and marks; `=` and Enter tell, letters never get in."""
        text = event.text()
        if event.key() == Qt.Key.Key_Equal or text == "=":
            self.exact_asked.emit()
        elif event.key() in _ENTER:
            self._enter()
        elif self._is_foreign(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select everything, so that typing replaces it."""
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        amount = self.amount
        if amount is not None:
            self.setText(written_amount(amount))
        self.deselect()

    def event(self, event: QEvent) -> bool:
        """Leave `/` to the search: it is no part of an amount."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.text() == "/":
            return False
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the currency, or what is wrong, into the free corner."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.colour("danger" if self._complaint else "muted"))
        area = self.rect().adjusted(self._theme.px(TAG_INSET_PX), 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, flags, self._complaint or self._currency)

    @Slot()
    def _read(self) -> None:
        self._judge()
        self.changed.emit(self.amount)

    def _enter(self) -> None:
        if self._complaint:
            self.selectAll()
        else:
            self.entered.emit()

    def _is_foreign(self, event: QKeyEvent) -> bool:
        text = event.text()
        if not text.isprintable() or event.modifiers() & _HELD:
            return False
        return any(sign not in _ALLOWED for sign in text)

    def _judge(self) -> None:
        said = ""
        if self.text().strip():
            try:
                parse_amount(self.text(), self._currency)
            except DomainError as refusal:
                said = sentence(refusal)
        self._complaint = tr("no amount") if said else ""
        self.setAccessibleDescription(said)
        restyle(self, "tone", "red" if said else "")
        self.update()
