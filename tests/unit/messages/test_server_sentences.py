"""Whatever the server refuses with, the person at the device reads a sentence."""

import pytest

from app.messages.sentences import SENTENCES
from sync_server.services.effects import HeldCode
from sync_server.services.refusals import Code


@pytest.mark.parametrize("code", [*Code, *HeldCode])
def test_every_code_of_the_server_has_a_sentence_that_needs_no_facts(code):
    assert SENTENCES[code.value].format()
