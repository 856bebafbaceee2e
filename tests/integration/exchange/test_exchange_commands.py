"""`dioptre exchange`: the shapes other programs rely on, and errors with a place."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.__main__ import main
from app.contracts.to_wire import order_to_wire
from tests.factories import an_order
from tests.integration.exchange import make_samples

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "resources" / "samples"
SHARED = ROOT.parent / "shared" / "samples" / "oma"


@pytest.fixture
def exchange(capsys):
    """Run a command and return its exit code and the JSON it prints."""

    def run(*words):
        code = main(["exchange", *map(str, words), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_a_job_is_shown_record_by_record(exchange):
    code, body = exchange("dcs", SAMPLES / "edging-job.oma")
    result = body["result"]
    assert code == 0
    assert [r["label"] for r in result["records"]][:4] == ["OMAV", "REQ", "JOB", "DO"]
    assert result["records"][4] == {
        "label": "SPH",
        "value": "-2.25;-2.75",
        "fields": ["-2.25", "-2.75"],
        "line": 5,
    }
    assert result["sides"]["BEVP"] == {"right": None, "left": "7"}
    assert result["sides"]["OCHT"] == {"right": "?", "left": "?"}
    assert result["sides"]["DBL"] == {"right": "18.00", "left": "18.00"}
    assert "_NOTE" not in result["sides"]
    assert [d["end_mm"] for d in result["drills"]] == [[None, None], [20.0, 4.5]]


def test_packed_and_decimal_outlines_are_decoded_and_a_foreign_one_is_named(exchange):
    _, body = exchange("dcs", SAMPLES / "edging-job.oma")
    right, left, foreign = body["result"]["traces"]
    expected = make_samples.an_outline("right")
    assert tuple(right["radii"]) == expected.radii
    assert tuple(right["heights"]) == expected.heights
    assert (left["eye"], left["points"], left["decoded"]) == ("left", 400, True)
    assert (foreign["format"], foreign["decoded"]) == (6, False)


def test_a_file_is_written_again_byte_for_byte(exchange, tmp_path):
    source = SAMPLES / "edging-job.oma"
    assert exchange("dcs", source, "--write", tmp_path / "out.oma")[0] == 0
    assert (tmp_path / "out.oma").read_bytes() == source.read_bytes()


@pytest.mark.parametrize(
    ("outline", "code"),
    [
        (b"TRCFMT=1;400;E;R;F\rR=2500;2500", "exchange.dcs.trace.points_differ"),
        (b"TRCFMT=2;4;E;R;F\rR=\x00\x0a\x0d\xff\x80", "exchange.dcs.trace.point_malformed"),
        (b"R=2500;2500\r", "exchange.dcs.trace.header_missing"),
    ],
)
def test_a_job_is_passed_on_whole_though_its_outline_cannot_be_read(
    exchange, tmp_path, outline, code
):
    source, target = tmp_path / "in.oma", tmp_path / "out.oma"
    source.write_bytes(b"JOB=1\r\nSPH=;-0.50\r\n_OWN=?\r\n" + outline)
    exit_code, body = exchange("dcs", source, "--write", target)
    assert (exit_code, target.read_bytes()) == (0, source.read_bytes())
    assert body["result"]["sides"]["SPH"] == {"right": None, "left": "-0.50"}
    assert body["result"]["traces"] == []
    assert body["result"]["unread"]["code"] == code
    assert body["result"]["unread"]["position"]["line"] >= 4
    exit_code, body = exchange("dcs", source)
    assert (exit_code, body["error"]["code"]) == (2, code)


def test_a_value_is_changed_and_nothing_else(exchange, tmp_path):
    source, target = SAMPLES / "edging-job.oma", tmp_path / "out.oma"
    code, body = exchange("dcs", source, "--set", "SPH=-2.50;-2.75", "--write", target)
    assert code == 0
    assert body["result"]["sides"]["SPH"]["right"] == "-2.50"
    old = source.read_bytes()
    assert target.read_bytes() == old.replace(b"SPH=-2.25;-2.75", b"SPH=-2.50;-2.75")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared samples lie beside a checkout only")
@pytest.mark.parametrize("name", ["R1000_1.oma", "R360_1.oma", "R360_3.oma"])
def test_files_of_other_systems_go_through_unchanged(exchange, tmp_path, name):
    code, body = exchange("dcs", SHARED / name, "--write", tmp_path / name)
    assert code == 0
    assert (tmp_path / name).read_bytes() == (SHARED / name).read_bytes()
    assert [trace["eye"] for trace in body["result"]["traces"]] == ["right", "left"]


def test_a_prescription_goes_out_and_comes_back(exchange, tmp_path):
    code, resource = exchange("fhir", "export", make_samples.RX, "--written", "2026-07-20")
    assert (code, resource["resourceType"]) == (0, "VisionPrescription")
    (tmp_path / "rx.json").write_text(json.dumps(resource))
    code, body = exchange("fhir", "import", tmp_path / "rx.json")
    assert code == 0
    assert body["result"]["right"] == {
        "sphere": "-2.25",
        "cylinder": "-0.75",
        "axis_deg": 95,
        "add": "+2.00",
        "prism": {"base_in": 1.0, "base_up": 0.5},
    }
    assert (body["result"]["written_on"], body["result"]["patient"]) == ("2026-07-20", None)
    (tmp_path / "imported.json").write_text(json.dumps(body))
    _, again = exchange("fhir", "export", tmp_path / "imported.json", "--written", "2026-07-20")
    assert again == resource


def test_a_lensmeter_reading_is_shown_in_the_same_shape(exchange):
    code, body = exchange("joia", SAMPLES / "lensmeter.joia.xml")
    assert code == 0
    assert body["result"]["left"] == {
        "sphere": "-2.74",
        "cylinder": "-1.51",
        "axis_deg": 81,
        "add": "+1.98",
        "prism": None,
    }


def test_a_mesh_is_measured(exchange):
    code, body = exchange("stl", SAMPLES / "frame-front.stl")
    assert code == 0
    result = body["result"]
    assert result["watertight"] is True
    assert result["size_mm"] == pytest.approx([126, 43.2, 4], abs=0.1)
    assert set(result) >= {"triangles", "volume_mm3", "sha256"}
    assert result["unit"] == {"guess": "mm"}


def test_codes_are_answered_in_the_agreed_shape(exchange):
    assert exchange("opc", "020711721")[1] == {"result": {"check_digit": "9", "valid": True}}
    assert exchange("opc", "0207117218")[1]["result"]["valid"] is False
    assert exchange("gtin", "4006381333931")[1] == {
        "result": {"gtin": "4006381333931", "kind": "GTIN-13", "valid": True}
    }
    _, label = exchange("gs1", "0104006381333931" + "17270131" + "10LOT7")
    assert label["result"]["lot"] == "LOT7"


@pytest.fixture
def order_file(tmp_path):
    """An order as the demo leaves it."""
    document = {"order": order_to_wire(an_order()), "store_name": "Lindenhof"}
    path = tmp_path / "order.json"
    path.write_text(json.dumps(document, default=str))
    return path


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("dcs", b"SPH=-2.25;-2.75\r\n"),
        ("lablink", b"rx_od_sphere:-2.25\r\n"),
        ("lensorder", b"<sphere>-2.25</sphere>"),
    ],
)
def test_an_order_is_written_for_others(exchange, order_file, tmp_path, form, says):
    out = tmp_path / "out"
    code, body = exchange("order", order_file, "--as", form, "--write", out)
    assert code == 0, body
    assert says in out.read_bytes()
    assert body["result"]["bytes"] == out.stat().st_size


def test_a_file_that_is_no_order_is_refused_with_its_place(exchange, order_file, tmp_path):
    document = json.loads(order_file.read_text())
    document["order"]["promised_on"] = "soon"
    order_file.write_text(json.dumps(document))
    code, body = exchange("order", order_file, "--write", tmp_path / "out")
    assert (code, body["error"]["position"]) == (2, "order.promised_on")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "content", "code", "position"),
    [
        (["dcs"], b"hello", "exchange.dcs.no_record", {"line": 1, "byte": 0}),
        (
            ["dcs"],
            b"JOB=1\nTRCFMT=1;3;E;R;F\nR=2400;x;2400\n",
            "exchange.dcs.trace.point_malformed",
            {"line": 3, "byte": 30},
        ),
        (["fhir", "import"], b"{", "exchange.json.malformed", 1),
        (["joia"], b"<!DOCTYPE a>", "exchange.xml.unsafe", {"line": 1}),
        (["stl"], b"\x1f\x8b", "exchange.stl.size_differs", 80),
    ],
)
def test_a_bad_file_ends_in_an_error_with_its_place(
    exchange, tmp_path, words, content, code, position
):
    (tmp_path / "bad").write_bytes(content)
    exit_code, body = exchange(*words, tmp_path / "bad")
    assert exit_code == 2
    assert body["error"]["code"] == code
    assert body["error"]["position"] == position
    assert len(body["error"]["message"]) > 20


def test_nothing_is_written_where_nothing_can_be(exchange, tmp_path):
    code, body = exchange("dcs", SAMPLES / "edging-job.oma", "--write", tmp_path)
    assert (code, body["error"]["code"]) == (2, "cli.file.unwritable")


def test_no_command_needs_the_windows():
    script = (
        "import sys; from app.__main__ import main\n"
        "sys.modules['PySide6'] = None\n"
        "sys.exit(main(['exchange', 'dcs', sys.argv[1], '--json']))\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script, str(SAMPLES / "edging-job.oma")],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert answer.returncode == 0, answer.stderr


def test_the_samples_are_what_their_maker_writes():
    assert (SAMPLES / "edging-job.oma").read_bytes() == make_samples.edging_job()
    assert (SAMPLES / "prescription.fhir.json").read_bytes() == make_samples.prescription()
