"""What the pills of the top bar say about sync and printer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.messages import formats
from app.messages.catalogue import sentence_of, tr, trn
from app.services.sync_status import SyncCondition, SyncStatus
from app.services.views import SyncHealth
from app.ui.printer_reasons import reason_tone, reason_words
from app.ui.printer_states import PrinterState

# The sync thread notes a contact at least every 30 seconds while it has one.
OFFLINE_AFTER = timedelta(seconds=45)


@dataclass(frozen=True, slots=True, kw_only=True)
class PillWords:
    """Words, icon and tone of a pill, and the sentence that explains them."""

    text: str
    icon: str
    tone: str
    hint: str = ""


def sync_words(
    health: SyncHealth | None, now: datetime, *, status: SyncStatus | None = None
) -> PillWords:
    """Return how this device stands with the server; what needs a person comes first."""
    if health is None:
        return PillWords(text=tr("Sync …"), icon="cloud", tone="muted")
    if health.refused:
        text = trn("{count} needs you", "{count} need you", health.refused)
        return PillWords(text=text, icon="cloud-alert", tone="danger")
    if status is not None and status.code is not None:
        return _trouble_words(status, health, now)
    return _health_words(health, now)


def _trouble_words(status: SyncStatus, health: SyncHealth, now: datetime) -> PillWords:
    """Return what the sync thread itself says is wrong."""
    hint = sentence_of(status.code or "")
    match status.condition:
        case SyncCondition.SERVER_RESTORED:
            text = tr("Server restored")
        case SyncCondition.NEEDS_YOU:
            text = tr("Sync needs you")
        case _:
            text = tr("Offline {span}", span=formats.since(now - status.since))
            text += _queued_words(health)
            return PillWords(text=text, icon="cloud-off", tone="warning", hint=hint)
    return PillWords(text=text, icon="cloud-alert", tone="danger", hint=hint)


def _health_words(health: SyncHealth, now: datetime) -> PillWords:
    queued = _queued_words(health)
    if health.last_contact_at is None:
        text = tr("Not connected yet") + queued
        return PillWords(text=text, icon="cloud-off", tone="warning")
    silence = now - health.last_contact_at
    if silence > OFFLINE_AFTER:
        text = tr("Offline {span}", span=formats.since(silence)) + queued
        return PillWords(text=text, icon="cloud-off", tone="warning")
    text = tr("Synced {span} ago", span=formats.since(silence)) + queued
    return PillWords(text=text, icon="cloud-check", tone="success")


def _queued_words(health: SyncHealth) -> str:
    if not health.queued:
        return ""
    return " · " + trn("{count} queued", "{count} queued", health.queued)


def printer_words(state: PrinterState | None) -> PillWords | None:
    """Return how the printer stands, or nothing before any has spoken."""
    if state is None:
        return None
    name = state.name or tr("Printer")
    if state.reason is None:
        return PillWords(text=tr("{name} ready", name=name), icon="printer-check", tone="success")
    text = f"{name}: {reason_words(state.reason)}"
    return PillWords(text=text, icon="printer", tone=reason_tone(state.reason))
