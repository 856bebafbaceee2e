"""Coatings and tints: what goes with which lens and with what else."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.catalog import ExtraKind, LensExtra, extras_fit, extras_for
from app.domain.catalog.lens_extras import AbsorptionIsImpossible
from app.domain.kernel.money import Money
from app.domain.kernel.validity import Validity
from app.messages.sentences import SENTENCES
from tests.factories.catalogue import a_lens
from tests.unit.domain.catalog.shelves import DAY, DEMO_LENSES

EXTRAS = {extra.sku: extra for extra in DEMO_LENSES.extras}


def judged(lens_sku, *skus):
    verdict = extras_fit(DEMO_LENSES.lens(lens_sku), [EXTRAS[sku] for sku in skus], DAY)
    for reason in verdict.reasons:
        assert "{" not in SENTENCES[reason.code].format(**dict(reason.facts))
    return [reason.code.removeprefix("catalog.reason.extra_") for reason in verdict.reasons]


def an_extra(**changes):
    extra = LensExtra(sku="X", name="Extra", kind=ExtraKind.COATING, price=Money(10_00, "EUR"))
    return replace(extra, **changes)


@pytest.mark.parametrize(
    ("lens", "extras", "expected"),
    [
        ("SV160AR", ["X-CLEAN", "X-TINT25", "X-EDGE"], []),
        ("SV159AR", ["X-TINT25"], ["material"]),
        ("BF150HC", ["X-POLAR"], ["design"]),
        ("SV160AR", ["X-CLEAN", "X-BLUE"], ["twice"]),
        ("SV160AR", ["X-TINT85", "X-BLUE"], ["excluded"]),
        ("SV160AR", ["X-PHOTO", "X-POLAR"], ["excluded"]),
        ("SV160AR", ["X-PHOTO", "X-TINT25"], ["excluded"]),
    ],
)
def test_what_goes_together_is_said_pack_by_pack(lens, extras, expected):
    assert judged(lens, *extras) == expected
    assert judged(lens, *reversed(extras)) == expected


def test_what_is_in_the_lens_already_is_not_sold_again_and_counts_as_there():
    lens = a_lens(includes=frozenset({"X"}))
    again = extras_fit(lens, [an_extra()], DAY)
    assert [reason.code for reason in again.reasons] == ["catalog.reason.extra_included"]
    needing = an_extra(sku="Y", kind=ExtraKind.EDGE, needs=frozenset({"X"}))
    assert extras_fit(lens, [needing], DAY).is_available
    assert not extras_fit(a_lens(), [needing], DAY).is_available
    against = an_extra(sku="Z", kind=ExtraKind.EDGE, excludes=frozenset({"X"}))
    assert not extras_fit(lens, [against], DAY).is_available


def test_an_extra_is_offered_on_the_days_it_is_sold():
    old = an_extra(validity=Validity(valid_until=date(2026, 1, 1)))
    [reason] = extras_fit(a_lens(), [old], DAY).reasons
    assert reason.code == "catalog.reason.extra_not_sold"


def test_the_options_of_a_lens_come_with_what_can_be_had_first():
    options = extras_for(DEMO_LENSES.lens("SV159AR"), DEMO_LENSES.extras, DAY)
    available = [verdict.is_available for _, verdict in options]
    assert available == sorted(available, reverse=True)
    assert DEMO_LENSES.options(DEMO_LENSES.lens("SV159AR"), DAY) == options


@pytest.mark.parametrize("absorption", [-1, 101])
def test_a_tint_takes_away_some_of_the_light(absorption):
    with pytest.raises(AbsorptionIsImpossible):
        an_extra(absorption_percent=absorption)
