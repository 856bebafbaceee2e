"""Who may sign in on this device, and the wrong PINs since the last right one."""

import json
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.adapters.store.rows import staff_failures, staff_members
from app.adapters.store.transaction import Found, Transaction
from app.domain.kernel.access import Role
from app.domain.kernel.ids import UserId
from app.services.views import StaffMember

MEMBERS = staff_members.c
FAILURES = staff_failures.c


class SqlStaff:
    """The people of the site; failures are rows, so they outlive a restart."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def members(self) -> tuple[StaffMember, ...]:
        """Return the people who may sign in on this device, by name."""
        query = select(staff_members).order_by(MEMBERS.name, MEMBERS.user_id)
        return tuple(_member(row) for row in self._transaction.read(query))

    def save_member(self, member: StaffMember) -> None:
        """Insert or replace a person."""
        fields = {
            "name": member.name,
            "roles": json.dumps(sorted(role.value for role in member.roles)),
            "pin_verifier": member.pin_verifier,
        }
        statement = upsert(staff_members).values(user_id=member.user_id, **fields)
        self._transaction.write(
            statement.on_conflict_do_update(index_elements=[MEMBERS.user_id], set_=fields)
        )

    def failures(self, user_id: UserId) -> tuple[int, datetime | None]:
        """Return a person's wrong PINs in a row on this device and when the last one was."""
        own = FAILURES.user_id == user_id
        counted = select(func.count()).select_from(staff_failures).where(own)
        last = select(FAILURES.at).where(own).order_by(FAILURES.failure_no.desc()).limit(1)
        return self._transaction.scalar(counted) or 0, self._transaction.scalar(last)

    def record_failure(self, user_id: UserId, at: datetime) -> None:
        """Count one more wrong PIN of a person."""
        self._transaction.write(insert(staff_failures).values(user_id=user_id, at=at))

    def clear_failures(self, user_id: UserId) -> None:
        """Forget a person's wrong PINs after a right one."""
        self._transaction.write(delete(staff_failures).where(FAILURES.user_id == user_id))


def _member(row: Found) -> StaffMember:
    return StaffMember(
        user_id=UserId(row.user_id),
        name=row.name,
        roles=frozenset(Role(role) for role in json.loads(row.roles)),
        pin_verifier=row.pin_verifier,
    )
