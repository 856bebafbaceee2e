"""Each bad input is refused in words that say what to do, and refused for good."""

import pytest

from tests.bad_input.cases import BadInput, name_of
from tests.bad_input.order_deeds import ORDERS
from tests.bad_input.people_deeds import PEOPLE, RecordShop
from tests.bad_input.till_deeds import MONEY
from tests.bad_input.typed_texts import TYPED
from tests.factories.order_shop import OrderShop
from tests.factories.till import TillShop

LEAST = 60


@pytest.mark.parametrize("case", TYPED, ids=name_of)
def test_what_is_typed_wrongly_is_refused_in_words(case: BadInput[None]) -> None:
    case.require_refused(None)


@pytest.mark.parametrize("case", MONEY, ids=name_of)
def test_the_till_refuses_in_words(case: BadInput[TillShop]) -> None:
    case.require_refused(TillShop().opened())


@pytest.mark.parametrize("case", ORDERS, ids=name_of)
def test_an_order_is_refused_in_words(case: BadInput[OrderShop]) -> None:
    case.require_refused(OrderShop())


@pytest.mark.parametrize("case", PEOPLE, ids=name_of)
def test_a_record_is_refused_in_words(case: BadInput[RecordShop]) -> None:
    case.require_refused(RecordShop())


def test_the_list_is_as_long_as_was_promised() -> None:
    names = [*map(name_of, TYPED), *map(name_of, MONEY), *map(name_of, ORDERS)]
    names += map(name_of, PEOPLE)
    assert len(set(names)) == len(names) >= LEAST
