"""The demo's people and goods are believable, readable by every device, and nobody's."""

from datetime import date
from random import Random
from uuid import UUID

import pytest
from stdnum import ean

from app.contracts.from_wire import (
    patient_from_wire,
    prescription_from_wire,
)
from app.contracts.v1 import EyePowerV1, PatientV1, PrescriptionV1
from app.domain.catalog import ArticleKind, ContactLens, Lens, LensExtra, kind_of
from app.domain.catalog.article_versions import ArticleVersion
from app.domain.pricing.shared import (
    LimitsVersion,
    PromotionVersion,
    PublishedPrices,
    TaxVersion,
)
from app.domain.pricing.shared_documents import shared_of
from sync_server.services.demo_catalogue import demo_frames, demo_goods, demo_records
from sync_server.services.demo_people import (
    PHONE_BLOCKS,
    DemoStore,
    demo_patient,
    demo_prescription,
    demo_staff,
)

TODAY = date(2026, 7, 24)
NAMESPACE = UUID("0198a000-0000-7000-8000-00000000000a")
STORE = DemoStore(
    namespace=NAMESPACE,
    site_id=UUID("0198a000-0000-7000-8000-00000000000b"),
    code="LIN",
    optician=UUID("0198a000-0000-7000-8000-00000000000c"),
)


def people(seed: int) -> list[tuple[PatientV1, PrescriptionV1]]:
    chance = Random(seed)
    pairs = []
    for number in range(1, 301):
        patient = demo_patient(STORE, number, chance)
        pairs.append((patient, demo_prescription(STORE, patient, chance, today=TODAY)))
    return pairs


def test_the_same_seed_makes_the_same_people():
    assert people(1) == people(1)
    assert people(1) != people(2)


def test_every_prescription_can_be_made_and_has_not_expired():
    for patient, prescription in people(1):
        assert patient_from_wire(patient).patient_id == prescription.patient_id
        assert prescription_from_wire(prescription).is_valid_on(TODAY)


def test_the_old_need_an_addition_and_the_young_do_not():
    for patient, prescription in people(1):
        assert isinstance(prescription.right, EyePowerV1)
        is_old = TODAY.year - patient.born_on.year >= 50
        assert not is_old or (prescription.right.add_thousandths or 0) >= 750
        assert patient.born_on < TODAY
        assert patient.born_on.year < 1985 or prescription.right.add_thousandths is None


def test_every_number_rings_nowhere():
    phones = [patient.phone for patient, _ in people(1) if patient.phone]
    assert len(phones) > 200
    assert all(phone.startswith(PHONE_BLOCKS) for phone in phones)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_catalogue_has_codes_that_scan_and_no_maker_owns(seed):
    frames = demo_frames(Random(seed), currency="EUR")
    assert sum(not frame.is_sunglasses for frame in frames) == 120
    assert sum(frame.is_sunglasses for frame in frames) == 12
    assert len({frame.brand for frame in frames}) == 8
    sold = demo_goods(Random(seed), currency="EUR")
    scanned = [good.gtin for good in sold if not isinstance(good, Lens | LensExtra) and good.gtin]
    assert len(set(scanned)) == len(scanned)
    assert len({good.sku for good in sold}) == len(sold)
    assert all(ean.is_valid(gtin) and gtin[:2] == "20" for gtin in scanned)


def test_there_is_a_lens_for_every_purpose_and_goods_of_every_kind():
    sold = demo_goods(Random(1), currency="EUR")
    lenses = [good for good in sold if isinstance(good, Lens)]
    assert len(lenses) >= 30
    assert {lens.kind for lens in lenses} == {"single_vision", "bifocal", "progressive", "office"}
    assert {lens.index_thousandths for lens in lenses} >= {1500, 1530, 1600, 1670, 1740}
    assert all(lens.limits.ranges for lens in lenses)
    assert {kind_of(good) for good in sold} == set(ArticleKind)
    assert sum(isinstance(good, ContactLens) for good in sold) == 10


def test_every_device_reads_what_the_demo_shares():
    sold = demo_goods(Random(1), currency="EUR")
    shared = [shared_of(record) for record in demo_records(sold, currency="EUR")]
    assert [each.good for each in shared if isinstance(each, ArticleVersion)] == list(sold)
    (prices,) = [each for each in shared if isinstance(each, PublishedPrices)]
    assert set(prices.prices) == {good.sku for good in sold}
    assert sum(isinstance(each, PromotionVersion) for each in shared) >= 4
    assert {type(each) for each in shared} >= {LimitsVersion, TaxVersion}


def test_every_role_of_the_demo_has_somebody_with_a_pin():
    staff = demo_staff(NAMESPACE)
    assert {person.role.value for person in staff} == {"optician", "manager", "technician"}
    assert all(len(person.pin) >= 6 and person.pin.isdigit() for person in staff)
    assert len({person.user_id for person in staff}) == len(staff)
