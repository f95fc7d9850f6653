"""The sound decoder process: take a file from stdin, give one block of samples an answer."""

from collections.abc import Iterator
from typing import Any

from consentkit.imaging.sound import decoding as sound_decoding
from consentkit.imaging.sound.decoding import Refusal, SoundFile
from consentkit.imaging.sound.limits import MAX_BLOCK_BYTES, MAX_FILE_BYTES, MAX_SECONDS
from consentkit.sandbox.serving import Content, Service, allow_more_cpu, limit_resources

_MAX_REQUEST_BYTES = 1000


def service() -> Service:
    """One file at a time: the next one opened takes the place of the last."""
    return Service(_Reader().answer, (_MAX_REQUEST_BYTES, MAX_FILE_BYTES), prepare=_prepare)


def _prepare() -> None:
    limit_resources()
    sound_decoding.prepare()


class _Reader:
    """The file that is open, and how far it is read."""

    def __init__(self) -> None:
        self._blocks: Iterator[bytes] = iter(())

    def answer(self, asked: bytes, data: bytes) -> tuple[dict[str, Any], Content]:
        """Open a file, or give what comes next of it."""
        allow_more_cpu(MAX_SECONDS)
        try:
            if asked != b"open":
                return {}, _next_samples(self._blocks)
            self._blocks = SoundFile(data).blocks()
        except Refusal as refusal:
            return {"refusal": refusal.code}, b""
        except Exception:  # noqa: BLE001  hostile files raise anything; each way means the same
            return {"refusal": "recording-damaged"}, b""
        return {}, b""


def _next_samples(blocks: Iterator[bytes]) -> bytes:
    """Return what comes next, `b""` at the end."""
    parts: list[bytes] = []
    while sum(map(len, parts)) < MAX_BLOCK_BYTES // 4:
        part = next(blocks, b"")
        if not part:
            break
        parts.append(part)
    return b"".join(parts)
