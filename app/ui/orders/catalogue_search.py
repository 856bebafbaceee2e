"""Frames and lenses while they are typed or scanned."""

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.catalog import Lens
from app.domain.kernel.errors import DioptreError
from app.messages import formats
from app.messages.catalogue import sentence, tr
from app.services.catalogue import FrameChoice
from app.ui.desktop import Desk
from app.ui.lens_words import lens_words
from app.ui.runner import Newest
from app.ui.widgets.choice import Choice


class CatalogueSearch(QObject):
    """Asks the catalogue off the GUI thread; only the newest answer is told."""

    frames_found = Signal(str, object)
    lenses_found = Signal(str, object)
    failed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._frames = Newest(desk.services.runner)
        self._lenses = Newest(desk.services.runner)

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
        """Look for lenses by what was typed."""
        session = self._desk.session
        self._lenses.run(
            lambda: (text, self._desk.services.catalogue.lenses(session, text)),
            done=self._tell_lenses,
            failed=self._refuse,
        )

    def _tell_frames(self, answer: tuple[str, tuple[FrameChoice, ...]]) -> None:
        text, found = answer
        self.frames_found.emit(text, tuple(frame_as_choice(each) for each in found))

    def _tell_lenses(self, answer: tuple[str, tuple[Lens, ...]]) -> None:
        text, found = answer
        self.lenses_found.emit(text, tuple(lens_as_choice(each) for each in found))

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


def lens_as_choice(lens: Lens) -> Choice:
    """Return a lens with its design, material and coating."""
    return Choice(
        title=lens.name,
        detail=lens_words(lens),
        value=lens,
        trailing=formats.money(lens.price),
        trailing_tone="text",
    )


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
