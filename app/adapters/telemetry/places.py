"""Where an error came from, told without any value: types, codes, files, lines and functions."""

import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from app.domain.kernel.errors import DioptreError

# A recursion without end has a thousand frames that say the same.
FRAMES_MAX = 40
CHAIN_MAX = 5
_PROJECT = Path(__file__).parents[3]

Told: TypeAlias = dict[str, str | list[str] | None]


def told(error: BaseException) -> list[Told]:
    """Return the error and what caused it, innermost cause last."""
    return [_told_one(each) for each in _chain(error)]


def frames_of(error: BaseException) -> list[str]:
    """Return `file:line function` for each frame, the innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_MAX:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _told_one(error: BaseException) -> Told:
    return {
        "type": type(error).__qualname__,
        "code": error.code if isinstance(error, DioptreError) else None,
        "frames": frames_of(error),
    }


def _chain(error: BaseException) -> Iterator[BaseException]:
    current: BaseException | None = error
    for _ in range(CHAIN_MAX):
        if current is None:
            return
        yield current
        hidden = None if current.__suppress_context__ else current.__context__
        current = current.__cause__ or hidden


def _short(filename: str) -> str:
    """Return the path inside the program, so that no home folder names a person."""
    path = Path(filename)
    if path.is_relative_to(_PROJECT):
        return path.relative_to(_PROJECT).as_posix()
    return "/".join(path.parts[-2:])
