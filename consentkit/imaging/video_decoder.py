"""The video decoder process: take a file from stdin, give one frame or one block of sound an answer."""

import json
import signal
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

from consentkit.imaging import video_decoding
from consentkit.imaging.decoder import allow_more_cpu, limit_resources, private_stdout
from consentkit.imaging.messages import read_message, write_message
from consentkit.imaging.video_decoding import Frame, Refusal, VideoFile
from consentkit.imaging.video_limits import MAX_OPEN_SECONDS, MAX_SOUND_BYTES, MAX_VIDEO_BYTES
from consentkit.imaging.workers import READY

_MAX_REQUEST_BYTES = 1000


def main() -> None:
    """Serve until stdin ends. One file at a time: the next one opened takes the place of the last."""
    # Ctrl+C reaches the whole group; the parent decides what happens then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, target = sys.stdin.buffer, private_stdout()
    limit_resources()
    video_decoding.prepare()
    write_message(target, READY)
    reader = _Reader()
    while True:
        try:
            asked = read_message(source, limit=_MAX_REQUEST_BYTES).decode()
            data = read_message(source, limit=MAX_VIDEO_BYTES)
        except EOFError:
            return
        allow_more_cpu(MAX_OPEN_SECONDS)
        _answer(reader, asked, data, target)


class _Reader:
    """The file that is open, and how far it is read."""

    def __init__(self) -> None:
        self._file: VideoFile | None = None
        self._frames: Iterator[Frame] = iter(())
        self._sound: Iterator[tuple[int, bytes]] = iter(())

    def do(self, asked: str, data: bytes) -> tuple[dict[str, Any], Any]:
        """Open a file, or give what comes next of it. Raises Refusal."""
        if asked == "open":
            self._file = VideoFile(data)
            self._frames, self._sound = self._file.frames(), self._file.sound()
            return self._file.about(), b""
        if self._file is None:
            raise Refusal("video-damaged")
        return self._frame() if asked == "frame" else self._block()

    def _frame(self) -> tuple[dict[str, Any], Any]:
        frame = next(self._frames, None)
        if frame is None:
            return {"end": True}, b""
        height, width = frame.pixels.shape[:2]
        return {"at_ms": frame.at_ms, "height": height, "width": width}, frame.pixels.data.cast("B")

    def _block(self) -> tuple[dict[str, Any], Any]:
        blocks: list[bytes] = []
        started_ms = None
        while sum(map(len, blocks)) < MAX_SOUND_BYTES // 4:
            at_ms, block = next(self._sound, (0, b""))
            if not block:
                break
            started_ms = at_ms if started_ms is None else started_ms
            blocks.append(block)
        return {"end": not blocks, "at_ms": started_ms or 0}, b"".join(blocks)


def _answer(reader: _Reader, asked: str, data: bytes, target: BinaryIO) -> None:
    try:
        told, content = reader.do(asked, data)
    except Refusal as refusal:
        told, content = {"refusal": refusal.code}, b""
    except Exception:  # noqa: BLE001  hostile files raise anything; each way means the same
        told, content = {"refusal": "video-damaged"}, b""
    write_message(target, json.dumps(told).encode())
    write_message(target, content)


if __name__ == "__main__":
    main()
