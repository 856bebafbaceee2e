"""A sheet as it comes out of the printer, with what is known of the bytes it is made from."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from app.messages import formats
from app.messages.catalogue import tr, trn
from app.services.print_ports import PrintJob
from app.ui.printing.job_words import what_words
from app.ui.theme.theme import Theme
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import Card, scrolling

PAPER_WIDTH_PX = 300
HASH_SIGNS = 12


class PaperPreview(Card):
    """Shows one sheet; a longer one is scrolled."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("Preview"))
        self._theme = theme
        self.picture = QLabel()
        self.picture.setWordWrap(True)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._facts = label(role="muted")
        self._facts.setWordWrap(True)
        self._view = scrolling(self.picture)
        self.body.addWidget(self._view, 1)
        self.body.addWidget(self._facts)
        self.setFixedWidth(theme.px(PAPER_WIDTH_PX + 56))
        self.say_how()

    def say_how(self) -> None:
        """Say which key draws the chosen paper."""
        self.picture.setText(tr("Space shows the chosen paper."))
        self._facts.clear()

    def display(self, job: PrintJob, png: bytes) -> None:
        """Show what a job prints."""
        title = f"{what_words(job)} {job.reference}"
        if not png:
            self.picture.setText(tr("This job opens the drawer and prints nothing."))
        else:
            drawn = QPixmap()
            drawn.loadFromData(png)
            self.picture.setPixmap(
                drawn.scaledToWidth(
                    min(self._theme.px(PAPER_WIDTH_PX), drawn.width()),
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
        self.picture.setAccessibleName(title)
        facts = (
            title,
            tr("{n} bytes stored", n=formats.count(len(job.document))),
            f"SHA-256 {job.document_sha256[:HASH_SIGNS]}…",
            trn("tried {count} time", "tried {count} times", job.attempts),
        )
        self._facts.setText(" · ".join(facts))
