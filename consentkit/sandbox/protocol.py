"""Length-prefixed messages between this program and its decoder."""

import struct
from typing import BinaryIO

_LENGTH = struct.Struct(">Q")


def write_message(stream: BinaryIO, content: bytes | memoryview) -> None:
    """Write one message and flush it."""
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def read_message(stream: BinaryIO, *, limit: int) -> bytes:
    """Read one message of at most `limit` bytes; raise EOFError when the other side is gone or lies."""
    prefix = stream.read(_LENGTH.size)
    if len(prefix) != _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(prefix)
    if length > limit:
        raise EOFError
    content = stream.read(length)
    if len(content) != length:
        raise EOFError
    return content
