"""A WebP: one frame, with its header and its transparency where it has them, is needed. Nothing else is."""

import io

from PIL import Image

from consentkit.domain.pictures.images import Leak
from consentkit.imaging.formats.containers import riff_chunks, riff_length
from consentkit.imaging.walkers.blocks import Block, Blocks
from consentkit.imaging.walkers.exif import EXIF_START, exif_blocks

_LEAKS = {
    b"XMP ": Leak.XMP,
    b"ICCP": Leak.COLOUR_PROFILE,
    b"ANIM": Leak.OTHER_FRAMES,
    b"ANMF": Leak.OTHER_FRAMES,
}
_FRAMES = frozenset({b"VP8 ", b"VP8L"})
_VP8X_LENGTH = 10
_FREE_FLAGS, _SCALED = 0xC1, 0xC0
_SAID = {0x20: b"ICCP", 0x08: b"EXIF", 0x04: b"XMP ", 0x02: b"ANIM"}
_TAIL_BYTES = 2
"""A stream without these must not decode: if it does, they were no pixels. Of 360 sound ones none did."""


def webp_blocks(data: bytes) -> Blocks:
    """Yield what a WebP holds beside its frame."""
    chunks = list(riff_chunks(data))
    seen: set[bytes] = set()
    names = {name for name, _ in chunks}
    for name, content in chunks:
        if name == b"EXIF":
            yield from exif_blocks(content.removeprefix(EXIF_START), "WebP EXIF")
        elif not _is_needed(name, content, seen, names):
            yield Block(_LEAKS.get(name, Leak.UNKNOWN_BLOCK), f"WebP {name.decode('latin-1')}", content)
        seen.add(name)
    yield from _behind_pixels(chunks)
    yield from _padding(data, chunks)
    if riff_length(data) != len(data):
        yield Block(Leak.TRAILING_BYTES, "after the picture", data[riff_length(data) :])


def _is_needed(name: bytes, content: bytes, seen: set[bytes], names: set[bytes]) -> bool:
    if name in _FRAMES:
        return not seen & _FRAMES and (name != b"VP8 " or _is_plain_frame(content))
    if name == b"VP8X":
        is_whole = not seen and len(content) == _VP8X_LENGTH and not any(content[1:4])
        return is_whole and not content[0] & _FREE_FLAGS and _has_what_it_says(content[0], names)
    return name == b"ALPH" and name not in seen and b"VP8 " in names and b"VP8L" not in names


def _is_plain_frame(content: bytes) -> bool:
    """Tell whether a frame asks for no scaling, which no program does (RFC 6386, 9.1)."""
    return len(content) > 9 and not (content[7] | content[9]) & _SCALED  # noqa: PLR2004 - its head


def _has_what_it_says(flags: int, names: set[bytes]) -> bool:
    return all(name in names for flag, name in _SAID.items() if flags & flag)


def _behind_pixels(chunks: list[tuple[bytes, bytes]]) -> Blocks:
    """Yield what follows the pixels in a stream without a checksum; that of VP8 is checked when it opens."""
    pixels = [(name, content) for name, content in chunks if name in {b"VP8X", b"ALPH", *_FRAMES}]
    for number, (name, content) in enumerate(pixels):
        if name in {b"VP8L", b"ALPH"} and len(content) > _TAIL_BYTES:
            shorter = [*pixels[:number], (name, content[:-_TAIL_BYTES]), *pixels[number + 1 :]]
            if _decodes(shorter):
                yield Block(Leak.UNKNOWN_BLOCK, f"WebP {name.decode()}", content)


def _decodes(chunks: list[tuple[bytes, bytes]]) -> bool:
    body = b"".join(
        name + len(content).to_bytes(4, "little") + content + b"\x00" * (len(content) % 2)
        for name, content in chunks
    )
    try:
        with Image.open(
            io.BytesIO(b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body), formats=("WEBP",)
        ) as image:
            image.load()
    except (OSError, EOFError, ValueError):
        return False
    return True


def _padding(data: bytes, chunks: list[tuple[bytes, bytes]]) -> Blocks:
    at = 12
    for _, content in chunks:
        at += 8 + len(content)
        if len(content) % 2:
            if data[at]:
                yield Block(Leak.UNKNOWN_BLOCK, "WebP between", data[at : at + 1])
            at += 1
