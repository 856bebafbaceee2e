"""Whether something can be sold for these eyes, and every reason why not."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.kernel.errors import DomainError
from app.domain.optics.trace import Eye


class Unchecked(StrEnum):
    """What nobody could look into, because it was not measured or is not in the catalogue."""

    POWERS = "powers"
    BLANK = "blank"
    FRAME = "frame"


class LensDoesNotFit(DomainError):
    """A lens was chosen that cannot be made for these eyes and this frame."""

    code = "catalog.lens.does_not_fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that rules a lens out; `app.messages` has its sentence under `code`."""

    code: str
    eye: Eye | None = None
    facts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, what: str, eye: Eye | None = None, /, **facts: object) -> "Reason":
        """Return the reason `catalog.reason.<what>`; facts are kept as a person reads them."""
        shown = tuple((name, str(fact)) for name, fact in facts.items())
        return cls(code=f"catalog.reason.{what}", eye=eye, facts=shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer: without a reason against it, it is available.

    What is unchecked is neither for nor against; the screen says so beside the lens.
    """

    reasons: tuple[Reason, ...] = ()
    unchecked: frozenset[Unchecked] = frozenset()

    @property
    def is_available(self) -> bool:
        return not self.reasons

    def require(self, sku: str) -> None:
        """Refuse what is not available.

        Raises:
            LensDoesNotFit: with the first reason.
        """
        for reason in self.reasons:
            raise LensDoesNotFit(sku=sku, reason=reason.code, eye=reason.eye or "both")
