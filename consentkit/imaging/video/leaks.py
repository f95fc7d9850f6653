"""Find what a video file gives away beside its pictures. Runs only inside the video decoder process."""

from collections.abc import Iterator
from typing import Any

from consentkit.domain.videos.videos import VideoLeak

_PLACES = ("location", "gps", "geo", "coordinate")
_CAMERAS = (
    "make",
    "model",
    "device",
    "camera",
    "software",
    "encoder",
    "lens",
    "serial",
    "android",
    "writing",
)
_DATES = ("date", "time", "year")
# What a muxer writes into every file; it says nothing about anybody.
_PLAIN = frozenset(
    {"major_brand", "minor_version", "compatible_brands", "language", "handler_name", "vendor_id", "duration"}
)
_PLAIN_VALUES = frozenset(
    {"", "und", "VideoHandler", "SoundHandler", "GPAC ISO Video Handler", "[0][0][0][0]"}
)


def leaks_in_container(container: Any, shown: Any) -> tuple[VideoLeak, ...]:
    """Return what an opened container gives away; `shown` is the stream that is looked at."""
    found = {*_of_tags(container.metadata), *_of_streams(container, shown)}
    if container.chapters():
        found.add(VideoLeak.CHAPTERS)
    return tuple(leak for leak in VideoLeak if leak in found)


def _of_streams(container: Any, shown: Any) -> Iterator[VideoLeak]:
    sounds = 0
    for stream in container.streams:
        yield from _of_tags(stream.metadata)
        if stream.type == "audio":
            sounds += 1
            if sounds > 1:
                yield VideoLeak.OTHER_SOUND
        elif stream.type == "video" and stream.index != shown.index:
            is_cover = "attached" in str(stream.disposition).lower()
            yield VideoLeak.COVER_PICTURE if is_cover else VideoLeak.OTHER_VIDEO
        elif stream.type == "subtitle":
            yield VideoLeak.SUBTITLES
        elif stream.type != "video":
            yield VideoLeak.DATA_TRACKS


def _of_tags(tags: dict[str, str]) -> Iterator[VideoLeak]:
    for name, value in tags.items():
        known = name.lower()
        if known in _PLAIN and (known != "handler_name" or value in _PLAIN_VALUES):
            continue
        yield _kind_of(known)


def _kind_of(name: str) -> VideoLeak:
    if any(part in name for part in _PLACES):
        return VideoLeak.PLACE
    if any(part in name for part in _CAMERAS):
        return VideoLeak.CAMERA
    if any(part in name for part in _DATES):
        return VideoLeak.DATES
    return VideoLeak.WORDS
