"""The band across the bench: where scans go, and what the last one said, in words and colour."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from app.messages.catalogue import tr
from app.ui.lab.bench_view_model import BenchViewModel
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.labels import label, restyle
from app.ui.widgets.layouts import elided, row
from app.ui.widgets.notice import IconView

EDIT_PX = 300
_ICONS = {"success": "circle-check", "danger": "circle-x", "plain": "scan-barcode"}
_INKS = {"plain": "muted"}


class ScanEdit(IconEdit):
    """Takes a code and Enter; the arrows pass on to the queue."""

    scanned = Signal(str)
    moved = Signal(int)
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        code = self.text().strip()
        self.clear()
        if code:
            self.scanned.emit(code)
        else:
            self.entered.emit()


class ScanBand(QFrame):
    """Owns the cursor of the bench."""

    def __init__(self, theme: Theme, model: BenchViewModel) -> None:
        super().__init__()
        self.setObjectName("scanBand")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._model = model
        self._icon = IconView(theme, "scan-barcode", "muted", size=24)
        self._words = elided()
        self._words.setProperty("role", "band")
        self._counts = label(role="muted")
        self.edit = ScanEdit(theme, tr("Scan or type W-…"), icon="qr-code")
        self.edit.setFixedWidth(theme.px(EDIT_PX))
        laid = row(self._icon, self._words, self._counts, self.edit, gap=16)
        laid.setStretchFactor(self._words, 1)
        laid.setContentsMargins(20, 8, 16, 8)
        self.setLayout(laid)
        self.edit.scanned.connect(self._scan)
        model.changed.connect(self._show)
        self._show()

    @property
    def text(self) -> str:
        """Return what the band says."""
        return self._words.text()

    @Slot(str)
    def _scan(self, code: str) -> None:
        self._model.scan(code)

    @Slot()
    def _show(self) -> None:
        band = self._model.band
        self._words.setText(band.text)
        self._icon.show_icon(_ICONS[band.tone], _INKS.get(band.tone, band.tone))
        restyle(self, "tone", band.tone)
        self._counts.setText(
            tr(
                "ok {ok} · failed {failed}",
                ok=self._model.scans_ok,
                failed=self._model.scans_failed,
            )
        )
