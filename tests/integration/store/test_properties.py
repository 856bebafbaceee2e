"""What holds for any history: a level is the fold, numbers never meet, a search finds its name."""

import json
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.adapters.store.local_store import LocalStore
from app.adapters.store.profile import Profile
from app.adapters.store.unit_of_work import Surroundings
from app.contracts.envelope import CHAIN_START, envelope_hash
from app.domain.customers import PatientChanged
from app.domain.inventory import level_of
from app.domain.kernel.ids import CommandId, MovementId, SiteId
from app.domain.kernel.numbers import BLOCK_SIZE, NumberBlockIsUsedUp, NumberSeries
from tests.factories import a_movement, a_patient, an_identity
from tests.factories.customers import OPTICIAN_ID
from tests.factories.moments import NOW
from tests.factories.places import LAB_ID, STORE_ID
from tests.integration.store.stores import KEY, SESSION_ID, TIMELINE, bare

ON_ONE_STORE = settings(
    max_examples=40,
    # One store serves all examples: each begins in a unit that is rolled back at its end.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

MOVEMENTS = st.lists(
    st.builds(
        a_movement,
        movement_id=st.integers(1, 40).map(lambda n: MovementId(UUID(int=n))),
        site_id=st.sampled_from([STORE_ID, LAB_ID]),
        sku=st.sampled_from(["A", "B"]),
        on_hand_change=st.integers(-50, 50),
        reserved_change=st.integers(-50, 50),
    ),
    max_size=30,
)


@ON_ONE_STORE
@given(movements=MOVEMENTS)
def test_a_level_is_the_fold_of_the_movements_that_were_new(store, movements):
    with store.units() as unit:
        new = [each for each in movements if unit.stock.add_movement(each)]
        assert len({each.movement_id for each in new}) == len(new)
        for site_id in (STORE_ID, LAB_ID):
            for sku in ("A", "B", "C"):
                assert unit.stock.level(site_id, sku) == level_of(site_id, sku, new)


NAMES = st.text(st.characters(categories=["L"]), min_size=1, max_size=12)


@ON_ONE_STORE
@given(family=NAMES, given_name=NAMES, cut=st.integers(1, 12))
def test_a_patient_is_found_by_any_beginning_of_either_name(store, family, given_name, cut):
    patient = a_patient(family_name=family, given_name=given_name, phone=None)
    with store.units() as unit:
        unit.patients.save_patient(patient)
        for text in (family[:cut], given_name[:cut], f"{family[:cut]} {given_name[:cut]}"):
            assert [hit.patient_id for hit in unit.patients.search(text, limit=5)] == [
                patient.patient_id
            ]


@ON_ONE_STORE
@given(versions=st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_the_newest_version_wins_in_whatever_order_they_arrive(store, versions):
    patient = a_patient()
    with store.units() as unit:
        for version in versions:
            unit.patients.save_patient(
                a_patient(patient_id=patient.patient_id, family_name=f"V{version}", version=version)
            )
        found = unit.patients.patient(patient.patient_id)
        assert (found.version, found.family_name) == (max(versions), f"V{max(versions)}")


@ON_ONE_STORE
@given(groups=st.lists(st.integers(1, 4), min_size=1, max_size=6), acked=st.integers(0, 24))
def test_the_outbox_is_one_chain_through_units_acknowledgements_and_forks(store, groups, acked):
    with store.units() as unit:
        for size in groups:
            unit.outbox.add(
                *(PatientChanged(patient=a_patient()) for _ in range(size)),
                actor=OPTICIAN_ID,
                session_id=SESSION_ID,
                command_id=CommandId(uuid4()),
            )
        unit.log.fork()
        batch = unit.log.outgoing(limit_envelopes=500, limit_bytes=1 << 20)
        assert batch is not None
        envelopes = [json.loads(each) for each in batch.envelopes]
    assert [each["device_seq"] for each in envelopes] == list(range(1, sum(groups) + 1))
    assert envelopes[0]["prev_hash"] == CHAIN_START
    assert all(each["hash"] == envelope_hash(each) for each in envelopes)
    assert all(one["hash"] == two["prev_hash"] for one, two in pairwise(envelopes))


@pytest.fixture(scope="module")
def devices(tmp_path_factory, migrated_file):
    """Return three enrolled devices of one site by index, and the numbers they gave out."""
    stores = {}
    for index in (1, 2, 3):
        profile = Profile(tmp_path_factory.mktemp(f"device{index}"))
        profile.store_file.write_bytes(migrated_file.read_bytes())
        surroundings = Surroundings(clock=lambda: NOW, new_id=uuid4, on_commit=lambda _: None)
        store = LocalStore.open(profile, KEY, surroundings)
        with store.units() as unit:
            unit.log.begin(an_identity(device_index=index), timeline=TIMELINE)
            unit.commit()
        stores[index] = store
    yield stores, set()
    for store in stores.values():
        store.close()


TAKES = st.lists(
    st.tuples(
        st.sampled_from([1, 2, 3]),
        st.sampled_from(list(NumberSeries)),
        st.sampled_from([2026, 2027]),
        st.booleans(),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(takes=TAKES)
def test_devices_of_a_site_never_give_out_one_number_twice(devices, takes):
    stores, given_out = devices
    for index, series, year, is_kept in takes:
        with stores[index].units() as unit:
            number = str(unit.numbers.take(series, year=year))
            if is_kept:
                assert number not in given_out
                given_out.add(number)
                unit.commit()


def test_a_block_that_is_used_up_is_said_and_not_exceeded(profile, store):
    with store.units() as unit:
        unit.numbers.take(NumberSeries.ORDER, year=2026)
        unit.commit()
    with bare(profile.store_file) as connection:
        connection.execute("UPDATE sync_number_blocks SET given = ?", (BLOCK_SIZE - 1,))
    with store.units() as unit:
        assert unit.numbers.take(NumberSeries.ORDER, year=2026).n == BLOCK_SIZE
        unit.commit()
    with store.units() as unit, pytest.raises(NumberBlockIsUsedUp):
        unit.numbers.take(NumberSeries.ORDER, year=2026)


def test_sites_have_levels_of_their_own(store):
    other = SiteId(uuid4())
    with store.units() as unit:
        unit.stock.add_movement(a_movement(site_id=other))
        assert unit.stock.level(STORE_ID, "HAL-204-TOR-50").on_hand == 0
