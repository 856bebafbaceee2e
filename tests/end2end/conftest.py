"""One house a run, because a Postgres and an enrolment are dear; each test takes its own orders."""

from collections.abc import Iterator

import pytest

from app.adapters.printing.virtual_printer import VirtualPrinter
from tests.end2end.house import House, a_house


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with a_house(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    """Switch on a printer whose papers the test can look at."""
    printer = VirtualPrinter()
    printer.start()
    yield printer
    printer.stop()
