"""An operator's word is enough to open a chain, a site and a code, and never ambiguous."""

from uuid import uuid4

import pytest

from sync_server.services.chain import Chain, ChainService, OperatorMistake
from sync_server.services.devices import SiteKind
from sync_server.services.enrolment import hash_of_code
from tests.fakes.clock import FakeClock
from tests.fakes.server_units import FakeChainUnit


@pytest.fixture
def unit() -> FakeChainUnit:
    return FakeChainUnit()


@pytest.fixture
def service(unit: FakeChainUnit) -> ChainService:
    return ChainService(
        units=lambda: unit,  # type: ignore[arg-type, return-value] # No test here enrols.
        clock=FakeClock(),
        new_id=uuid4,
        own_name="Lumen Optics",
        currency="PLN",
    )


def a_chain(name: str) -> Chain:
    return Chain(chain_id=uuid4(), name=name, currency="EUR", is_demo=False)


def test_the_first_code_founds_the_chain_and_opens_the_site(unit, service):
    code = service.invite(site_name="Lab", kind=SiteKind.LAB, device_name="Bench 1")
    service.invite(site_name="Hafen", kind=SiteKind.STORE, device_name="Till 1")
    service.invite(site_name="Hafen", kind=SiteKind.STORE, device_name="Till 2")
    [chain] = unit.known
    assert (chain.name, chain.currency, chain.is_demo) == ("Lumen Optics", "PLN", False)
    lab, store = unit.opened
    assert (lab.code, store.code, store.lab_site_id) == ("LAB", "HAF", lab.site_id)
    assert [each.device_name for each in unit.invitations] == ["Bench 1", "Till 1", "Till 2"]
    assert unit.invitations[0].code_sha256 == hash_of_code(code)


def test_the_only_chain_is_meant_whatever_its_name(unit, service):
    unit.known.append(a_chain("Other"))
    service.invite(site_name="Lab", kind=SiteKind.LAB, device_name="Bench 1")
    assert len(unit.known) == 1


def test_of_several_chains_the_one_that_is_set_is_meant(unit, service):
    unit.known += [a_chain("Other"), a_chain("Lumen Optics")]
    service.invite(site_name="Lab", kind=SiteKind.LAB, device_name="Bench 1")
    assert unit.invitations[0].chain_id == unit.known[1].chain_id


def test_of_several_other_chains_none_is_guessed(unit, service):
    unit.known += [a_chain("Other"), a_chain("Another")]
    with pytest.raises(OperatorMistake, match="DIOPTRE_CHAIN_NAME"):
        service.invite(site_name="Lab", kind=SiteKind.LAB, device_name="Bench 1")


def test_a_lab_does_not_become_a_store(service):
    service.invite(site_name="Nord", kind=SiteKind.LAB, device_name="Bench 1")
    with pytest.raises(OperatorMistake, match="Nord is a lab, not a store"):
        service.invite(site_name="Nord", kind=SiteKind.STORE, device_name="Till 1")
