"""What this process reads from and writes to, whatever it was started with: a reader that goes away, a full
disk, a terminal of any encoding, or nothing at all.
"""

import codecs
import contextlib
import io
import os
import select
import sys
from typing import IO, Any

from consentkit.domain.errors import InvalidInput, Unavailable

_MOST_TYPED = 65_536
_PLAIN = {
    "✓": "+", "✗": "x", "→": "->", "·": "-", "•": "-", "…": "...", "–": "-", "—": "-", "×": "x", "≥": ">=",
    "“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ",
}  # fmt: skip
"""Our own signs, for those whose encoding has none of them."""
_UNKNOWN_SIGNS = "consentkit-plain"


def open_streams() -> None:
    """Give this process streams that outlast who is at their other end; called once, first of all.

    Without the three, the first files that are opened would take their numbers, and whatever a library
    warns about would be written into them.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), "utf-8")
    if os.name == "posix":
        sys.stdout = _lasting(sys.stdout, _Answer(1, "wb", closefd=False))
        sys.stderr = _lasting(sys.stderr, _Complaint(2, "wb", closefd=False))


def speak_any_encoding() -> None:
    """Write what an encoding cannot hold in plain signs, or as `\\u1780`: an answer is never cut short."""
    codecs.register_error(_UNKNOWN_SIGNS, _plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_UNKNOWN_SIGNS)


def speaks_utf8() -> bool:
    """Tell whether all of Unicode can be written where answers go."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    return codecs.lookup(encoding).name.startswith("utf")


def check_answer_arrived() -> None:
    """Raise Unavailable (answer-not-written) where nobody reads what was said: for what is said only once."""
    sys.stdout.flush()
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    if isinstance(raw, _Lasting) and raw.has_failed:
        raise Unavailable("answer-not-written")


def read_typed_line() -> str:
    """Return a line that was piped. Raises InvalidInput (typed-not-text) for what is no text."""
    try:
        return sys.stdin.readline(_MOST_TYPED).strip()
    except UnicodeDecodeError:
        raise InvalidInput("typed-not-text", encoding=sys.stdin.encoding) from None


class _Lasting(io.FileIO):
    """What is written after a failure goes nowhere, so that an act ends as it would, with its own code."""

    has_failed = False

    def write(self, data: Any, /) -> int:
        if not self.has_failed:
            try:
                return self._write_all(memoryview(data))
            except OSError as error:
                self.has_failed = True
                self._failed(error)
        return memoryview(data).nbytes

    def _write_all(self, data: memoryview) -> int:
        # A terminal that somebody else set to not waiting says that it is busy.
        while (done := super().write(data)) is None:
            select.select([], [self.fileno()], [])
        return done

    def _failed(self, error: OSError) -> None:
        """Say so, if there is anybody to tell."""


class _Answer(_Lasting):
    def _failed(self, error: OSError) -> None:
        if not isinstance(error, BrokenPipeError):
            raise Unavailable("answer-not-written") from error


class _Complaint(_Lasting):
    """There is nobody left to tell."""


def _lasting(stream: Any, raw: io.FileIO) -> IO[str]:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    with contextlib.suppress(ValueError, AttributeError):
        stream.flush()
    buffered = io.BufferedWriter(raw)
    errors = getattr(stream, "errors", None) or "strict"
    return io.TextIOWrapper(buffered, encoding, errors, line_buffering=raw.isatty())


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(_PLAIN.get(one) or _escaped(one) for one in signs), error.end


def _escaped(sign: str) -> str:
    return sign.encode("ascii", "backslashreplace").decode("ascii")
