"""One bad input: what is done, the code that goes to the log and the words on the screen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import pytest

from app.domain.kernel.errors import DioptreError
from app.messages.catalogue import sentence

W = TypeVar("W")


@dataclass(frozen=True, slots=True, kw_only=True)
class BadInput(Generic[W]):
    """Something a person does in a world of the kind `W`, and what the screen answers."""

    name: str
    do: Callable[[W], object]
    code: str
    seen: str

    def require_refused(self, world: W) -> None:
        """Do it, and find the refusal with exactly these words."""
        with pytest.raises(DioptreError) as caught:
            self.do(world)
        assert (caught.value.code, sentence(caught.value)) == (self.code, self.seen)


def name_of(case: BadInput[W]) -> str:
    return case.name
