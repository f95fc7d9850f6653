"""The decoder process: read a file from stdin, answer with its pixels, again and again."""

import contextlib
import json
import os
import signal
import sys
import time
from importlib import import_module
from typing import Any, BinaryIO

from consentkit.imaging import decoding
from consentkit.imaging.limits import MAX_FILE_BYTES, MAX_MEMORY_BYTES, MAX_SECONDS
from consentkit.imaging.messages import read_message, write_message
from consentkit.imaging.workers import READY

resource: Any
try:
    resource = import_module("resource")
except ImportError:  # Windows has no such limits
    resource = None


def main() -> None:
    """Serve until stdin ends."""
    # Ctrl+C reaches the whole group; the parent decides what happens then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, target = sys.stdin.buffer, private_stdout()
    limit_resources()
    decoding.prepare()
    write_message(target, READY)
    while True:
        try:
            data = read_message(source, limit=MAX_FILE_BYTES)
        except EOFError:
            return
        allow_more_cpu(MAX_SECONDS)
        _answer(data, target)


def _answer(data: bytes, target: BinaryIO) -> None:
    try:
        decoded = decoding.decode(data)
    except decoding.Refusal as refusal:
        write_message(target, json.dumps({"refusal": refusal.code}).encode())
        write_message(target, b"")
        return
    height, width = decoded.pixels.shape[:2]
    told = {"height": height, "width": width, "media_type": decoded.media_type, "leaks": decoded.leaks}
    write_message(target, json.dumps(told).encode())
    write_message(target, decoded.pixels.data.cast("B"))


def private_stdout() -> BinaryIO:
    """Keep the pipe for us alone: what a C library prints goes nowhere."""
    pipe = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return pipe


def limit_resources() -> None:
    """Take from this process what it does not need: memory without end, core dumps, files."""
    if resource is None:
        return
    _limit(resource.RLIMIT_AS, MAX_MEMORY_BYTES)
    # No core dump: it would be the picture on disk. No file either; pipes are not files.
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)


def _limit(kind: int, most: int) -> None:
    # Some systems know a limit but do not let it be set; the parent's deadline holds there too.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (most, most))


def allow_more_cpu(seconds: int) -> None:
    """Give each picture its own share: the limit counts from the start of the process."""
    if resource is None:
        return
    soft = int(time.process_time()) + seconds * (os.cpu_count() or 1) + 1
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main()
