"""Write a new video from frames and sound: nothing of the file that they came from goes with them."""

import io
import secrets
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
from PIL import Image

from consentkit.domain.videos.videos import Sound
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.video.limits import SOUND_RATE

LONGEST_SIDE_PX = 1920
"""No channel that shows video needs more; more would only show more."""

_MILLISECONDS = Fraction(1, 1000)
# x264 calls 23 its usual quality; 20 is a little better. Chosen by eye, as the preset: scans take the time.
_QUALITY = {"crf": "20", "preset": "veryfast"}
_WITHOUT_NOTES = "filter_units=remove_types=6"
"""x264 writes its settings into every file, as a message (SEI) beside the pictures."""

# Two channels of 16 bits.
_SAMPLE_BYTES = 4
# Three to five semitones down or up, at random: enough that a voice is not known by its pitch, little
# enough that words are understood. It protects from nobody who has tools, and docs/videos.md says so.
_LOWER, _HIGHER = (0.74, 0.86), (1.18, 1.36)


def written_size(width_px: int, height_px: int) -> tuple[int, int]:
    """Return the size (width, height) in which frames are written: even, and no larger than needed."""
    share = min(1.0, LONGEST_SIDE_PX / max(width_px, height_px))
    width, height = round(width_px * share), round(height_px * share)
    return max(2, width - width % 2), max(2, height - height % 2)


class VideoWriter:
    """Takes frames and blocks of sound in order of time, and gives an MP4 file."""

    def __init__(self, size: tuple[int, int], *, has_sound: bool) -> None:
        import av

        self._av = av
        self._target = io.BytesIO()
        self._container = av.open(self._target, "w", format="mp4", options={"fflags": "+bitexact"})
        self._stream: Any = self._container.add_stream("libx264", rate=30, options=_QUALITY)
        self._stream.width, self._stream.height, self._stream.pix_fmt = (*size, "yuv420p")
        self._stream.codec_context.time_base = _MILLISECONDS
        self._sound: Any = None
        if has_sound:
            self._sound = self._container.add_stream("aac", rate=SOUND_RATE)
            self._sound.codec_context.layout = "stereo"
        for stream in (self._stream, self._sound) if has_sound else (self._stream,):
            stream.codec_context.flags |= av.codec.context.Flags.bitexact
        self._notes: Any = None

    def add_frame(self, pixels: Pixels, at_ms: int) -> None:
        """Write a frame of the size that was asked for."""
        frame = self._av.VideoFrame.from_ndarray(pixels, format="rgb24")
        frame.pts, frame.time_base = at_ms, _MILLISECONDS
        self._mux(self._stream.encode(frame))

    def add_sound(self, samples: bytes, at: int) -> None:
        """Write samples of 16 bits in two channels; `at` counts samples from the first frame."""
        block = np.frombuffer(samples, dtype=np.int16).reshape(1, -1)
        frame = self._av.AudioFrame.from_ndarray(block, format="s16", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, at, Fraction(1, SOUND_RATE)
        for packet in self._sound.encode(frame):
            self._container.mux(packet)

    def finish(self) -> bytes:
        """Return the file."""
        self._mux(self._stream.encode(None))
        if self._sound is not None:
            for packet in self._sound.encode(None):
                self._container.mux(packet)
        self._container.close()
        return self._target.getvalue()

    def _mux(self, packets: Any) -> None:
        for packet in packets:
            if self._notes is None:
                self._notes = self._av.bitstream.BitStreamFilterContext(_WITHOUT_NOTES, self._stream)
            for plain in self._notes.filter(packet):
                plain.stream = self._stream
                self._container.mux(plain)


def fitted(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """Return the frame at a size (width, height): shrunk, or with an odd row or column left out."""
    height, width = pixels.shape[:2]
    if (width - width % 2, height - height % 2) == size:
        return np.ascontiguousarray(pixels[: size[1], : size[0]])
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BOX))


def heard(blocks: Iterator[tuple[int, bytes]], sound: Sound) -> Iterator[tuple[int, bytes]]:
    """Yield (samples from the first frame, block) of the sound as asked for; what came before is cut."""
    at = None
    for at_ms, part in _altered(blocks) if sound is Sound.ALTERED else blocks:
        at = round(at_ms * SOUND_RATE / 1000) if at is None else at
        cut = min(len(part), max(0, -at) * _SAMPLE_BYTES)
        if part[cut:]:
            yield max(at, 0), part[cut:]
        at += len(part) // _SAMPLE_BYTES


def _altered(blocks: Iterator[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
    voice, started_ms = _AlteredVoice(), 0
    for number, (at_ms, block) in enumerate(blocks):
        started_ms = at_ms if number == 0 else started_ms
        yield from ((started_ms, part) for part in voice.altered(block))
    yield from ((started_ms, part) for part in voice.rest())


class _AlteredVoice:
    """Shifts the pitch by a random share that is kept nowhere. Who knows the way can shift it back."""

    def __init__(self) -> None:
        import av

        self._av = av
        low, high = secrets.choice((_LOWER, _HIGHER))
        shift = low + (high - low) * secrets.randbelow(10_000) / 10_000
        graph = av.filter.Graph()
        chain = (
            graph.add_abuffer(
                sample_rate=SOUND_RATE, format="s16", layout="stereo", time_base=Fraction(1, SOUND_RATE)
            ),
            graph.add("asetrate", str(round(SOUND_RATE * shift))),
            graph.add("aresample", str(SOUND_RATE)),
            graph.add("atempo", f"{1 / shift:.6f}"),
            graph.add("aformat", f"sample_fmts=s16:channel_layouts=stereo:sample_rates={SOUND_RATE}"),
            graph.add("abuffersink"),
        )
        for before, after in pairwise(chain):
            before.link_to(after)
        graph.configure()
        self._graph: Any = graph
        self._at = 0

    def altered(self, samples: bytes) -> Iterator[bytes]:
        """Yield what comes out for a block, but for what the filter still holds."""
        block = np.frombuffer(samples, dtype=np.int16).reshape(1, -1)
        frame = self._av.AudioFrame.from_ndarray(block, format="s16", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, self._at, Fraction(1, SOUND_RATE)
        self._at += len(samples) // _SAMPLE_BYTES
        self._graph.push(frame)
        yield from self._out()

    def rest(self) -> Iterator[bytes]:
        """Yield what the filter still holds, at the end."""
        self._graph.push(None)
        yield from self._out()

    def _out(self) -> Iterator[bytes]:
        while True:
            try:
                yield self._graph.pull().to_ndarray().tobytes()
            except (self._av.error.BlockingIOError, self._av.error.EOFError):
                return
