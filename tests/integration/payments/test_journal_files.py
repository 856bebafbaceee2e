"""A journal as a file: two judges that share no code find the same, and name it."""

import importlib.util
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.__main__ import main
from app.adapters.security.device_key import DeviceKey
from app.adapters.security.signature_check import is_signed
from app.domain.kernel.canonical import canonical_json
from app.domain.payments.journal import CHAIN_START
from app.domain.payments.journal_export import (
    ExportHeader,
    ExportIsDamaged,
    JournalExport,
    manifest_signing_input,
    verify_export,
    with_manifest,
)
from app.domain.payments.journal_json import entry_from_json
from app.domain.payments.verification import FindingKind, KnownPlace
from app.messages.journal_words import WORDS
from tests.architecture.tracked import ROOT
from tests.factories.attacks import ATTACKS, chained
from tests.factories.moments import NOW
from tests.factories.payments import TILL, a_shift, checkpoints_of

SCRIPT = ROOT / "resources" / "journal" / "verify_journal.py"
KEY = DeviceKey.generate()


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("verify_journal", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def shift():
    return a_shift(sales=6)


def exported(entries, checkpoints, key=KEY, first=None):
    export = JournalExport(
        header=ExportHeader(
            till_id=str(TILL),
            till_code="LIN-1",
            site_name="Lindenhof",
            exported_at=NOW,
            public_key=key.public_hex,
            first=first or KnownPlace(number=0, hash=CHAIN_START),
        ),
        entries=tuple(entries),
        checkpoints=tuple(checkpoints),
    )
    body = export.body()
    manifest = export.manifest(body)
    return with_manifest(body, manifest, key.sign(manifest_signing_input(manifest)))


@pytest.fixture(scope="module")
def honest(shift):
    return exported(shift, checkpoints_of(shift, KEY))


def attacked(honest, attack):
    """Put attacked entries into the file, with a manifest that fits them but no new signature."""
    lines = honest.splitlines()
    entries = [json.loads(line) for line in lines if b'"kind":"entry"' in line]
    bare = [{name: value for name, value in each.items() if name != "kind"} for each in entries]
    changed = [{"kind": "entry", **each} for each in attack.make(bare)]
    rest = [line for line in lines if b'"kind":"entry"' not in line]
    return b"".join(line + b"\n" for line in [*map(canonical_json, changed), *rest])


def script_says(script, data, key=KEY.public_hex, seals=()):
    journal = script.Journal(data, key, list(seals))
    return journal.judge()


def test_both_judges_find_an_honest_file_whole(script, honest):
    assert script_says(script, honest) == []
    verdict = verify_export(honest, is_signed, public_key=KEY.public_hex)
    assert verdict.is_valid
    assert verdict.journal.findings == ()


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_both_judges_name_the_same_entry_first(script, honest, attack):
    data = attacked(honest, attack)
    verdict = verify_export(data, is_signed, public_key=KEY.public_hex)
    findings = script_says(script, data)
    assert not verdict.is_valid
    assert findings
    assert verdict.journal.first.number == findings[0][0]
    assert verdict.journal.first.number <= attack.number
    assert attack.kind in {each.kind for each in verdict.journal.findings}


def test_no_byte_of_a_file_can_be_changed_unnoticed_by_either_judge(script, honest):
    chance = random.Random(5)
    places = chance.sample(range(len(honest) - 1), k=40)
    for place in places:
        forged = bytearray(honest)
        forged[place] ^= 1 << chance.randrange(8)
        at = forged[:place].count(b"\n") + 1
        try:
            verdict = verify_export(bytes(forged), is_signed, public_key=KEY.public_hex)
        except ExportIsDamaged:
            with pytest.raises(script.NoJournal):
                script.Journal(bytes(forged), None, [])
            continue
        findings = script_says(script, bytes(forged))
        assert not verdict.is_valid
        assert findings
        if at <= verdict.journal.entries and honest[place] != 10 and forged[place] != 10:
            assert verdict.journal.first.number == findings[0][0] == at


@pytest.mark.parametrize(
    "data",
    [b"", b"\n", b"{}\n", b"no journal", b'{"kind":"manifest"}', b"[" * 100_000 + b"\n"],
)
def test_a_file_that_is_none_is_called_none(script, data):
    with pytest.raises(ExportIsDamaged):
        verify_export(data, is_signed, public_key=None)
    with pytest.raises(script.NoJournal):
        script.Journal(data, None, [])


def test_a_file_cut_off_anywhere_is_found(script, honest):
    chance = random.Random(6)
    for _ in range(20):
        cut = honest[: chance.randrange(1, len(honest) - 1)]
        with pytest.raises(ExportIsDamaged):
            verify_export(cut, is_signed, public_key=None)
        with pytest.raises(script.NoJournal):
            script.Journal(cut, None, [])


def a_forgery(shift, thief):
    """Return a whole journal written anew and signed with the forger's own key."""
    stored = [json.loads(canonical_json(each.to_json())) for each in shift]
    stored[3]["document"]["total"] -= 500
    entries = [entry_from_json(each) for each in chained(stored)]
    return exported(entries, checkpoints_of(entries, thief), key=thief)


def test_a_whole_rewrite_is_found_by_whoever_knows_the_tills_key_or_holds_a_receipt(script, shift):
    forged = a_forgery(shift, DeviceKey.generate())
    unaware = verify_export(forged, is_signed, public_key=None)
    assert unaware.is_valid, "so the key is always shown, to be compared"
    assert not verify_export(forged, is_signed, public_key=KEY.public_hex).is_valid
    assert script_says(script, forged, key=None) == []
    assert script_says(script, forged)[0][1] == "The manifest was signed with another key."
    seal = shift[4].seal.replace(" ", "").lower()
    known = [KnownPlace(number=5, hash=seal)]
    witnessed = verify_export(forged, is_signed, public_key=None, known=known)
    assert (witnessed.journal.first.number, witnessed.is_valid) == (5, False)
    assert script_says(script, forged, key=None, seals=[(5, seal)])[0][0] == 5


def test_a_year_of_a_longer_journal_is_judged_by_itself(script, shift):
    before = KnownPlace(number=3, hash=shift[2].hash)
    data = exported(shift[3:], checkpoints_of(shift, KEY), first=before)
    assert verify_export(data, is_signed, public_key=KEY.public_hex).is_valid
    assert script_says(script, data) == []


def test_signatures_are_judged_as_the_library_judges_them(script):
    chance = random.Random(7)
    for _ in range(12):
        key = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        public, message = key.public_key().public_bytes_raw(), chance.randbytes(70)
        signature = key.sign(message)
        assert script.is_ed25519(public, message, signature)
        place = chance.randrange(64)
        wrong = bytearray(signature)
        wrong[place] ^= 1 << chance.randrange(8)
        assert not script.is_ed25519(public, message, bytes(wrong))
        assert not is_signed(public.hex(), message, bytes(wrong).hex())
        assert not script.is_ed25519(public, message + b".", signature)
    assert not script.is_ed25519(b"short", b"", b"")
    assert not script.is_signed(b"", {}, "no hex", "00")
    assert not is_signed("no hex", b"", "00")


def test_the_script_stands_alone(tmp_path, honest):
    """Run a copy of it far from this program, with none of its packages in reach."""
    copy = tmp_path / "verify.py"
    copy.write_bytes(SCRIPT.read_bytes())
    file = tmp_path / "journal.jsonl"
    file.write_bytes(honest)
    command = [sys.executable, "-I", "-S", copy, file]
    good = subprocess.run([*command, "--key", KEY.public_hex], capture_output=True, check=False)
    assert (good.returncode, good.stderr) == (0, b"")
    assert b"8 entries, whole and unaltered" in good.stdout
    file.write_bytes(honest.replace(b'"total":1007', b'"total":1008'))
    bad = subprocess.run(command, capture_output=True, check=False)
    assert bad.returncode == 1
    assert bad.stdout.startswith(b"Entry 3 was altered: its content does not have its hash.")
    for words in ([tmp_path / "gone"], [copy]):
        none = subprocess.run([*command[:-1], *words], capture_output=True, check=False)
        assert none.returncode == 2


@pytest.fixture
def journal(capsys, tmp_path):
    """Run the command over a file with these bytes; return its exit code and its answer."""

    def run(data, *words):
        file: Path = tmp_path / "journal.jsonl"
        file.write_bytes(data)
        code = main(["journal", "verify", str(file), *words, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_the_command_says_that_a_journal_is_whole(journal, honest, shift):
    code, body = journal(honest, "--key", KEY.public_hex)
    assert code == 0
    assert body["result"] == {
        "valid": True,
        "till": "LIN-1",
        "entries": 8,
        "last": {"number": 8, "hash": shift[-1].hash},
        "public_key": KEY.public_hex,
        "key_checked": True,
        "manifest_signed": True,
        "file_whole": True,
        "first": None,
        "findings": [],
    }


def test_the_command_names_the_altered_entry(journal, honest):
    code, body = journal(honest.replace(b'"total":1007', b'"total":1008'))
    result = body["result"]
    assert code == 1
    assert (result["valid"], result["file_whole"], result["key_checked"]) == (False, False, False)
    assert result["first"] == {
        "kind": "altered",
        "number": 3,
        "since": 0,
        "message": "Entry 3 was altered.",
    }


def test_the_command_holds_a_journal_against_a_paper(journal, honest, shift):
    code, _ = journal(honest, "--seal", f"5:{shift[4].seal}")
    assert code == 0
    code, body = journal(honest, "--seal", "5:0000 0000 0000 0000", "--seal", "99:abcd")
    assert code == 1
    assert [each["kind"] for each in body["result"]["findings"]] == ["rewritten", "truncated"]


@pytest.mark.parametrize(
    ("data", "words", "error"),
    [
        (b"no journal", (), "payments.export.damaged"),
        (b"", ("--key", "12"), "cli.usage"),
        (b"", ("--seal", "five:ab"), "cli.usage"),
        (b"", ("--seal", "5:"), "cli.usage"),
    ],
)
def test_the_command_refuses_what_it_cannot_judge(journal, data, words, error):
    code, body = journal(data, *words)
    assert (code, body["error"]["code"]) == (2, error)


def test_every_kind_of_finding_has_words_and_every_attack_a_kind():
    assert set(WORDS) == set(FindingKind)
    assert {attack.kind for attack in ATTACKS} <= set(WORDS)
