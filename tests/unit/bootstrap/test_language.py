"""The language is the one chosen, else the machine's, else English."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from app.adapters.store.station_settings import StationSettings
from app.bootstrap.language import language_of, speak
from app.messages.language import tr
from app.services.shell_settings import ShellSettings


@pytest.mark.parametrize(
    ("chosen", "environment", "language"),
    [
        ("de", {"LANG": "en_GB.UTF-8"}, "de"),
        (None, {"LANG": "de_AT.UTF-8"}, "de_AT"),
        (None, {"LC_ALL": "ar", "LANG": "de_DE.UTF-8"}, "ar"),
        (None, {"LANG": "C.UTF-8"}, "en"),
        ("tlh", {}, "en"),
        ("de-CH", {}, "de_CH"),
    ],
)
def test_the_language_is(chosen, environment, language):
    assert language_of(chosen, environment) == language


def test_arabic_runs_from_right_to_left_and_qt_speaks_it_too(qapp):
    speak(qapp, "ar")
    assert qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert tr("Save") == "حفظ"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "ألغِ"
    speak(qapp, "en")
    assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert tr("Save") == "Save"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_the_settings_of_an_older_program_are_read_and_kept(tmp_path):
    (tmp_path / "station.json").write_text('{"server_url": "https://head.example.com"}')
    settings = StationSettings.load(tmp_path)
    assert settings.shell == ShellSettings()
    StationSettings(server_url=None, shell=ShellSettings(language="de", lock_after_s=60)).save(
        tmp_path
    )
    assert StationSettings.load(tmp_path).shell.language == "de"
