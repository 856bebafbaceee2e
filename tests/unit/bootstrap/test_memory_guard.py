"""A crash leaves no image of the memory behind."""

import subprocess
import sys

import pytest

TOLD = """
import ctypes, os, resource, sys
from app.bootstrap.memory_guard import forbid_core_dumps
if sys.argv[1] == "guarded":
    forbid_core_dumps()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE)[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a word for it")
def test_the_memory_cannot_be_dumped_once_it_is_guarded():
    def told(how: str) -> list[str]:
        command = [sys.executable, "-c", TOLD, how]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()

    assert told("open")[0] == "1"
    assert told("guarded") == ["0", "0"]
