"""Who asks: an enrolled device, what may be asked of it, and the site it stands in."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class SiteKind(StrEnum):
    """What a site is."""

    STORE = "store"
    LAB = "lab"


class DeviceState(StrEnum):
    """A suspended device may still bring its facts; a lost one may do nothing."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A store or a lab of the chain."""

    site_id: UUID
    name: str
    kind: SiteKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """An enrolled device; `public_key` is 64 hex digits."""

    chain_id: UUID
    site_id: UUID
    site_kind: SiteKind
    device_id: UUID
    public_key: str
    state: DeviceState

    @property
    def may_push(self) -> bool:
        """Return whether its facts are taken: a sale of a suspended till is not lost."""
        return self.state is not DeviceState.LOST

    @property
    def may_read(self) -> bool:
        """Return whether it is told anything."""
        return self.state is DeviceState.ACTIVE

    @property
    def stream(self) -> str:
        """Return the stream of its site."""
        return site_stream(self.site_kind, self.site_id)

    @property
    def streams(self) -> tuple[str, ...]:
        """Return every stream it may see."""
        return (CHAIN_STREAM, self.stream)


CHAIN_STREAM = "chain"


def site_stream(kind: SiteKind, site_id: UUID) -> str:
    """Return the stream of a site: `store/<id>` or `lab/<id>`."""
    return f"{kind}/{site_id}"
