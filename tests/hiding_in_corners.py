"""Hide words in what a picture's format asks for: codes, steps, colours and numbers that no pixel needs."""

import struct
from collections.abc import Callable
from random import Random

from hiding import box, chunk, plain, riff, saved, segment, tiff, webp_chunks
from PIL import Image

Hide = Callable[[Random], bytes]
WORDS = b"Sokha Invented, 12 Invented Street. "
_CODES = b"pqrstuvwxyzahibcdfgjq123456789"


def _segments(data: bytes) -> tuple[list[tuple[int, bytes]], bytes]:
    """Return what stands before the scans, and the scans."""
    at, found = 2, []
    while data[at + 1] != 0xDA:
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        found.append((data[at + 1], data[at + 4 : at + 2 + length]))
        at += 2 + length
    return found, data[at:]


def _joined(segments: list[tuple[int, bytes]], rest: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(segment(*one) for one in segments) + rest


def _more_codes(tables: bytes) -> bytes:
    """Give a table of runs as many long codes more as fit: each a letter that no block has."""
    at, out = 0, b""
    while at < len(tables):
        counts = bytearray(tables[at + 1 : at + 17])
        values = tables[at + 17 : at + 17 + sum(counts)]
        length = len(values)
        if tables[at] >> 4:
            room = 65535 - sum(count << (16 - bits) for bits, count in enumerate(counts, start=1))
            more = bytes(one for one in dict.fromkeys(_CODES) if one not in values and one & 15 <= 10)
            more = more[: min(room, 12)]
            counts[15] += len(more)
            values += more
        out += tables[at : at + 1] + bytes(counts) + values
        at += 17 + length
    return out


def unused_codes(random: Random) -> bytes:
    """A JPEG of its own tables, which have codes that its picture does not."""
    own = {"optimize": True} if random.random() < 0.5 else {"progressive": True}
    first, *tables = saved(plain(random), "JPEG", **own).split(b"\xff\xc4")
    lengths = [int.from_bytes(one[:2], "big") for one in tables]
    changed = [segment(0xC4, _more_codes(t[2:n])) + t[n:] for t, n in zip(tables, lengths, strict=True)]
    return first + b"".join(changed)


def _flat(random: Random, change: Callable[[int, bytes], bytes], *more: tuple[int, bytes]) -> bytes:
    image = Image.new("RGB", (32, 32), tuple(random.randrange(256) for _ in range(3)))
    segments, rest = _segments(saved(image, "JPEG"))
    return _joined([*((m, change(m, c)) for m, c in segments), *more], rest)


def _as_it_was(_marker: int, content: bytes) -> bytes:
    return content


JPEG: tuple[Hide, ...] = (
    unused_codes,
    lambda r: _flat(r, lambda m, c: c[:1] + (WORDS * 2)[:64] if m == 0xDB and not c[0] else c),
    lambda r: _flat(r, lambda m, c: c[:8] + b"Sokh" + c[12:] if m == 0xE0 else c),
    lambda r: _flat(r, _as_it_was, (0xE0, b"JFIF\x00\x01\x01\x00\x00S\x00o\x00\x00")),
    lambda r: _flat(r, _as_it_was, (0xEE, b"Adobe\x00dSokh\x01")),
    lambda r: _flat(r, _as_it_was, *[(0xEE, b"Adobe\x00d\x00\x00\x00\x00\x01")] * 2),
)


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    at, found = 8, []
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        found.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def _png(
    image: Image.Image, change: Callable[[bytes, bytes], list[tuple[bytes, bytes]]], **how: object
) -> bytes:
    chunks = [new for name, content in _chunks(saved(image, "PNG", **how)) for new in change(name, content)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*one) for one in chunks)


def _transparent(random: Random, mode: str, colour: bytes) -> bytes:
    return _png(plain(random, mode), lambda n, c: [(n, c), (b"tRNS", colour)] if n == b"IHDR" else [(n, c)])


def _palette(random: Random) -> bytes:
    def letters(name: bytes, content: bytes) -> list[tuple[bytes, bytes]]:
        return [(name, content[:24] + (WORDS * 2)[:60] if name == b"PLTE" else content)]

    return _png(plain(random).quantize(8), letters, bits=8)


PNG: tuple[Hide, ...] = (
    _palette,
    lambda r: _transparent(r, "RGB", b"SokhaI"),
    lambda r: _transparent(r, "L", b"So"),
    lambda r: _png(
        plain(r).quantize(8),
        lambda n, c: [(n, c), (b"tRNS", b"\xff" * 8 + WORDS[:30])] if n == b"PLTE" else [(n, c)],
        bits=8,
    ),
)

_TAGS = (
    (282, 5, 1, WORDS[:8]), (283, 5, 1, WORDS[6:14]), (532, 5, 6, (WORDS * 2)[:48]), (254, 4, 1, b"Sokh"),
    (274, 3, 1, b"So"), (296, 3, 1, b"So"), (266, 3, 1, b"So"), (530, 3, 2, b"Sokh"), (531, 3, 1, b"So"),
    (317, 3, 1, b"So"), (320, 3, 18, WORDS[:36]), (339, 3, 3, b"SokhaI"),
)  # fmt: skip
TIFF: tuple[Hide, ...] = (lambda r: tiff(plain(r), 1, b"", r.choice(_TAGS)),) * 4


def _behind(random: Random, **how: object) -> bytes:
    image = plain(random, "RGBA") if "quality" in how else plain(random)
    if image.mode == "RGBA":
        image.putpixel((0, 0), (9, 9, 9, 200))
    chunks = webp_chunks(saved(image, "WEBP", **how))
    more = WORDS[: random.randrange(2, 12)]
    return riff([(n, c + more if n in {b"VP8L", b"ALPH"} else c) for n, c in chunks])


WEBP: tuple[Hide, ...] = (lambda r: _behind(r, lossless=True), lambda r: _behind(r, quality=80))

_PARENTS = (b"meta", b"iprp", b"ipco", b"iinf", b"iref")


def _starts(data: bytes) -> list[int]:
    return [data.find(one) - 4 for one in _PARENTS]


def grown(data: bytes, kind: bytes, more: bytes) -> bytes:
    """Return a HEIC or AVIF whose first box of a kind has these bytes more; all that holds it grows."""
    at = data.index(kind) - 4
    end = at + int.from_bytes(data[at : at + 4], "big")
    out = bytearray(data[:end] + more + data[end:])
    ends = {one: one + int.from_bytes(data[one : one + 4], "big") for one in _starts(data)}
    holding = [one for one, ended in ends.items() if 0 <= one < at and end <= ended]
    for start in (at, *holding):
        length = int.from_bytes(data[start : start + 4], "big") + len(more)
        out[start : start + 4] = struct.pack(">I", length)
    pixels = data.rindex(b"mdat") + 4
    place = out.find(struct.pack(">I", pixels), out.index(b"iloc"))
    out[place : place + 4] = struct.pack(">I", pixels + len(more))
    return bytes(out)


def _heif(kind: str) -> tuple[Hide, ...]:
    config = b"hvcC" if kind == "HEIF" else b"av1C"
    more = (
        (b"ipco", box(b"pasp", WORDS[:8])), (b"ipco", box(b"auxC", bytes(4) + WORDS + b"\x00")),
        (b"ipco", box(b"clap", WORDS[:32])), (b"ispe", WORDS), (b"pixi", WORDS),
        (b"meta", box(b"idat", WORDS)), (b"infe", WORDS + b"\x00"),
        (b"meta", box(b"iref", bytes(4) + box(b"Sokh", b"\x00\x01\x00\x01\x00\x01"))),
        (config, WORDS), (b"iloc", WORDS), (b"ipma", WORDS), (b"pitm", WORDS), (b"iinf", box(b"free", WORDS)),
    )  # fmt: skip
    return tuple(
        lambda r, where=where, what=what: grown(saved(plain(r), kind), where, what) for where, what in more
    )


CORNERS: dict[str, tuple[Hide, ...]] = {
    "JPEG": JPEG, "PNG": PNG, "TIFF": TIFF, "WEBP": WEBP, "HEIF": _heif("HEIF"), "AVIF": _heif("AVIF"),
}  # fmt: skip
