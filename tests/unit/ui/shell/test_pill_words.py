"""The pills say how sync and printer stand, the worst first."""

from datetime import UTC, datetime, timedelta

import pytest

from app.services.print_ports import PrinterReason
from app.services.views import SyncHealth
from app.ui.printer_states import PrinterState
from app.ui.shell.pill_words import PillWords, printer_words, sync_words

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def health(*, queued=0, refused=0, ago=4):
    last = None if ago is None else NOW - timedelta(seconds=ago)
    return SyncHealth(queued=queued, refused=refused, last_contact_at=last)


@pytest.mark.parametrize(
    ("given", "text", "tone"),
    [
        (health(), "Synced 4 s ago", "success"),
        (health(queued=3), "Synced 4 s ago · 3 queued", "success"),
        (health(ago=360, queued=3), "Offline 6 min · 3 queued", "warning"),
        (health(ago=None), "Not connected yet", "warning"),
        (health(ago=None, queued=1), "Not connected yet · 1 queued", "warning"),
        (health(refused=2, ago=360), "2 need you", "danger"),
        (health(refused=1), "1 needs you", "danger"),
        (None, "Sync …", "muted"),
    ],
)
def test_the_sync_pill_says_how_this_device_stands(given, text, tone):
    words = sync_words(given, NOW)
    assert (words.text, words.tone) == (text, tone)


def test_the_printer_pill_says_ready_or_why_not():
    assert printer_words(None) is None
    ready = printer_words(PrinterState(name="Bench printer", reason=None))
    low = printer_words(PrinterState(name="Bench printer", reason=PrinterReason.PAPER_LOW))
    assert ready == PillWords(text="Bench printer ready", icon="printer-check", tone="success")
    assert low == PillWords(text="Bench printer: paper low", icon="printer", tone="warning")


@pytest.mark.parametrize("reason", PrinterReason)
def test_every_trouble_of_a_printer_has_a_short_word(reason):
    words = printer_words(PrinterState(name="", reason=reason))
    assert words is not None
    assert words.text.startswith("Printer: ")
    assert len(words.text) < 30
