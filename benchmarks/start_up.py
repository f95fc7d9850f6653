"""How long `consentkit --help` takes beside an empty Python, in the same run.

Usage: `uv run python benchmarks/start_up.py [ROUNDS]`. Prints medians in ms and the ratio.
"""

import statistics
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROUNDS = 25
LIMIT_MS = 150


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    program = Path(sysconfig.get_path("scripts")) / "consentkit"
    commands = {
        "empty Python": [sys.executable, "-c", "pass"],
        "consentkit --help": [str(program), "--help"],
        "consentkit policy list": [str(program), "policy", "list"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        # Taken in turn, so that a busy moment of the machine falls on all alike.
        for name, command in commands.items():
            began = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603
            times[name].append((time.perf_counter() - began) * 1000)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    for name, median in medians.items():
        print(f"{name:<24} {median:7.1f} ms   {median / medians['empty Python']:.1f} × empty Python")
    print(f"limit for --help: {LIMIT_MS} ms, reached: {medians['consentkit --help'] / LIMIT_MS:.2f} of it")


if __name__ == "__main__":
    main()
