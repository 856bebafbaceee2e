"""Chains, sites, codes and devices in Postgres."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from app.contracts.v1 import EnrolAnswerV1, EnrolRequestV1
from sync_server.services.chain import Chain, ChainSite
from sync_server.services.devices import DeviceState, SiteKind
from sync_server.services.enrolment import Invitation
from sync_server.store.devices import timeline_of
from sync_server.store.rows import ChainRow, DeviceRow, EnrolmentCodeRow, SiteRow, TimelineRow
from sync_server.store.unit_of_work import SqlUnit

# An expired code is told from an unknown one by nobody but the operator who looks.
KEPT_AFTER_EXPIRY = timedelta(days=1)


class SqlChainUnit(SqlUnit):
    """Plays ChainUnit, and so EnrolmentUnit, on Postgres."""

    def chains(self) -> Sequence[Chain]:
        """Return every chain of this database."""
        rows = self.connection.execute(
            select(ChainRow.chain_id, ChainRow.name, ChainRow.currency, ChainRow.is_demo)
        ).mappings()
        return [Chain(**row) for row in rows]

    def add_chain(self, chain: Chain, *, timeline: UUID) -> None:
        """Begin a chain."""
        self.connection.execute(
            insert(ChainRow).values(
                chain_id=chain.chain_id,
                name=chain.name,
                currency=chain.currency,
                is_demo=chain.is_demo,
            )
        )
        self.connection.execute(
            insert(TimelineRow).values(chain_id=chain.chain_id, timeline=timeline)
        )

    def sites(self, chain_id: UUID) -> Sequence[ChainSite]:
        """Return the chain's sites in the order of their codes."""
        rows = self.connection.execute(
            select(SiteRow.site_id, SiteRow.code, SiteRow.name, SiteRow.kind, SiteRow.lab_site_id)
            .where(SiteRow.chain_id == chain_id)
            .order_by(SiteRow.code)
        )
        return [
            ChainSite(
                site_id=row.site_id,
                code=row.code,
                name=row.name,
                kind=SiteKind(row.kind),
                lab_site_id=row.lab_site_id,
            )
            for row in rows
        ]

    def add_site(self, chain_id: UUID, site: ChainSite) -> None:
        """Open a site; a new lab serves every store that has none."""
        self.connection.execute(
            insert(SiteRow).values(
                chain_id=chain_id,
                site_id=site.site_id,
                code=site.code,
                name=site.name,
                kind=site.kind.value,
                lab_site_id=site.lab_site_id,
            )
        )
        if site.kind is SiteKind.LAB:
            self.connection.execute(
                update(SiteRow)
                .where(
                    SiteRow.chain_id == chain_id,
                    SiteRow.kind == SiteKind.STORE.value,
                    SiteRow.lab_site_id.is_(None),
                )
                .values(lab_site_id=site.site_id)
            )

    def invite(self, invitation: Invitation) -> None:
        """Keep a code until it is used or has expired; those long expired are swept out."""
        self.connection.execute(
            delete(EnrolmentCodeRow).where(
                EnrolmentCodeRow.chain_id == invitation.chain_id,
                EnrolmentCodeRow.expires_at < invitation.expires_at - KEPT_AFTER_EXPIRY,
            )
        )
        self.connection.execute(
            insert(EnrolmentCodeRow).values(
                chain_id=invitation.chain_id,
                code_sha256=invitation.code_sha256,
                site_id=invitation.site_id,
                device_name=invitation.device_name,
                expires_at=invitation.expires_at,
            )
        )

    def invitation(self, code_sha256: str) -> Invitation | None:
        """Return what an unused code stands for, and keep others from using it meanwhile."""
        query = (
            select(
                EnrolmentCodeRow.chain_id,
                ChainRow.is_demo,
                EnrolmentCodeRow.code_sha256,
                EnrolmentCodeRow.site_id,
                EnrolmentCodeRow.device_name,
                EnrolmentCodeRow.expires_at,
            )
            .join(ChainRow, ChainRow.chain_id == EnrolmentCodeRow.chain_id)
            .where(EnrolmentCodeRow.code_sha256 == code_sha256, EnrolmentCodeRow.used_at.is_(None))
            .with_for_update(of=EnrolmentCodeRow)
        )
        row = self.connection.execute(query).mappings().one_or_none()
        return None if row is None else Invitation(**row)

    def enrol(
        self, invitation: Invitation, request: EnrolRequestV1, *, device_id: UUID, at: datetime
    ) -> EnrolAnswerV1:
        """Use the code up and add the device as the site's next one."""
        self.connection.execute(
            update(EnrolmentCodeRow)
            .where(
                EnrolmentCodeRow.chain_id == invitation.chain_id,
                EnrolmentCodeRow.code_sha256 == invitation.code_sha256,
            )
            .values(used_at=at)
        )
        index = self._next_index(invitation)
        self.connection.execute(
            insert(DeviceRow).values(
                chain_id=invitation.chain_id,
                device_id=device_id,
                site_id=invitation.site_id,
                device_index=index,
                name=invitation.device_name,
                public_key=request.public_key,
                slot_kind=request.slot_kind,
                state=DeviceState.ACTIVE.value,
                enrolled_at=at,
            )
        )
        return self._answer(invitation, device_id, index)

    def _next_index(self, invitation: Invitation) -> int:
        """Return the place of the site's next device; the site waits until this is committed."""
        of_site = (
            SiteRow.chain_id == invitation.chain_id,
            SiteRow.site_id == invitation.site_id,
        )
        self.connection.execute(select(SiteRow.site_id).where(*of_site).with_for_update()).one()
        highest = select(func.coalesce(func.max(DeviceRow.device_index), 0)).where(
            DeviceRow.chain_id == invitation.chain_id, DeviceRow.site_id == invitation.site_id
        )
        return self.connection.execute(highest).scalar_one() + 1

    def _answer(self, invitation: Invitation, device_id: UUID, index: int) -> EnrolAnswerV1:
        query = (
            select(
                ChainRow.chain_id,
                ChainRow.name.label("chain_name"),
                ChainRow.currency,
                SiteRow.site_id,
                SiteRow.code.label("site_code"),
                SiteRow.name.label("site_name"),
                SiteRow.kind.label("site_kind"),
                SiteRow.lab_site_id,
            )
            .join(SiteRow, SiteRow.chain_id == ChainRow.chain_id)
            .where(ChainRow.chain_id == invitation.chain_id, SiteRow.site_id == invitation.site_id)
        )
        row = self.connection.execute(query).mappings().one()
        return EnrolAnswerV1(
            **row,
            device_id=device_id,
            device_index=index,
            device_name=invitation.device_name,
            timeline=timeline_of(self.connection, invitation.chain_id),
        )
