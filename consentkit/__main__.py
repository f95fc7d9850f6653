"""Run consentkit: a verb on the command line, or the terminal application without one."""

from pathlib import Path
from typing import NoReturn

from consentkit.cli import main as command_line


def main() -> NoReturn:
    """Run what was typed and exit with its code."""
    command_line(open_application=_open_application)


def _open_application(folder: Path, handle: str | None, start: str) -> None:
    from consentkit.tui.terminals import asking_terminal

    with asking_terminal():
        from consentkit.tui.app import run
    run(folder, handle, start)


if __name__ == "__main__":
    main()
