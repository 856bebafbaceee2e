"""The real windows over the real store are killed while somebody types; the work comes back."""

import json
import subprocess
import sys

import pytest

from app.adapters.security.profile_keys import key_of
from app.bootstrap.station import Station
from tests.architecture.tracked import ROOT
from tests.end2end.house import LINDENSTRASSE, PATIENCE_S
from tests.end2end.people import OPTICIAN

PROGRAM = "tests.end2end.typing_process"
TYPED = "half a pair of glasses"


def program(house, *words):
    command = [sys.executable, "-m", PROGRAM, str(house.profile(LINDENSTRASSE))]
    return subprocess.Popen(
        [*command, OPTICIAN, house.pin_of(OPTICIAN), *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def killed(house):
    """Type in the real windows, and kill them once the store has it."""
    with program(house, "--type", TYPED) as process:
        said = json.loads(process.stdout.readline())
        process.kill()
        process.wait(PATIENCE_S)
    return said


def test_what_was_typed_is_said_on_the_lock_screen_and_is_back_in_its_form(house, killed):
    assert killed == {"kept": "Note A. K."}
    station = Station(house.profile(LINDENSTRASSE))
    try:
        station.open(key_of(house.profile(LINDENSTRASSE))).result()
        (draft,) = station.store.call(station.drafts.of_device)
    finally:
        station.close()
    assert json.loads(draft.json) == TYPED
    with program(house) as process:
        said = json.loads(process.stdout.readline())
        process.wait(PATIENCE_S)
    assert "Note A. K." in said["lock"]
    assert OPTICIAN in said["lock"]
    assert said["form"] == TYPED
