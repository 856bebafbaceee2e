"""One morning that every builder shares, so that things made together fit together."""

from datetime import UTC, date, datetime, timedelta

NOW = datetime(2026, 7, 24, 9, 41, tzinfo=UTC)
TODAY: date = NOW.date()
PROMISED_ON = TODAY + timedelta(days=6)
