"""A phone number without a country belongs to the shop's, whatever the computer is set to."""

import pytest

from app.adapters.store.station_settings import StationSettings
from app.bootstrap.phones import phone_format
from tests.factories import an_identity
from tests.fakes.store import FakeUnitOfWork


def formatted(folder, currency, typed):
    unit = FakeUnitOfWork(an_identity(currency=currency))
    return phone_format(folder, lambda: unit)(typed)


@pytest.mark.parametrize(
    ("currency", "typed", "whole"),
    [
        ("PLN", "512 345 678", "+48512345678"),
        ("GBP", "07700 900142", "+447700900142"),
        ("CHF", "078 123 45 67", "+41781234567"),
    ],
)
def test_the_currency_of_one_country_tells_the_country(tmp_path, currency, typed, whole):
    assert formatted(tmp_path, currency, typed) == whole


def test_the_settings_of_the_site_are_asked_first(tmp_path):
    StationSettings(country="AT").save(tmp_path)
    assert formatted(tmp_path, "EUR", "0664 1234567") == "+436641234567"
    assert formatted(tmp_path, "GBP", "0664 1234567") == "+436641234567"


def test_a_number_with_its_country_stays_what_it_is(tmp_path):
    assert formatted(tmp_path, "PLN", "+49 170 1236789") == "+491701236789"


def test_the_country_outlives_the_program(tmp_path):
    StationSettings(country="IE").save(tmp_path)
    assert StationSettings.load(tmp_path).country == "IE"
