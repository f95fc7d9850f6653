"""Numbers in the atoms of an MP4 that no player needs: where programs leave them as they always are, others
may say something (ISO/IEC 14496-12, 8 and 12; QuickTime File Format).
"""

from collections.abc import Callable, Mapping

_ONE, _WHOLE, _NOT_SAID = 0x00010000, 0x40000000, 0xFFFFFFFF
_UPRIGHT = frozenset({0, 0x00010000, 0xFFFF0000})
_MOST_TRACKS, _MOST_SIDE, _MOST_QUALITY, _MOST_LAYERS = 1000, 20_000, 1024, 16
_VENDORS = frozenset({bytes(4), b"FFMP", b"appl", b"GoPr"})
_NO_FLAGS = frozenset(
    {b"mvhd", b"mdhd", b"stts", b"ctts", b"stsc", b"stsz", b"stco", b"co64", b"stss", b"smhd"}
)
_RESOLUTION = bytes.fromhex("00480000")


def _number(content: bytes, at: int, length: int = 4) -> int:
    return int.from_bytes(content[at : at + length], "big")


def _is_matrix(content: bytes, at: int) -> bool:
    """Tell whether a picture is turned by quarters and moved by its sides, and nothing else."""
    turned = all(_number(content, at + 4 * place) in _UPRIGHT for place in (0, 1, 3, 4))
    moved = all(
        not one & 0xFFFF and one >> 16 <= _MOST_SIDE
        for one in (_number(content, at + 24), _number(content, at + 28))
    )
    flat = not _number(content, at + 8) and not _number(content, at + 20)
    return turned and moved and flat and _number(content, at + 32) == _WHOLE


def _is_plain_movie(content: bytes) -> bool:
    at = 32 if content[0] == 1 else 20
    is_played = _number(content, at) == _ONE and _number(content, at + 4, 2) in {0, 0x100}
    following = _number(content, len(content) - 4)
    return (
        is_played and _is_matrix(content, at + 16) and (following <= _MOST_TRACKS or following == _NOT_SAID)
    )


def _is_plain_track(content: bytes) -> bool:
    wide = content[0] == 1
    number, at = _number(content, 20 if wide else 12), 36 if wide else 24
    empty = content[24:28] if wide else content[16:20]
    is_placed = _number(content, at + 8, 2) <= _MOST_LAYERS and _number(content, at + 10, 2) <= _MOST_LAYERS
    is_heard = _number(content, at + 12, 2) in {0, 0x100} and not any(content[at + 14 : at + 16])
    is_empty = not any(empty) and not any(content[at : at + 8]) and _number(content, 0) & 0xFFFFFF <= 15  # noqa: PLR2004
    return is_empty and is_placed and is_heard and 0 < number <= _MOST_TRACKS and _is_matrix(content, at + 16)


def _is_plain_view(content: bytes) -> bool:
    """How a film is laid over others: not at all, or as QuickTime writes it."""
    is_copied = _number(content, 4, 2) in {0, 0x40} and content[6:12] in {bytes(6), b"\x80\x00" * 3}
    return is_copied and _number(content, 1, 3) <= 1


def _is_plain_handler(content: bytes) -> bool:
    is_maker = content[12:16] in _VENDORS and not any(content[16:24])
    return not any(content[:4]) and content[4:8] in {bytes(4), b"mhlr", b"dhlr"} and is_maker


_CHECKS: Mapping[bytes, Callable[[bytes], bool]] = {
    b"mvhd": _is_plain_movie,
    b"tkhd": _is_plain_track,
    b"vmhd": _is_plain_view,
    b"hdlr": _is_plain_handler,
    b"mdhd": lambda content: not any(content[-2:]) and not _number(content, len(content) - 4, 2) >> 15,
    b"dref": lambda content: content[17:20] == b"\x00\x00\x01" and not any(content[1:4]),
    b"ftyp": lambda content: not content[4:8].isalpha(),
}


def says_else(kind: bytes, content: bytes) -> bool:
    """Tell whether the numbers of an atom are others than programs write there."""
    if kind in _NO_FLAGS and any(content[1:4]):
        return True
    check = _CHECKS.get(kind)
    return check is not None and not check(content)


def is_plain_entry(entry: bytes) -> bool:
    """Tell whether a description of frames has the numbers that programs write before its boxes."""
    is_first = not any(entry[:6]) and _number(entry, 6, 2) == 1
    is_made = not any(entry[8:12]) and entry[12:16] in _VENDORS
    qualities = _number(entry, 16) <= _MOST_QUALITY and _number(entry, 20) <= _MOST_QUALITY
    is_shown = (
        entry[28:32] == entry[32:36] == _RESOLUTION and not any(entry[36:40]) and _number(entry, 40, 2) == 1
    )
    return is_first and is_made and qualities and is_shown and _is_plain_coder(entry)


def _is_plain_coder(entry: bytes) -> bool:
    """Tell whether avcC says in its head what its first sequence says (ISO/IEC 14496-15, 5.3.3)."""
    at = entry.find(b"avcC")
    if at < 0:
        return True
    head = entry[at + 4 :]
    return head[4] & 0xFC == 0xFC and head[5] & 0xE0 == 0xE0 and head[1:4] == head[9:12]  # noqa: PLR2004 - bits
