"""Derived numbers with their reasons: the formula, what went in, and where it is written."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A rule the trade computes by; `app.messages` holds its words under `code`."""

    code: str
    source: str
    is_estimate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained(Generic[Value]):
    """A derived value, and everything a person needs to do the sum again."""

    value: Value
    formula: Formula
    inputs: tuple[tuple[str, str], ...]


TRANSPOSITION = Formula(
    code="optics.formula.transposition", source="ISO 13666, sphero-cylindrical notation"
)
EQUIVALENT = Formula(code="optics.formula.equivalent", source="ISO 13666, mean power")
VERTEX = Formula(
    code="optics.formula.vertex", source="Effective power, F' = F / (1 - dF), per meridian"
)
PRISM = Formula(code="optics.formula.prism", source="Prentice's rule on Long's power matrix (1976)")
RESULTANT = Formula(code="optics.formula.resultant", source="ISO 8429, base setting")
CROSSED = Formula(
    code="optics.formula.crossed", source="Long's power matrix (1976), obliquely crossed cylinders"
)
LAYOUT = Formula(code="optics.formula.layout", source="ISO 8624, boxing system")
NEAR_PD = Formula(code="optics.formula.near_pd", source="Roberts' inset formula, thin lens")
SHAPE = Formula(code="optics.formula.shape", source="ISO 8624, boxing system, from the trace")
BLANK = Formula(
    code="optics.formula.blank", source="Trace about the optical centre; rule of thumb beside it"
)
THICKNESS = Formula(
    code="optics.formula.thickness",
    source="Exact sag, Euler's rule for the toric back",
    is_estimate=True,
)
AS_WORN = Formula(code="optics.formula.as_worn", source="Martin's tilt rule", is_estimate=True)
MATERIALS = Formula(
    code="optics.formula.materials",
    source="Vogel's base curve rule, exact sag, density of the material",
    is_estimate=True,
)
TOLERANCE = Formula(code="optics.formula.tolerance", source="the tolerance set named here")
