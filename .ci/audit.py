"""Ask for known weaknesses of the versions in requirements.lock; say so where nobody could be asked.

Usage: `python .ci/audit.py`, also part of `.ci/run`. Exit 1 where a weakness is known. Where the data cannot
be reached it prints that nothing was checked and ends well: pip-audit itself then says "No known
vulnerabilities found", with every package skipped.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
COMMAND = [
    "uvx", "pip-audit", "--format", "json", "--progress-spinner", "off", "--timeout", "15",
    "--disable-pip", "--requirement", "requirements.lock",
]  # fmt: skip
_MOST_SECONDS = 600


def main() -> int:
    """Run pip-audit and say what it came to."""
    try:
        ran = subprocess.run(
            COMMAND, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=_MOST_SECONDS
        )
        found = json.loads(ran.stdout)["dependencies"]
    except (OSError, ValueError, KeyError, TypeError, subprocess.TimeoutExpired):
        found = []
    lines, code = told(found)
    print("\n".join(lines))
    return code


def told(found: Sequence[Mapping[str, Any]]) -> tuple[list[str], int]:
    """Return what to print of pip-audit's dependencies, and the exit code."""
    checked = [one for one in found if "vulns" in one]
    skipped = [str(one.get("name")) for one in found if "vulns" not in one]
    weak = [one for one in checked if one["vulns"]]
    if not checked:
        return ["pip-audit: NOT CHECKED. Its data could not be reached: run it where there is a network."], 0
    lines = [f"pip-audit: {len(checked)} packages checked, {len(weak)} with known weaknesses"]
    lines += [f"  {one['name']} {one['version']}: {', '.join(v['id'] for v in one['vulns'])}" for one in weak]
    if skipped:
        lines.append(f"  NOT checked: {', '.join(skipped)}")
    return lines, 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main())
