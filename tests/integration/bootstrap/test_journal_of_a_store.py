"""`dioptre journal verify --profile`: the journal in its own store, judged without a window."""

import json
import shutil

import pytest

from app.__main__ import main
from app.adapters.security.profile_keys import key_of, new_key
from app.bootstrap.station import Station
from app.domain.kernel.access import Role
from app.domain.kernel.ids import CommandId, SessionId, UserId
from app.domain.payments.cash import CashCount
from app.domain.payments.till import Counted
from app.services.session import Session
from app.services.till import MoveCash
from app.services.till_reports import CloseTill
from tests.factories import an_identity
from tests.factories.payments import euro
from tests.integration.store.stores import TIMELINE, bare

FLOAT = 20_000


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return the folder of a device that opened, moved cash five times and closed its till."""
    folder = tmp_path_factory.mktemp("whole") / "till"
    folder.mkdir(mode=0o700)
    station = Station(folder)
    station.open(new_key(folder, kind="demo")).result()
    station.log.public_key()
    station.log.save_identity(an_identity(), timeline=TIMELINE)
    station.store.call(lambda: a_day_at(station))
    station.close()
    return folder


def a_day_at(station):
    money, new = station.money, lambda: CommandId(station.new_id())
    session = Session(
        session_id=SessionId(station.new_id()),
        user_id=UserId(station.new_id()),
        name="Somebody",
        roles=frozenset({Role.MANAGER}),
        site_id=an_identity().site_id,
        started_at=station.clock(),
    )
    money.till.open(session, new(), euro(FLOAT))
    for minor in range(101, 106):
        move = MoveCash(command_id=new(), amount=euro(minor), reason="change from the bank")
        money.till.pay_in(session, move)
    pieces = {1: FLOAT + sum(range(101, 106))}
    count = Counted(cash=CashCount(currency="EUR", pieces=pieces), others={})
    money.till_reports.count(session, new(), count)
    money.till_reports.z_report(session, CloseTill(command_id=new()))


@pytest.fixture
def folder(whole, tmp_path):
    return shutil.copytree(whole, tmp_path / "copy")


@pytest.fixture
def said(capsys):
    def run(*words):
        code = main(["journal", "verify", *map(str, words), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


def altered(folder, *statements):
    """Change the store by its key, past every trigger, as a thief with the machine could."""
    with bare(folder / "store.db", key_of(folder)()) as connection:
        for name in ("payments_journal", "payments_checkpoints"):
            for verb in ("update", "delete"):
                connection.execute(f"DROP TRIGGER {name}_forbids_{verb}")
        for statement in statements:
            assert connection.execute(statement).rowcount


def test_a_whole_journal_is_said_to_be_whole(folder, said):
    code, body = said("--profile", folder)
    result = body["result"]
    assert code == 0
    assert (result["valid"], result["entries"], result["till"]) == (True, 8, "LIN-1")
    assert (result["first"], result["findings"]) == (None, [])
    code, _ = said("--profile", folder, "--key", result["public_key"])
    assert code == 0
    code, body = said("--profile", folder, "--key", "ab" * 32)
    assert (code, body["result"]["key_checked"]) == (1, False)


@pytest.mark.parametrize(
    ("statement", "number", "kind"),
    [
        (
            (
                "UPDATE payments_journal"
                " SET entry = replace(entry, '\"total\":103', '\"total\":203') WHERE number = 4"
            ),
            4,
            "altered",
        ),
        (
            "UPDATE payments_journal SET entry = replace(entry, ':', ': ') WHERE number = 2",
            2,
            "unreadable",
        ),
        ("UPDATE payments_journal SET entry = 'x' WHERE number = 6", 6, "unreadable"),
        ("UPDATE payments_journal SET type = 'sale' WHERE number = 3", 3, "unreadable"),
        ("DELETE FROM payments_journal WHERE number = 5", 5, "missing"),
        ("DELETE FROM payments_journal WHERE number >= 8", 8, "truncated"),
        ("DELETE FROM payments_checkpoints", 8, "checkpoint_missing"),
        (
            (
                "UPDATE payments_checkpoints SET checkpoint ="
                " replace(checkpoint, '\"number\":8', '\"number\":7')"
            ),
            7,
            "checkpoint_altered",
        ),
    ],
)
def test_what_was_altered_in_the_store_is_found_and_named(folder, said, statement, number, kind):
    altered(folder, statement)
    code, body = said("--profile", folder)
    assert code == 1
    assert not body["result"]["valid"]
    assert (body["result"]["first"]["number"], body["result"]["first"]["kind"]) == (number, kind)
    assert str(number) in body["result"]["first"]["message"]


def test_every_single_byte_of_an_entry_is_vouched_for(folder, said):
    with bare(folder / "store.db", key_of(folder)()) as connection:
        query = "SELECT length(entry) FROM payments_journal WHERE number = 4"
        length = connection.execute(query).fetchone()[0]
    altered(folder, "UPDATE payments_journal SET hash = hash")
    for place in range(1, length, 97):
        with bare(folder / "store.db", key_of(folder)()) as connection:
            [[before]] = connection.execute("SELECT entry FROM payments_journal WHERE number = 4")
            sign = "0" if before[place - 1] != "0" else "1"
            after = before[: place - 1] + sign + before[place:]
            connection.execute("UPDATE payments_journal SET entry = ? WHERE number = 4", [after])
        code, body = said("--profile", folder)
        assert (code, body["result"]["first"]["number"]) == (1, 4), f"byte {place}"
        with bare(folder / "store.db", key_of(folder)()) as connection:
            connection.execute("UPDATE payments_journal SET entry = ? WHERE number = 4", [before])
    assert said("--profile", folder)[0] == 0


def test_a_receipt_on_paper_is_held_against_the_store(folder, said):
    code, body = said("--profile", folder, "--seal", "99:ABCD")
    assert (code, body["result"]["first"]["kind"]) == (1, "truncated")


def test_a_folder_that_is_no_profile_is_refused_and_left_alone(tmp_path, said):
    code, body = said("--profile", tmp_path / "none")
    assert (code, "error" in body) == (2, True)
    assert not (tmp_path / "none").exists()
    code, body = said(tmp_path / "file", "--profile", tmp_path)
    assert (code, body["error"]["code"]) == (2, "cli.journal.named_twice")
