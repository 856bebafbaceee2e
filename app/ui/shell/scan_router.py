"""Hears every key of the window and takes a scanner's out, so that none lands in a field."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from app.services.scan_bursts import (
    NO_BURST,
    SAME_CODE_PAUSE_MS,
    Heed,
    KeyKind,
    Stroke,
    follow,
)
from app.services.scan_payloads import ReadLabel, ScanPayload, no_label, payload_of
from app.ui.shell.field_memory import FieldMemory, remembered

# No keyboard has this key; scanners can be told to send it first.
PREFIX_KEY = Qt.Key.Key_F13

Clock = Callable[[], int]
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def monotonic_ms() -> int:
    """Return milliseconds of a clock that never goes back."""
    return time.monotonic_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A key that waits until it is clear who typed it."""

    key: int
    modifiers: Qt.KeyboardModifier
    text: str


class ScanRouter(QObject):
    """Tells `scanned` what a burst of keys stands for; a person's keys go on as they came."""

    scanned = Signal(object)

    def __init__(self, *, read_label: ReadLabel = no_label, clock: Clock = monotonic_ms) -> None:
        super().__init__()
        self._read_label = read_label
        self._clock = clock
        self._burst = NO_BURST
        self._held: list[HeldKey] = []
        self._field: FieldMemory | None = None
        self._is_replaying = False
        self._last: tuple[str, int] = ("", -SAME_CODE_PAUSE_MS)
        self._given_up = QTimer(self)
        self._given_up.setSingleShot(True)
        self._given_up.timeout.connect(self.rest)

    def listen_to(self, window: QWindow) -> None:
        """Hear the keys of a window from now on."""
        window.removeEventFilter(self)
        window.installEventFilter(self)

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """Take all keys meanwhile for a scanner's, however slow the machine is."""
        clock, moment = self._clock, self._clock()
        self._clock = lambda: moment
        try:
            yield
        finally:
            self._clock = clock

    @Slot()
    def rest(self) -> None:
        """Take the pause for a person's: what was held goes to its field."""
        self._burst = NO_BURST
        self._release()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold a scanner's keys back; its shortcuts are none."""
        if self._is_replaying or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._overrides(event)
        if event.type() == QEvent.Type.KeyPress:
            return self._hears(event)
        return super().eventFilter(watched, event)

    def _overrides(self, event: QKeyEvent) -> bool:
        """Let no key of a burst be a shortcut; it is heard as a key right after."""
        _, heed = follow(self._burst, self._stroke(event))
        if heed not in (Heed.HOLD, Heed.SCANNED):
            return False
        event.accept()
        return True

    def _hears(self, event: QKeyEvent) -> bool:
        stroke = self._stroke(event)
        begins = self._burst == NO_BURST
        before, (self._burst, heed) = self._burst, follow(self._burst, stroke)
        if begins or not before.text:
            self._field = remembered(QApplication.focusWidget())
        match heed:
            case Heed.HOLD:
                if stroke.kind is KeyKind.SIGN:
                    self._held.append(HeldKey(event.key(), event.modifiers(), event.text()))
                self._given_up.start(self._burst.patience_ms + 5)
                return True
            case Heed.SCANNED:
                self._finish(before.text)
                return True
            case Heed.RELEASE:
                self._release()
                return False
        return False

    def _stroke(self, event: QKeyEvent) -> Stroke:
        return Stroke(kind=_kind(event), at_ms=self._clock(), sign=event.text())

    def _finish(self, text: str) -> None:
        self._given_up.stop()
        self._burst = NO_BURST
        self._held.clear()
        if self._field is not None:
            self._field.restore()
        now = self._clock()
        if text == self._last[0] and now - self._last[1] < SAME_CODE_PAUSE_MS:
            return
        self._last = (text, now)
        self.scanned.emit(self.read(text))

    def read(self, text: str) -> ScanPayload:
        """Return what a text stands for."""
        return payload_of(text, self._read_label)

    def _release(self) -> None:
        self._given_up.stop()
        held, self._held = self._held, []
        target = QApplication.focusWidget()
        if target is None:
            return
        self._is_replaying = True
        for each in held:
            _press(target, each)
        self._is_replaying = False


def _kind(event: QKeyEvent) -> KeyKind:
    key = Qt.Key(event.key())
    if key == PREFIX_KEY:
        return KeyKind.PREFIX
    if key in _ENDS:
        return KeyKind.END
    has_command = bool(event.modifiers() & ~_PLAIN)
    # The separator between the parts of a label is sent as a control sign.
    is_sign = event.text().isprintable() or event.text() == "\x1d"
    return KeyKind.SIGN if event.text() and is_sign and not has_command else KeyKind.OTHER


def _press(target: QWidget, held: HeldKey) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(target, QKeyEvent(kind, held.key, held.modifiers, held.text))
