"""A JPEG: tables, one frame and its scans are needed. Nothing else is."""

from dataclasses import dataclass, field

from consentkit.domain.pictures.images import Leak
from consentkit.imaging.formats.containers import jpeg_segments
from consentkit.imaging.walkers.blocks import Block, Blocks
from consentkit.imaging.walkers.exif import EXIF_START, exif_blocks

_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\x00"
_ADOBE_COLOURS = b"Adobe"
# APP14 as Adobe wrote it down (technical note 5116), APP0 of JFIF 1.02 without a thumbnail: what is longer
# holds something else.
_ADOBE_LENGTH = 12
_JFIF_LENGTH = 14
# ITU-T T.81, table B.1. Quantization, Huffman tables, restart interval; baseline, extended and progressive
# frames; the scan; the end.
_DQT, _DHT, _DRI, _SOS, _EOI = 0xDB, 0xC4, 0xDD, 0xDA, 0xD9
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_HUFFMAN_HEAD = 17
_APP_NAMES = {0xFE: "COM"} | {0xE0 + number: f"APP{number}" for number in range(16)}


def jpeg_blocks(data: bytes) -> Blocks:
    """Yield what a JPEG holds beside its tables, its frame and its scans."""
    tables = _Tables()
    for marker, content in jpeg_segments(data):
        if marker == _EOI:
            if content:
                yield Block(Leak.TRAILING_BYTES, "after the picture", content)
        elif marker in _FRAMES or marker in {_DQT, _DHT, _DRI, _SOS}:
            if not tables.fit(marker, content):
                yield Block(Leak.UNKNOWN_BLOCK, f"JPEG {marker:02X}", content)
        else:
            yield from _segment(marker, content)


def _segment(marker: int, content: bytes) -> Blocks:
    where = f"JPEG {_APP_NAMES.get(marker, f'{marker:02X}')}"
    match marker, content:
        case 0xE0, _:
            yield from _jfif(content, where)
        case 0xE1, _ if content.startswith(EXIF_START):
            yield from exif_blocks(content, where)
        case 0xE1, _ if content.startswith((_XMP, _XMP_MORE)):
            yield Block(Leak.XMP, where, content)
        case 0xE2, _ if content.startswith(b"ICC_PROFILE\x00"):
            yield Block(Leak.COLOUR_PROFILE, where, content)
        case 0xE2, _ if content.startswith(b"MPF\x00"):
            yield Block(Leak.OTHER_FRAMES, "JPEG MPF", content)
        case 0xED, _:
            yield Block(Leak.IPTC, where, content)
        case 0xEE, _ if content.startswith(_ADOBE_COLOURS) and len(content) == _ADOBE_LENGTH:
            return  # says how the colours are coded; a decoder needs it
        case 0xFE, _:
            yield Block(Leak.COMMENT, where, content)
        case _:
            yield Block(Leak.UNKNOWN_BLOCK, where, content)


def _jfif(content: bytes, where: str) -> Blocks:
    if content.startswith(b"JFXX\x00"):
        yield Block(Leak.THUMBNAIL, where, content)
    elif not content.startswith(b"JFIF\x00") or len(content) < _JFIF_LENGTH:
        yield Block(Leak.UNKNOWN_BLOCK, where, content)
    elif content[12] or content[13]:
        yield Block(Leak.THUMBNAIL, where, content)
    elif len(content) > _JFIF_LENGTH:
        yield Block(Leak.UNKNOWN_BLOCK, where, content)


@dataclass
class _Tables:
    """What has been given so far: a table that is given again before a scan used it decodes nothing."""

    unused: set[tuple[int, int]] = field(default_factory=set)
    frames: int = 0

    def fit(self, marker: int, content: bytes) -> bool:
        """Tell whether a needed segment is as long as what it says asks for, and is needed now."""
        if marker == _SOS:
            self.unused.clear()
            return bool(content) and len(content) == 4 + 2 * content[0]
        if marker in _FRAMES:
            self.frames += 1
            return self.frames == 1 and len(content) > 5 and len(content) == 6 + 3 * content[5]  # noqa: PLR2004
        if marker == _DRI:
            return len(content) == 2 and self._is_new(marker, 0)  # noqa: PLR2004 - two bytes of interval
        return self._tables_fit(marker, content)

    def _tables_fit(self, marker: int, content: bytes) -> bool:
        at = 0
        while at < len(content):
            if not self._is_new(marker, content[at] & 0x1F if marker == _DHT else content[at] & 0x0F):
                return False
            if marker == _DQT:
                at += 65 + 64 * (content[at] >> 4)
            else:
                at += _HUFFMAN_HEAD + sum(content[at + 1 : at + _HUFFMAN_HEAD])
        return at == len(content) > 0

    def _is_new(self, marker: int, number: int) -> bool:
        key = (marker, number)
        if key in self.unused:
            return False
        self.unused.add(key)
        return True
