"""Where a prescription comes from: the own exam or elsewhere, by whom, and until when it holds."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from app.messages import formats
from app.messages.catalogue import tr
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.orders.order_form import FormField
from app.ui.theme.theme import Theme
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import row
from app.ui.widgets.segmented import Segmented

DAY_PX = 148


class PrescriptionSource(QWidget):
    """One line; the day of issue is asked only of a prescription from elsewhere."""

    def __init__(self, theme: Theme, model: OrderEntryViewModel, beside: QWidget) -> None:
        super().__init__()
        self._model = model
        self._where = Segmented(tr("Prescription from"), (tr("Exam here"), tr("Elsewhere")))
        self.prescriber = IconEdit(theme, tr("Prescriber"), icon="circle-user")
        self.issued = DayEdit(theme, tr("Issued"))
        self.expires = DayEdit(theme, tr("Valid until"))
        self._until = label(tr("until"), role="small")
        for day in (self.issued, self.expires):
            day.setFixedWidth(theme.px(DAY_PX))
        days = (self.issued, self._until, self.expires)
        laid = row(self._where, self.prescriber, *days, beside, gap=8)
        laid.setStretch(1, 1)
        laid.setAlignment(self._where, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(laid)
        self._connect()

    def _connect(self) -> None:
        self._where.changed.connect(self._set_where)
        self.prescriber.textEdited.connect(self._set_prescriber)
        self.issued.was_typed.connect(self._type_issued)
        self.issued.turned.connect(self._turn_issued)
        self.expires.was_typed.connect(self._type_expiry)
        self.expires.turned.connect(self._turn_expiry)
        self._model.changed.connect(self._show)

    @Slot()
    def _show(self) -> None:
        form = self._model.form
        if form is None:
            return
        self._where.choose(int(form.is_external))
        self.prescriber.put(form.prescriber)
        self.issued.setVisible(form.is_external)
        self.issued.display(formats.day(form.issued_on))
        self.expires.display(formats.day(form.expires_on))
        can_edit = self._model.is_editable
        self._where.setEnabled(can_edit)
        for edit in (self.prescriber, self.issued, self.expires):
            edit.setReadOnly(not can_edit)

    @Slot(int)
    def _set_where(self, number: int) -> None:
        self._model.set_external(is_external=bool(number))

    @Slot(str)
    def _set_prescriber(self, text: str) -> None:
        self._model.change(prescriber=text)

    @Slot(str)
    def _type_issued(self, text: str) -> None:
        self._model.set_day(FormField.ISSUED, text)

    @Slot(int)
    def _turn_issued(self, days: int) -> None:
        self._model.move_day(FormField.ISSUED, days)

    @Slot(str)
    def _type_expiry(self, text: str) -> None:
        self._model.set_day(FormField.EXPIRY, text)

    @Slot(int)
    def _turn_expiry(self, days: int) -> None:
        self._model.move_day(FormField.EXPIRY, days)
