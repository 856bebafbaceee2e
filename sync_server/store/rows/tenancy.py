"""Who there is: chains, their sites, their devices and their staff."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from sync_server.store.rows.base import ChainKey, Row, TextKey, UuidKey


class ChainRow(Row):
    """A chain of shops; a demo chain takes devices that keep no secret."""

    __tablename__ = "chains"

    chain_id: Mapped[ChainKey]
    name: Mapped[str]
    currency: Mapped[str]
    is_demo: Mapped[bool]


class SiteRow(Row):
    """A store, with the lab it sends its work to, or a lab."""

    __tablename__ = "sites"
    __table_args__ = (
        ForeignKeyConstraint(["chain_id"], ["chains.chain_id"]),
        UniqueConstraint("chain_id", "code"),
        UniqueConstraint("chain_id", "name"),
        CheckConstraint("kind IN ('store', 'lab')", name="kind"),
    )

    chain_id: Mapped[ChainKey]
    site_id: Mapped[UuidKey]
    code: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    lab_site_id: Mapped[UUID | None]


class DeviceRow(Row):
    """An enrolled till or bench; its place among the site's devices fixes its number blocks."""

    __tablename__ = "devices"
    __table_args__ = (
        ForeignKeyConstraint(["chain_id", "site_id"], ["sites.chain_id", "sites.site_id"]),
        UniqueConstraint("chain_id", "site_id", "device_index"),
        # A request names its device only; the chain is found by it.
        Index("ix_devices_device_id", "device_id"),
        CheckConstraint("state IN ('active', 'suspended', 'lost')", name="state"),
    )

    chain_id: Mapped[ChainKey]
    device_id: Mapped[UuidKey]
    site_id: Mapped[UUID]
    device_index: Mapped[int]
    name: Mapped[str]
    public_key: Mapped[str]
    slot_kind: Mapped[str]
    state: Mapped[str]
    enrolled_at: Mapped[datetime]


class EnrolmentCodeRow(Row):
    """A one-time code for one device, kept as its hash."""

    __tablename__ = "enrolment_codes"
    __table_args__ = (
        ForeignKeyConstraint(["chain_id", "site_id"], ["sites.chain_id", "sites.site_id"]),
        # A new device knows its code only; the chain is found by it.
        Index("ix_enrolment_codes_code_sha256", "code_sha256"),
    )

    chain_id: Mapped[ChainKey]
    code_sha256: Mapped[TextKey]
    site_id: Mapped[UUID]
    device_name: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class DeviceProofRow(Row):
    """A proof that was used, remembered until its nonce is stale."""

    __tablename__ = "device_proofs"

    chain_id: Mapped[ChainKey]
    device_id: Mapped[UuidKey]
    jti: Mapped[TextKey]
    expires_at: Mapped[datetime]


class StaffMemberRow(Row):
    """A person who may sign in on the chain's devices."""

    __tablename__ = "staff_members"
    __table_args__ = (ForeignKeyConstraint(["chain_id"], ["chains.chain_id"]),)

    chain_id: Mapped[ChainKey]
    user_id: Mapped[UuidKey]
    name: Mapped[str]
    roles: Mapped[str]
    pin_verifier: Mapped[str]
