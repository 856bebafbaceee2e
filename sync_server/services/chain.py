"""The chain itself: its sites, and the codes that let new devices in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sync_server.services.devices import SiteKind
from sync_server.services.enrolment import (
    CODE_LIFE,
    EnrolmentUnit,
    Invitation,
    code_for_site,
    hash_of_code,
    new_code,
)
from sync_server.services.ports import Clock, NewId


class OperatorMistake(Exception):
    """A command cannot be carried out as given; the message tells the operator why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A chain of shops; a demo chain takes devices that keep no secret."""

    chain_id: UUID
    name: str
    currency: str
    is_demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainSite:
    """A site as an operator sees it; `lab_site_id` is where a store sends its work."""

    site_id: UUID
    code: str
    name: str
    kind: SiteKind
    lab_site_id: UUID | None


class ChainUnit(EnrolmentUnit, Protocol):
    """The transaction of an operator's command on chain and sites."""

    def chains(self) -> Sequence[Chain]:
        """Return every chain of this database."""

    def add_chain(self, chain: Chain, *, timeline: UUID) -> None:
        """Begin a chain."""

    def sites(self, chain_id: UUID) -> Sequence[ChainSite]:
        """Return the chain's sites in the order of their codes."""

    def add_site(self, chain_id: UUID, site: ChainSite) -> None:
        """Open a site; a new lab serves every store that has none."""


ChainUnits = Callable[[], ChainUnit]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainService:
    """The use case behind `dioptre-server enrol`; a database without a chain gets the own one."""

    units: ChainUnits
    clock: Clock
    new_id: NewId
    own_name: str
    currency: str

    def invite(self, *, site_name: str, kind: SiteKind, device_name: str) -> str:
        """Return a one-time code for a new device of a site, which is opened if it is new.

        Raises:
            OperatorMistake: the site is of the other kind, or it is unclear which chain is meant.
        """
        with self.units() as unit:
            chain = self._chain(unit)
            site = self._site(unit, chain, site_name, kind)
            code = new_code()
            unit.invite(invitation_to(chain, site, code, device_name, clock=self.clock))
            unit.commit()
        return code

    def _chain(self, unit: ChainUnit) -> Chain:
        chains = unit.chains()
        if not chains:
            own = Chain(
                chain_id=self.new_id(), name=self.own_name, currency=self.currency, is_demo=False
            )
            unit.add_chain(own, timeline=self.new_id())
            return own
        named = [chain for chain in chains if chain.name == self.own_name]
        meant = named if len(chains) > 1 else chains
        if len(meant) != 1:
            raise OperatorMistake(
                "This database holds several chains: set DIOPTRE_CHAIN_NAME to the one you mean."
            )
        return meant[0]

    def _site(self, unit: ChainUnit, chain: Chain, name: str, kind: SiteKind) -> ChainSite:
        sites = unit.sites(chain.chain_id)
        for site in sites:
            if site.name != name:
                continue
            if site.kind is not kind:
                raise OperatorMistake(f"{name} is a {site.kind}, not a {kind}.")
            return site
        site = ChainSite(
            site_id=self.new_id(),
            code=code_for_site(kind, name, frozenset(each.code for each in sites)),
            name=name,
            kind=kind,
            lab_site_id=_lab_of(sites) if kind is SiteKind.STORE else None,
        )
        unit.add_site(chain.chain_id, site)
        return site


def invitation_to(
    chain: Chain, site: ChainSite, code: str, device_name: str, *, clock: Clock
) -> Invitation:
    """Return the invitation a code stands for."""
    return Invitation(
        chain_id=chain.chain_id,
        is_demo=chain.is_demo,
        code_sha256=hash_of_code(code),
        site_id=site.site_id,
        device_name=device_name,
        expires_at=clock() + CODE_LIFE,
    )


def _lab_of(sites: Sequence[ChainSite]) -> UUID | None:
    return next((site.site_id for site in sites if site.kind is SiteKind.LAB), None)
