"""Keeps Python's full garbage collections away from keys: one takes 0.1 to 0.4 s among a screen's objects."""

import gc

IDLE_SECONDS = 2.0
"""Nobody has touched a key or the mouse for as long before a full collection is made."""

_ROUNDS = 10
"""Collections of young objects since the last full one, before another is worth its time."""

_ROUNDS_AT_MOST = 1_000
"""Where nobody ever pauses, Python collects by itself after so many of them."""


class Tidying:
    """Full collections in pauses only, from `begin` to `end`."""

    def __init__(self) -> None:
        self._usual: tuple[int, int, int] | None = None

    def begin(self) -> None:
        """Set aside what is loaded by now, and leave full collections to `tidy`; the second time is none."""
        if self._usual is not None:
            return
        self._usual = gc.get_threshold()
        gc.collect()
        gc.freeze()
        gc.set_threshold(*self._usual[:2], _ROUNDS_AT_MOST)

    def tidy(self, idle_seconds: float) -> bool:
        """Collect where nobody waits and it is worth it; tell whether it was done."""
        if idle_seconds < IDLE_SECONDS or gc.get_count()[2] < _ROUNDS:
            return False
        gc.collect()
        return True

    def end(self) -> None:
        """Go back to Python's own ways."""
        if self._usual is not None:
            gc.set_threshold(*self._usual)
            gc.unfreeze()
            self._usual = None
