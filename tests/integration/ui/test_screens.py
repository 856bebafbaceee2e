"""The pictures of the demo: every screen, light and dark, at the size they are drawn for."""

import pytest
from PySide6.QtGui import QImage

from app.ui.screens import BenchScript, Camera, shoot_bench, shoot_counter
from app.ui.theme.tokens import DARK, LIGHT
from tests.fakes.desktop import PIN
from tests.integration.ui.test_counter_by_keyboard import SCRIPT

SIZE = (1440, 900)


def colours(file):
    image = QImage(str(file))
    points = [(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)]
    return {image.pixelColor(x, y).name().upper() for x, y in points}


def test_the_counter_is_photographed_locked_filled_in_and_ordered(qtbot, store, tmp_path):
    number, files = shoot_counter(Camera(folder=tmp_path), store.services, SCRIPT)
    qtbot.waitUntil(lambda: store.services.runner.in_flight == 0)
    assert number == "O-LIN-26-1"
    assert [file.name for file in files] == [
        "lock-light.png",
        "lock-dark.png",
        "counter-light.png",
        "counter-dark.png",
        "order-light.png",
        "order-dark.png",
    ]
    for file in files:
        image = QImage(str(file))
        assert (image.width(), image.height()) == SIZE
        tokens = LIGHT if "light" in file.name else DARK
        assert tokens.canvas in colours(file)
        assert (DARK if tokens is LIGHT else LIGHT).canvas not in colours(file)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_the_bench_is_photographed_with_both_eyes_in_their_colours(qtbot, lab, tmp_path, tokens):
    order = next(iter(lab.memory.work_orders.jobs.values())).order_number
    files = shoot_bench(
        Camera(folder=tmp_path, themes=(tokens,)),
        lab.services,
        BenchScript(person="Ivo Petrov", pin=PIN, stages=4),
        str(order),
    )
    qtbot.waitUntil(lambda: lab.services.runner.in_flight == 0)
    assert [file.name for file in files] == [f"bench-{tokens.name}.png"]
    image = QImage(str(files[0]))
    assert (image.width(), image.height()) == SIZE
    assert {tokens.right, tokens.left, tokens.success} <= colours(files[0])
