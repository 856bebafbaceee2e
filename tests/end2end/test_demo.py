"""`dioptre demo` walks the whole way and leaves evidence that others can check."""

import json
import os
import signal
import subprocess
import sys

import pytest
import zxingcpp
from PIL import Image

from app.domain.kernel.canonical import canonical_sha256

RX = "R -2.25 -0.75x95 add 2.00; L -2.75 -1.50x80 add 2.00"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    out = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "app", "demo", "--headless", "--json", "--rx", RX]
    done = subprocess.run(
        [*command, "--out", str(out)], capture_output=True, text=True, check=False, timeout=110
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return out, json.loads(done.stdout)


def test_the_summary_on_disk_is_the_one_that_was_printed(demo):
    out, printed = demo
    assert json.loads((out / "summary.json").read_text()) == printed
    assert printed["outcome"] == "PRINTED"


def test_the_snapshot_has_one_hash_at_store_server_and_lab(demo):
    out, summary = demo
    order = json.loads((out / "order.json").read_text())["order"]
    expected = canonical_sha256(
        {"patient": order["patient_snapshot"], "prescription": order["prescription_snapshot"]}
    )
    assert summary["snapshot_sha256"] == {
        "store": expected,
        "server": expected,
        "lab": expected,
    }


def test_the_ticket_s_code_is_the_work_order_s(demo):
    out, summary = demo
    with Image.open(out / "ticket.png") as picture:
        assert picture.width == 512
        (code,) = zxingcpp.read_barcodes(picture.convert("L"))
    assert code.text == summary["qr_payload"]
    assert code.text.startswith("WO-" + summary["work_order_number"].removeprefix("W-"))
    assert (out / "ticket.bin").stat().st_size == summary["ticket_bytes"]
    assert (out / "ticket.pdf").read_bytes().startswith(b"%PDF")


def test_the_powers_ordered_are_the_powers_given(demo):
    out, _ = demo
    rx = json.loads((out / "order.json").read_text())["order"]["prescription_snapshot"]
    assert (rx["right"]["sphere_thousandths"], rx["right"]["axis_deg"]) == (-2250, 95)
    assert (rx["left"]["cylinder_thousandths"], rx["left"]["add_thousandths"]) == (-1500, 2000)


def test_every_screen_is_there_in_light_and_dark(demo):
    out, _ = demo
    names = {picture.name for picture in (out / "screens").glob("*.png")}
    screens = ("lock", "counter", "order", "bench")
    assert names == {f"{name}-{theme}.png" for name in screens for theme in ("light", "dark")}


def test_every_step_says_how_long_it_took(demo):
    _, summary = demo
    assert {"server_stopped", "order_taken", "ticket_printed", "seen_at_store"} <= set(
        summary["steps"]
    )
    assert summary["postgres_rows"]["orders_orders"] == 1


def test_the_chain_that_is_kept_opens_again_on_the_next_day(tmp_path):
    kept = tmp_path / "run"
    first, second = stay_until_open(kept), stay_until_open(kept)
    assert first == second
    assert any("signs in with" in line for line in first)


def stay_until_open(out):
    """Open the windows, wait until the PINs are told, press Ctrl+C; return what was told."""
    command = [sys.executable, "-m", "app", "demo", "--stay", "--out", str(out)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    told, said = [], []
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment
    ) as program:
        for line in program.stderr:
            said.append(line)
            if "signs in with" in line:
                told.append(line)
                if len(told) == 2:
                    program.send_signal(signal.SIGINT)
        assert program.wait() == 0, "".join(said)
    return told
