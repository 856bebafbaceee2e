"""What a form goes through: steps back, quotes, parking, the same again, a crash, a second PIN."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.catalog import ExtraKind, LensExtra
from app.domain.catalog.article_versions import ArticleVersion
from app.domain.kernel.money import Money
from app.domain.orders import OrderStatus
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.orders.order_form import FormField
from app.ui.rx.cells import Column
from tests.unit.ui.orders.at_the_desk import R_SPH, confirm_all

HARD_COAT = LensExtra(
    sku="X-HARD", name="Hard coat", kind=ExtraKind.COATING, price=Money(20_00, "EUR")
)


@pytest.fixture
def worked_out(filled, settle):
    """Work out at once what is otherwise worked out when typing pauses."""

    def work():
        filled.watch.work()
        settle()

    return work


def test_undo_and_redo_walk_through_whole_edits(filled):
    filled.enter(R_SPH, "-3.00")
    filled.transpose()
    filled.undo()
    assert filled.form.rx.cell(R_SPH).text == "\u22123.00"
    filled.undo()
    assert filled.form.rx.cell(R_SPH).text == "\u22122.25"
    filled.redo()
    assert filled.form.rx.cell(R_SPH).text == "\u22123.00"
    filled.enter(R_SPH, "-4.00")
    filled.redo()
    assert filled.form.rx.cell(R_SPH).text == "\u22124.00"


def test_letters_of_one_note_are_taken_back_together(filled):
    for text in ("c", "ca", "call"):
        filled.change(note=text)
    filled.undo()
    assert filled.form.note == ""


def test_the_bill_follows_every_edit(filled, worked_out):
    worked_out()
    before = filled.findings.bill.gross
    assert before.minor == 289_00 + 2 * 249_00
    assert filled.add_discount("10 % returning customer")
    worked_out()
    assert filled.findings.bill.gross.minor == before.minor - before.minor // 10
    assert filled.add_payer("80.00 Harbour Health #4711")
    worked_out()
    assert filled.findings.bill.patient_due.minor == filled.findings.bill.gross.minor - 80_00
    assert not filled.add_discount("because")
    assert filled.problem.field is FormField.PRICE


def test_the_bill_of_the_form_is_the_bill_of_the_order(filled, worked_out, settle):
    filled.add_discount("5 % staff")
    worked_out()
    shown = filled.findings.bill
    filled.create()
    settle()
    assert filled.order.draft.bill == shown


def test_a_discount_above_the_limit_asks_for_a_second_pin_and_then_stands(
    filled, settle, counter_desk, store
):
    asked: list[Any] = []
    filled.second_person_asked.connect(asked.append)
    filled.add_discount("25 % goodwill")
    filled.create()
    settle()
    assert filled.order is None
    assert "manager" in asked[0].facts["roles"]
    jonas = member_named(store, "Jonas Weidner")
    second = counter_desk.services.sign_in.sign_in(jonas.user_id, "270384")
    filled.approve(second)
    settle()
    made: Any = filled.order
    assert made.draft.bill.discount.minor > 0


def member_named(store, name):
    return next(each for each in store.memory.staff.members() if each.name == name)


def test_the_promise_is_proposed_until_somebody_types_another(filled, worked_out, counter_desk):
    worked_out()
    proposed = filled.form.promise
    assert filled.form.promised_on == proposed.day
    assert proposed.basis == "setting"
    filled.set_promise("+20")
    worked_out()
    assert (filled.form.promised_on - counter_desk.today()).days == 20


def test_a_quote_has_its_own_number_and_f12_makes_it_the_order(filled, settle, store):
    filled.quote()
    settle()
    quote = filled.order
    assert quote.status is OrderStatus.QUOTE
    assert str(quote.number).startswith("Q-")
    filled.create()
    settle()
    assert filled.order.order_id == quote.order_id
    assert filled.order.status is OrderStatus.CONFIRMED
    assert str(filled.order.number).startswith("O-")
    assert filled.order.total == quote.total


def test_a_parked_form_is_taken_up_by_anybody_as_it_was(filled, settle, counter_desk):
    before = filled.form
    waiting: list[Any] = []
    filled.parking.listed.connect(waiting.append)
    filled.park()
    settle()
    assert filled.form is None
    filled.parking.read()
    settle()
    assert [each.title for each in waiting[0].parked] == [before.patient.short_name]
    filled.parking.take_up(waiting[0].parked[0].parked_id)
    settle()
    settle()
    assert replace(filled.form, promise=None) == replace(before, promise=None)


def test_a_form_comes_back_to_the_letter_after_the_program_was_killed(filled, settle, counter_desk):
    filled.change(note="half a sent")
    before = filled.form
    counter_desk.drafts.flush()
    settle()
    again = OrderEntryViewModel(counter_desk)
    drafts = counter_desk.services.drafts.of_person(counter_desk.session)
    assert [each.kind for each in drafts] == ["order"]
    assert drafts[0].title == f"Rx {before.patient.short_name}"
    again.resume(drafts[0])
    settle()
    assert replace(again.form, promise=None) == replace(before, promise=None)


def test_an_order_leaves_no_draft_behind(filled, settle, counter_desk):
    counter_desk.drafts.flush()
    settle()
    filled.create()
    settle()
    settle()
    assert counter_desk.services.drafts.of_person(counter_desk.session) == ()


def test_the_same_again_takes_lens_frame_extras_and_measures_of_the_last_order(
    filled, rosalind, settle, store, counter_desk
):
    store.memory.goods.save(ArticleVersion(good=HARD_COAT, version=1))
    filled.change(extras=(HARD_COAT,), tint="Brown")
    filled.create()
    settle()
    first = filled.order
    filled.open_patient(rosalind.patient_id)
    settle()
    assert filled.form.is_untouched
    filled.same_again()
    settle()
    form = filled.form
    assert (form.lens.sku, form.tint) == (first.draft.lens.sku, "Brown")
    assert form.frame.frame.sku == first.draft.frame.sku
    assert [each.sku for each in form.extras] == ["X-HARD"]
    assert form.rx.power("right") == first.draft.prescription.right
    assert form.rx.measurements("left") == first.draft.prescription.left_measurements
    confirm_all(filled)
    filled.create()
    settle()
    assert filled.order.draft.prescription.prescription_id == form.based_on
    assert len(store.memory.patients.prescriptions) == 3


def test_a_number_written_over_a_signed_prescription_is_signed_anew(
    filled, rosalind, settle, store
):
    filled.create()
    settle()
    filled.open_patient(rosalind.patient_id)
    settle()
    filled.same_again()
    settle()
    filled.enter(R_SPH, "-2.50")
    assert filled.form.based_on is None
    confirm_all(filled)
    filled.create()
    settle()
    assert filled.order.draft.prescription.right.sphere.thousandths == -2500
    assert len(store.memory.patients.prescriptions) == 4


def test_a_second_pair_is_linked_to_the_first_and_asks_for_its_own_frame(
    filled, settle, counter_desk, store
):
    filled.create()
    settle()
    first = filled.order
    filled.second_pair()
    assert filled.form.companion == first.order_id
    assert filled.form.frame is None
    assert filled.form.rx.cell(("right", Column.HEIGHT)).is_empty
    catalogue = counter_desk.services.catalogue
    filled.change(frame=catalogue.frames(counter_desk.session, "halden")[0])
    for eye in ("right", "left"):
        filled.enter((eye, Column.HEIGHT), "20")
    confirm_all(filled)
    filled.create()
    settle()
    assert filled.order.draft.companion == first.order_id
    assert filled.order.order_id != first.order_id
    assert filled.order.draft.prescription.prescription_id == (
        first.draft.prescription.prescription_id
    )
    assert len(store.memory.patients.prescriptions) == 3


def test_a_second_entry_hides_the_first_and_is_settled_by_typing_the_same(filled):
    typed = filled.form.rx.texts()
    filled.toggle_second_entry()
    assert filled.form.rx.texts() == {}
    for place, text in typed.items():
        filled.enter(place, text.replace("\u2212", "-"))
    assert filled.form.first_rx is None
    assert filled.form.is_entered_twice
    filled.enter(R_SPH, "-2.50")
    assert not filled.form.is_entered_twice


def test_who_confirmed_is_kept_with_the_order(filled, settle, counter_desk):
    filled.enter(R_SPH, "-6.25")
    confirm_all(filled)
    filled.create()
    assert filled.problem.doubt.code == "optics.doubt.edge_too_thick"
    confirm_all(filled)
    filled.create()
    settle()
    names = {each.confirmed_by for each in filled.order.draft.confirmations}
    assert names == {counter_desk.session.user_id}
    assert any("anisometropia" in each.doubt.code for each in filled.order.draft.confirmations)


def test_a_prescription_from_elsewhere_asks_who_wrote_it(filled, counter_desk):
    filled.set_external(is_external=True)
    filled.create()
    assert filled.problem.field == FormField.PRESCRIBER
    filled.change(prescriber="Dr. Ada Lund")
    filled.set_day(FormField.ISSUED, "1.2.2026")
    assert filled.form.expires_on > filled.form.issued_on
    filled.set_day(FormField.EXPIRY, "2.2.2026")
    filled.create()
    assert filled.problem.field == FormField.EXPIRY
