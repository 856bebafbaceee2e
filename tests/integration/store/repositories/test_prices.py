"""Prices, promotions, limits and tax settings are kept in versions, codes are used up once."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.kernel.ids import SiteId
from app.domain.kernel.percent import Percent
from app.domain.kernel.validity import Validity
from app.domain.pricing import Apportioned
from app.domain.pricing.site_tax import SiteTax
from tests.factories.moments import NOW
from tests.factories.places import STORE_ID
from tests.factories.prices import LIMITS, a_price_list, a_promotion

SALE, OTHER_SALE = UUID(int=1), UUID(int=2)


@pytest.fixture
def pricing(store):
    with store.units() as unit:
        yield unit.pricing


def test_a_published_list_comes_back_whole_and_by_article(pricing):
    old = a_price_list(prices={"A": 100, "B": 200})
    new = a_price_list(
        prices={"A": 110},
        version=2,
        validity=Validity(valid_from=date(2026, 12, 1)),
        site_id=STORE_ID,
    )
    pricing.publish(old)
    pricing.publish(new)
    assert pricing.published() == (old, new)
    book = pricing.book({"A"})
    assert book.lists == (old.price_list, new.price_list)
    assert book.prices == {old.price_list.key: {"A": 100}, new.price_list.key: {"A": 110}}


def test_what_the_server_says_of_a_version_replaces_what_was_published_here(pricing):
    pricing.publish(a_price_list(prices={"A": 100, "B": 200}))
    theirs = a_price_list(prices={"A": 90})
    pricing.publish(theirs)
    assert pricing.published() == (theirs,)


def test_promotions_and_limits_do_not_go_back_to_an_older_version(pricing):
    offer = a_promotion(name="Newer")
    pricing.save_promotion(offer, version=2)
    pricing.save_promotion(a_promotion(), version=1)
    assert pricing.promotions() == (offer,)
    assert pricing.promotion_version(offer.promotion_id) == 2
    pricing.save_limits("EUR", LIMITS, version=2)
    pricing.save_limits("EUR", (), version=1)
    assert pricing.limits("EUR") == LIMITS
    assert pricing.limits("GBP") == ()


def test_a_site_goes_by_its_own_tax_settings_before_the_chains(pricing):
    chain = SiteTax(jurisdiction="DE")
    own = replace(
        chain, jurisdiction="GB", site_id=STORE_ID, dispensing=Apportioned(Percent(60_500))
    )
    pricing.save_tax(chain, version=1)
    assert pricing.tax(STORE_ID) == chain
    pricing.save_tax(own, version=1)
    assert pricing.tax(STORE_ID) == own
    assert pricing.tax(SiteId(UUID(int=9))) == chain


def test_a_code_belongs_to_the_sale_that_used_it_first(pricing):
    assert pricing.code_owner("X") is None
    pricing.spend_code("X", SALE, NOW)
    pricing.spend_code("X", OTHER_SALE, NOW)
    assert pricing.code_owner("X") == SALE
