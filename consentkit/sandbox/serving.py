"""The child's side: how a service answers, and what is taken from its process."""

import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, BinaryIO

from consentkit.sandbox.client import READY
from consentkit.sandbox.limits import MAX_MEMORY_BYTES
from consentkit.sandbox.privacy import keep_private
from consentkit.sandbox.protocol import read_message, write_message

Content = bytes | memoryview
Answer = Callable[..., tuple[dict[str, Any], Content]]
"""Takes one set of messages; returns what is told (JSON), and the content."""

resource: Any
try:
    resource = import_module("resource")
except ImportError:  # Windows has no such limits
    resource = None


@dataclass(frozen=True)
class Service:
    """What a child process does: it takes as many messages at a time as there are limits, each of so many
    bytes at most, and answers them. `prepare` is called once, before the first.
    """

    answer: Answer
    limits: tuple[int, ...]
    prepare: Callable[[], None] | None = None


def serve(service: Service) -> None:
    """Answer until stdin ends."""
    # Ctrl+C reaches the whole group; the parent decides what happens then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keep_private()
    source, target = sys.stdin.buffer, private_stdout()
    if service.prepare is not None:
        service.prepare()
    write_message(target, READY)
    while True:
        try:
            asked = [read_message(source, limit=limit) for limit in service.limits]
        except EOFError:
            return
        told, content = service.answer(*asked)
        write_message(target, json.dumps(told).encode())
        write_message(target, content)
        # Pixels may be large, and the next may be larger.
        del asked, told, content


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
    # Per core, because libraries' threads count too; one second more for what lies between two pictures.
    soft = int(time.process_time()) + seconds * (os.cpu_count() or 1) + 1
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def step_back() -> None:
    """Let whoever types go first: both want every core of an old laptop."""
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(10)
