"""The sync pill says at once what the sync thread knows, and why in a sentence."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.messages.sentences import SENTENCES
from app.services.sync_status import SyncCondition, SyncStatus
from app.services.views import SyncHealth
from app.ui.shell.pill_words import sync_words
from tests.fakes.clock import NOON

HEALTH = SyncHealth(queued=3, refused=0, last_contact_at=NOON - timedelta(seconds=2))
OFFLINE = SyncStatus(
    condition=SyncCondition.OFFLINE,
    since=NOON - timedelta(seconds=4),
    code="sync.server.unreachable",
)


def test_a_server_that_is_gone_is_said_before_the_last_contact_is_old():
    words = sync_words(HEALTH, NOON, status=OFFLINE)
    assert words.text.startswith("Offline")
    assert words.text.endswith("3 queued")
    assert words.hint == SENTENCES["sync.server.unreachable"]


@pytest.mark.parametrize(
    ("condition", "code", "text"),
    [
        (SyncCondition.SERVER_RESTORED, "sync.server.timeline_changed", "Server restored"),
        (SyncCondition.NEEDS_YOU, "device.suspended", "Sync needs you"),
        (SyncCondition.NEEDS_YOU, "sync.document.damaged", "Sync needs you"),
    ],
)
def test_what_needs_a_person_is_said_as_such(condition, code, text):
    words = sync_words(HEALTH, NOON, status=replace(OFFLINE, condition=condition, code=code))
    assert (words.text, words.tone, words.hint) == (text, "danger", SENTENCES[code])


def test_refused_facts_come_before_everything_else():
    words = sync_words(replace(HEALTH, refused=2), NOON, status=OFFLINE)
    assert words.text == "2 need you"


def test_a_sync_without_trouble_says_when_it_last_heard_from_the_server():
    online = SyncStatus(condition=SyncCondition.ONLINE, since=NOON)
    assert sync_words(HEALTH, NOON, status=online) == sync_words(HEALTH, NOON)
    assert sync_words(HEALTH, NOON).text.startswith("Synced")
