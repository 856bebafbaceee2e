"""What a command answers: one JSON object and an exit code."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandResult:
    """The object printed on standard output, and the code the process ends with."""

    body: Mapping[str, Any]
    exit_code: int = 0


Handler: TypeAlias = Callable[[Namespace], "CommandResult | Mapping[str, Any]"]
