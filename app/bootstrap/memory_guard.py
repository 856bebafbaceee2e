"""Keeps the memory of the program, with the key and the patients in it, off the disk."""

import ctypes
import sys
from importlib.util import find_spec

PR_SET_DUMPABLE = 4


def forbid_core_dumps() -> None:
    """Let a crash leave no image of the memory, and no other program of this person read it."""
    if find_spec("resource") is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # The limit does not hold where the system hands core dumps to a program.
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
