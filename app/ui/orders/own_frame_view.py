"""The patient's own frame: what is stamped on its temple, and its box."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.kernel.errors import DomainError
from app.domain.optics.power import Millimetres
from app.domain.orders import OwnFrame
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import row

LENGTH_PX = 94
LENGTH_LOW, LENGTH_HIGH = Millimetres(5_00), Millimetres(90_00)


class OwnFrameView(QWidget):
    """Tells the frame once its three lengths can be read, and None once they are cleared."""

    changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.name = IconEdit(theme, tr("Maker and model"), icon="glasses")
        self._lengths = tuple(
            IconEdit(theme, name, icon="ruler") for name in (tr("A"), tr("B"), tr("DBL"))
        )
        for edit in self._lengths:
            edit.setFixedWidth(theme.px(LENGTH_PX))
        laid = row(label(tr("Own frame"), role="strong"), self.name, *self._lengths, gap=8)
        laid.setStretch(1, 1)
        self.setLayout(laid)
        for edit in (self.name, *self._lengths):
            edit.textEdited.connect(self._tell)

    def display(self, frame: OwnFrame | None) -> None:
        """Show a frame; what is being typed stays."""
        if frame is None or self._is_typed_in():
            return
        self.name.put(f"{frame.make} {frame.model}".strip())
        lengths = (frame.a_mm, frame.b_mm, frame.dbl_mm)
        for edit, length in zip(self._lengths, lengths, strict=True):
            edit.put(formats.length(length))

    def begin(self) -> None:
        """Put the cursor into the name."""
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """Forget what was typed."""
        for edit in (self.name, *self._lengths):
            edit.clear()

    def _is_typed_in(self) -> bool:
        return any(edit.hasFocus() for edit in (self.name, *self._lengths))

    @Slot()
    def _tell(self) -> None:
        self.changed.emit(self._frame())

    def _frame(self) -> OwnFrame | None:
        lengths = [_length(edit.text()) for edit in self._lengths]
        a_mm, b_mm, dbl_mm = lengths
        if a_mm is None or b_mm is None or dbl_mm is None:
            return None
        make, _, model = self.name.text().strip().partition(" ")
        size = f"{a_mm.hundredths // 100}\u25a1{dbl_mm.hundredths // 100}"
        return OwnFrame(
            make=make or tr("own frame"),
            model=model,
            size=size,
            a_mm=a_mm,
            b_mm=b_mm,
            dbl_mm=dbl_mm,
        )


def _length(text: str) -> Millimetres | None:
    try:
        found = Millimetres.parse(text.strip().replace(",", "."))
    except DomainError:
        return None
    return found if LENGTH_LOW <= found <= LENGTH_HIGH else None
