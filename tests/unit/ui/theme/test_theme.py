"""Every theme can be read by everybody, and the style sheet names nothing that is not there."""

from string import Template

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.theme.fonts import FAMILY, SMALLEST_PX, fitting, in_figures, load_fonts, text_font
from app.ui.theme.icons import ICONS, icon_pixmap
from app.ui.theme.theme import BENCH_SCALE, QSS, Theme, prepare_application
from app.ui.theme.tokens import DARK, LIGHT, PAIRS, THEMES, contrast_ratio
from app.ui.widgets.labels import number_label


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_every_pair_of_colours_can_be_told_apart(tokens, ink, ground, least):
    assert contrast_ratio(getattr(tokens, ink), getattr(tokens, ground)) >= least


def test_the_contrast_is_the_one_of_the_standard():
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
def test_the_style_sheet_is_filled_in_for_every_theme(qapp, tokens):
    sheet = Theme(tokens).style_sheet()
    assert "$" not in sheet
    assert tokens.canvas in sheet


def test_a_misspelt_colour_in_the_style_sheet_is_an_error():
    with pytest.raises(KeyError, match="surfcae"):
        Template("a { color: $surfcae; }").substitute(vars=1)


def test_a_rule_for_frames_never_hits_every_label():
    lines = QSS.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.lstrip().startswith(("QFrame {", "QFrame{"))] == []
    assert [line for line in lines if "::item" in line and "QMenu" not in line] == []


def test_digits_are_equally_wide_even_where_the_style_sheet_sets_the_size(qtbot, qapp):
    prepare_application(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    label = number_label(role="headline")
    label.setParent(window)
    Theme(LIGHT).dress(window)
    label.ensurePolished()
    metrics = QFontMetricsF(label.font())
    assert label.font().family() == FAMILY
    assert label.font().pixelSize() == 24
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")


def test_the_hyphen_of_a_double_name_is_not_as_wide_as_a_digit(qapp):
    load_fonts()
    words = QFontMetricsF(text_font(24))
    assert words.horizontalAdvance("-") < QFontMetricsF(
        in_figures(text_font(24))
    ).horizontalAdvance("-")


def test_type_shrinks_only_where_the_longest_word_needs_it(qapp):
    load_fonts()
    font = text_font(20)
    assert fitting(font, ["Edging"], 500).pixelSize() == 20
    smaller = fitting(font, ["Final inspection"], 100)
    assert QFontMetricsF(smaller).horizontalAdvance("Final inspection") <= 101
    assert fitting(font, ["Final inspection"], 1).pixelSize() == SMALLEST_PX


def test_the_bench_reads_larger_type(qtbot, qapp):
    load_fonts()
    assert Theme(DARK, scale=BENCH_SCALE).font("body").pixelSize() == 16
    assert text_font(14).pixelSize() == 14


def test_changing_the_theme_dresses_the_window_anew(qtbot):
    theme = Theme(LIGHT)
    window = QWidget()
    qtbot.addWidget(window)
    theme.changed.connect(lambda: theme.dress(window))
    theme.dress(window)
    before = window.palette().window().color().name()
    with qtbot.waitSignal(theme.changed):
        theme.use(DARK)
    assert (before.upper(), window.palette().window().color().name().upper()) == (
        LIGHT.canvas,
        DARK.canvas,
    )


def test_an_icon_is_drawn_in_its_colour_and_sharp_on_dense_screens(qapp):
    pixmap = icon_pixmap("eye", "#9C2B5B", 20, 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (40, 2.0)
    image = pixmap.toImage()
    colours = {image.pixelColor(x, 20).name().upper() for x in range(40)}
    assert "#9C2B5B" in colours


def test_every_bundled_icon_can_be_drawn(qapp):
    assert isinstance(qapp, QApplication)
    for file in sorted(ICONS.glob("*.svg")):
        image = icon_pixmap(file.stem, "#FF0000", 24).toImage()
        inked = {image.pixelColor(x, y).red() for x in range(24) for y in range(24)}
        assert 255 in inked, file.stem
