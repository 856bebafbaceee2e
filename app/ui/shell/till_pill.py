"""What the pill of the top bar says about the till."""

from datetime import date

from app.domain.payments.till import TillState
from app.messages import formats
from app.messages.catalogue import tr, trn
from app.ui.shell.pill_words import PillWords


def till_pill(state: TillState | None, today: date, *, waiting: int) -> PillWords | None:
    """Return how the till stands; None before anybody asked."""
    if state is None:
        return None
    if waiting:
        text = trn("{count} card payment waits", "{count} card payments wait", waiting)
        return PillWords(text=text, icon="triangle-alert", tone="danger")
    if not state.is_open:
        return PillWords(text=tr("Till closed"), icon="banknote", tone="muted")
    if state.needs_closing(today):
        day = formats.day_near(state.business_day, today)
        text = tr("Till open since {day}", day=day)
        return PillWords(text=text, icon="banknote", tone="warning")
    opened = formats.time_of_day(state.entries[0].stamp.at)
    return PillWords(
        text=tr("Till open since {time}", time=opened), icon="banknote", tone="success"
    )
