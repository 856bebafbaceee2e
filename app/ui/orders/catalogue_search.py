"""Frames and lenses while they are typed or scanned."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.catalog import (
    ArticleKind,
    ExtraKind,
    LensExtra,
    Reason,
    Suggestion,
    Verdict,
    suggestions,
    words_for,
)
from app.domain.kernel.errors import DioptreError
from app.messages import formats
from app.messages.catalogue import sentence, sentence_of, tr
from app.messages.language import msg, translated
from app.services.catalogue import FrameChoice, GoodChoice
from app.ui.desktop import Desk
from app.ui.lens_words import lens_words
from app.ui.orders.order_form import OrderForm
from app.ui.runner import Newest
from app.ui.rx.complaints import eye_letter
from app.ui.widgets.choice import Choice

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
EXTRA_WORDS = {
    ExtraKind.COATING: msg("Coating"),
    ExtraKind.TINT: msg("Tint"),
    ExtraKind.PHOTOCHROMIC: msg("Photochromic"),
    ExtraKind.POLARISED: msg("Polarised"),
    ExtraKind.EDGE: msg("Edge"),
}


class CatalogueSearch(QObject):
    """Asks the catalogue off the GUI thread; only the newest answer is told."""

    frames_found = Signal(str, object)
    lenses_found = Signal(str, object)
    extras_found = Signal(str, object)
    goods_found = Signal(str, object)
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

    def _refuse(self, error: DioptreError) -> None:
        self.failed.emit(sentence(error))


def frame_as_choice(choice: FrameChoice) -> Choice:
    """Return a frame with its size, its price and what this store has of it."""
    frame = choice.frame
    words, tone = stock_words(choice)
    return Choice(
        title=frame_words(choice),
        detail=f"{frame.size} · {frame.sku} · {words}",
        value=choice,
        trailing=formats.money(frame.price),
        trailing_tone="text" if tone == "success" else tone,
    )


def lens_as_choice(found: Suggestion) -> Choice:
    """Return a lens with its design, material and coating, or with what rules it out."""
    lens, verdict = found.lens, found.verdict
    reasons = " · ".join(reason_words(each) for each in verdict.reasons)
    return Choice(
        title=lens.name,
        detail=f"\u2715 {reasons}" if reasons else lens_words(lens),
        value=found,
        trailing=formats.money(lens.price),
        trailing_tone="faint" if reasons else "text",
    )


def extra_as_choice(extra: LensExtra, verdict: Verdict, *, is_chosen: bool) -> Choice:
    """Return an extra with its price, whether it is chosen, or what it does not go with."""
    reasons = " · ".join(reason_words(each) for each in verdict.reasons)
    told = tr("chosen; Enter takes it off") if is_chosen else extra_kind_word(extra.kind)
    return Choice(
        title=extra.name,
        detail=f"\u2715 {reasons}" if reasons and not is_chosen else told,
        value=(extra, verdict),
        trailing=formats.money(extra.price),
        trailing_tone="faint" if reasons else "text",
    )


def good_as_choice(found: GoodChoice) -> Choice:
    """Return goods with their price and what this store has of them."""
    good = found.good
    return Choice(
        title=words_for(good),
        detail=f"{good.sku} · {tr('{count} here', count=found.stock.available)}",
        value=good,
        trailing=formats.money(good.price),
        trailing_tone="text",
    )


def reason_words(reason: Reason) -> str:
    """Return one thing that rules a lens out, its eye first."""
    text = sentence_of(reason.code, dict(reason.facts))
    return text if reason.eye is None else f"{eye_letter(reason.eye)}: {text}"


def extra_kind_word(kind: ExtraKind) -> str:
    """Return what an extra does."""
    return translated(EXTRA_WORDS[kind])


def frame_words(choice: FrameChoice) -> str:
    """Return a frame's name as people say it."""
    frame = choice.frame
    return f"{frame.brand} {frame.model} {frame.colour}"


def stock_words(choice: FrameChoice) -> tuple[str, str]:
    """Return what this store has of a frame, and whether that is well."""
    here = choice.stock.available
    if here > 0:
        return tr("{count} here", count=here), "success"
    return tr("none here"), "warning"
