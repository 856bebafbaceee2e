"""The open form: its cards side by side, its buttons below, and where a problem belongs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.desktop import Desk
from app.ui.orders.agreement_card_view import AgreementCard
from app.ui.orders.bill_card_view import BillCard
from app.ui.orders.catalogue_search import CatalogueSearch
from app.ui.orders.frame_card_view import FrameCard
from app.ui.orders.history_card_view import HistoryCard
from app.ui.orders.lens_card_view import LensCard
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.orders.order_footer_view import OrderFooter
from app.ui.orders.order_form import FormField
from app.ui.orders.patient_header_view import PatientHeader
from app.ui.orders.prescription_card_view import PrescriptionCard
from app.ui.orders.problems import Problem
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.layouts import column, row
from app.ui.widgets.notice import Notice
from app.ui.widgets.side_column import SideColumn

SIDE_PX = 408
MARGIN_PX = 16


class OrderFormPage(QWidget):
    """Prescription and frame on the left, what is agreed on the right."""

    def __init__(
        self,
        theme: Theme,
        model: OrderEntryViewModel,
        desk: Desk,
        search: CatalogueSearch,
        actions: ActionSet,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = PatientHeader(desk)
        self.notice = Notice(theme)
        self.prescription = PrescriptionCard(theme, model, actions)
        self.frame = FrameCard(theme, model, search, actions)
        self.lens = LensCard(theme, model, search, actions)
        self.agreement = AgreementCard(theme, model, desk)
        self.bill = BillCard(theme, model, actions)
        self.history = HistoryCard(theme, model)
        self.footer = OrderFooter(theme, model, actions)
        self.setLayout(self._laid_out(theme))

    def focus_problem(self, problem: Problem) -> None:
        """Put the cursor where something is to be put right."""
        if problem.place is not None:
            self.prescription.grid.focus_place(problem.place)
        elif problem.field is FormField.DOUBTS:
            self.prescription.doubts.focus_on(problem.doubt)
        elif problem.field is not None:
            self._edit_of(problem.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, problem: Problem | None) -> None:
        """Say a problem on the card it belongs to."""
        places = {
            FormField.FRAME: self.frame.notice,
            FormField.TRACE: self.frame.notice,
            FormField.LENS: self.lens.notice,
            FormField.PROMISE: self.agreement.notice,
            FormField.PRICE: self.bill.notice,
            FormField.DOUBTS: self.prescription.notice,
            FormField.PRESCRIBER: self.prescription.notice,
            FormField.ISSUED: self.prescription.notice,
            FormField.EXPIRY: self.prescription.notice,
        }
        for notice in (self.notice, self.frame.notice, self.lens.notice, self.agreement.notice):
            notice.hush()
        # What belongs to a field of the grid is said by the grid's own card.
        if problem is not None and problem.place is None:
            target = places.get(problem.field, self.notice) if problem.field else self.notice
            target.say(problem.text, tone="danger")

    def _edit_of(self, field: FormField) -> QWidget:
        edits: dict[FormField, QWidget] = {
            FormField.FRAME: self.frame.edit,
            FormField.TRACE: self.frame.edit,
            FormField.LENS: self.lens.edit,
            FormField.PROMISE: self.agreement.promise,
            FormField.PRESCRIBER: self.prescription.prescriber,
            FormField.ISSUED: self.prescription.source.issued,
            FormField.EXPIRY: self.prescription.source.expires,
            FormField.PRICE: self.lens.edit,
        }
        return edits[field]

    def _laid_out(self, theme: Theme) -> QVBoxLayout:
        left = column(self.prescription, gap=12)
        left.addWidget(self.frame, 1)
        side = QWidget()
        right = column(self.lens, self.agreement, self.bill, gap=12)
        right.addWidget(self.history, 1)
        side.setLayout(right)
        scroll = SideColumn(side, width=theme.px(SIDE_PX))
        body = row(gap=12)
        body.addLayout(left, 1)
        body.addWidget(scroll)
        laid = column(self.header, self.notice, gap=12)
        laid.addLayout(body, 1)
        laid.addWidget(self.footer)
        laid.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        return laid
