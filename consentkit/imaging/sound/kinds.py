"""Which container a sound file is in, by its first bytes; its name says nothing."""

from consentkit.imaging.formats.mp4_atoms import is_mp4_cut_off

_MP4_BRANDS = frozenset({b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso4", b"iso5", b"iso6"})
_AAC_BITS, _AAC = 0xFFF60000, 0xFFF00000
"""The first four bytes of ADTS: twelve bits that are 1, and no layer."""

_MP3_BITS, _MP3 = 0xFFE60000, 0xFFE20000
"""The first four bytes of MPEG sound: eleven bits that are 1, and layer III."""

_BIT_RATE, _SAMPLE_RATE = 0x0000F000, 0x00000C00
"""All bits of the one or the other set means nothing, and so does no bit rate."""

# ID3v2.4, 3.1: ten bytes, and a flag for a footer as long again.
_ID3_HEADER, _ID3_HAS_FOOTER = 10, 0x10
# RFC 3533, section 6: 27 bytes before the table of segments; flag 4 marks the last page of a stream.
_OGG_HEADER, _OGG_IS_LAST = 27, 4


def kind_of(data: bytes) -> str | None:
    """Return libav's name of the container of WAV, MP3, M4A, AAC, Ogg or FLAC; `None`: none of these.

    libav itself would try some three hundred others.
    """
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "wav"
    if data[:4] == b"fLaC":
        return "flac"
    if data[:4] == b"OggS":
        return "ogg"
    if data[4:8] == b"ftyp":
        return "mov" if data[8:12] in _MP4_BRANDS else None
    if data[:3] == b"ID3":
        # Tags of this kind stand before MP3, and before FLAC or AAC by mistake.
        return _kind_of_frames(data[_length_of_tags(data) :])
    return _kind_of_frames(data)


def is_cut_off(data: bytes, kind: str) -> bool:
    """Tell whether a file says itself that it is longer than it is (WAV, M4A and Ogg do)."""
    tests = {"mov": is_mp4_cut_off, "wav": _is_wav_cut_off, "ogg": _is_ogg_cut_off}
    return kind in tests and tests[kind](data)


def _length_of_tags(data: bytes) -> int:
    """Return the length of an ID3v2 tag, its header included: four bytes of seven bits."""
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    has_footer = any(flags & _ID3_HAS_FOOTER for flags in data[5:6])
    return _ID3_HEADER + size + (_ID3_HEADER if has_footer else 0)


def _kind_of_frames(data: bytes) -> str | None:
    if data[:4] == b"fLaC":
        return "flac"
    head = int.from_bytes(data[:4], "big")
    if head & _AAC_BITS == _AAC:
        return "aac"
    has_rates = head & _BIT_RATE not in {0, _BIT_RATE} and head & _SAMPLE_RATE != _SAMPLE_RATE
    return "mp3" if head & _MP3_BITS == _MP3 and has_rates else None


def _is_wav_cut_off(data: bytes) -> bool:
    at = 12
    while at + 8 <= len(data):
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        if data[at : at + 4] == b"data":
            return at + 8 + length > len(data)
        at += 8 + length + length % 2
    return True


def _is_ogg_cut_off(data: bytes) -> bool:
    """Walk from page to page: the last one must be whole, and say that it is the last."""
    at = flags = 0
    while data[at : at + 4] == b"OggS" and at + _OGG_HEADER <= len(data):
        flags, segments = data[at + 5], data[at + 26]
        at += _OGG_HEADER + segments + sum(data[at + _OGG_HEADER : at + _OGG_HEADER + segments])
    return at != len(data) or not flags & _OGG_IS_LAST
