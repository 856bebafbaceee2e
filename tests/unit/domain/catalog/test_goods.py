"""Goods of all kinds: found by number, named, and sold to whom."""

import pytest

from app.domain.catalog import (
    Article,
    ArticleKind,
    ArticleNotFound,
    Frame,
    ReadyReader,
    ReadyReaderNeedsOptician,
    find_good,
    kind_of,
    words_for,
)
from app.domain.catalog.goods import ArticleKindNeedsMore
from app.domain.kernel.money import Money
from app.domain.optics.power import Dioptres
from tests.factories.catalogue import a_frame, a_lens
from tests.unit.domain.catalog.shelves import DEMO_GOODS, DEMO_LENSES


def test_a_good_is_found_by_its_number_or_by_its_gtin():
    frame = find_good(DEMO_GOODS, "QLN-204-BLK")
    assert isinstance(frame, Frame)
    assert find_good(DEMO_GOODS, frame.gtin) is frame


def test_an_article_number_that_is_another_goods_gtin_wins():
    first, second = a_frame(sku="A", gtin="B"), a_frame(sku="B", gtin="C")
    assert find_good([first, second], "B") is second


@pytest.mark.parametrize("code", ["", "nothing"])
def test_a_code_nobody_has_is_refused(code):
    with pytest.raises(ArticleNotFound):
        find_good([*DEMO_GOODS, *DEMO_LENSES.lenses], code)


def test_every_good_of_the_demo_chain_has_a_kind_and_words():
    goods = [*DEMO_GOODS, *DEMO_LENSES.lenses, *DEMO_LENSES.extras]
    assert {kind_of(good) for good in goods} == set(ArticleKind)
    assert all(words_for(good).strip() for good in goods)
    assert words_for(a_frame()) == "Halden 204 Tortoise"
    assert words_for(a_lens()) == "Valo Progressive 1.60 clear"


def test_a_frame_is_named_by_the_size_on_its_temple():
    assert a_frame().size == "50□19-145"


def test_a_sun_frame_is_sunglasses():
    assert kind_of(a_frame(is_sunglasses=True)) is ArticleKind.SUNGLASSES
    assert kind_of(a_frame()) is ArticleKind.FRAME


@pytest.mark.parametrize("kind", [ArticleKind.FRAME, ArticleKind.LENS, ArticleKind.READY_READER])
def test_what_is_more_than_a_name_and_a_price_is_no_plain_article(kind):
    with pytest.raises(ArticleKindNeedsMore):
        Article(sku="A", name="A", kind=kind, price=Money(0, "EUR"))


@pytest.mark.parametrize(
    ("power", "age", "is_sold"),
    [
        (4_000, 40, True),
        (4_250, 40, False),
        (2_000, 15, False),
        (2_000, 16, True),
        (2_000, None, True),
    ],
)
def test_ready_readers_are_for_grown_people_and_weak_powers(power, age, is_sold):
    """Source: domain.md 3.7, Opticians Act s27: up to +4.00 D."""
    reader = ReadyReader(sku="R", name="R", power=Dioptres(power), price=Money(1, "GBP"))
    if is_sold:
        reader.require_sale(age=age)
    else:
        with pytest.raises(ReadyReaderNeedsOptician):
            reader.require_sale(age=age)
