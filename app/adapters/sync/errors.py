"""What can go wrong between this device and the server.

    Unavailable
    |-- ServerUnreachable       no answer: no network, no server, too slow
    |-- ServerIsBusy            an answer that means "later": 408, 425, 429, 5xx
    `-- ServerAnswerIsDamaged   an answer, but not one of our server's
    DomainError
    |-- ServerRefused           the server understood and said no; `reason` is its own code
    |-- ServerAddressIsInvalid  the address would send secrets in the clear, or is none
    |-- TimelineHasChanged      the server was restored from a backup
    |-- DocumentIsDamaged       a pulled document breaks its contract
    `-- DocumentIsTooNew        a pulled document is of a kind this program does not know

The first kind is tried again quietly; the second is shown to a person.
"""

from app.domain.kernel.errors import DomainError, Unavailable
from app.messages.sentences import SENTENCES


class ServerUnreachable(Unavailable):
    """Nobody answered in time."""

    code = "sync.server.unreachable"


class ServerIsBusy(Unavailable):
    """The server answered that it cannot serve now."""

    code = "sync.server.busy"


class ServerAnswerIsDamaged(Unavailable):
    """Something answered that is not our server, or its answer was cut or spoilt on the way."""

    code = "sync.answer.damaged"


class ServerRefused(DomainError):
    """The server said no; `reason` is the code of its problem document.

    It is also the `code` of this refusal where we have a sentence for it; a newer server may have
    codes that we have none for.
    """

    code = "sync.server.refused"

    def __init__(self, *, status: int, reason: str) -> None:
        if reason in SENTENCES:
            vars(self)["code"] = reason
        super().__init__(status=status, reason=reason)
        self.status = status
        self.reason = reason


class ServerAddressIsInvalid(DomainError):
    """Only https, or http on this very machine, may carry what we send."""

    code = "sync.server.address_invalid"


class TimelineHasChanged(DomainError):
    """The server was restored from a backup; nothing is taken from it until that is settled."""

    code = "sync.server.timeline_changed"


class DocumentIsDamaged(DomainError):
    """A pulled document breaks its contract."""

    code = "sync.document.damaged"


class DocumentIsTooNew(DomainError):
    """A pulled row is of a kind this program cannot apply."""

    code = "sync.document.too_new"
