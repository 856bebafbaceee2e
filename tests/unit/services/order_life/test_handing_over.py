"""From the lab's parcel to the patient, back again, and made anew without end."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.kernel.access import AccessDenied
from app.domain.kernel.ids import PatientId, PrescriptionId
from app.domain.kernel.money import Money
from app.domain.lab.work_order import Stage
from app.domain.orders import (
    Accountable,
    OrderCannotDoThat,
    OrderNotFound,
    OrderStatus,
    Payer,
    Proof,
    RemakeKind,
    RemakeReason,
)
from app.domain.orders.errors import (
    AmendmentIsOfAnotherPatient,
    CommandWasUsedForAnotherOrder,
    EyeHasNoLens,
    LineIsUnknown,
    OrderIsUnpaid,
    ProofIsMissing,
    RemakeCostIsImpossible,
    ReturnIsEmpty,
    TooMuchComesBack,
)
from app.domain.orders.events import OrderCollected, OrderReady, OrderReturned, ReturnRecorded
from app.domain.orders.returns import Disposition
from app.services.changes import NO_CHANGES
from app.services.order_again import wish_of
from app.services.order_life.amendments import AmendOrder
from app.services.order_life.collection import CollectOrder, NotifyPatient, ReceiveAtStore
from app.services.order_life.remakes import ExchangeLens, RemakeAsk, RemakeOrder
from app.services.order_life.returns import RecordReturn, ReturnLineWish
from app.services.order_wish import line_id_of
from tests.factories.catalogue import a_frame, a_lens
from tests.factories.customers import a_patient
from tests.factories.moments import NOW

LAB_FAULT = RemakeAsk(
    reason=RemakeReason.COATING_FAULT,
    accountable=Accountable.LAB,
    cost=Money(40_00, "EUR"),
    payer=Payer.LAB,
    is_charged=False,
)


def received(shop, order):
    number = shop.lab_reports(order, Stage.IN_TRANSIT)
    scan = ReceiveAtStore(command_id=shop.command(), code=number.scan_payload())
    ready, _ = shop.life.collection.receive_at_store(shop.optician, scan)
    return ready


def collecting(shop, order, **changes):
    command = CollectOrder(
        command_id=shop.command(), order_id=order.order_id, proof=Proof.SLIP, mark="S-17"
    )
    return replace(command, **changes)


def collected(shop, **changes):
    order = shop.sold(**changes)
    received(shop, order)
    shop.pays(order, order.total.minor)
    done, _ = shop.life.collection.collect(shop.optician, collecting(shop, order))
    return done


def returning(shop, order, word="frame", pieces=1, disposition=Disposition.RESTOCK):
    line = ReturnLineWish(
        line_id=line_id_of(order.order_id, word), pieces=pieces, disposition=disposition
    )
    return RecordReturn(
        command_id=shop.command(), order_id=order.order_id, lines=(line,), reason="too small"
    )


def remaking(shop, parent, terms=LAB_FAULT):
    return RemakeOrder(parent_id=parent.order_id, terms=terms, wish=wish_of(parent, shop.command()))


def test_the_labs_code_scanned_at_the_store_makes_it_ready(shop):
    order = shop.sold()
    ready = received(shop, order)
    assert (ready.status, ready.version) == (OrderStatus.AT_STORE, 2)
    assert isinstance(shop.memory.outbox.events[-1], OrderReady)
    again = ReceiveAtStore(command_id=shop.command(), code=str(order.number))
    same, changes = shop.life.collection.receive_at_store(shop.optician, again)
    assert (same, changes) == (ready, NO_CHANGES)


def test_a_code_of_nothing_here_is_said_to_be_nothing_here(shop):
    with pytest.raises(OrderNotFound):
        shop.life.collection.find(shop.optician, "O-LIN-26-999")


def test_it_is_handed_over_paid_and_against_a_signature(shop):
    order = shop.sold()
    received(shop, order)
    told = NotifyPatient(command_id=shop.command(), order_id=order.order_id, channel="phone")
    shop.life.collection.notified(shop.optician, told)
    shop.pays(order, order.total.minor)
    signed = collecting(shop, order, proof=Proof.SIGNATURE, mark="M0 0 L9 9")
    done, _ = shop.life.collection.collect(shop.optician, signed)
    assert (done.status, done.handover.mark) == (OrderStatus.COLLECTED, "M0 0 L9 9")
    assert [step.kind for step in done.trail] == ["ready", "notified", "collected"]
    assert (shop.on_hand(a_frame().sku), shop.reserved(a_frame().sku)) == (2, 0)
    assert any(isinstance(each, OrderCollected) for each in shop.memory.outbox.events)
    again, changes = shop.life.collection.collect(shop.optician, signed)
    assert (again, changes) == (done, NO_CHANGES)


def test_what_is_unpaid_stays_here_unless_a_manager_puts_it_on_account(shop):
    order = shop.sold()
    received(shop, order)
    shop.pays(order, order.total.minor - 1)
    with pytest.raises(OrderIsUnpaid) as caught:
        shop.life.collection.collect(shop.optician, collecting(shop, order))
    assert caught.value.facts == {"due": Money(1, "EUR")}
    on_account = collecting(shop, order, account_reason="invoice to employer")
    with pytest.raises(AccessDenied):
        shop.life.collection.collect(shop.optician, on_account)
    done, _ = shop.life.collection.collect(shop.optician, on_account, second=shop.manager)
    assert done.handover.allowed_by == shop.manager.user_id


def test_nothing_leaves_before_it_is_here_or_without_proof(shop):
    order = shop.sold()
    shop.pays(order, order.total.minor)
    with pytest.raises(OrderCannotDoThat):
        shop.life.collection.collect(shop.optician, collecting(shop, order))
    received(shop, order)
    with pytest.raises(ProofIsMissing):
        shop.life.collection.collect(shop.optician, collecting(shop, order, mark="  "))


def test_a_scan_shows_the_order_and_what_is_owed(shop):
    order = shop.sold()
    number = shop.lab_reports(order, Stage.PACKED)
    shop.pays(order, 50_00)
    found, _ = shop.life.collection.find(shop.optician, number.scan_payload())
    assert (found.order, found.balance.due.minor) == (order, order.total.minor - 50_00)


def test_a_frame_that_comes_back_is_sold_again_and_credited_at_its_price(shop):
    order = collected(shop)
    back, _ = shop.life.returns.record(shop.optician, returning(shop, order))
    assert back.credit == a_frame().price
    assert shop.on_hand(a_frame().sku) == 3
    assert isinstance(shop.memory.outbox.events[-2], ReturnRecorded)
    assert shop.life.returns.of_order(shop.optician, order.order_id) == (back,)
    assert shop.kept(order).status is OrderStatus.COLLECTED


def test_scrap_and_what_goes_to_the_supplier_does_not_reach_the_shelf(shop):
    order = collected(shop)
    shop.life.returns.record(shop.optician, returning(shop, order, disposition=Disposition.SCRAP))
    assert shop.on_hand(a_frame().sku) == 2


def test_no_more_comes_back_than_was_sold_and_the_last_piece_ends_it(shop):
    order = collected(shop)
    lens = returning(shop, order, "lens", disposition=Disposition.TO_SUPPLIER)
    first, _ = shop.life.returns.record(shop.optician, lens)
    same, changes = shop.life.returns.record(shop.optician, lens)
    assert (same, changes) == (first, NO_CHANGES)
    with pytest.raises(TooMuchComesBack):
        shop.life.returns.record(shop.optician, returning(shop, order, "lens", pieces=2))
    shop.life.returns.record(shop.optician, returning(shop, order, "lens"))
    shop.life.returns.record(shop.optician, returning(shop, order))
    assert shop.kept(order).status is OrderStatus.RETURNED
    assert any(isinstance(each, OrderReturned) for each in shop.memory.outbox.events)
    returns = shop.life.returns.of_order(shop.optician, order.order_id)
    assert sum(each.credit.minor for each in returns) == order.total.minor


def test_a_return_names_lines_of_a_collected_order(shop):
    order = shop.sold()
    with pytest.raises(OrderCannotDoThat):
        shop.life.returns.record(shop.optician, returning(shop, order))
    order = collected(shop)
    with pytest.raises(LineIsUnknown):
        shop.life.returns.record(shop.optician, returning(shop, order, "good:x"))
    with pytest.raises(ReturnIsEmpty):
        shop.life.returns.record(shop.optician, replace(returning(shop, order), lines=()))


def test_a_remake_is_a_child_at_no_charge_that_names_whose_fault_it_was(shop):
    parent = collected(shop)
    child, _ = shop.life.remakes.remake(shop.optician, remaking(shop, parent))
    assert (child.remake.parent, child.remake.accountable) == (parent.order_id, Accountable.LAB)
    assert (child.total.minor, child.remake.cost) == (0, Money(40_00, "EUR"))
    assert child.draft.prescription == parent.draft.prescription
    assert child.number != parent.number


def test_a_remake_of_a_remake_still_knows_where_it_began(shop):
    order = first = collected(shop)
    for n in range(1, 6):
        shop.clock.now = NOW + timedelta(minutes=n)
        order, _ = shop.life.remakes.remake(shop.optician, remaking(shop, order))
        assert order.root_id == first.order_id
    line = shop.life.remakes.lineage(shop.optician, order.order_id)
    assert line[0] == shop.kept(first)
    parents = [each.remake.parent for each in line[1:]]
    assert parents == [each.order_id for each in line[:-1]]


def test_a_remake_that_is_charged_has_a_bill(shop):
    parent = collected(shop)
    terms = replace(
        LAB_FAULT,
        reason=RemakeReason.CHANGE_OF_MIND,
        accountable=Accountable.PATIENT,
        payer=Payer.PATIENT,
        is_charged=True,
    )
    child, _ = shop.life.remakes.remake(shop.optician, remaking(shop, parent, terms))
    assert child.total == child.draft.bill.gross == parent.total


def test_one_lens_is_exchanged_and_the_frame_is_not_sold_again(shop):
    parent = collected(shop)
    command = ExchangeLens(
        parent_id=parent.order_id,
        eye="left",
        terms=replace(LAB_FAULT, is_charged=True),
        wish=wish_of(parent, shop.command()),
    )
    child, _ = shop.life.remakes.exchange(shop.optician, command)
    assert child.remake.kind is RemakeKind.EXCHANGE
    assert child.draft.prescription.right is None
    assert child.draft.prescription.left == parent.draft.prescription.left
    assert child.draft.frame == parent.draft.frame
    assert child.total == a_lens().price
    assert shop.reserved(a_frame().sku) == 0
    credit, _ = shop.life.returns.record(
        shop.optician, returning(shop, parent, "lens", disposition=Disposition.SCRAP)
    )
    assert credit.credit == a_lens().price


def test_an_eye_without_a_lens_has_none_to_exchange(shop):
    parent = collected(shop, only_eye="right")
    command = ExchangeLens(
        parent_id=parent.order_id,
        eye="left",
        terms=LAB_FAULT,
        wish=wish_of(parent, shop.command()),
    )
    with pytest.raises(EyeHasNoLens):
        shop.life.remakes.exchange(shop.optician, command)


def test_a_cancelled_order_is_not_made_again_and_no_cost_is_below_zero(shop):
    parent = collected(shop)
    terms = replace(LAB_FAULT, cost=Money(-1, "EUR"))
    with pytest.raises(RemakeCostIsImpossible):
        shop.life.remakes.remake(shop.optician, remaking(shop, parent, terms))
    quote, _ = shop.life.quotes.quote(shop.optician, shop.wish())
    with pytest.raises(OrderCannotDoThat):
        shop.life.remakes.remake(shop.optician, remaking(shop, quote))


def test_the_promise_rests_on_the_labs_last_jobs_once_there_are_enough(shop):
    promise = shop.life.promises.promise_for(shop.optician, lens_kind="progressive", is_rush=False)
    assert (promise.basis, promise.jobs) == ("setting", 0)
    shop.memory.work_orders.days["progressive", False] = (2, 3, 3, 3, 4, 4, 5, 5, 6, 20)
    promise = shop.life.promises.promise_for(shop.optician, lens_kind="progressive", is_rush=False)
    assert (promise.basis, promise.jobs) == ("history", 10)
    assert promise.day >= NOW.date() + timedelta(days=7)
    assert promise.days in {7, 8}


def test_what_is_made_good_stays_free_when_its_agreement_changes(shop):
    child, _ = shop.life.remakes.remake(shop.optician, remaking(shop, shop.sold()))
    command = AmendOrder(
        command_id=shop.command(),
        order_id=child.order_id,
        seen_version=child.version,
        wish=replace(wish_of(child, shop.command()), tint="brown"),
        reason="the patient wants a tint",
    )
    amendment, _ = shop.life.amendments.amend(shop.optician, command)
    assert amendment.order.draft.lens.tint == "brown"
    assert (amendment.order.total, amendment.difference) == (Money(0, "EUR"), Money(0, "EUR"))


def test_a_remake_is_for_the_patient_whose_order_it_was(shop):
    order = shop.sold()
    stranger = a_patient(patient_id=PatientId(shop.ids()))
    rx = replace(
        shop.prescription,
        prescription_id=PrescriptionId(shop.ids()),
        patient_id=stranger.patient_id,
    )
    shop.memory.patients.save_patient(stranger)
    shop.memory.patients.add_prescription(rx)
    wish = shop.wish(patient_id=stranger.patient_id, prescription_id=rx.prescription_id)
    command = replace(remaking(shop, order), wish=wish)
    with pytest.raises(AmendmentIsOfAnotherPatient):
        shop.life.remakes.remake(shop.optician, command)


def test_a_command_that_made_an_order_makes_no_remake(shop):
    order, wish = shop.sold(), shop.wish()
    shop.life.orders.create(shop.optician, wish)
    with pytest.raises(CommandWasUsedForAnotherOrder):
        shop.life.remakes.remake(shop.optician, replace(remaking(shop, order), wish=wish))
