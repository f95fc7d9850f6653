"""Run consentkit: a verb on the command line, or the terminal application without one."""

import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_STOPPED = 130


def main() -> NoReturn:
    """Run what was typed and exit with its code."""
    try:
        _run()
    except KeyboardInterrupt:
        # Before a verb began, or once more while it was stopping.
        sys.stderr.write("Stopped.\n")
        sys.exit(_STOPPED)


def _run() -> NoReturn:
    # On a busy machine they take seconds to import, in which a person may press Ctrl+C.
    from consentkit.cli import main as command_line
    from consentkit.cli.streams import open_streams
    from consentkit.sandbox.privacy import keep_private, take_secrets
    from consentkit.store.disk.endings import stop, wipe_on_end

    sys.excepthook = _show_bug
    open_streams()
    keep_private()
    take_secrets()
    wipe_on_end(stop)
    command_line(open_application=_open_application)


def _show_bug(kind: type[BaseException], error: BaseException, trace: "TracebackType | None") -> None:
    """Show a bug's traceback; what others wrote may stand in it."""
    from traceback import format_exception

    from consentkit.domain.characters import visible_lines

    sys.stderr.write(visible_lines("".join(format_exception(kind, error, trace))))


def _open_application(folder: "Path", handle: str | None, start: str) -> None:
    from consentkit.tui.terminals import asking_terminal

    with asking_terminal():
        from consentkit.tui.app import run
    run(folder, handle, start)


if __name__ == "__main__":
    main()
