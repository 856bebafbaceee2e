"""A manager edits the catalogue without a mouse; what is wrong is said beside its field."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.domain.catalog.article_versions import ArticleVersion
from app.domain.catalog.lens_document import lens_catalogue
from app.ui.driver import CounterDriver

DEMO = Path(__file__).parents[3] / "resources" / "pricing" / "demo"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LENSES = lens_catalogue(json.loads((DEMO / "lenses.json").read_bytes()))


@pytest.fixture
def editor(counter: CounterDriver, store):
    for lens in LENSES.lenses:
        store.memory.goods.save(ArticleVersion(good=lens, version=1))
    counter.sign_in("Jonas Weidner", "270384")
    counter.key(Qt.Key.Key_F8)
    view = counter.place.catalogue
    counter.wait_until(lambda: view.model.rows, "articles")
    return view


def opened(counter, view, words):
    counter.key(Qt.Key.Key_F, CTRL)
    view.filter.selectAll()
    counter.type(words)
    counter.wait_until(
        lambda: view.model.rows and all(words in row.sku for row in view.model.rows), "the hit"
    )
    counter.key(Qt.Key.Key_Return)
    counter.wait_until(lambda: view.model.article.texts.get("sku") == words, "the article")


def test_a_lens_is_found_changed_and_saved(counter, store, editor):
    opened(counter, editor, "PR160AR")
    name = editor.article.form.edits["name"]
    name.setFocus()
    name.selectAll()
    counter.type("Vista 1.60")
    counter.key(Qt.Key.Key_S, CTRL)
    counter.wait_until(lambda: editor.model.article.version == 2, "saved")
    kept = store.memory.goods.good("PR160AR")
    assert kept.name == "Vista 1.60"
    assert kept.limits.ranges == LENSES.lens("PR160AR").limits.ranges


def test_a_wrong_power_and_a_wrong_field_are_told_where_they_are(counter, store, editor):
    opened(counter, editor, "PR160AR")
    form = editor.article.form
    form.edits["least_height_mm"].setFocus()
    form.edits["least_height_mm"].selectAll()
    counter.type("high")
    counter.key(Qt.Key.Key_S, CTRL)
    counter.wait_until(lambda: editor.article.notice.text, "a complaint")
    assert form.edits["least_height_mm"].hasFocus()
    assert "51.5" in form.edits["least_height_mm"].accessibleDescription()
    form.edits["least_height_mm"].selectAll()
    counter.type("18")
    editor.article.powers.edits[1]["sphere_low"].setText("deep")
    counter.key(Qt.Key.Key_S, CTRL)
    counter.wait_until(lambda: "Line 2" in editor.article.notice.text, "the line is told")
    assert store.memory.goods.version("PR160AR") == 1


def test_limits_are_seen_and_changed(counter, store, editor):
    counter.key(Qt.Key.Key_R, ALT)
    limits = editor.rules.limits
    counter.wait_until(lambda: limits.edits["optician_percent"].text() == "10", "the limits")
    limits.edits["optician_percent"].setFocus()
    limits.edits["optician_percent"].selectAll()
    counter.type("5")
    counter.key(Qt.Key.Key_L, ALT)
    counter.wait_until(lambda: store.memory.pricing.limits_version("EUR") == 2, "saved")


def test_an_optician_may_look_and_finds_the_buttons_off(counter, store):
    store.memory.goods.save(ArticleVersion(good=LENSES.lens("PR160AR"), version=1))
    counter.sign_in("Mara Lindqvist", "194620")
    counter.key(Qt.Key.Key_F8)
    view = counter.place.catalogue
    counter.wait_until(lambda: view.model.rows, "articles")
    opened(counter, view, "PR160AR")
    view.article.form.edits["name"].setText("Other")
    counter.key(Qt.Key.Key_S, CTRL)
    assert store.memory.goods.good("PR160AR").name != "Other"


def test_a_file_is_looked_at_and_then_taken_in(counter, store, editor):
    editor.look_at(DEMO / "goods.json")
    counter.wait_until(lambda: "new" in editor.import_notice.text, "what it would do")
    assert store.memory.goods.version("CASE-HARD") == 0
    counter.key(Qt.Key.Key_F12)
    counter.wait_until(lambda: store.memory.goods.version("CASE-HARD") == 1, "taken in")


def test_an_answer_that_comes_after_the_desk_was_locked_troubles_nobody(counter, store, editor):
    counter.window.lock()
    editor.model.listed.emit()
    counter.settle()
    assert editor.model.is_locked
