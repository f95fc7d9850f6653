"""Keeps keys quick: full garbage collections run while nobody types, and threads switch more often.

A full collection takes 0.1 to 0.4 s among a screen's objects. Each row that is read from the database gives
the turn away, and a thread that works beside the screen keeps it for Python's usual 5 ms.
"""

import gc
import sys

IDLE_SECONDS = 2.0
"""Nobody has touched a key or the mouse for as long before a full collection is made."""

_ROUNDS = 10
"""Collections of young objects since the last full one, before another is worth its time."""

_ROUNDS_AT_MOST = 10_000
"""Where nobody ever pauses, Python collects by itself after so many of them: after half an hour."""

_TURN_SECONDS = 0.0005
"""How long a thread keeps the interpreter while another one waits for it."""


class GarbageCollection:
    """Full collections in pauses only, and short turns, from `begin` to `end`."""

    def __init__(self) -> None:
        self._usual: tuple[int, int, int] | None = None
        self._usual_turn = sys.getswitchinterval()
        self._is_set_aside = False

    def begin(self) -> None:
        """Set aside what is loaded by now, and leave full collections to `collect`; once is enough."""
        if self._usual is not None:
            return
        self._usual = gc.get_threshold()
        # Where somebody has set things aside before, they stay so, and the rest is theirs too.
        self._is_set_aside = gc.get_freeze_count() == 0
        if self._is_set_aside:
            gc.collect()
            gc.freeze()
        gc.set_threshold(*self._usual[:2], _ROUNDS_AT_MOST)
        sys.setswitchinterval(_TURN_SECONDS)

    def collect(self, idle_seconds: float) -> bool:
        """Collect where nobody waits and it is worth it; tell whether it was done."""
        if idle_seconds < IDLE_SECONDS or gc.get_count()[2] < _ROUNDS:
            return False
        gc.collect()
        return True

    def end(self) -> None:
        """Go back to Python's own ways."""
        if self._usual is not None:
            gc.set_threshold(*self._usual)
            if self._is_set_aside:
                gc.unfreeze()
            sys.setswitchinterval(self._usual_turn)
            self._usual = None
