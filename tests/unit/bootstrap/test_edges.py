"""Where a device meets the world: the shop's day, and who may look into its folder."""

import os
import stat
import time
from datetime import UTC, date, datetime

import pytest

from app.bootstrap.desktop import start_records
from app.bootstrap.edges import shop_clock


@pytest.fixture
def zone(monkeypatch):
    """Put the machine into a zone."""

    def put(name):
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield put
    monkeypatch.undo()
    time.tzset()


def test_the_shops_day_is_the_machines(zone):
    zone("America/Denver")
    moment = datetime(2027, 1, 1, 1, 30, tzinfo=UTC)
    told = shop_clock(lambda: moment)()
    assert told == moment
    assert told.date() == date(2026, 12, 31)


def test_the_first_records_make_a_profile_that_is_its_owners_alone(tmp_path):
    before = os.umask(0o022)
    try:
        start_records(tmp_path / "profile")()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "profile").stat().st_mode) == 0o700
