"""Which files belong to the project: the tracked ones, and the new ones that are not ignored."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def project_files(*patterns: str) -> list[Path]:
    """Return the files that match, as git sees the tree."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    names = sorted({name for name in listed.stdout.split("\0") if name})
    return [ROOT / name for name in names if (ROOT / name).is_file()]
