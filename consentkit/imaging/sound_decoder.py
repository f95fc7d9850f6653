"""The sound decoder process: take a file from stdin, give one block of samples an answer."""

import json
import signal
import sys
from collections.abc import Iterator
from typing import BinaryIO

from consentkit.imaging import sound_decoding
from consentkit.imaging.decoder import allow_more_cpu, limit_resources, private_stdout
from consentkit.imaging.messages import read_message, write_message
from consentkit.imaging.sound_decoding import Refusal, SoundFile
from consentkit.imaging.sound_limits import MAX_BLOCK_BYTES, MAX_FILE_BYTES, MAX_SECONDS
from consentkit.imaging.workers import READY

_MAX_REQUEST_BYTES = 1000


def main() -> None:
    """Serve until stdin ends. One file at a time: the next one opened takes the place of the last."""
    # Ctrl+C reaches the whole group; the parent decides what happens then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, target = sys.stdin.buffer, private_stdout()
    limit_resources()
    sound_decoding.prepare()
    write_message(target, READY)
    blocks: Iterator[bytes] = iter(())
    while True:
        try:
            asked = read_message(source, limit=_MAX_REQUEST_BYTES)
            data = read_message(source, limit=MAX_FILE_BYTES)
        except EOFError:
            return
        allow_more_cpu(MAX_SECONDS)
        blocks = _answered(asked, data, blocks, target)


def _answered(asked: bytes, data: bytes, blocks: Iterator[bytes], target: BinaryIO) -> Iterator[bytes]:
    try:
        if asked == b"open":
            blocks, content = SoundFile(data).blocks(), b""
        else:
            content = _next_samples(blocks)
        told: dict[str, object] = {}
    except Refusal as refusal:
        told, content = {"refusal": refusal.code}, b""
    except Exception:  # noqa: BLE001  hostile files raise anything; each way means the same
        told, content = {"refusal": "recording-damaged"}, b""
    write_message(target, json.dumps(told).encode())
    write_message(target, content)
    return blocks


def _next_samples(blocks: Iterator[bytes]) -> bytes:
    """Return what comes next, `b""` at the end."""
    parts: list[bytes] = []
    while sum(map(len, parts)) < MAX_BLOCK_BYTES // 4:
        part = next(blocks, b"")
        if not part:
            break
        parts.append(part)
    return b"".join(parts)


if __name__ == "__main__":
    main()
