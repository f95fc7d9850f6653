"""Rebuild a recording that someone gave us from its samples: no tag, no picture, no place of it stays."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec

import numpy as np

from consentkit.domain.errors import InvalidInput, Unavailable
from consentkit.imaging.sound.kinds import kind_of
from consentkit.imaging.sound.limits import (
    MAX_BLOCK_BYTES,
    MAX_FILE_BYTES,
    MAX_MINUTES,
    MAX_SECONDS,
    MIN_MS,
    RATE,
)
from consentkit.sandbox.client import Worker, WorkerDied, WorkerTooSlow
from consentkit.sandbox.services import ServiceKind

MEDIA_TYPE = "audio/mpeg"
"""Every browser, telephone and desktop plays it."""

# One voice in one channel: more is not heard, and half an hour stays under 15 MB on an old telephone.
_BITS_A_SECOND = 64_000
_WITHOUT_NOTES = {"id3v2_version": "0", "write_id3v1": "0", "write_xing": "0", "fflags": "+bitexact"}
_REFUSALS = frozenset({"recording-format-unknown", "recording-damaged", "recording-is-video"})
_SAMPLE_BYTES = 2


@dataclass(frozen=True)
class Sound:
    """A recording that was rebuilt: an MP3 file's bytes, and how long it is (ms)."""

    data: bytes
    duration_ms: int


def check_sound(data: bytes) -> None:
    """Look at the size and the first bytes of a file, before it is opened.

    Raises Unavailable `recording-needs-extra` without the extra `video`; InvalidInput `recording-empty`,
    `recording-too-large` (limit_mb), `recording-format-unknown`.
    """
    if find_spec("av") is None:
        raise Unavailable("recording-needs-extra")
    if not data:
        raise InvalidInput("recording-empty")
    if len(data) > MAX_FILE_BYTES:
        raise InvalidInput("recording-too-large", limit_mb=MAX_FILE_BYTES // 1_000_000)
    if kind_of(data) is None:
        raise InvalidInput("recording-format-unknown")


def rebuilt_sound(data: bytes) -> Sound:
    """Return the recording in a file's bytes as an MP3 made again of its samples: one channel, 64 kbit/s.

    Raises what `check_sound` raises, and InvalidInput `recording-damaged`, `recording-is-video`,
    `recording-too-short`, `recording-too-long` (limit_minutes).
    """
    check_sound(data)
    worker = Worker(ServiceKind.SOUND, seconds=MAX_SECONDS)
    try:
        writer = _Writer()
        for block in _samples(worker, data):
            writer.add(block)
        duration_ms = writer.count * 1000 // RATE
        if duration_ms < MIN_MS:
            raise InvalidInput("recording-too-short")
        return Sound(writer.finish(), duration_ms)
    finally:
        worker.close()


def _samples(worker: Worker, data: bytes) -> Iterator[bytes]:
    _asked(worker, b"open", data)
    total = 0
    while block := _asked(worker, b"next", b""):
        if len(block) > MAX_BLOCK_BYTES or len(block) % _SAMPLE_BYTES:
            raise InvalidInput("recording-damaged")
        total += len(block) // _SAMPLE_BYTES
        if total > MAX_MINUTES * 60 * RATE:
            raise InvalidInput("recording-too-long", limit_minutes=MAX_MINUTES)
        yield block


def _asked(worker: Worker, what: bytes, data: bytes) -> bytes:
    """Ask, and believe only what fits: the decoder read a stranger's file and may be taken over by it."""
    try:
        answer, content = worker.ask(what, data)
        told = json.loads(answer)
    except (WorkerDied, WorkerTooSlow, ValueError, RecursionError):
        raise InvalidInput("recording-damaged") from None
    if not isinstance(told, dict) or "refusal" in told:
        code = str(told.get("refusal")) if isinstance(told, dict) else ""
        raise InvalidInput(code if code in _REFUSALS else "recording-damaged")
    return content


class _Writer:
    """Takes blocks of samples in order and gives an MP3 file without a tag."""

    def __init__(self) -> None:
        import av

        self._av = av
        self._target = io.BytesIO()
        self._container = av.open(self._target, "w", format="mp3", options=_WITHOUT_NOTES)
        self._stream = self._container.add_stream("libmp3lame", rate=RATE)
        self._stream.codec_context.layout = "mono"
        self._stream.bit_rate = _BITS_A_SECOND
        self._stream.codec_context.flags |= av.codec.context.Flags.bitexact
        self.count = 0
        """Samples so far."""

    def add(self, block: bytes) -> None:
        """Write some samples."""
        samples = np.frombuffer(block, dtype=np.int16).reshape(1, -1)
        frame = self._av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, self.count, Fraction(1, RATE)
        self.count += samples.shape[1]
        self._container.mux(self._stream.encode(frame))

    def finish(self) -> bytes:
        """Return the file."""
        self._container.mux(self._stream.encode(None))
        self._container.close()
        return self._target.getvalue()
