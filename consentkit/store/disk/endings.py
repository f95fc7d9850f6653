"""What the system's wish to end this program does first: plaintext goes."""

import contextlib
import signal
import threading
from collections.abc import Callable
from types import FrameType

from consentkit.store.disk.private_folders import wipe_all

_ENDINGS = ("SIGHUP", "SIGTERM", "SIGINT")
"""A closed window, a log-out, and Ctrl+C from elsewhere; what a system does not know is left out."""


def wipe_on_end(then: Callable[[], object]) -> Callable[[], None]:
    """Wipe plaintext when the system asks this program to end, then call `then`; returns what takes it back.

    What was to be ignored, as `nohup` asks for closed windows, stays so. Handlers belong to the main thread;
    elsewhere this does nothing. An application that was left takes it back: the next end is not its own.
    """
    before = contextlib.ExitStack()
    if threading.current_thread() is not threading.main_thread():
        return before.close

    def end(_number: int, _frame: FrameType | None) -> None:
        wipe_all()
        then()

    for name in _ENDINGS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            with contextlib.suppress(ValueError, OSError):
                before.callback(signal.signal, number, signal.signal(number, end) or signal.SIG_DFL)
    return before.close


def hear_closed_windows() -> None:
    """Be told again of a closed window, where `nohup` or a service asked that it be ignored.

    For what lives in a window alone: without it nobody could lock the records that it has open. Handlers
    belong to the main thread; elsewhere this does nothing.
    """
    number = getattr(signal, "SIGHUP", None)
    is_main = threading.current_thread() is threading.main_thread()
    if number is not None and is_main and signal.getsignal(number) == signal.SIG_IGN:
        signal.signal(number, signal.SIG_DFL)


def stop() -> None:
    """Stop as Ctrl+C does. Raises KeyboardInterrupt."""
    raise KeyboardInterrupt
