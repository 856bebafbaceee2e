"""The written prescription: `R -2.25 -0.75x95 add 2.00; L -2.75 -1.50x80`, read and written."""

from dataclasses import dataclass

from app.domain.kernel.errors import DomainError
from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import NO_POWER, EyePower, Prism
from app.domain.optics.rx_clauses import EyeClauses, RxIsEmpty, clauses_of
from app.domain.optics.rx_values import (
    EyeIsMissing,
    MeasuredPower,
    measured_eye,
    ordered_eye,
    ordered_or_measured,
)


class OneEyeIsExpected(DomainError):
    """A text for one eye holds two, or none."""

    code = "optics.rx.one_eye_expected"


@dataclass(frozen=True, slots=True, kw_only=True)
class RxPair:
    """The powers of both eyes; an eye that was not written, or written `N/A`, is None."""

    right: EyePower | None = None
    left: EyePower | None = None


def parse_rx(text: str) -> RxPair:
    """Read one eye or both, each named R or L.

    Raises:
        DomainError: with the reason as its code and the place in `facts["position"]`.
    """
    eyes: dict[str, EyePower | None] = {}
    for clauses in clauses_of(text):
        if clauses.eye is None:
            raise EyeIsMissing(position=clauses.position)
        eyes[clauses.eye] = None if _is_absent(clauses) else ordered_eye(clauses)
    return RxPair(right=eyes.get("right"), left=eyes.get("left"))


def parse_eye(text: str) -> EyePower:
    """Read the power of one eye; R or L before it may stand or be left out.

    Raises:
        DomainError: with the reason as its code and the place in `facts["position"]`.
    """
    return ordered_eye(_only_eye(text))


def parse_measured(text: str) -> MeasuredPower:
    """Read what a lensmeter showed for one eye.

    Raises:
        DomainError: with the reason as its code and the place in `facts["position"]`.
    """
    return measured_eye(_only_eye(text), Dioptres.measured)


def parse_target(text: str) -> MeasuredPower:
    """Read the power a lens is checked against: an ordered one, or one compensated to 0.01 D.

    Raises:
        DomainError: with the reason as its code and the place in `facts["position"]`.
    """
    return measured_eye(_only_eye(text), ordered_or_measured)


def format_eye(power: EyePower) -> str:
    """Write one eye as the trade does; `parse_eye` reads it back."""
    words = ["BAL"] if power.is_balance else []
    if power.sphere != NO_POWER:
        words.append(str(power.sphere))
    elif not power.is_balance or power.cylinder != NO_POWER:
        words.append("plano")
    if power.cylinder != NO_POWER:
        words.append(f"{power.cylinder}x{power.axis_deg}")
    elif power.sphere != NO_POWER:
        words.append("DS")
    if power.add is not None:
        words.append(f"add {_size(power.add)}")
    if power.prism is not None:
        words.extend(_prism_words(power.prism))
    return " ".join(words)


def format_rx(pair: RxPair) -> str:
    """Write both eyes, right eye first."""
    eyes = (("R", pair.right), ("L", pair.left))
    return "; ".join(f"{eye} {format_eye(power)}" for eye, power in eyes if power is not None)


def _only_eye(text: str) -> EyeClauses:
    eyes = clauses_of(text)
    if len(eyes) > 1:
        raise OneEyeIsExpected(position=eyes[1].position)
    if _is_absent(eyes[0]):
        raise RxIsEmpty(position=eyes[0].position)
    return eyes[0]


def _is_absent(clauses: EyeClauses) -> bool:
    return clauses.sphere is None and not clauses.is_balance


def _prism_words(prism: Prism) -> list[str]:
    words = ["prism"]
    if prism.base_up != NO_POWER or prism.base_in == NO_POWER:
        base = "down" if prism.base_up < NO_POWER else "up"
        words += [_size(prism.base_up), base]
    if prism.base_in != NO_POWER:
        base = "out" if prism.base_in < NO_POWER else "in"
        words += [_size(prism.base_in), base]
    return words


def _size(power: Dioptres) -> str:
    return str(abs(power)).lstrip("+")
