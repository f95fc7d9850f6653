"""The decoder process: read a file from stdin, answer with its pixels, again and again."""

from typing import Any

from consentkit.imaging.opening import decoding
from consentkit.sandbox.limits import MAX_FILE_BYTES, MAX_SECONDS
from consentkit.sandbox.serving import Content, Service, allow_more_cpu, limit_resources


def service() -> Service:
    """Return how this process answers."""
    return Service(_answer, (MAX_FILE_BYTES,), prepare=prepare)


def prepare() -> None:
    """Take from this process what it does not need to open a file, and load what opens one."""
    limit_resources()
    decoding.prepare()


def _answer(data: bytes) -> tuple[dict[str, Any], Content]:
    allow_more_cpu(MAX_SECONDS)
    try:
        decoded = decoding.decode(data)
    except decoding.Refusal as refusal:
        return {"refusal": refusal.code}, b""
    height, width = decoded.pixels.shape[:2]
    told = {"height": height, "width": width, "media_type": decoded.media_type, "leaks": decoded.leaks}
    told["capture"] = decoded.capture
    return told, decoded.pixels.data.cast("B")
