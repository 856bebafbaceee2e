"""The frame: scanned or typed, traced, and drawn with its centration."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from app.domain.optics.lens_preview import LensPreview
from app.domain.orders import OwnFrame
from app.messages.catalogue import tr
from app.services.catalogue import FrameChoice
from app.ui.actions import Ask
from app.ui.orders.catalogue_choices import frame_words, stock_words
from app.ui.orders.catalogue_search import CatalogueSearch
from app.ui.orders.estimate_words import blank_words, edge_words, estimate_explained
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.orders.order_form import OrderForm
from app.ui.orders.own_frame_view import OwnFrameView
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.choice import Choice
from app.ui.widgets.frame_drawing import FrameDrawing
from app.ui.widgets.frame_picture import misfit_mm, picture_of
from app.ui.widgets.labels import chip, label, say
from app.ui.widgets.layouts import Card, row, stack
from app.ui.widgets.lens_sections import LensSections
from app.ui.widgets.notice import Notice
from app.ui.widgets.type_ahead import TypeAhead

EDIT_PX = 160


class FrameCard(Card):
    """Says in words and in a drawing what was chosen and traced."""

    def __init__(
        self,
        theme: Theme,
        model: OrderEntryViewModel,
        search: CatalogueSearch,
        actions: ActionSet,
    ) -> None:
        self.edit = TypeAhead(theme, tr("Scan or type a frame"), icon="scan-barcode")
        self.edit.setMinimumWidth(theme.px(EDIT_PX))
        self._size = label(role="muted")
        self._stock = chip()
        self._traced = chip(tone="success")
        trace = actions.button(Ask.LOAD_TRACE)
        own = actions.button(Ask.OWN_FRAME, kind="quiet")
        super().__init__(tr("Frame"), self.edit, own, trace)
        self.head.setStretchFactor(self.edit, 1)
        self._model = model
        self.notice = Notice(theme)
        self.doubt = Notice(theme)
        self.drawing = FrameDrawing(theme)
        self.sections = LensSections(theme)
        self.own = OwnFrameView(theme)
        self.own.setVisible(False)
        self._blank = chip()
        self._edges = label(role="small")
        self._lay_out(theme)
        self.edit.asked.connect(search.find_frames)
        search.frames_found.connect(self._offer)
        model.changed.connect(self._show)
        self.edit.chosen.connect(self._choose)
        self.own.changed.connect(self._take_own)

    def _lay_out(self, theme: Theme) -> None:
        told = (self._size, self._stock, self._traced, self._blank, 0, self._edges)
        self.body.addLayout(row(*told))
        for part in (self.own, self.notice, self.doubt):
            self.body.addWidget(part)
        self.body.addWidget(self._pictures(theme), 1)
        self.body.addWidget(self.sections)
        self.body.setSpacing(8)

    @Slot()
    def toggle_own(self) -> None:
        """Ask for the patient's own frame, or go back to those that are sold."""
        is_asked = self.own.isHidden()
        self.own.setVisible(is_asked)
        if is_asked:
            self.own.begin()
        else:
            self.own.clear()
            self._model.change(own_frame=None)

    def take_code(self, code: str) -> None:
        """Take the frame of a scanned code, wherever the cursor is."""
        self._model.take_frame(code)

    @Slot()
    def ask_for_file(self) -> None:
        """Ask which file the tracer wrote."""
        dialog = QFileDialog(self.window(), tr("Load trace"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Traces (*.oma *.vca *.dcs *.txt)"), tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.load)
        dialog.open()

    @Slot(str)
    def load(self, path: str) -> None:
        """Read the file that was chosen."""
        self._model.load_trace(path)

    def _pictures(self, theme: Theme) -> QStackedWidget:
        self._empty = label(
            tr("Scan the frame or type its name. Ctrl+O loads the tracer's file."), role="muted"
        )
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setMinimumHeight(theme.px(160))
        self._pages = stack(self._empty, self.drawing)
        return self._pages

    @Slot(str, object)
    def _offer(self, text: str, choices: tuple[Choice, ...]) -> None:
        self.edit.offer(text, choices)

    @Slot(object)
    def _choose(self, choice: FrameChoice) -> None:
        self.own.setVisible(False)
        self._model.change(frame=choice, own_frame=None)

    @Slot(object)
    def _take_own(self, frame: OwnFrame | None) -> None:
        self._model.change(own_frame=frame, frame=None)

    @Slot()
    def _show(self) -> None:
        form = self._model.form
        if form is None:
            return
        self.edit.setReadOnly(not self._model.is_editable)
        self._show_words(form)
        self._show_estimate(self._model.findings.previews)
        self.own.display(form.own_frame)
        if form.own_frame is not None:
            self.own.setVisible(True)
        frame = form.own_frame or (None if form.frame is None else form.frame.frame)
        picture = picture_of(
            frame, form.traces, form.rx.measurements("right"), form.rx.measurements("left")
        )
        self.drawing.display(picture, self._model.findings.previews)
        self._show_misfit(misfit_mm(frame, form.traces), form)
        page: QWidget = self._empty if picture is None else self.drawing
        self._pages.setCurrentWidget(page)

    def _show_misfit(self, width_mm: float | None, form: OrderForm) -> None:
        """Ask whether the trace is of this frame; frame data are a main cause of call-backs."""
        frame = form.own_frame or (None if form.frame is None else form.frame.frame)
        if width_mm is None or frame is None:
            self.doubt.hush()
            return
        text = tr(
            "The trace is {trace} mm wide, this frame {frame} mm. Is it the same frame?",
            trace=f"{width_mm:.1f}",
            frame=frame.a_mm,
        )
        self.doubt.say(text, tone="warning")

    def _show_estimate(self, previews: tuple[LensPreview, ...]) -> None:
        words, tone = blank_words(previews)
        say(self._blank, words, tone=tone)
        self._edges.setText(edge_words(previews))
        self._edges.setToolTip(estimate_explained(previews))
        self.sections.display(previews)
        self.sections.setToolTip(estimate_explained(previews))

    def _show_words(self, form: OrderForm) -> None:
        if form.frame is None:
            self._size.setText("")
            say(self._stock, "", tone="plain")
        else:
            self._size.setText(form.frame.frame.size)
            words, tone = stock_words(form.frame)
            elsewhere = self._model.findings.elsewhere
            if elsewhere:
                words = tr("{here} · {count} elsewhere", here=words, count=elsewhere)
            say(self._stock, words, tone=tone)
        self.edit.rest_at("" if form.frame is None else frame_words(form.frame))
        eyes = " + ".join("R" if trace.eye == "right" else "L" for trace in form.traces)
        say(self._traced, tr("Traced {eyes}", eyes=eyes) if eyes else "", tone="success")
