"""Refuse files whose structure shows damage that the image libraries hide.

A decoder that patches over damage gives a picture in which a face may be lost to the detector and not to
the eye. Each check below looks at what its format offers: checksums, lengths, or a stricter decoder.
"""

import zlib
from typing import Any

import simplejpeg
from PIL import Image

from consentkit.imaging.formats.containers import Damaged, gif_parts, png_chunks
from consentkit.imaging.formats.gif_codes import lzw_length
from consentkit.imaging.formats.webp import check_webp

# TIFF 6.0, section 8: tags by number; compression 1 is none.
_SAMPLE_BITS, _COMPRESSION = 258, 259
_STRIP_OFFSETS, _STRIP_LENGTHS, _TILE_OFFSETS, _TILE_LENGTHS = 273, 279, 324, 325
_UNCOMPRESSED = 1
# ISO/IEC 14496-12: four bytes of length, four of kind.
_ATOM_HEADER = 8


def check_structure(data: bytes, kind: str, image: Image.Image) -> None:
    """Raise when the file's own structure contradicts itself; `kind` is Pillow's name of the format."""
    if kind in {"JPEG", "MPO"}:
        _check_jpeg(data)
    elif kind == "PNG":
        _check_png(data)
    elif kind == "GIF":
        _check_gif(data)
    elif kind == "WEBP":
        check_webp(data)
    elif kind == "TIFF":
        _check_tiff(data, image)
    elif kind in {"AVIF", "HEIF"}:
        _check_atoms(data)


def _check_jpeg(data: bytes) -> None:
    """Decode again with every warning an error, as an eighth of its size: the entropy data is read whole."""
    *_, colours, _ = simplejpeg.decode_jpeg_header(data, strict=True)
    target = {"CMYK": "CMYK", "YCCK": "CMYK", "Gray": "GRAY"}.get(colours, "RGB")
    simplejpeg.decode_jpeg(data, target, min_height=1, min_width=1, min_factor=8, strict=True)


def _check_png(data: bytes) -> None:
    for name, content, checksum in png_chunks(data):
        if zlib.crc32(content, zlib.crc32(name)) != checksum:
            raise Damaged


def _check_gif(data: bytes) -> None:
    for part in gif_parts(data):
        if part.label is None and lzw_length(part.content, part.least_bits)[0] != part.size[0] * part.size[1]:
            raise Damaged


def _check_tiff(data: bytes, image: Any) -> None:
    """Compare the strips with the file, and uncompressed ones with the size that the header claims."""
    tags = image.tag_v2
    offsets = tags.get(_STRIP_OFFSETS) or tags.get(_TILE_OFFSETS) or ()
    counts = tags.get(_STRIP_LENGTHS) or tags.get(_TILE_LENGTHS) or ()
    if not offsets or len(offsets) != len(counts):
        raise Damaged
    if any(offset + count > len(data) for offset, count in zip(offsets, counts, strict=True)):
        raise Damaged
    if tags.get(_COMPRESSION, _UNCOMPRESSED) == _UNCOMPRESSED and _STRIP_LENGTHS in tags:
        row_bits = image.width * sum(tags.get(_SAMPLE_BITS, (1,)))
        if sum(counts) != -(-row_bits // 8) * image.height:
            raise Damaged


def _check_atoms(data: bytes) -> None:
    """Walk the outermost atoms of an AVIF or HEIF file: they must fill it."""
    at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size == 0:
            return
        if size < _ATOM_HEADER or at + size > len(data):
            raise Damaged
        at += size
