"""What a scan does: who is asked first, and what is said about it."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from app.messages.catalogue import sentence_of, tr
from app.services.scan_payloads import BadgeScan, MisreadScan, ScanPayload, code_of
from app.ui.shell.workplace import Workplace
from app.ui.sounds import Sound


class ScanAnswers(QObject):
    """Asks the shown screen, then its workplace; what nobody takes is offered to the search."""

    switch_asked = Signal(str)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._workplace = workplace

    @Slot(object)
    def take(self, scan: ScanPayload) -> None:
        """Do what a scan asks for, with a sound and a word."""
        place = self._workplace
        if place.desk.is_locked:
            return
        if QApplication.activeModalWidget() is not None:
            self._refuse(tr("Answer the open dialog first, then scan again."))
        elif isinstance(scan, BadgeScan):
            self.switch_asked.emit(scan.token)
        elif place.shown.take_scan(scan):
            self._confirm(scan, is_told=not place.shown.has_scan_band)
        elif isinstance(scan, MisreadScan):
            self._refuse(sentence_of("kernel.number.check_failed", {"text": scan.text}))
        elif place.route_scan(scan):
            self._confirm(scan, is_told=True)
        else:
            self._ask(scan)

    def _confirm(self, scan: ScanPayload, *, is_told: bool) -> None:
        self._workplace.sounds.play(Sound.OK)
        if is_told:
            self._workplace.scan_line.say_good(tr("Scanned: {text}", text=code_of(scan)))

    def _refuse(self, text: str) -> None:
        self._workplace.sounds.play(Sound.ERROR)
        self._workplace.scan_line.say_failed(text)

    def _ask(self, scan: ScanPayload) -> None:
        text = code_of(scan)
        self._workplace.sounds.play(Sound.WARN)
        self._workplace.scan_line.ask(
            tr("Nothing here takes {text}", text=text), self._workplace.searches_for(text)
        )
