"""A JPEG: tables, one frame and its scans are needed. Nothing else is."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from consentkit.domain.pictures.images import Leak
from consentkit.imaging.formats.containers import jpeg_segments
from consentkit.imaging.formats.jpeg_codes import digest_of, has_unused_codes
from consentkit.imaging.walkers.blocks import Block, Blocks
from consentkit.imaging.walkers.exif import EXIF_START, exif_blocks
from consentkit.imaging.walkers.spare_bits import has_more_in_scans, shows_beside

_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\x00"
_ADOBE_COLOURS = b"Adobe"
# APP14 as Adobe wrote it down (technical note 5116), APP0 of JFIF 1.02 without a thumbnail: what is longer
# holds something else.
_ADOBE_SAID = re.compile(rb"Adobe\0[\x64\x65][\0\x40\x80\xc0][\0\x40]\0\0[\0-\x02]", re.DOTALL)
# JFIF 1.02: version, unit, and as many points to it, across and down.
_JFIF_SAID = re.compile(rb"JFIF\0\x01[\0-\x02][\0-\x02][\0-\x3f].[\0-\x3f].", re.DOTALL)
_JFIF_LENGTH = 14
# ITU-T T.81, table B.1. Quantization, Huffman tables, restart interval; baseline, extended and progressive
# frames; the scan; the end.
_DQT, _DHT, _DRI, _SOS, _EOI = 0xDB, 0xC4, 0xDD, 0xDA, 0xD9
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_PROGRESSIVE = 0xC2
_HUFFMAN_HEAD, _AC, _REFINES = 17, 0x10, 0x10
_MOST_BITS_DC, _MOST_BITS_AC = 11, 10
# T.81, tables K.3 to K.6, by the beginning of their digest: for grey pictures, too, encoders give all four.
_USUAL_HUFFMAN = frozenset(
    {"2f66814c875b53173f057d784a16a34d", "a6283a08f5d97906b66adcc812e32396",
     "602f734c8c12c1d9d049a18fd91d9ef3", "13f90e3c9dc476c66f24347f6ad29cea"}
)  # fmt: skip
# What the parts of a frame are called: JFIF, old JFIF, RGB and CMYK of Adobe.
_PART_NAMES = frozenset({*range(5), *b"RGBCMYKrgb", 34, 35})
# T.81, tables K.1 and K.2, in the order in which they are written.
_BRIGHTNESS = bytes.fromhex(
    "100b0c0e0c0a100e0d0e1211101318281a181616183123251d283a333d3c3933383740485c4e404457453738506d51"
    "575f626768673e4d71797064785c656763"
)
_COLOUR = bytes.fromhex("1112121815182f1a1a2f63423842" + "63" * 50)
_HALF = 50
_LETTERS, _LEAST_LETTERS = re.compile(rb"[A-Za-z]+"), 4
_APP_NAMES = {0xFE: "COM"} | {0xE0 + number: f"APP{number}" for number in range(16)}


def jpeg_blocks(data: bytes) -> Blocks:
    """Yield what a JPEG holds beside its tables, its frame and its scans."""
    tables, seen = _Tables(), set[int]()
    for marker, content in jpeg_segments(data):
        if marker == _EOI:
            if tables.left or has_unused_codes(data, _USUAL_HUFFMAN):
                yield Block(Leak.UNKNOWN_BLOCK, "JPEG tables")
            if has_more_in_scans(data):
                yield Block(Leak.UNKNOWN_BLOCK, "JPEG scan")
            if shows_beside(data):
                yield Block(Leak.HIDDEN_COLOURS, "JPEG sides")
            if content:
                yield Block(Leak.TRAILING_BYTES, "after the picture", content)
        elif marker in _FRAMES or marker in {_DQT, _DHT, _DRI, _SOS}:
            if not tables.fit(marker, content):
                yield Block(Leak.UNKNOWN_BLOCK, f"JPEG {marker:02X}", content)
        else:
            found = list(_segment(marker, content))
            yield from found
            # Needed once: said again, its few bytes say something else.
            if not found and marker in seen:
                yield Block(Leak.UNKNOWN_BLOCK, f"JPEG {_APP_NAMES.get(marker, f'{marker:02X}')}", content)
            seen |= set() if found else {marker}


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
        case 0xEE, _ if content.startswith(_ADOBE_COLOURS) and _ADOBE_SAID.fullmatch(content):
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
    elif len(content) > _JFIF_LENGTH or not _JFIF_SAID.match(content):
        yield Block(Leak.UNKNOWN_BLOCK, where, content)


def _are_codes(kind: int, values: bytes) -> bool:
    """Tell whether each code means something else that 8 bits can have (T.81, F.1.2 and G.1.2)."""
    if len(set(values)) < len(values):
        return False
    if not kind:
        return all(value <= _MOST_BITS_DC for value in values)
    # Without bits it is a run of zeros: to the end, of 16, and in progressive frames of many blocks.
    return all(value & 0x0F <= _MOST_BITS_AC for value in values)


def _spells(steps: bytes) -> bool:
    """Tell whether the steps of a table read as words: those of the usual encoders do not."""
    is_word = any(len(set(run)) >= _LEAST_LETTERS for run in _LETTERS.findall(steps))
    return is_word and not _is_usual_steps(steps)


@lru_cache(maxsize=64)
def _is_usual_steps(steps: bytes) -> bool:
    for base in (_BRIGHTNESS, _COLOUR):
        for quality in range(1, 101):
            scale = 5000 // quality if quality < _HALF else 200 - 2 * quality
            if bytes(min(max((one * scale + 50) // 100, 1), 255) for one in base) == steps:
                return True
    return False


@dataclass
class _Tables:
    """What has been given so far: a table that no scan uses decodes nothing."""

    unused: set[tuple[int, int]] = field(default_factory=set)
    usual: set[tuple[int, int]] = field(default_factory=set)
    frames: int = 0
    intervals: int = 0
    is_progressive: bool = False
    quantized_by: dict[int, int] = field(default_factory=dict)
    """By component, which quantization table it has."""

    def fit(self, marker: int, content: bytes) -> bool:
        """Tell whether a needed segment is as long as what it says asks for, and is needed now."""
        if marker == _SOS:
            is_whole = bool(content) and len(content) == 4 + 2 * content[0]
            if is_whole:
                self._use(content)
            return is_whole
        if marker in _FRAMES:
            return self._is_only_frame(marker, content)
        if marker == _DRI:
            # Given again before each scan, two bytes each time say something else.
            self.intervals += 1
            return self.intervals == 1 and len(content) == 2 and self._is_new(marker, 0)  # noqa: PLR2004
        return self._tables_fit(marker, content)

    @property
    def left(self) -> bool:
        """Tell whether tables were given that nothing used; encoders give the usual ones unasked."""
        return bool(self.unused - self.usual)

    def _is_only_frame(self, marker: int, content: bytes) -> bool:
        self.frames += 1
        self.is_progressive = marker == _PROGRESSIVE
        is_whole = self.frames == 1 and len(content) > 5 and len(content) == 6 + 3 * content[5]  # noqa: PLR2004
        if is_whole:
            self.quantized_by = {content[at]: content[at + 2] for at in range(6, len(content), 3)}
        return is_whole and self.quantized_by.keys() <= _PART_NAMES

    def _use(self, scan: bytes) -> None:
        """Note which tables a scan decodes with (T.81, B.2.3); a progressive one has one kind of the two."""
        first, how = scan[-3], scan[-1]
        self.unused.discard((_DRI, 0))
        for at in range(1, 1 + 2 * scan[0], 2):
            self.unused.discard((_DQT, self.quantized_by.get(scan[at], -1)))
            if not self.is_progressive or (first == 0 and how < _REFINES):
                self.unused.discard((_DHT, scan[at + 1] >> 4))
            if not self.is_progressive or first:
                self.unused.discard((_DHT, _AC | scan[at + 1] & 0x0F))

    def _tables_fit(self, marker: int, content: bytes) -> bool:
        at = 0
        while at < len(content):
            key = (marker, content[at] & 0x1F if marker == _DHT else content[at] & 0x0F)
            if not self._is_new(*key):
                return False
            if marker == _DQT:
                if _spells(content[at + 1 : at + 65]) and not content[at] >> 4:
                    return False
                at += 65 + 64 * (content[at] >> 4)
            else:
                end = at + _HUFFMAN_HEAD + sum(content[at + 1 : at + _HUFFMAN_HEAD])
                if not _are_codes(content[at] & _AC, content[at + _HUFFMAN_HEAD : end]):
                    return False
                if digest_of(content[at + 1 : end]) in _USUAL_HUFFMAN:
                    self.usual.add(key)
                at = end
        return at == len(content) > 0

    def _is_new(self, marker: int, number: int) -> bool:
        key = (marker, number)
        if key in self.unused:
            return False
        self.usual.discard(key)
        self.unused.add(key)
        return True
