"""Contact lenses: the article, and for each eye its form, its power and how many packs."""

from dataclasses import fields

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.domain.catalog import ContactLens
from app.domain.kernel.errors import DomainError
from app.domain.optics.trace import Eye
from app.messages.catalogue import sentence, tr
from app.services.order_wish import ContactLensWish
from app.ui.orders.catalogue_choices import reason_words
from app.ui.orders.catalogue_search import CatalogueSearch
from app.ui.orders.contact_lens_entry import (
    EyeTexts,
    proposed,
    read_eye,
    reasons_against,
)
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.payments.line_panels_view import SmallForm
from app.ui.rx.cells import Column
from app.ui.rx.form import EYES
from app.ui.theme.theme import Theme
from app.ui.widgets.choice import Choice
from app.ui.widgets.eye_badge import EyeBadge
from app.ui.widgets.labels import label
from app.ui.widgets.type_ahead import TypeAhead

WIDTH_PX = 620
NAMES = tuple(each.name for each in fields(EyeTexts))


class ContactLensView(SmallForm):
    """Takes both eyes over at once; an eye without a power gets no lens."""

    def __init__(
        self, theme: Theme, host: QWidget, model: OrderEntryViewModel, search: CatalogueSearch
    ) -> None:
        super().__init__(theme, host, tr("Contact lenses"))
        self.setAccessibleName(tr("Contact lenses"))
        self.setFixedWidth(theme.px(WIDTH_PX))
        self._model = model
        self._lens: ContactLens | None = None
        self.edit = TypeAhead(theme, tr("Type a contact lens"), icon="search")
        self.edits: dict[tuple[Eye, str], QLineEdit] = {}
        self.fields.addWidget(self.edit)
        self.fields.addWidget(self._grid(theme))
        self.edit.asked.connect(search.find_contact_lenses)
        self.edit.chosen.connect(self._choose)
        self.edit.dismissed.connect(self.leave)
        search.contact_lenses_found.connect(self._offer)

    def begin(self) -> None:
        """Ask for the article."""
        self.open_at(self.edit)

    @Slot()
    def accept(self) -> None:
        """Take the lenses over if they are made like that."""
        lens = self._lens
        if lens is None:
            self.refuse(tr("Choose the contact lens first."), self.edit)
            return
        wishes: list[ContactLensWish] = []
        for eye in EYES:
            try:
                wish = read_eye(lens, eye, self._texts(eye))
            except DomainError as refusal:
                self.refuse(sentence(refusal), self.edits[eye, "sphere"])
                return
            if wish is None:
                continue
            reasons = reasons_against(lens, wish)
            if reasons:
                self.refuse(reason_words(reasons[0]), self.edits[eye, "sphere"])
                return
            wishes.append(wish)
        if not wishes:
            self.refuse(tr("Type the power of at least one eye."), self.edits["right", "sphere"])
            return
        self._model.change(contact_lenses=tuple(wishes))
        self.leave()

    def _grid(self, theme: Theme) -> QWidget:
        made = QWidget()
        made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        for number, head in enumerate(_heads(), start=1):
            grid.addWidget(label(head, role="caption"), 0, number)
        for line, eye in enumerate(EYES, start=1):
            grid.addWidget(EyeBadge(theme, eye), line, 0)
            for number, name in enumerate(NAMES, start=1):
                edit = QLineEdit()
                word = tr("Right") if eye == "right" else tr("Left")
                edit.setAccessibleName(f"{word} {_heads()[number - 1]}")
                edit.returnPressed.connect(self._go_on)
                grid.addWidget(edit, line, number)
                self.edits[eye, name] = edit
        return made

    def _texts(self, eye: Eye) -> EyeTexts:
        return EyeTexts(**{name: self.edits[eye, name].text() for name in NAMES})

    @Slot()
    def _go_on(self) -> None:
        """Go to the next field; after the last, take everything over."""
        edits = list(self.edits.values())
        place = next((n for n, edit in enumerate(edits) if edit.hasFocus()), len(edits) - 1)
        if place == len(edits) - 1:
            self.accept()
        else:
            edits[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
            edits[place + 1].selectAll()

    @Slot(str, object)
    def _offer(self, text: str, choices: tuple[Choice, ...]) -> None:
        self.edit.offer(text, choices)

    @Slot(object)
    def _choose(self, lens: ContactLens) -> None:
        self._lens = lens
        self.edit.rest_at(f"{lens.brand} {lens.name}")
        form = self._model.form
        for eye in EYES:
            sphere = "" if form is None else form.rx.cell((eye, Column.SPHERE)).text
            texts = proposed(lens, sphere)
            for name in NAMES:
                self.edits[eye, name].setText(getattr(texts, name))
        self.edits["right", "base_curve"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.edits["right", "base_curve"].selectAll()


def _heads() -> tuple[str, ...]:
    return (tr("BC"), tr("Dia"), tr("Sph"), tr("Cyl"), tr("Axis"), tr("Add"), tr("Packs"))
