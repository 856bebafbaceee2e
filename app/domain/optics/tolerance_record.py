"""Which tolerance files may be judged by: those recorded with the program, and those accepted.

A file that was changed is refused until a manager accepts that very content by name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.kernel.errors import DomainError


class ToleranceSetIsUnknown(DomainError):
    """No tolerance set of that name is recorded."""

    code = "optics.tolerance.unknown"


class ToleranceFileHasChanged(DomainError):
    """A tolerance file is not the one that was recorded, and nobody accepted the change."""

    code = "optics.tolerance.file_changed"


class AcceptanceNeedsName(DomainError):
    """A changed file is accepted by a person with a name, or not at all."""

    code = "optics.tolerance.name_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """A manager put a name to the content of a changed file.

    Raises:
        AcceptanceNeedsName: see there.
    """

    set_id: str
    sha256: str
    accepted_by: str
    accepted_at: str

    def __post_init__(self) -> None:
        """Refuse an acceptance by nobody."""
        if not self.accepted_by.strip():
            raise AcceptanceNeedsName


def require_recorded(
    set_id: str, sha256: str, recorded: Mapping[str, str], acceptances: Iterable[Acceptance]
) -> Acceptance | None:
    """Return who accepted the file, or None where it is the recorded one.

    Raises:
        ToleranceSetIsUnknown, ToleranceFileHasChanged: see there.
    """
    if set_id not in recorded:
        raise ToleranceSetIsUnknown(set_id=set_id)
    if recorded[set_id] == sha256:
        return None
    for acceptance in acceptances:
        if acceptance.set_id == set_id and acceptance.sha256 == sha256:
            return acceptance
    raise ToleranceFileHasChanged(set_id=set_id, sha256=sha256[:12], recorded=recorded[set_id][:12])
