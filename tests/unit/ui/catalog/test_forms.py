"""What is typed into the editor's forms is what is kept, or the field is named that cannot be."""

import json
from pathlib import Path

import pytest

from app.domain.catalog.good_json import good_json, good_of
from app.domain.catalog.goods_document import goods
from app.domain.catalog.lens_document import lens_catalogue
from app.domain.kernel.documents import DocumentIsMalformed
from app.domain.pricing.promotion_document import promotions
from app.ui.catalog.form_documents import document_of, texts_of
from app.ui.catalog.form_fields import ARTICLE_FORMS
from app.ui.catalog.power_lines import lines_of, ranges_of
from app.ui.catalog.rule_documents import (
    limits_texts,
    limits_typed,
    promotion_texts,
    promotion_typed,
)
from tests.factories import a_frame
from tests.factories.prices import LIMITS

DEMO = Path(__file__).parents[4] / "resources" / "pricing" / "demo"


def demo(name):
    return json.loads((DEMO / f"{name}.json").read_bytes())


LENSES = lens_catalogue(demo("lenses"))
EVERYTHING = (*goods(demo("goods")), *LENSES.lenses, *LENSES.extras)


def typed_again(good):
    document = good_json(good)
    specs = ARTICLE_FORMS[str(document["type"])]
    texts = texts_of(document, specs, "EUR")
    again = {"type": document["type"], "currency": "EUR", **document_of(texts, specs, "EUR")}
    if "ranges" in document:
        again["ranges"] = ranges_of(lines_of(document["ranges"]))
    return good_of(again)


def frame_typed(texts):
    typed = document_of(texts, ARTICLE_FORMS["frame"], "EUR")
    return good_of({"type": "frame", "currency": "EUR", **typed})


@pytest.mark.parametrize("good", EVERYTHING, ids=lambda good: good.sku)
def test_an_article_typed_again_is_the_same_article(good):
    assert typed_again(good) == good


@pytest.mark.parametrize("promotion", promotions(demo("promotions")), ids=lambda p: p.promotion_id)
def test_a_promotion_typed_again_is_the_same_promotion(promotion):
    assert promotion_typed(promotion_texts(promotion), "EUR") == promotion


def test_limits_typed_again_are_the_same_limits():
    assert limits_typed(limits_texts(LIMITS, "EUR"), "EUR") == LIMITS
    assert limits_typed({}, "EUR") == ()


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("a_mm", "wide"),
        ("temple_mm", "14O"),
        ("price_minor", "1.234"),
        ("brand", " "),
        ("valid_from", "30.02.2026"),
        ("ed_mm", "5,5,5"),
    ],
)
def test_the_field_that_cannot_be_read_is_named(key, text):
    document = good_json(a_frame())
    texts = texts_of(document, ARTICLE_FORMS["frame"], "EUR") | {key: text}
    with pytest.raises(DocumentIsMalformed) as refusal:
        frame_typed(texts)
    assert refusal.value.facts["reason"] == key


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"value": "101"}, "pricing.promotion.impossible"),
        ({"value": "half"}, "percent"),
        ({"benefit": "amount", "value": "x"}, "value"),
        ({"benefit": "bundle", "value": "99", "parts": "frame"}, "parts"),
        ({"kinds": "hat"}, "kinds"),
        ({"id": ""}, "id"),
    ],
)
def test_a_promotion_that_cannot_be_is_refused_by_name(changes, reason):
    texts = {"id": "p", "name": "P", "benefit": "percent", "value": "10", **changes}
    with pytest.raises(DocumentIsMalformed) as refusal:
        promotion_typed(texts, "EUR")
    assert refusal.value.facts["reason"] == reason


def test_a_role_with_half_a_limit_is_told():
    with pytest.raises(DocumentIsMalformed) as refusal:
        limits_typed({"manager_percent": "30"}, "EUR")
    assert refusal.value.facts["reason"] == "manager_minor"
