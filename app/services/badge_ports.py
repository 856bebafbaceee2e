"""Where a device keeps whose badge is whose."""

from typing import Protocol

from app.domain.kernel.ids import UserId


class BadgeRepository(Protocol):
    """The badges of this device by the hash of their token; the tokens are kept nowhere."""

    def owner(self, token_sha256: str) -> UserId | None:
        """Return whose badge it is, or None."""

    def give(self, user_id: UserId, token_sha256: str) -> None:
        """Let a person have this badge and no other; whoever had it has none."""
