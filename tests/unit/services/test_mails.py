"""A mail that an order is ready: with consent only, and taken back within half an hour."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.customers import Channel
from app.domain.mails import MailCancelled, MailHasGone, MailIsNotWanted, MailQueued, MailState
from tests.factories.customers import a_patient
from tests.factories.records import a_consent
from tests.fakes.paper_shop import PaperShop


@pytest.fixture
def shop() -> PaperShop:
    return PaperShop().opened()


def an_order_of(shop: PaperShop, *, email: str | None = "r@example.org", answers=(True,)):
    """Keep an order whose patient answered so, one answer after the other."""
    order = shop.an_order()
    patient = a_patient(patient_id=order.patient_id, email=email)
    shop.unit.memory.patients.save_patient(patient)
    for hours, is_given in enumerate(answers):
        consent = a_consent(patient_id=order.patient_id, is_given=is_given, channel=Channel.EMAIL)
        shop.unit.memory.people.add_consent(
            replace(consent, taken_at=consent.taken_at + timedelta(hours=hours))
        )
    return order


def facts(shop: PaperShop) -> list[object]:
    return [fact.event for fact in shop.unit.memory.outbox.facts]


def test_the_word_that_an_order_is_ready_waits_half_an_hour(shop):
    order = an_order_of(shop)
    mail, _ = shop.mails.offer_ready(shop.optician, shop.command(), order.order_id)
    assert mail.send_after - mail.queued_at == timedelta(minutes=30)
    assert mail.state(mail.send_after - timedelta(seconds=1)) is MailState.QUEUED
    assert mail.state(mail.send_after) is MailState.HANDED_OVER
    assert str(order.number) in mail.subject
    assert isinstance(facts(shop)[-1], MailQueued)


def test_the_same_command_queues_one_mail(shop):
    order, command = an_order_of(shop), shop.command()
    first, _ = shop.mails.offer_ready(shop.optician, command, order.order_id)
    before = len(facts(shop))
    again, changes = shop.mails.offer_ready(shop.optician, command, order.order_id)
    assert (again, changes, len(facts(shop))) == (first, frozenset(), before)


@pytest.mark.parametrize(
    ("email", "answers"),
    [(None, (True,)), ("r@example.org", ()), ("r@example.org", (True, False))],
)
def test_nobody_is_written_to_without_address_and_standing_consent(shop, email, answers):
    order = an_order_of(shop, email=email, answers=answers)
    before = len(facts(shop))
    with pytest.raises(MailIsNotWanted):
        shop.mails.offer_ready(shop.optician, shop.command(), order.order_id)
    assert len(facts(shop)) == before
    assert shop.mails.recent(shop.optician) == ()


def test_a_mail_is_taken_back_within_half_an_hour_and_the_server_hears_of_it(shop):
    order = an_order_of(shop)
    mail, _ = shop.mails.offer_ready(shop.optician, shop.command(), order.order_id)
    shop.clock.advance(timedelta(minutes=29))
    shop.mails.undo(shop.optician, mail.mail_id)
    (kept,) = shop.mails.recent(shop.optician)
    assert kept.state(shop.clock()) is MailState.CANCELLED
    assert isinstance(facts(shop)[-1], MailCancelled)
    before = len(facts(shop))
    shop.mails.undo(shop.optician, mail.mail_id)
    assert len(facts(shop)) == before


def test_after_half_an_hour_a_mail_is_not_taken_back(shop):
    order = an_order_of(shop)
    mail, _ = shop.mails.offer_ready(shop.optician, shop.command(), order.order_id)
    shop.clock.advance(timedelta(minutes=30))
    with pytest.raises(MailHasGone):
        shop.mails.undo(shop.optician, mail.mail_id)


def test_a_mail_names_nobody_in_its_text_form(shop):
    order = an_order_of(shop)
    mail, _ = shop.mails.offer_ready(shop.optician, shop.command(), order.order_id)
    assert order.draft.patient.family_name in mail.body
    assert order.draft.patient.family_name not in repr(mail)
