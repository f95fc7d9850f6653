"""Extra fields of members of an archive: when one was changed, and the numbers of its owner.

Runs only in the document reader's process. A time is believed that agrees with that of the list of members.
"""

import struct
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

_HOUR_S, _DAY_S = 3600, 86_400
_ZONE_S, _NEAR_S = 15 * _HOUR_S, 3660 * _DAY_S
"""Local time lies no further from that of the world; a file was made and read within ten years."""

_FROM_1601_S, _TICKS = 11_644_473_600, 10_000_000
_NTFS_LENGTH = 32
_MOST_OWNER = 0x1FFFF
_NOBODY = frozenset({0xFFFE, 0xFFFFFFFE})


def says_when_or_whose(number: int, content: bytes, info: zipfile.ZipInfo) -> bool:
    """Tell whether an extra field says its times, owners or sizes, and nothing else."""
    check = _CHECKS.get(number)
    try:
        return check is not None and check(content, info)
    except (struct.error, IndexError):
        return False


def _is_unix(content: bytes, info: zipfile.ZipInfo) -> bool:
    return _agree(list(_unix_times(content[1:], content[0])), info)


def _is_old_unix(content: bytes, info: zipfile.ZipInfo) -> bool:
    accessed, changed = struct.unpack_from("<II", content)
    return len(content) in {8, 12} and _agree([changed, accessed], info)


def _unix_times(content: bytes, flags: int) -> Iterator[int]:
    if flags & ~7 or len(content) % 4 or len(content) > 4 * flags.bit_count():
        raise IndexError
    yield from struct.unpack(f"<{len(content) // 4}I", content)


def _agree(times: list[int], info: zipfile.ZipInfo) -> bool:
    """Tell whether the first time is the member's own, but for a zone, and others lie near it."""
    if not times:
        return True
    own = datetime(*info.date_time[:5], min(info.date_time[5], 59), tzinfo=UTC).timestamp()
    return abs(times[0] - own) <= _ZONE_S and all(abs(one - times[0]) <= _NEAR_S for one in times[1:])


def _is_ntfs(content: bytes, info: zipfile.ZipInfo) -> bool:
    if len(content) != _NTFS_LENGTH or any(content[:4]) or content[4:8] != b"\x01\x00\x18\x00":
        return False
    times = [one // _TICKS - _FROM_1601_S for one in struct.unpack("<QQQ", content[8:])]
    return _agree([one for one in times if one > -_FROM_1601_S], info)


def _are_owners(content: bytes, _info: zipfile.ZipInfo) -> bool:
    version, first, user, second, group = struct.unpack("<BBIBI", content)
    is_said = (version, first, second) == (1, 4, 4)
    return is_said and all(one <= _MOST_OWNER or one in _NOBODY for one in (user, group))


def _are_sizes(content: bytes, info: zipfile.ZipInfo) -> bool:
    sizes = {info.file_size, info.compress_size, info.header_offset, 0}
    return len(content) % 8 == 0 and set(struct.unpack(f"<{len(content) // 8}Q", content)) <= sizes


_CHECKS = {0x5455: _is_unix, 0x5855: _is_old_unix, 0x000A: _is_ntfs, 0x7875: _are_owners, 0x0001: _are_sizes}
"""By number, as APPNOTE 4.5.2 and Info-ZIP list them."""
