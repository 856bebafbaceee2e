"""Frames and lenses while they are typed or scanned."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.catalog import (
    ArticleKind,
    LensExtra,
    Suggestion,
    Verdict,
    suggestions,
)
from app.domain.kernel.errors import DioptreError
from app.messages.catalogue import sentence
from app.services.catalogue import FrameChoice, GoodChoice
from app.ui.desktop import Desk
from app.ui.orders.catalogue_choices import (
    extra_as_choice,
    frame_as_choice,
    good_as_choice,
    lens_as_choice,
)
from app.ui.orders.order_form import OrderForm
from app.ui.runner import Newest

# What lies beside a pair on the counter; lenses and their extras are chosen elsewhere.
BESIDE_KINDS = frozenset(
    {
        ArticleKind.READY_READER,
        ArticleKind.SUNGLASSES,
        ArticleKind.CARE_PRODUCT,
        ArticleKind.ACCESSORY,
        ArticleKind.REPAIR,
        ArticleKind.DISPENSING,
        ArticleKind.EXAMINATION,
    }
)


class CatalogueSearch(QObject):
    """Asks the catalogue off the GUI thread; only the newest answer is told."""

    frames_found = Signal(str, object)
    lenses_found = Signal(str, object)
    extras_found = Signal(str, object)
    goods_found = Signal(str, object)
    contact_lenses_found = Signal(str, object)
    failed = Signal(str)

    def __init__(self, desk: Desk, form: Callable[[], OrderForm | None]) -> None:
        super().__init__()
        self._desk = desk
        self._form = form
        self._frames = Newest(desk.services.runner)
        self._lenses = Newest(desk.services.runner)
        self._extras = Newest(desk.services.runner)
        self._goods = Newest(desk.services.runner)

    @Slot(str)
    def find_frames(self, text: str) -> None:
        """Look for frames by what was typed or scanned."""
        session = self._desk.session
        self._frames.run(
            lambda: (text, self._desk.services.catalogue.frames(session, text)),
            done=self._tell_frames,
            failed=self._refuse,
        )

    @Slot(str)
    def find_lenses(self, text: str) -> None:
        """Look for lenses by what was typed; each with what rules it out for these eyes."""
        session, form, day = self._desk.session, self._form(), self._desk.today()

        def judged() -> tuple[str, tuple[Suggestion, ...]]:
            lenses = self._desk.services.catalogue.lenses(session, text)
            fitting = None if form is None else form.fitting(day)
            if fitting is None:
                return text, tuple(Suggestion(lens=each, verdict=Verdict()) for each in lenses)
            return text, suggestions(lenses, fitting)

        self._lenses.run(judged, done=self._tell_lenses, failed=self._refuse)

    @Slot(str)
    def find_extras(self, text: str) -> None:
        """Look for coatings, tints and other extras of the lens that was chosen."""
        session, form = self._desk.session, self._form()
        if form is None or form.lens is None:
            return
        sku, chosen = form.lens.sku, tuple(extra.sku for extra in form.extras)
        services = self._desk.services
        self._extras.run(
            lambda: (text, services.dispensing.extras_for(session, sku, chosen=chosen)),
            done=lambda answer: self._tell_extras(*answer, chosen),
            failed=self._refuse,
        )

    @Slot(str)
    def find_goods(self, text: str) -> None:
        """Look for goods that are sold beside a pair, or alone."""
        session, services = self._desk.session, self._desk.services
        self._goods.run(
            lambda: (text, services.catalogue.goods(session, text, BESIDE_KINDS)),
            done=self._tell_goods,
            failed=self._refuse,
        )

    @Slot(str)
    def find_contact_lenses(self, text: str) -> None:
        """Look for contact lenses."""
        session, services = self._desk.session, self._desk.services
        kinds = frozenset({ArticleKind.CONTACT_LENS})
        self._goods.run(
            lambda: (text, services.catalogue.goods(session, text, kinds)),
            done=self._tell_contact_lenses,
            failed=self._refuse,
        )

    def _tell_frames(self, answer: tuple[str, tuple[FrameChoice, ...]]) -> None:
        text, found = answer
        self.frames_found.emit(text, tuple(frame_as_choice(each) for each in found))

    def _tell_lenses(self, answer: tuple[str, tuple[Suggestion, ...]]) -> None:
        text, found = answer
        self.lenses_found.emit(text, tuple(lens_as_choice(each) for each in found))

    def _tell_extras(
        self, text: str, found: tuple[tuple[LensExtra, Verdict], ...], chosen: tuple[str, ...]
    ) -> None:
        words = text.casefold().split()
        hits = (
            extra_as_choice(extra, verdict, is_chosen=extra.sku in chosen)
            for extra, verdict in found
            if all(word in f"{extra.name} {extra.kind}".casefold() for word in words)
        )
        self.extras_found.emit(text, tuple(hits))

    def _tell_goods(self, answer: tuple[str, tuple[GoodChoice, ...]]) -> None:
        text, found = answer
        self.goods_found.emit(text, tuple(good_as_choice(each) for each in found))

    def _tell_contact_lenses(self, answer: tuple[str, tuple[GoodChoice, ...]]) -> None:
        text, found = answer
        self.contact_lenses_found.emit(text, tuple(good_as_choice(each) for each in found))

    def _refuse(self, error: DioptreError) -> None:
        self.failed.emit(sentence(error))
