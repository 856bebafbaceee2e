"""Why a printer does not print, in a word or two."""

from collections.abc import Mapping

from app.messages.language import msg, translated
from app.services.print_ports import PrinterReason

_SHORT_REASONS: Mapping[PrinterReason, str] = {
    PrinterReason.UNREACHABLE: msg("unreachable"),
    PrinterReason.ADDRESS_INVALID: msg("wrong address"),
    PrinterReason.OFFLINE: msg("offline"),
    PrinterReason.PAPER_OUT: msg("out of paper"),
    PrinterReason.PAPER_LOW: msg("paper low"),
    PrinterReason.COVER_OPEN: msg("cover open"),
    PrinterReason.CUTTER_JAM: msg("cutter stuck"),
    PrinterReason.PRINTER_ERROR: msg("error"),
    PrinterReason.NO_ANSWER: msg("no answer"),
    PrinterReason.LINE_DROPPED: msg("line dropped"),
    PrinterReason.INTERRUPTED: msg("interrupted"),
    PrinterReason.DOCUMENT_DAMAGED: msg("paper damaged"),
}


def reason_words(reason: PrinterReason) -> str:
    """Return why a printer does not print."""
    return translated(_SHORT_REASONS[reason])


def reason_tone(reason: PrinterReason | None) -> str:
    """Return the tone of a printer's state: low paper warns, all else stops it."""
    if reason is None:
        return "success"
    return "warning" if reason is PrinterReason.PAPER_LOW else "danger"
