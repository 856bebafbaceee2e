"""Mails to patients wait at the server until their hour, or until they are taken back."""

from app.domain.mails import MailCancelled, MailQueued
from tests.factories.mails import a_mail
from tests.factories.moments import NOW
from tests.factories.places import LAB_ID
from tests.fakes.server_facts import APPLIED, outcomes, rows

STATE = "SELECT mail_id, send_after, cancelled_at, sent_at FROM mails_mails"


def test_a_mail_waits_until_its_hour_without_an_address(engine, store):
    mail = a_mail()
    store.commit(MailQueued(mail=mail))
    assert outcomes(store.push()) == [APPLIED]
    assert rows(engine, STATE) == [(mail.mail_id, mail.send_after, None, None)]


def test_a_mail_taken_back_in_the_same_push_is_both(engine, store):
    mail = a_mail()
    store.commit(MailQueued(mail=mail))
    store.commit(MailCancelled(mail=mail, cancelled_at=NOW))
    assert outcomes(store.push()) == [APPLIED, APPLIED]
    assert rows(engine, STATE) == [(mail.mail_id, mail.send_after, NOW, None)]


def test_what_was_sent_is_not_taken_back(engine, store):
    mail = a_mail()
    store.commit(MailQueued(mail=mail))
    store.push()
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE mails_mails SET sent_at = send_after")
    store.commit(MailCancelled(mail=mail, cancelled_at=NOW))
    store.push(2)
    [(_, _, cancelled_at, sent_at)] = rows(engine, STATE)
    assert (cancelled_at, sent_at) == (None, mail.send_after)


def test_no_site_sends_mails_for_another(engine, store):
    store.commit(MailQueued(mail=a_mail(site_id=LAB_ID)))
    assert outcomes(store.push()) == [("quarantined", "sync.site.foreign")]
    assert rows(engine, STATE) == []
