"""A refusal is told in words: its sentence, with facts a person can read."""

from datetime import date

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from app.domain.kernel.numbers import NumberIsMalformed
from app.domain.lab.work_order import Stage, StageHasMovedOn, WorkOrderNotFound
from app.domain.optics.prescription import CylinderNeedsAxis
from app.domain.orders import MeasurementIsMissing, PrescriptionHasExpired
from app.messages.catalogue import sentence, sentence_of, stage_word, tr, trn, use_language


@pytest.fixture
def own_language():
    yield
    use_language("en")


def test_facts_are_filled_in():
    assert sentence(NumberIsMalformed(text="hello")).startswith("hello is not a number of ours")


def test_codes_among_the_facts_are_told_as_words():
    told = sentence(MeasurementIsMissing(eye="left", measurement="monocular_pd_mm"))
    assert told == "The left eye needs its PD before the lens can be made."
    moved = sentence(StageHasMovedOn(number="W-LAB-26-1", stage="first_inspection"))
    assert "First check" in moved


def test_a_day_is_told_with_its_month_as_a_word():
    assert "3 Apr 2026" in sentence(PrescriptionHasExpired(expires_on=date(2026, 4, 3)))


def test_a_negative_power_has_a_true_minus():
    assert "\u22120.75" in sentence(CylinderNeedsAxis(cylinder="-0.75"))


def test_a_fact_that_was_not_given_leaves_no_gap():
    assert sentence(WorkOrderNotFound()) == "No work order is here."
    assert (
        sentence_of("lab.work_order.not_found", {"number": "W-1"}) == "No work order W-1 is here."
    )


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_a_word(stage):
    assert stage_word(stage)[0].isupper()


def test_counts_choose_their_form():
    assert trn("{count} order", "{count} orders", 1) == "1 order"
    assert trn("{count} order", "{count} orders", 3) == "3 orders"


def test_another_language_is_spoken_where_it_has_the_words(tmp_path, own_language):
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    german = Catalog(locale="de")
    german.add("Received", "Eingegangen")
    german.add("No work order {number} is here.", "Hier gibt es keinen Auftrag {number}.")
    with (folder / "dioptre.mo").open("wb") as file:
        write_mo(file, german)
    use_language("de", folder=tmp_path)
    assert stage_word(Stage.RECEIVED) == "Eingegangen"
    assert sentence(WorkOrderNotFound(number="W-9")) == "Hier gibt es keinen Auftrag W-9."
    assert tr("Lock") == "Lock"
