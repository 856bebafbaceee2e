"""Telling a scanner from a person by the rhythm of the keys; it knows no keyboard and no clock."""

from dataclasses import dataclass, replace
from enum import StrEnum

# Scanners were measured at 7 to 16 ms between two keys; nobody types six keys that fast.
GAP_MAX_MS = 35
SIGNS_MIN = 6
# A person may roll over two keys; from the third on the keys wait until it is clear who types.
SIGNS_LET_THROUGH = 2
SAME_CODE_PAUSE_MS = 700
PREFIX_PATIENCE_MS = 500


class KeyKind(StrEnum):
    """What a key is to a scanner."""

    SIGN = "sign"
    END = "end"
    PREFIX = "prefix"
    OTHER = "other"


class Heed(StrEnum):
    """What to do with a key."""

    PASS = "pass"  # noqa: S105 - a word, no secret
    HOLD = "hold"
    SCANNED = "scanned"
    RELEASE = "release"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One key: its sign, when it came, and what it is to a scanner."""

    kind: KeyKind
    at_ms: int
    sign: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """The keys that came quickly one after the other so far."""

    text: str = ""
    last_ms: int = 0
    is_prefixed: bool = False

    @property
    def holds(self) -> str:
        """Return the signs that wait and have reached no field yet."""
        return self.text if self.is_prefixed else self.text[SIGNS_LET_THROUGH:]

    @property
    def patience_ms(self) -> int:
        """Return how long after the last key the burst is given up."""
        return PREFIX_PATIENCE_MS if self.is_prefixed else GAP_MAX_MS


NO_BURST = Burst()


def follow(burst: Burst, stroke: Stroke) -> tuple[Burst, Heed]:
    """Return the burst after a key, and what to do with that key.

    RELEASE means that what was held goes to its field first and then this key too. A finished
    scan is the text of the burst that came with SCANNED.
    """
    is_quick = burst != NO_BURST and stroke.at_ms - burst.last_ms <= burst.patience_ms
    match stroke.kind:
        case KeyKind.PREFIX:
            return Burst(last_ms=stroke.at_ms, is_prefixed=True), Heed.HOLD
        case KeyKind.SIGN if is_quick:
            grown = replace(burst, text=burst.text + stroke.sign, last_ms=stroke.at_ms)
            return grown, Heed.HOLD if grown.holds else Heed.PASS
        case KeyKind.SIGN:
            return Burst(text=stroke.sign, last_ms=stroke.at_ms), _given_up(burst)
        case KeyKind.END if is_quick and _is_whole(burst):
            return burst, Heed.SCANNED
    return NO_BURST, _given_up(burst)


def _is_whole(burst: Burst) -> bool:
    return bool(burst.text) if burst.is_prefixed else len(burst.text) >= SIGNS_MIN


def _given_up(burst: Burst) -> Heed:
    return Heed.RELEASE if burst.holds else Heed.PASS
