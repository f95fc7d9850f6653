"""Turn a sound file's bytes into samples. Runs only inside the sound decoder process."""

import io
from collections.abc import Iterator
from typing import Any

import av

from consentkit.imaging.sound.kinds import is_cut_off, kind_of
from consentkit.imaging.sound.limits import CODECS, RATE

# libav patches over damage unless it is told not to: half a word is another word.
_STRICTLY = {"err_detect": "crccheck+bitstream+buffer+explode"}
_MISSING_SECONDS = 0.5
"""A file may end this much earlier than it claims: encoders round."""


class Refusal(Exception):
    """The file is not opened, or not to its end; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SoundFile:
    """One opened file, read once from its first sample to its last."""

    def __init__(self, data: bytes) -> None:
        kind = kind_of(data)
        if kind is None:
            raise Refusal("recording-format-unknown")
        if is_cut_off(data, kind):
            raise Refusal("recording-damaged")
        try:
            self._container: Any = av.open(io.BytesIO(data), format=kind, metadata_errors="replace")
        except (av.error.FFmpegError, OSError, ValueError):
            raise Refusal("recording-damaged") from None
        if any(not _is_cover(stream) for stream in self._container.streams.video):
            raise Refusal("recording-is-video")
        stream = self._container.streams.best("audio")
        if stream is None or stream.codec_context.name not in CODECS:
            raise Refusal("recording-format-unknown")
        stream.codec_context.options = _STRICTLY
        self._stream = stream
        self._has_its_length = kind != "aac"

    def blocks(self) -> Iterator[bytes]:
        """Yield the samples: 16 bits, one channel, `RATE` a second. Raises Refusal at the first damage."""
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        logged, read = _errors_logged(), 0.0
        for frame in self._container.decode(self._stream):
            read += frame.samples / frame.sample_rate
            for block in resampler.resample(frame):
                yield block.to_ndarray().tobytes()
            if _errors_logged() != logged:
                raise Refusal("recording-damaged")
        for block in resampler.resample(None):
            yield block.to_ndarray().tobytes()
        if self._declared_seconds() - read > _MISSING_SECONDS:
            raise Refusal("recording-damaged")

    def _declared_seconds(self) -> float:
        duration = self._container.duration
        return duration / 1_000_000 if duration and self._has_its_length else 0.0


def prepare() -> None:
    """Let libav count what it complains about."""
    av.logging.set_level(av.logging.ERROR)
    av.logging.set_skip_repeated(False)


def _is_cover(stream: Any) -> bool:
    """Tell whether a stream of pictures is the one picture of a cover: it is left behind."""
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def _errors_logged() -> int:
    """Return how many errors libav has told of so far: it goes on after most of them."""
    return int(av.logging.get_last_error()[0])
