"""Write our metadata and the sRGB profile into a public copy, and prove that it holds nothing else."""

import io
import re
import struct
import zlib
from functools import cache

from PIL import Image, ImageCms

from consentkit.domain.pictures.copy_metadata import CopyMetadata
from consentkit.domain.pictures.images import Leak
from consentkit.domain.pictures.public_copies import CopyFormat
from consentkit.imaging.formats.containers import PNG_SIGNATURE, riff_chunks
from consentkit.imaging.metadata.xmp_packets import read_packet, xmp_packet
from consentkit.imaging.walkers.table import leaks_in

# ICC.1:2010, 7.2: bytes 24 to 35 of the header; year to second, two bytes each.
_DATE_OF_PROFILE = slice(24, 36)
_A_DAY = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
"""The profile's own date would be the moment of writing, and tell when the copy was made."""

# A segment's two bytes of length count themselves: 65,535 less 2.
_JPEG_SEGMENT = 65533
# PNG: a signature of 8 bytes and IHDR, which is always 25; what we add follows it.
_IHDR_END = 8 + 25
_RIFF_HEADER = 12
# Flags of VP8X (Google's WebP container specification).
_HAS_ICC, _HAS_XMP = 0x20, 0x04


_PACKET = re.compile(rb'<\?xpacket begin=.*?<\?xpacket end="r"\?>', re.DOTALL)


@cache
def srgb_profile() -> bytes:
    """Return the sRGB profile, the same bytes each time: pixels are in sRGB since they were opened."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made[: _DATE_OF_PROFILE.start] + _A_DAY + made[_DATE_OF_PROFILE.stop :]


def with_metadata(bare: bytes, metadata: CopyMetadata) -> bytes:
    """Return a public copy with the metadata and the profile in it; the file must hold pixels only."""
    packet, profile = xmp_packet(metadata), srgb_profile()
    kind = kind_of(bare)
    if kind is CopyFormat.JPEG:
        place = 4 + int.from_bytes(bare[4:6], "big")
        return bare[:place] + _jpeg_segments(packet, profile) + bare[place:]
    if kind is CopyFormat.PNG:
        return bare[:_IHDR_END] + _png_chunks(packet, profile) + bare[_IHDR_END:]
    return _webp(bare, packet, profile)


def kind_of(data: bytes) -> CopyFormat:
    """Return what kind of public copy a file is."""
    if data[:8] == PNG_SIGNATURE:
        return CopyFormat.PNG
    return CopyFormat.WEBP if data[:4] == b"RIFF" else CopyFormat.JPEG


def leaks_beside_metadata(data: bytes, metadata: CopyMetadata) -> tuple[Leak, ...]:
    """Return what a public copy as it was read back holds beside its pixels, these metadata and the profile.

    Notes or a profile that are not there letter by letter are an UNKNOWN_BLOCK.
    """
    bare = _without(data, xmp_packet(metadata), srgb_profile())
    return (Leak.UNKNOWN_BLOCK,) if bare is None else leaks_in(bare)


def leaks_beside_own_metadata(data: bytes) -> tuple[Leak, ...]:
    """Return what a public copy holds beside its pixels, the profile, and the notes that it says are ours.

    Notes that we would not write so, letter by letter, are an UNKNOWN_BLOCK.
    """
    found = _PACKET.search(data)
    metadata = read_packet(found.group()) if found else None
    return (Leak.UNKNOWN_BLOCK,) if metadata is None else leaks_beside_metadata(data, metadata)


def _without(data: bytes, packet: bytes, profile: bytes) -> bytes | None:
    kind = kind_of(data)
    if kind is CopyFormat.WEBP:
        return _bare_webp(data, packet, profile)
    ours = _jpeg_segments(packet, profile) if kind is CopyFormat.JPEG else _png_chunks(packet, profile)
    return data.replace(ours, b"") if data.count(ours) == 1 else None


def _jpeg_segments(packet: bytes, profile: bytes) -> bytes:
    xmp = b"http://ns.adobe.com/xap/1.0/\x00" + packet
    icc = b"ICC_PROFILE\x00\x01\x01" + profile
    if max(len(xmp), len(icc)) > _JPEG_SEGMENT:
        raise ValueError("the notes are too long for a JPEG")
    return b"".join(
        bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content
        for marker, content in ((0xE1, xmp), (0xE2, icc))
    )


def _png_chunks(packet: bytes, profile: bytes) -> bytes:
    chunks = {
        b"iCCP": b"sRGB\x00\x00" + zlib.compress(profile, 9),
        b"iTXt": b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + packet,
    }
    return b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks.items()
    )


def _webp(bare: bytes, packet: bytes, profile: bytes) -> bytes:
    with Image.open(io.BytesIO(bare), formats=("WEBP",)) as image:
        width, height = image.size
    pixels = [(name, content) for name, content in riff_chunks(bare) if name != b"VP8X"]
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    head = (b"VP8X", bytes((_HAS_ICC | _HAS_XMP, 0, 0, 0)) + canvas)
    return _riff([head, (b"ICCP", profile), *pixels, (b"XMP ", packet)])


def _bare_webp(data: bytes, packet: bytes, profile: bytes) -> bytes | None:
    chunks = list(riff_chunks(data))
    ours = [(b"ICCP", profile), (b"XMP ", packet)]
    if any(chunks.count(one) != 1 for one in ours) or not chunks or chunks[0][0] != b"VP8X":
        return None
    return _riff([chunk for chunk in chunks[1:] if chunk not in ours]) + data[_end_of_riff(data) :]


def _end_of_riff(data: bytes) -> int:
    return 8 + int.from_bytes(data[4:8], "little")


def _riff(chunks: list[tuple[bytes, bytes]]) -> bytes:
    body = b"".join(
        name + struct.pack("<I", len(content)) + content + b"\x00" * (len(content) % 2)
        for name, content in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
