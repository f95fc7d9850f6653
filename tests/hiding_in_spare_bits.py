"""Ways to hide something in bits that a picture's format asks for and no pixel needs."""

import re
import struct
import zlib
from collections.abc import Callable
from random import Random

import numpy as np
from hiding import chunk, plain, riff, saved, webp_chunks
from PIL import Image

Hide = Callable[[Random], bytes]
_WORDS = b"Sokha Invented 0123"


def _behind_scan(random: Random) -> bytes:
    data = saved(plain(random), "JPEG")
    return data[:-2] + random.choice((b"S", b"So", b"\xff\xd3\xff\xd5", _WORDS)) + data[-2:]


def _beside_jpeg(random: Random) -> bytes:
    """A JPEG that says it is smaller than it is coded: somebody stands in its last blocks."""
    pixels = np.full((64, 64, 3), 120, np.uint8)
    pixels[:, 50:] = np.frombuffer(random.randbytes(64 * 14 * 3), np.uint8).reshape(64, 14, 3)
    data = bytearray(saved(Image.fromarray(pixels), "JPEG", quality=90, subsampling=random.choice((0, 2))))
    at = data.index(b"\xff\xc0")
    data[at + 7 : at + 9] = struct.pack(">H", random.choice((50, 49)))
    if data[at + 11] == 0x11:
        data[at + 7 : at + 9] = struct.pack(">H", 57)
    return bytes(data)


def _png(
    head: tuple[int, ...], rows: bytes, pieces: Callable[[bytes], list[bytes]] = lambda packed: [packed]
) -> bytes:
    packed = b"".join(chunk(b"IDAT", one) for one in pieces(zlib.compress(rows)))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", *head)) + packed + chunk(b"IEND", b"")
    )


def _row_ends(random: Random) -> bytes:
    """Thirteen pixels of one bit: three bits more in each row."""
    rows = b"".join(bytes((0, random.randrange(256), 0b10101000 | one & 7)) for one in _WORDS)
    return _png((13, len(_WORDS), 1, 0, 0, 0, 0), rows)


def _pieces(random: Random) -> bytes:
    """Pixels in pieces whose lengths are letters, or in pieces of nothing."""
    side = 60
    rows = b"".join(b"\0" + random.randbytes(side * 3) for _ in range(side))

    def cut(packed: bytes) -> list[bytes]:
        if random.random() < 0.5:
            return [packed, *[b""] * random.randrange(1, 9)]
        found, at = [], 0
        for length in _WORDS:
            found.append(packed[at : at + length])
            at += length
        return [*found, packed[at:]]

    return _png((side, side, 8, 2, 0, 0, 0), rows, cut)


def _no_such_colour(random: Random) -> bytes:
    image = plain(random)
    rows = b"".join(b"\0" + image.crop((0, y, image.width, y + 1)).tobytes() for y in range(image.height))
    data = _png((image.width, image.height, 8, 2, 0, 0, 0), rows)
    at = data.index(b"IDAT") - 4
    return data[:at] + chunk(b"tRNS", b"\0S\0o\0k") + data[at:]


def _hardly_through(random: Random) -> bytes:
    alpha = np.frombuffer(bytes(254 + random.randrange(2) for _ in range(900)), np.uint8).reshape(30, 30)
    image = Image.new("RGB", (30, 30), (90, 80, 70))
    image.putalpha(Image.fromarray(alpha))
    return saved(image, "PNG")


def _gif(random: Random) -> bytes:
    data = saved(plain(random).quantize(16), "GIF")
    at = data.index(b"\x2c", 13 + (6 << (data[10] & 7)))
    way = random.randrange(3)
    if way == 0:
        return data[: at + 9] + bytes((data[at + 9] | random.choice((0x08, 0x10, 0x20)),)) + data[at + 10 :]
    if way == 1:
        return data[:10] + bytes((data[10] | 0x08,)) + data[11:]
    control = b"!\xf9\x04" + bytes((random.choice((0x02, 0x10, 0x1C)), 0, 0, 0)) + b"\0"
    return data[: 13 + (6 << (data[10] & 7))] + control + data[at:]


def _webp(random: Random) -> bytes:
    image = plain(random)
    chunks = webp_chunks(saved(image, "WEBP", quality=80))
    if random.random() < 0.5:
        return riff([(n, c[:7] + bytes((c[7] | 0xC0,)) + c[8:] if n == b"VP8 " else c) for n, c in chunks])
    sides = (image.width - 1).to_bytes(3, "little") + (image.height - 1).to_bytes(3, "little")
    flags = random.choice((0x20, 0x08, 0x04, 0x01, 0x40, 0x80))
    return riff([(b"VP8X", bytes((flags, 0, 0, 0)) + sides), *(one for one in chunks if one[0] == b"VP8 ")])


def _tiff(random: Random) -> bytes:
    """Thirteen pixels of one bit in a row, plain."""
    rows = b"".join(bytes((random.randrange(256), 0b10101000 | one & 7)) for one in _WORDS)
    tags = [
        (256, 3, 1, 13), (257, 3, 1, len(_WORDS)), (258, 3, 1, 1), (259, 3, 1, 1), (262, 3, 1, 1),
        (273, 4, 1, 8 + 2 + 12 * 9 + 4), (277, 3, 1, 1), (278, 3, 1, len(_WORDS)), (279, 4, 1, len(rows)),
    ]  # fmt: skip
    listed = b"".join(struct.pack("<HHII", *one) for one in tags)
    return b"II*\x00" + struct.pack("<IH", 8, len(tags)) + listed + bytes(4) + rows


def _flags(kind: str) -> Hide:
    """A HEIC or AVIF with something in the flags of a box, in its handler, or in its decoder's settings."""
    settings = (b"hvcC", 8, b"Sok") if kind == "HEIF" else (b"av1C", 7, b"\x0f")
    places = (
        (b"ispe", 5, b"Sok"), (b"pixi", 5, b"Sok"), (b"pitm", 5, b"Sok"), (b"iloc", 5, b"Sok"),
        (b"iinf", 5, b"Sok"), (b"infe", 5, b"Sok"), (b"ipma", 5, b"So"), (b"hdlr", 16, b"Sokha Invent"),
        (b"hdlr", 5, b"Sok"), settings,
    )  # fmt: skip

    def hide(random: Random) -> bytes:
        name, more, said = random.choice(places)
        data = saved(plain(random), kind)
        at = data.index(name) + more
        return data[:at] + said + data[at + len(said) :]

    return hide


def _restarts(random: Random) -> bytes:
    """Pieces of a JPEG between two restarts, with letters behind their last pixel."""
    data = saved(plain(random).resize((80, 64)), "JPEG", restart_marker_blocks=1)
    return re.sub(rb"(\xff[\xd0-\xd7])", rb"Sokha\1", data, count=3)


IN_SPARE_BITS: dict[str, tuple[Hide, ...]] = {
    "JPEG": (_behind_scan, _beside_jpeg, _restarts),
    "PNG": (_row_ends, _pieces, _no_such_colour, _hardly_through),
    "GIF": (_gif,) * 2,
    "WEBP": (_webp,),
    "TIFF": (_tiff,),
    "HEIF": (_flags("HEIF"),) * 2,
    "AVIF": (_flags("AVIF"),) * 2,
}
