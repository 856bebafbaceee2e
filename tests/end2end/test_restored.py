"""A till put back from a backup, and a server put back from one: nothing is lost or hidden."""

import shutil
from contextlib import contextmanager
from uuid import UUID, uuid4

import pytest

from app.services.sync_status import SyncCondition
from tests.end2end.house import HAFEN, House, condition_of, until
from tests.end2end.people import OPTICIAN, Optician

PATIENT = "P-HAF-00011"


@pytest.fixture
def till(house):
    @contextmanager
    def at_the_till(*, connects=True):
        with house.station(HAFEN, connects=connects) as station:
            yield Optician.signs_in(station, OPTICIAN, house.pin_of(OPTICIAN))

    return at_the_till


def prescribes(optician: Optician) -> UUID:
    """Sign a prescription, which needs no number of the till's block."""
    return optician.signs_prescription(optician.finds_patient(PATIENT))


def has_sent_everything(optician: Optician) -> bool:
    return optician.ask(optician.station.sync_health).queued == 0


def on_file(optician: Optician) -> set[UUID]:
    patient = optician.finds_patient(PATIENT)
    record, _ = optician.ask(
        lambda: optician.station.customers.open_record(optician.session, patient.patient_id)
    )
    return {each.prescription_id for each in record.prescriptions}


def kept_at_server(house: House, *prescription_ids: UUID) -> set[UUID]:
    query = "SELECT prescription_id FROM customers_prescriptions WHERE prescription_id = ANY(%s)"
    return {row[0] for row in house.server_rows(query, list(prescription_ids))}


def lives_of(house: House, device_id: UUID) -> int:
    query = "SELECT count(*) FROM sync_incarnations WHERE device_id = %s"
    return int(house.server_rows(query, device_id)[0][0])


def test_a_till_from_a_backup_begins_a_new_life_and_loses_nothing(house, till, expected_log):
    expected_log("sync.push.forked")
    with till() as optician:
        prescribes(optician)
        until(lambda: has_sent_everything(optician), "the till has a past")
    backup = house.folder / "backup"
    shutil.copytree(house.profile(HAFEN), backup)
    with till() as optician:
        after_the_backup = prescribes(optician)
        until(lambda: has_sent_everything(optician), "the server has what the backup lacks")
        device_id = optician.station.log.identity().device_id
        lives = lives_of(house, device_id)
    shutil.rmtree(house.profile(HAFEN))
    shutil.move(backup, house.profile(HAFEN))
    with till(connects=False) as optician:
        after_the_restore = prescribes(optician)
        optician.station.start()
        until(lambda: has_sent_everything(optician), "the till is understood again")
        both = {after_the_backup, after_the_restore}
        until(lambda: both <= on_file(optician), "the till has heard of what it had forgotten")
    assert kept_at_server(house, *both) == both
    assert lives_of(house, device_id) == lives + 1
    assert house.server_rows("SELECT count(*) FROM sync_dead_letters") == [(0,)]


def test_a_restored_server_is_said_and_nothing_is_sent_until_that_is_settled(house, till):
    ((usual,),) = house.server_rows("SELECT timeline FROM sync_timeline")
    with till() as optician:
        until(lambda: condition_of(optician.station) is SyncCondition.ONLINE, "the till is online")
        set_timeline(house, uuid4())
        try:
            until(
                lambda: condition_of(optician.station) is SyncCondition.SERVER_RESTORED,
                "the till says that the server was restored",
            )
            prescribed = prescribes(optician)
            optician.station.pump.retry_now()
            assert not has_sent_everything(optician)
        finally:
            set_timeline(house, usual)
        optician.station.pump.retry_now()
        until(lambda: has_sent_everything(optician), "the till goes on")
    assert kept_at_server(house, prescribed) == {prescribed}


def set_timeline(house: House, timeline: UUID) -> None:
    with house.postgres() as connection:
        connection.execute("UPDATE sync_timeline SET timeline = %s", (timeline,))
        connection.commit()
