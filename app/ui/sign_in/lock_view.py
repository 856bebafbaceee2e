"""The lock screen: where this is, who signs in, and the PIN."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.messages.language import tr
from app.ui.sign_in.pin import DIGITS
from app.ui.theme.theme import Theme
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.labels import hint, label, restyle
from app.ui.widgets.layouts import column, row, rule, scrolling
from app.ui.widgets.notice import IconView, Notice
from app.ui.widgets.person_button import PersonButton
from app.ui.widgets.pin_dots import PinDots

if TYPE_CHECKING:
    from app.services.views import DeviceIdentity
    from app.ui.sign_in.lock_view_model import LockViewModel

CARD_WIDTH_PX = 440
PEOPLE_SHOWN_MAX = 5
PERSON_PX = 58


class LockView(QWidget):
    """Shows the view model, and before there is one, that the store is being opened."""

    retried = Signal()
    theme_toggled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._model: LockViewModel | None = None
        self._people: list[PersonButton] = []
        self.setObjectName("lockPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._place = label(tr("Dioptre"), role="headline")
        self._device = label(tr("Opening the store …"), role="muted")
        self._dots = PinDots(theme, DIGITS)
        self._message = label()
        self._kept = label(role="small")
        self._unfinished = label(role="small")
        self._failure = Notice(theme)
        self._retry = ActionButton(theme, tr("Try again"), icon="refresh-cw")
        self._retry.clicked.connect(self.retried)
        self._retry.hide()
        self.sync_pill = ActionButton(theme, "", icon="cloud", kind="pill")
        self.sync_pill.only_tell()
        self._theme_button = ActionButton(theme, tr("Light or dark"), icon="sun", kind="quiet")
        self._theme_button.clicked.connect(self.theme_toggled)
        self._list = column(gap=4)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._pick)
        self._lay_out()

    def show_opening(self) -> None:
        """Say that the store is being opened."""
        self._failure.hush()
        self._retry.hide()
        self._device.setText(tr("Opening the store …"))

    def show_failure(self, text: str, code: str) -> None:
        """Say why the store cannot be opened, in words and by its code."""
        self._device.setText(tr("The store is closed."))
        self._failure.say(f"{text}\n{code}", tone="danger")
        self._retry.show()
        self._retry.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def failure(self) -> str:
        """Return what is said to keep the store closed, or nothing."""
        return self._failure.text

    @property
    def message(self) -> str:
        """Return the sentence under the digits."""
        return self._message.text()

    @property
    def unfinished(self) -> str:
        """Return whose work is said to be unfinished, a line each."""
        return self._unfinished.text()

    def show_kept(self, text: str) -> None:
        """Say whose work lies on the desk."""
        self._kept.setText(text)
        self._kept.setVisible(bool(text))

    def attach(self, model: "LockViewModel", device: "DeviceIdentity") -> None:
        """Show people and take the PIN from now on."""
        self._model = model
        self._place.setText(device.chain_name)
        self._device.setText(f"{device.site_name} · {device.device_name}")
        self._failure.hush()
        self._retry.hide()
        self._dots.digit.connect(model.type_digit)
        self._dots.erased.connect(model.erase)
        self._dots.cleared.connect(model.clear)
        self._dots.submitted.connect(model.submit)
        self._dots.moved.connect(self._move)
        model.changed.connect(self._show)
        self._show()

    def focus_pin(self) -> None:
        """Wait for digits."""
        self._dots.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.focus_pin()

    def _lay_out(self) -> None:
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._message.setMinimumHeight(self._theme.px(20))
        self._kept.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._kept.hide()
        self._unfinished.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._unfinished.setWordWrap(True)
        self._unfinished.hide()
        card = QFrame()
        card.setObjectName("lockCard")
        card.setFixedWidth(self._theme.px(CARD_WIDTH_PX))
        laid = column(
            column(self._place, self._device, gap=2),
            rule(),
            self._people_area(),
            self._dots,
            self._message,
            self._failure,
            self._retry,
            self._kept,
            self._unfinished,
            gap=14,
        )
        laid.setContentsMargins(28, 26, 28, 24)
        card.setLayout(laid)
        top = row(
            IconView(self._theme, "eye", "accent", size=22),
            label(tr("Dioptre"), role="brand"),
            0,
            self.sync_pill,
            self._theme_button,
        )
        top.setContentsMargins(24, 16, 24, 0)
        hints = (tr("↑ ↓ choose"), tr("0–9 PIN"), tr("Backspace erase"), tr("Esc start again"))
        bottom = row(0, *(hint(words) for words in hints), 0)
        bottom.setContentsMargins(0, 16, 0, 0)
        outer = column(top, 0, row(0, card, 0), bottom, 0, gap=0)
        outer.addSpacing(self._theme.px(32))
        self.setLayout(outer)

    def _people_area(self) -> QScrollArea:
        inner = QWidget()
        inner.setLayout(self._list)
        self._area = scrolling(inner)
        self._area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._area.setFixedHeight(self._theme.px(PERSON_PX))
        return self._area

    @Slot(int)
    def _move(self, steps: int) -> None:
        if self._model is not None:
            self._model.choose(self._model.chosen + steps)

    @Slot()
    def _show(self) -> None:
        model = self._model
        if model is None:
            return
        if len(self._people) != len(model.members):
            self._show_people(model)
        for number, button in enumerate(self._people):
            button.setChecked(number == model.chosen)
        if self._people:
            self._area.ensureWidgetVisible(self._people[model.chosen], 0, 8)
        is_wrong = bool(model.message)
        self._dots.display(model.typed, is_wrong=is_wrong)
        self._message.setText(tr("Checking …") if model.is_checking else model.message)
        restyle(self._message, "tone", "danger" if is_wrong else "plain")
        self._unfinished.setText("\n".join(model.unfinished_lines))
        self._unfinished.setVisible(bool(model.unfinished))

    def _show_people(self, model: "LockViewModel") -> None:
        _empty(self._list)
        self._people = [PersonButton(self._theme, each.name, each.roles) for each in model.members]
        for number, button in enumerate(self._people):
            self._group.addButton(button, number)
            self._list.addWidget(button)
        shown = self._people[:PEOPLE_SHOWN_MAX]
        for button in shown:
            button.ensurePolished()
        height = sum(button.sizeHint().height() + self._list.spacing() for button in shown)
        self._area.setFixedHeight(height)

    @Slot(int)
    def _pick(self, number: int) -> None:
        if self._model is not None:
            self._model.choose(number)
            self.focus_pin()


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()
