"""Whose badge is whose on this device."""

from sqlalchemy import delete, insert, or_, select

from app.adapters.store.shell_rows import staff_badges
from app.adapters.store.transaction import Transaction
from app.domain.kernel.ids import UserId

BADGES = staff_badges.c


class SqlBadges:
    """Plays `BadgeRepository`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def owner(self, token_sha256: str) -> UserId | None:
        """Return whose badge it is, or None."""
        query = select(BADGES.user_id).where(BADGES.token_sha256 == token_sha256)
        found = self._transaction.scalar(query)
        return None if found is None else UserId(found)

    def give(self, user_id: UserId, token_sha256: str) -> None:
        """Let a person have this badge and no other; whoever had it has none."""
        before = or_(BADGES.user_id == user_id, BADGES.token_sha256 == token_sha256)
        self._transaction.write(delete(staff_badges).where(before))
        values = {"user_id": user_id, "token_sha256": token_sha256}
        self._transaction.write(insert(staff_badges).values(**values))
