"""Turn a video file's bytes into frames and sound. Runs only inside the video decoder process."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import av
import numpy as np

from consentkit.domain.videos.videos import VideoLeak
from consentkit.imaging.formats.ebml import is_webm_whole, leaks_in_webm
from consentkit.imaging.formats.mp4_atoms import is_mp4_cut_off, leaks_in_mp4
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.video.leaks import leaks_in_container
from consentkit.imaging.video.limits import CODECS, MAX_FRAME_PIXELS, MAX_FRAMES, SOUND_RATE

# libav patches over damage unless it is told not to: a patch can be painted over a face.
_STRICTLY = {"err_detect": "crccheck+bitstream+buffer+explode", "ec": "0"}
_MISSING_MS = 250
"""A file may end this much earlier than it claims: encoders round, and sound is cut in blocks."""


class Refusal(Exception):
    """The file is not opened, or not to its end; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class DecodedFrame:
    """One frame: when it is shown (ms from the first one), and its pixels, upright and square."""

    at_ms: int
    pixels: Pixels


class VideoFile:
    """One opened file, read once from its first frame to its last."""

    def __init__(self, data: bytes) -> None:
        self._container = _opened(data)
        self._data = data
        self._is_mov = _format(data) == "mov"
        stream = self._container.streams.best("video")
        if stream is None or stream.codec_context.name not in CODECS:
            raise Refusal("video-format-unknown")
        self._stream = stream
        context = stream.codec_context
        context.options = _STRICTLY
        context.thread_type = "NONE"
        if not 0 < context.width * context.height <= MAX_FRAME_PIXELS:
            raise Refusal("video-too-many-pixels")
        self._packets = self._last_ms = self._end_ms = 0
        self._frames = self._frames_read()
        self._first = next(self._frames, None)
        if self._first is None:
            raise Refusal("video-damaged")

    def about(self) -> dict[str, Any]:
        """Return size after rotation, media type, length, leaks, and whether there is sound."""
        assert self._first is not None  # noqa: S101 - it is there until the frames are read
        height, width = self._first.pixels.shape[:2]
        return {
            "height": height,
            "width": width,
            "media_type": self._kind(),
            "duration_ms": self._duration_ms(),
            "has_sound": bool(self._container.streams.audio),
            "leaks": [leak.value for leak in self._leaks()],
        }

    def _leaks(self) -> tuple[VideoLeak, ...]:
        """What libav tells of, and what the walker of the format finds that frames and sound do not need."""
        found = set(leaks_in_container(self._container, self._stream))
        found.update(leaks_in_mp4(self._data) if self._is_mov else leaks_in_webm(self._data))
        return tuple(leak for leak in VideoLeak if leak in found)

    def _duration_ms(self) -> int:
        """Return how long it says it is; where it does not, its packets are counted to the end."""
        declared = self._declared_seconds()
        if declared is not None or self._is_mov:
            return max(0, round((declared or 0) * 1000))
        with _opened(self._data) as container:
            ends = [
                float((packet.pts + (packet.duration or 0)) * packet.time_base)
                for packet in container.demux()
                if packet.size and packet.pts is not None
            ]
        return max(0, round(max(ends, default=0.0) * 1000))

    def _kind(self) -> str:
        if not self._is_mov:
            return "video/webm"
        brand = str(self._container.metadata.get("major_brand", "")).strip()
        return "video/quicktime" if brand == "qt" else "video/mp4"

    def frames(self) -> Iterator[DecodedFrame]:
        """Yield every frame in order. Raises Refusal at the first sign of damage, or of an end too early."""
        if self._first is not None:
            first, self._first = self._first, None
            yield first
        yield from self._frames

    def _frames_read(self) -> Iterator[DecodedFrame]:
        start: float | None = None
        count, size, logged = 0, None, _errors_logged()
        for packet in self._container.demux():
            self._note(packet)
            for frame in packet.decode() if packet.stream is self._stream else ():
                seconds = float(frame.time or 0)
                start = seconds if start is None else start
                count += 1
                at_ms = round((seconds - start) * 1000)
                at_ms = at_ms if count == 1 else max(at_ms, self._last_ms + 1)
                self._last_ms = at_ms
                if count > MAX_FRAMES:
                    raise Refusal("video-too-long")
                pixels = self._pixels(frame, size)
                size = size or (frame.width, frame.height)
                yield DecodedFrame(at_ms, pixels)
            if _errors_logged() != logged:
                raise Refusal("video-damaged")
        self._check_end()

    def _note(self, packet: Any) -> None:
        if packet.size == 0 or packet.pts is None:
            return
        if packet.stream is self._stream:
            self._packets += 1
        end = float((packet.pts + (packet.duration or 0)) * packet.time_base)
        self._end_ms = max(self._end_ms, round(end * 1000))

    def _check_end(self) -> None:
        """Refuse a file that holds less than it claims: what is missing was looked at by nobody."""
        listed = len(self._stream.index_entries)
        if self._is_mov and self._packets < listed:
            raise Refusal("video-damaged")
        declared = self._declared_seconds()
        if declared is None:
            # A browser's recording says nowhere how long it is: it is whole where it ends with an element.
            if self._is_mov or not is_webm_whole(self._data):
                raise Refusal("video-length-unknown")
            return
        started_ms = round((self._container.start_time or 0) / 1000)
        if declared * 1000 - (self._end_ms - min(started_ms, 0)) > _MISSING_MS:
            raise Refusal("video-damaged")

    def _declared_seconds(self) -> float | None:
        duration = self._container.duration
        return None if not duration else duration / 1_000_000

    def _pixels(self, frame: Any, size: tuple[int, int] | None) -> Pixels:
        width, height = size or (frame.width, frame.height)
        ratio = self._stream.sample_aspect_ratio
        if ratio and ratio > 0 and ratio != 1:
            width = max(1, round(width * float(ratio)))
        if width * height > MAX_FRAME_PIXELS:
            raise Refusal("video-too-many-pixels")
        whole = frame.reformat(width=width, height=height, format="rgb24")
        # libav counts rotation counter-clockwise, as numpy does.
        turned = np.rot90(whole.to_ndarray(), round((frame.rotation or 0) / 90) % 4)
        return np.ascontiguousarray(turned)

    def sound(self) -> Iterator[tuple[int, bytes]]:
        """Yield (ms from the first frame, samples of 16 bits in two channels), block by block.

        It may begin before the first frame: then the ms are negative.
        """
        with _opened(self._data) as container:
            audio = container.streams.best("audio")
            if audio is None:
                return
            resampler = av.AudioResampler(format="s16", layout="stereo", rate=SOUND_RATE)
            logged, start = _errors_logged(), self._start_seconds()
            for frame in container.decode(audio):
                at_ms = round((float(frame.time or 0) - start) * 1000)
                for block in resampler.resample(frame):
                    yield at_ms, block.to_ndarray().tobytes()
                if _errors_logged() != logged:
                    raise Refusal("video-sound-damaged")
            for block in resampler.resample(None):
                yield -1, block.to_ndarray().tobytes()

    def _start_seconds(self) -> float:
        start, base = self._stream.start_time, self._stream.time_base
        return 0.0 if start is None or base is None else float(start * base)


def prepare() -> None:
    """Let libav count what it complains about."""
    av.logging.set_level(av.logging.ERROR)
    av.logging.set_skip_repeated(False)


def _errors_logged() -> int:
    """Return how many errors libav has told of so far: it goes on after most of them."""
    return int(av.logging.get_last_error()[0])


def _opened(data: bytes) -> Any:
    if _format(data) == "mov" and is_mp4_cut_off(data):
        raise Refusal("video-damaged")
    try:
        return av.open(io.BytesIO(data), format=_format(data), metadata_errors="replace")
    except Refusal:
        raise
    except (av.error.FFmpegError, OSError, ValueError):
        raise Refusal("video-damaged") from None


def _format(data: bytes) -> str:
    """Return libav's name of the container by its first bytes; libav itself would try fifty others."""
    if data[4:8] in {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"}:
        return "mov"
    if data[:4] == b"\x1a\x45\xdf\xa3":
        return "matroska"
    raise Refusal("video-format-unknown")
