"""The drafts and badges in memory."""

from dataclasses import dataclass, field

from app.domain.kernel.ids import UserId
from app.services.draft_ports import Draft


@dataclass
class FakeDrafts:
    """Plays DraftRepository; one draft for each person, kind and subject."""

    kept: dict[tuple[UserId, str, str], Draft] = field(default_factory=dict)

    def save(self, draft: Draft) -> None:
        self.kept[draft.by, draft.kind, draft.subject] = draft

    def newest(self, *, limit: int) -> tuple[Draft, ...]:
        newest = sorted(self.kept.values(), key=lambda draft: draft.at, reverse=True)
        return tuple(newest[:limit])

    def discard(self, by: UserId, *, kind: str, subject: str) -> None:
        self.kept.pop((by, kind, subject), None)


@dataclass
class FakeBadges:
    """Plays BadgeRepository."""

    owners: dict[str, UserId] = field(default_factory=dict)

    def owner(self, token_sha256: str) -> UserId | None:
        return self.owners.get(token_sha256)

    def give(self, user_id: UserId, token_sha256: str) -> None:
        others = {token: owner for token, owner in self.owners.items() if owner != user_id}
        self.owners.clear()
        self.owners.update({**others, token_sha256: user_id})
