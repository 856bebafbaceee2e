"""How the sync stands, in the few words a pill has room for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SyncCondition(StrEnum):
    """What the sync is like now; only the last two ask something of a person."""

    STARTING = "starting"
    ONLINE = "online"
    OFFLINE = "offline"
    NEEDS_YOU = "needs_you"
    SERVER_RESTORED = "server_restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncStatus:
    """The condition, since when it is so, and the code of the sentence that says why."""

    condition: SyncCondition
    since: datetime
    code: str | None = None
