"""A manager changes what is sold and for how much; every change is a version all stores hear of."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from app.domain.catalog import Frame
from app.domain.catalog.article_versions import ArticleChanged, ArticleMovedOn
from app.domain.catalog.goods_document import goods
from app.domain.kernel.access import AccessDenied, Action, Role
from app.domain.kernel.documents import DocumentIsMalformed
from app.domain.kernel.ids import CommandId
from app.domain.kernel.money import Money
from app.domain.pricing.shared import DiscountLimitsChanged, PriceListPublished, PromotionChanged
from app.services.catalogue_editing import (
    CatalogueEditingService,
    SaveArticle,
    SaveLimits,
    SavePromotion,
    SetPrice,
)
from app.services.catalogue_import import CatalogueImportService, ImportHasErrors, RowState
from app.services.changes import NO_CHANGES, Topic
from tests.factories import a_frame
from tests.factories.moments import NOW
from tests.factories.prices import LIMITS, a_price_list, a_promotion

GOODS = Path(__file__).parents[3] / "resources" / "pricing" / "demo" / "goods.json"
LENSES = GOODS.with_name("lenses.json")


def a_command_id():
    return CommandId(uuid4())


@pytest.fixture
def editing(shop):
    return CatalogueEditingService(units=shop.units, gate=shop.orders.gate, clock=shop.clock)


@pytest.fixture
def importing(shop, editing):
    return CatalogueImportService(units=shop.units, gate=shop.orders.gate, editing=editing)


@pytest.fixture
def manager(shop):
    return shop.session(Role.MANAGER)


def save(good, seen=0):
    return SaveArticle(command_id=a_command_id(), good=good, seen_version=seen)


def facts(shop, kind):
    return [each for each in shop.memory.outbox.events if isinstance(each, kind)]


def test_a_new_article_is_kept_told_and_written_down(shop, editing, manager):
    article, changes = editing.save_article(manager, save(a_frame()))
    assert article.version == 1
    assert {Topic.CATALOGUE, Topic.OUTBOX} <= changes
    assert shop.memory.goods.good(a_frame().sku) == a_frame()
    (fact,) = facts(shop, ArticleChanged)
    assert fact.record.body["colour"] == "Tortoise"
    (entry,) = shop.memory.audit.entries
    assert (entry.action, entry.subject_id) == (Action.CATALOGUE_EDIT, fact.aggregate.id)


def test_the_same_command_twice_changes_once(shop, editing, manager):
    command = save(a_frame())
    editing.save_article(manager, command)
    assert editing.save_article(manager, command)[1] == NO_CHANGES
    assert len(facts(shop, ArticleChanged)) == 1


def test_who_opened_the_form_before_somebody_else_saved_is_told(shop, editing, manager):
    editing.save_article(manager, save(a_frame()))
    editing.save_article(manager, save(a_frame(colour="Moss"), seen=1))
    with pytest.raises(ArticleMovedOn):
        editing.save_article(manager, save(a_frame(colour="Slate"), seen=1))
    assert editing.article(manager, a_frame().sku).version == 2
    assert shop.memory.goods.good(a_frame().sku).colour == "Moss"


def test_an_optician_looks_and_does_not_touch(shop, editing, optician):
    with pytest.raises(AccessDenied):
        editing.save_article(optician, save(a_frame()))
    limits = SaveLimits(command_id=a_command_id(), currency="EUR", limits=LIMITS, seen_version=1)
    with pytest.raises(AccessDenied):
        editing.save_limits(optician, limits)
    assert shop.memory.goods.version(a_frame().sku) == 0
    assert editing.rules(optician).limits.limits


def test_what_no_store_could_read_is_refused_where_it_is_typed(shop, editing, manager):
    with pytest.raises(DocumentIsMalformed):
        editing.save_article(manager, save(a_frame(brand=" ")))
    assert shop.memory.outbox.facts == []


def test_a_price_from_tomorrow_is_published_with_the_list(shop, editing, manager):
    shop.memory.catalogue.save_frame(a_frame())
    shop.memory.pricing.publish(a_price_list(prices={a_frame().sku: 189_00}))
    begins = NOW.date() + timedelta(days=1)
    command = SetPrice(
        command_id=a_command_id(),
        list_id="chain",
        sku=a_frame().sku,
        price=Money(199_00, "EUR"),
        begins=begins,
    )
    (published,), _ = editing.set_price(manager, command)
    assert published.prices == {a_frame().sku: 199_00}
    assert published.price_list.version == 2
    assert [fact.prices for fact in facts(shop, PriceListPublished)] == [published]
    assert editing.set_price(manager, command) == ((), NO_CHANGES)


def test_promotions_and_limits_are_versions_too(shop, editing, manager):
    editing.save_promotion(
        manager,
        SavePromotion(command_id=a_command_id(), promotion=a_promotion(), seen_version=0),
    )
    stricter = (replace(LIMITS[1], minor=10_00),)
    editing.save_limits(
        manager,
        SaveLimits(command_id=a_command_id(), currency="EUR", limits=stricter, seen_version=1),
    )
    rules = editing.rules(manager)
    assert [(each.promotion, each.version) for each in rules.promotions] == [(a_promotion(), 1)]
    assert (rules.limits.limits, rules.limits.version) == (stricter, 2)
    assert len(facts(shop, PromotionChanged)) == len(facts(shop, DiscountLimitsChanged)) == 1


def recoloured(good):
    assert isinstance(good, Frame)
    return replace(good, colour="Moss")


def test_a_file_is_looked_at_before_anything_is_taken_in(shop, importing, editing, manager):
    raw = GOODS.read_bytes()
    sold = goods(json.loads(raw))
    report = importing.look(manager, raw)
    assert report.counts == {RowState.NEW: len(sold), RowState.CHANGED: 0, RowState.SAME: 0}
    assert shop.memory.outbox.facts == []
    editing.save_article(manager, save(sold[0]))
    editing.save_article(manager, save(recoloured(sold[1])))
    report, changes = importing.take_in(manager, a_command_id(), raw)
    assert report.counts == {RowState.NEW: len(sold) - 2, RowState.CHANGED: 1, RowState.SAME: 1}
    assert Topic.CATALOGUE in changes
    assert importing.look(manager, raw).counts[RowState.SAME] == len(sold)
    assert editing.article(manager, sold[1].sku).version == 2


def test_lenses_come_with_their_power_tables(shop, importing, manager):
    importing.take_in(manager, a_command_id(), LENSES.read_bytes())
    assert shop.memory.goods.good("PR160AR").limits.ranges


def test_every_wrong_row_is_told_with_its_line_and_field_and_nothing_is_kept(
    shop, importing, manager
):
    document = json.loads(GOODS.read_bytes())
    document["frames"][1]["a_mm"] = "wide"
    del document["articles"][2]["name"]
    raw = json.dumps(document).encode()
    report = importing.look(manager, raw)
    told = [(error.rows, error.line, dict(error.facts)["reason"]) for error in report.errors]
    assert told == [("frames", 2, "a_mm"), ("articles", 3, "name")]
    with pytest.raises(ImportHasErrors):
        importing.take_in(manager, a_command_id(), raw)
    assert shop.memory.outbox.facts == []
    assert shop.memory.goods.search("", limit=9) == ()


def test_one_number_twice_is_told_although_each_row_is_right(importing, manager):
    document = json.loads(GOODS.read_bytes())
    document["frames"].append(document["frames"][0])
    report = importing.look(manager, json.dumps(document).encode())
    assert [error.code for error in report.errors] == ["catalog.catalogue.inconsistent"]


@pytest.mark.parametrize("raw", [b"", b"no JSON", b"[]", b'{"schema": 1}', b"[" * 100_000])
def test_what_is_no_catalogue_is_refused(importing, manager, raw):
    with pytest.raises(DocumentIsMalformed):
        importing.look(manager, raw)
