"""`dioptre optics`: the shapes other programs rely on, and errors with a place."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.__main__ import main

ROOT = Path(__file__).parents[3]
CASES = json.loads((ROOT / "tests/golden/optics/cases.json").read_bytes())
FRAME = str(ROOT / "resources/samples/demo-frame.oma")
SHARED = ROOT.parent / "shared" / "samples" / "oma" / "R360_3.oma"


def run(capsys, *arguments):
    """Return the exit code and the JSON that the command prints."""
    code = main(["optics", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("case", CASES, ids=[" ".join(case["arguments"])[:60] for case in CASES])
def test_the_corpus_is_answered_letter_for_letter(capsys, monkeypatch, case):
    monkeypatch.chdir(ROOT)
    code, body = run(capsys, *case["arguments"])
    assert code == 0
    assert body["result"] == case["result"]


@pytest.mark.parametrize("case", CASES, ids=[" ".join(case["arguments"])[:60] for case in CASES])
def test_every_answer_explains_itself(capsys, monkeypatch, case):
    monkeypatch.chdir(ROOT)
    _, body = run(capsys, *case["arguments"])
    explained = body["explain"]
    for reason in [explained] if "formula" in explained else explained.values():
        assert reason["formula"]
        assert reason["source"]
        assert reason["inputs"]
        assert isinstance(reason["estimate"], bool)


@pytest.mark.parametrize(
    ("arguments", "code", "position"),
    [
        (["transpose", "-2.07"], "optics.power.off_step", 0),
        (["transpose", "-2.00 -1.00x0"], "optics.axis.out_of_range", 12),
        (["transpose", "-2.00 -1.00"], "optics.cylinder.needs_axis", 11),
        (["transpose", "-2.00 frog"], "optics.rx.unknown_word", 6),
        (["vertex", "-2.00", "--from-mm", "12", "--to-mm", "-3"], "optics.vertex.impossible", None),
        (["vertex", "-2.00", "--from-mm", "near", "--to-mm", "0"], "cli.usage", None),
        (
            ["prism", "-2.00", "--eye", "middle", "--oc-in-mm", "1", "--oc-up-mm", "0"],
            "cli.usage",
            None,
        ),
        (
            ["prism", "-2.00", "--eye", "left", "--oc-in-mm", "nan", "--oc-up-mm", "0"],
            "cli.usage",
            None,
        ),
        (["shape", "no-such-file.oma"], "cli.file.unreadable", None),
        (
            [
                "thickness",
                FRAME,
                "--eye",
                "left",
                "--front-radius-mm",
                "25",
                "--back-radii-mm",
                "80",
                "--centre-mm",
                "2",
                "--oc-in-mm",
                "0",
                "--oc-up-mm",
                "0",
            ],
            "optics.surface.does_not_reach",
            None,
        ),
        (
            [
                "tolerance",
                "--standard",
                "jis",
                "--lens",
                "multifocal",
                "--ordered",
                "-1.00",
                "--measured",
                "-1.00",
            ],
            "optics.tolerance.unknown",
            None,
        ),
    ],
)
def test_a_wrong_command_ends_with_two_and_says_why_and_where(capsys, arguments, code, position):
    exit_code, body = run(capsys, *arguments)
    assert exit_code == 2
    assert set(body) == {"error"}
    assert body["error"]["code"] == code
    assert body["error"]["position"] == position
    assert body["error"]["message"]


def test_three_back_radii_are_one_too_many(capsys):
    place = ("--eye", "left", "--oc-in-mm", "0", "--oc-up-mm", "0", "--centre-mm", "2")
    code, body = run(
        capsys, "thickness", FRAME, *place, "--front-radius-mm", "90", "--back-radii-mm", "80,70,60"
    )
    assert (code, body["error"]["code"]) == (2, "cli.usage")


def test_a_file_larger_than_any_job_is_refused(capsys, monkeypatch):
    monkeypatch.setattr("app.cli.files.BYTES_MAX", 100)
    code, body = run(capsys, "shape", FRAME)
    assert (code, body["error"]["code"]) == (2, "cli.file.unreadable")


def test_a_power_may_begin_with_a_minus_and_stand_without_a_space(capsys):
    code, body = run(capsys, "transpose", "-2.00-1.00x90")
    assert code == 0
    assert body["result"]["sphere"] == "-3.00"


def test_a_compensated_power_is_taken_when_it_is_said_to_be_one(capsys):
    code, body = run(capsys, "vertex", "-10.20", "--any-power", "--from-mm", "14", "--to-mm", "12")
    assert code == 0
    assert body["result"]["sphere"] == "-10.00"


def test_a_file_with_one_eye_leaves_the_other_null(capsys, tmp_path):
    data = Path(FRAME).read_bytes()
    one_eyed = tmp_path / "right.oma"
    one_eyed.write_bytes(data[: data.index(b"TRCFMT=1;360;E;L")])
    code, body = run(capsys, "shape", str(one_eyed))
    assert code == 0
    assert body["result"]["left"] is None
    assert body["result"]["right"]["points"] == 360
    exit_code, refused = run(
        capsys, "blank", str(one_eyed), "--eye", "left", "--oc-in-mm", "0", "--oc-up-mm", "0"
    )
    assert exit_code == 2
    assert refused["error"]["code"] == "optics.trace.missing"


def _with_depth(depth_of):
    """Return a round job of 36 points whose depth is `depth_of` the radius in millimetres."""
    radii = [2400 + 200 * (index % 2) for index in range(36)]
    depths = [round(100 * depth_of(radius / 100)) for radius in radii]
    lines = ["TRCFMT=1;36;E;R;F", "R=" + ";".join(map(str, radii))]
    lines += ["ZFMT=1;36;E;R;F", "Z=" + ";".join(map(str, depths))]
    return "\r\n".join(lines).encode() + b"\r\n"


def test_a_trace_with_depth_tells_the_curve_of_the_frame(capsys, tmp_path):
    radius = 530 / 6
    job = tmp_path / "bent.oma"
    job.write_bytes(_with_depth(lambda r: radius - math.sqrt(radius**2 - r**2)))
    _, body = run(capsys, "shape", str(job))
    assert body["result"]["right"]["frame_curve_d"] == pytest.approx(6, abs=0.1)
    assert body["result"]["right"]["frame_radius_mm"] == pytest.approx(radius, abs=2)
    assert body["result"]["right"]["frame_off_curve_mm"] <= 0.02


def test_a_flat_frame_has_no_curve(capsys, tmp_path):
    job = tmp_path / "flat.oma"
    job.write_bytes(_with_depth(lambda _: 0.0))
    _, body = run(capsys, "shape", str(job))
    assert set(body["result"]["right"]) == {
        "a_mm",
        "b_mm",
        "ed_mm",
        "circumference_mm",
        "points",
    }


def test_materials_are_compared_and_called_an_estimate(capsys):
    code, body = run(
        capsys,
        "materials",
        FRAME,
        "--eye",
        "right",
        "--rx",
        "-4.00 -1.00x90",
        "--oc-in-mm",
        "2.5",
        "--oc-up-mm",
        "3",
    )
    assert code == 0
    found = {row["material"]: row for row in body["result"]["materials"]}
    assert found["plastic-1.50"]["thickest_mm"] > found["plastic-1.74"]["thickest_mm"]
    assert found["glass-1.52"]["weight_g"] > found["plastic-1.50"]["weight_g"]
    assert all(row["estimate"] for row in found.values())
    assert body["explain"]["estimate"]


@pytest.fixture
def tolerances(tmp_path):
    """Return a folder with tolerance files of a lab's own."""
    for path in (ROOT / "resources/tolerances").glob("*.json"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


JUDGE = (
    *("tolerance", "--standard", "iso-21987", "--lens", "single-vision"),
    *("--ordered", "-2.00 -1.00x90", "--measured", "-2.00 -1.00x94.5"),
)


def test_a_changed_tolerance_file_is_refused_until_a_manager_accepts_it_by_name(capsys, tolerances):
    folder = ("--tolerances", str(tolerances))
    path = tolerances / "iso-21987.json"
    path.write_text(
        path.read_text().replace('"limit": "4", "unit": "deg"', '"limit": "5", "unit": "deg"')
    )
    code, refused = run(capsys, *JUDGE, *folder)
    assert (code, refused["error"]["code"]) == (2, "optics.tolerance.file_changed")
    nobody = run(capsys, "tolerance-accept", "--standard", "iso-21987", "--by", " ", *folder)
    assert nobody[1]["error"]["code"] == "optics.tolerance.name_missing"
    code, accepted = run(
        capsys, "tolerance-accept", "--standard", "iso-21987", "--by", "Marta K.", *folder
    )
    assert (code, accepted["result"]["accepted_by"]) == (0, "Marta K.")
    code, judged = run(capsys, *JUDGE, *folder)
    assert code == 0
    assert judged["result"]["pass"] is True
    assert judged["result"]["file_accepted_by"] == "Marta K."
    path.write_text(path.read_text().replace('"5"', '"6"'))
    code, refused = run(capsys, *JUDGE, *folder)
    assert (code, refused["error"]["code"]) == (2, "optics.tolerance.file_changed")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("manifest.json", "not json"),
        ("manifest.json", '{"sets": []}'),
        ("manifest.json", "[]"),
        ("acceptances.json", '[{"by": "x"}]'),
    ],
)
def test_a_damaged_record_of_tolerance_files_is_refused(capsys, tolerances, name, content):
    (tolerances / "iso-21987.json").write_text("{}")
    (tolerances / name).write_text(content)
    code, refused = run(capsys, *JUDGE, "--tolerances", str(tolerances))
    assert (code, refused["error"]["code"]) == (2, "optics.tolerance.malformed")


def test_accepting_a_file_that_is_none_is_refused(capsys, tolerances):
    (tolerances / "iso-21987.json").write_text("{}")
    unknown = run(capsys, "tolerance-accept", "--standard", "jis", "--by", "Marta K.")
    assert unknown[1]["error"]["code"] == "optics.tolerance.unknown"
    code, refused = run(
        capsys,
        "tolerance-accept",
        "--standard",
        "iso-21987",
        "--by",
        "Marta K.",
        "--tolerances",
        str(tolerances),
    )
    assert (code, refused["error"]["code"]) == (2, "optics.tolerance.malformed")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_an_error_is_json_in_utf_8_whatever_the_console_speaks(encoding):
    # The bytes of the second word are no UTF-8, as a scanner set to another alphabet sends them.
    words = [sys.executable, "-m", "app", "optics", "transpose"]
    for argument, shown in ((b"-2.13", "\u2212"), (b"-2.00 \xff", "\udcff")):
        answer = subprocess.run(
            [*words, argument, "--json"],
            capture_output=True,
            check=False,
            cwd=ROOT,
            env=os.environ | {"PYTHONIOENCODING": encoding},
        )
        assert answer.returncode == 2, answer.stderr
        assert shown in json.loads(answer.stdout.decode("utf-8"))["error"]["message"]


def test_the_optics_load_neither_qt_nor_any_library():
    script = (
        "import sys; from app.__main__ import main; "
        f"main(['optics', 'shape', {FRAME!r}, '--json']); "
        f"main(['optics', 'transpose', '-2.00', '--json']); "
        "print(sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ},
    )
    loaded = done.stdout.splitlines()[-1]
    for library in ("PySide6", "pydantic", "sqlalchemy", "numpy", "httpx", "cryptography"):
        assert f"'{library}'" not in loaded


@pytest.mark.skipif(not SHARED.exists(), reason="the shared samples lie beside a working copy only")
def test_a_real_job_gives_the_figures_of_the_worked_examples(capsys):
    """Source: domain.md section 4, R360_3 right: blank 65.77, thickest 3.27 @ 36, thinnest 2.12."""
    place = ("--eye", "right", "--oc-in-mm", "4.5", "--oc-up-mm", "-6.01")
    _, blank = run(capsys, "blank", str(SHARED), *place)
    assert blank["result"]["minimum_blank_mm"] == 65.77
    surfaces = (
        *("--front-radius-mm", "91.21", "--back-radii-mm", "84.13,68.97"),
        *("--back-axis-deg", "137", "--centre-mm", "2.01"),
    )
    _, lens = run(capsys, "thickness", str(SHARED), *place, *surfaces)
    assert lens["result"] == {
        "thickest": {"mm": 3.27, "deg": 36.0},
        "thinnest": {"mm": 2.12, "deg": 312.0},
    }
    _, shape = run(capsys, "shape", str(SHARED))
    assert shape["result"]["right"]["circumference_mm"] == 150.76
