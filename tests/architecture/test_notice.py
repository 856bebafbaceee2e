"""NOTICE names everything that is shipped, and says how Qt can be replaced."""

import re

from tests.architecture.runtime_libraries import runtime_libraries
from tests.architecture.test_lock import locked_names
from tests.architecture.tracked import ROOT


def notice() -> str:
    return (ROOT / "NOTICE").read_text(encoding="utf-8")


def named_libraries() -> set[str]:
    section = notice().partition("2. Libraries")[2].partition("3. Typefaces")[0]
    return set(re.findall(r"^([a-z][a-z0-9-]+)  ", section, re.MULTILINE))


def test_every_shipped_library_is_named_with_its_licence():
    shipped = runtime_libraries() & locked_names()
    assert {"pyside6-essentials", "sqlcipher3", "psycopg-binary", "sqlalchemy"} <= shipped
    assert shipped - named_libraries() == set()


def test_nothing_is_named_that_is_not_shipped():
    assert named_libraries() - (runtime_libraries() & locked_names()) == set()


def test_it_says_how_qt_can_be_replaced():
    assert "LGPL-3.0" in notice()
    assert "pip install --no-deps path/to/your/PySide6_Essentials.whl" in notice()


def test_every_typeface_and_the_icons_carry_their_licence():
    families = {path.name.partition("-")[0] for path in (ROOT / "resources/fonts").glob("*.ttf")}
    licences = {path.name.partition("-")[0] for path in (ROOT / "resources/fonts").glob("*.txt")}
    assert families == licences == {"DejaVuSans", "Inter", "JetBrainsMono"}
    assert "ISC" in (ROOT / "resources/icons/LICENSE").read_text(encoding="utf-8")
