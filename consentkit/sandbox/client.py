"""The parent's side: start a child process, ask it, kill it when it hangs, and wait for its end."""

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, BinaryIO, cast

from consentkit.domain.errors import Unavailable
from consentkit.sandbox.limits import MAX_PIXELS, MAX_SECONDS
from consentkit.sandbox.protocol import read_message, write_message
from consentkit.sandbox.services import ServiceKind

READY = b"ready"
# A cold start on an old laptop whose disk is busy; elsewhere it takes seconds. Chosen by eye.
_START_SECONDS = 60
_LOOK_UP_SECONDS = 0.2
"""How soon who waits for a worker sees that nobody waits for him any more."""
# What is told in JSON beside the content; a service that sends more is not ours any more.
_MAX_ANSWER_BYTES = 100_000
# What Python and its libraries need to start. An allow-list, so that no key, token or agent socket
# of ours is within reach of a picture.
_KEPT_VARIABLES = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
)


class WorkerDied(Exception):
    """The child ended before it answered."""


class WorkerTooSlow(Exception):
    """The child took longer than it may and was killed."""


class Worker:
    """One child process of a kind, kept between questions; any thread may ask it, one at a time.

    Its service says READY, and answers each set of messages with two: JSON, and content.
    """

    def __init__(self, kind: ServiceKind, *, seconds: float = MAX_SECONDS) -> None:
        self._seconds = seconds
        self._kind = kind
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process id of the running child, or None."""
        process = self._process
        return None if process is None else process.pid

    def ask(self, *messages: bytes | memoryview) -> tuple[bytes, bytes]:
        """Return what the process answers to these messages; raise WorkerDied or WorkerTooSlow."""
        return self.lease().ask(*messages)

    def lease(self) -> "Lease":
        """Return one user's hold on the process, which can be ended without what others ask of it."""
        return Lease(self)

    def _ask(self, messages: Sequence[bytes | memoryview], lease: "Lease") -> tuple[bytes, bytes]:
        with self._turn(lease), lease.asking():
            was_running = self._process is not None
            try:
                return self._exchange(messages, lease)
            except WorkerDied:
                if not was_running or lease.is_ended:
                    raise
            # It may have died before this question came, of another cause: a fresh one decides.
            return self._exchange(messages, lease)

    @contextmanager
    def _turn(self, lease: "Lease") -> Iterator[None]:
        lock = self._lock
        while not lock.acquire(timeout=_LOOK_UP_SECONDS):
            if lease.is_ended:
                raise WorkerDied
        try:
            yield
        finally:
            lock.release()

    def close(self) -> None:
        """End the child, if it runs; the next question starts another."""
        with self._lock:
            self._end()

    def kill(self) -> None:
        """Kill the process, if it runs; a thread that waits for its answer gets WorkerDied."""
        process = self._process
        if process is not None:
            process.kill()

    def _exchange(self, messages: Sequence[bytes | memoryview], lease: "Lease") -> tuple[bytes, bytes]:
        process = self._process or self._start()
        if lease.is_ended:
            raise WorkerDied
        with _Deadline(process, self._seconds) as deadline:
            try:
                for message in messages:
                    write_message(_pipe(process.stdin), message)
                answer = read_message(_pipe(process.stdout), limit=_MAX_ANSWER_BYTES)
                return answer, read_message(_pipe(process.stdout), limit=MAX_PIXELS * 3)
            except (OSError, EOFError):
                self._end()
                raise (WorkerTooSlow if deadline.passed else WorkerDied) from None
            except BaseException:
                # An interrupted exchange leaves half a message in the pipe: the next question would get it.
                self._end()
                raise

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(  # noqa: S603  our own module, no argument from outside
            (sys.executable, "-P", "-m", "consentkit.sandbox.host", self._kind.value),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self._process = process
        with _Deadline(process, _START_SECONDS):
            try:
                greeting = read_message(_pipe(process.stdout), limit=len(READY))
            except (OSError, EOFError):
                greeting = b""
            except BaseException:
                self._end()
                raise
        if greeting != READY:
            self._end()
            raise Unavailable("decoder-missing")
        return process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            _close(pipe)
        process.wait()

    def _forget(self) -> None:
        """After a fork the process and its pipes are the parent's: close our copies, touch nothing else."""
        process, self._process = self._process, None
        self._lock = threading.Lock()
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            # The raw file: closing the buffer would flush half a message of the parent's into its pipe.
            cast("Any", pipe).raw.close()
        process.returncode = 0  # so that the forked copy never waits for, or warns of, its parent's child


class Lease:
    """One user's hold on a worker that others use, too. `end` may be called from any thread."""

    def __init__(self, worker: Worker) -> None:
        self.is_ended = False
        self._worker = worker
        self._is_asking = False
        self._change = threading.Lock()

    def ask(self, *messages: bytes | memoryview) -> tuple[bytes, bytes]:
        """Return what the process answers; raise WorkerDied, also when this lease ends, or WorkerTooSlow."""
        return self._worker._ask(messages, self)

    def end(self) -> None:
        """Ask nothing any more, and end what is asked now. What others ask of the worker goes on."""
        with self._change:
            self.is_ended = True
            # Only while it answers this user: else the process is at another's picture.
            if self._is_asking:
                self._worker.kill()

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Hold the worker, for the worker itself; raise WorkerDied where the lease has ended."""
        with self._change:
            if self.is_ended:
                raise WorkerDied
            self._is_asking = True
        try:
            yield
        finally:
            with self._change:
                self._is_asking = False


class _Deadline:
    """Kill a process when its time is over: what waits for it then reads the end of its pipe."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.passed = False
        self._process = process
        self._timer = threading.Timer(seconds, self._kill)
        self._timer.daemon = True

    def __enter__(self) -> "_Deadline":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _kill(self) -> None:
        self.passed = True
        self._process.kill()


def shared_worker() -> Worker:
    """Return the one child of this program that opens pictures."""
    return _SHARED


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    # One thread and few arenas: each reserves address space, and ours is limited.
    frugal = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
    return kept | frugal | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def _pipe(stream: IO[bytes] | None) -> BinaryIO:
    return cast("BinaryIO", stream)


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:
        # Closing flushes what the dead child will never read.
        return


def keep_until_exit(worker: Worker) -> Worker:
    """End the worker with this program, and leave it to the parent after a fork."""
    atexit.register(worker.close)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=worker._forget)
    return worker


_SHARED = keep_until_exit(Worker(ServiceKind.PICTURE))
