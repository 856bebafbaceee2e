"""The operator's settings are read once, and a wrong one is named."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from sync_server.services.settings import NAMES, SettingIsInvalid, read_settings
from tests.architecture.tracked import ROOT

HERE = Path("/srv/dioptre")


def test_without_settings_the_private_postgres_lies_in_the_default_folder():
    settings = read_settings({}, default_data_dir=HERE)
    assert settings.database_url is None
    assert settings.data_dir == HERE
    assert settings.currency == "EUR"
    assert settings.nonce_key is None


def test_what_is_set_counts():
    settings = read_settings(
        {
            "DIOPTRE_DATABASE_URL": "postgresql://db/x",
            "DIOPTRE_DATA_DIR": "/data",
            "DIOPTRE_CHAIN_NAME": "Lumen Optics",
            "DIOPTRE_CURRENCY": "PLN",
            "DIOPTRE_NONCE_KEY": "ab" * 32,
        },
        default_data_dir=HERE,
    )
    assert settings.database_url == "postgresql://db/x"
    assert settings.data_dir == Path("/data")
    assert (settings.chain_name, settings.currency) == ("Lumen Optics", "PLN")
    assert settings.nonce_key == b"\xab" * 32


def test_an_empty_variable_counts_as_absent():
    assert read_settings({"DIOPTRE_DATABASE_URL": ""}, default_data_dir=HERE).database_url is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("DIOPTRE_CURRENCY", "euro"), ("DIOPTRE_NONCE_KEY", "not hexadecimal")],
)
def test_a_wrong_value_is_refused_by_the_name_of_its_setting_alone(name, value):
    with pytest.raises(SettingIsInvalid) as caught:
        read_settings({name: value}, default_data_dir=HERE)
    assert name in str(caught.value)
    assert value not in str(caught.value)


def test_settings_are_frozen_and_do_not_print_their_secrets():
    settings = read_settings({"DIOPTRE_NONCE_KEY": "ab" * 32}, default_data_dir=HERE)
    assert "ab" * 4 not in repr(settings)
    with pytest.raises(FrozenInstanceError):
        setattr(settings, "currency", "USD")  # noqa: B010 - mypy knows it cannot be set.


def test_the_operator_s_page_tells_of_every_setting():
    page = (ROOT / "docs/operator/server.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}`" not in page] == []
