"""What every wire model has in common: frozen, strict, and closed to unknown fields."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Sha256Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
ShortText = Annotated[str, Field(max_length=200)]
LongText = Annotated[str, Field(max_length=2000)]
SafeInteger = Annotated[int, Field(ge=-(2**53) + 1, le=2**53 - 1)]
Thousandths = Annotated[int, Field(ge=-100_000, le=100_000)]
HundredthsMm = Annotated[int, Field(ge=0, le=20_000)]


class WireModel(BaseModel):
    """A message as it travels; numbers are integers, unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
