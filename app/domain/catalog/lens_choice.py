"""Lenses in the order in which they are worth offering."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.catalog.fitting import Fitting
from app.domain.catalog.lens_fit import verdicts
from app.domain.catalog.lenses import Lens
from app.domain.catalog.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A lens and whether it can be made."""

    lens: Lens
    verdict: Verdict


def suggestions(lenses: Iterable[Lens], fitting: Fitting) -> tuple[Suggestion, ...]:
    """Return every lens with its verdict: what can be made first, then what lacks least.

    Among equals a design for near and distance comes first for eyes with an addition, then the
    lower price, then the article number, so the same question always gets the same answer.

    Raises:
        OffsetIsImplausible: the frame and the pupillary distance do not belong together.
    """
    has_add = any(
        power is not None and power.add is not None for _, power, _ in fitting.wearer.eyes()
    )
    judged = (Suggestion(lens=lens, verdict=verdict) for lens, verdict in verdicts(lenses, fitting))
    return tuple(sorted(judged, key=lambda each: _rank(each, has_add=has_add)))


def _rank(suggestion: Suggestion, *, has_add: bool) -> tuple[int, bool, int, str]:
    lens = suggestion.lens
    is_for_these_eyes = lens.needs_add == has_add
    return (len(suggestion.verdict.reasons), not is_for_these_eyes, lens.price.minor, lens.sku)
