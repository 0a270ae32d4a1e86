"""The judges of ../shared, which are not ours, over files of every export format."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

NAMES = {"ninjs": "ninjs-3.1"}  # ours → the judge's
UNJUDGED = ("json", "markdown", "text")


def judge(format: str, files: Iterable[Path], shared: Path) -> str:
    """The errors that are found in files of this export format; "" where there are none. Others' warnings are left out."""
    if format in UNJUDGED:
        return ""
    command = ["judge"] if format == "jsonld" else ["judge-exchange", NAMES.get(format, format)]
    run = subprocess.run(
        [shared / "judges" / command[0], *command[1:], *files], capture_output=True, text=True, timeout=600, check=False
    )
    if run.returncode == 0:
        return ""
    return "\n".join(line for line in run.stdout.splitlines() if " error " in line) + run.stderr or "the judge failed"
