"""What lies in a ZIP archive beside its members: before, between and behind them, and in notes about them.

Runs only in the document reader's process.
"""

import struct
import zipfile
import zlib

from consentkit.documents.members.zip_extras import says_when_or_whose
from consentkit.imaging.opening.decoding import Refusal

# APPNOTE 4.3.7, 4.3.9: a local header and what follows a member whose size was not known before.
_LOCAL, _LOCAL_LENGTH = b"PK\x03\x04", 30
_DESCRIPTOR, _HAS_DESCRIPTOR = b"PK\x07\x08", 0x8
_CENTRAL = b"PK\x01\x02"
# The end of the central directory, without a comment.
_END, _END_LENGTH = b"PK\x05\x06", 22
# An extra field that only fills, as Office writes it; a day that was not said.
_PADDING, _PADDING_MARK = 0xA220, b"\x28\xa0"
_UNSAID_DAY, _MOST_YEARS = (1980, 1, 1), 40
_STEP_BYTES = 1 << 20
# Of UNIX: none said, a file, a folder; of DOS: read only, hidden, system, folder, archive.
_FILE_KINDS, _FILE_FLAGS = frozenset({0, 4, 8}), frozenset(range(0x40)) | {0x80}
_LAST_MOMENT = (12, 31, 23, 59, 60)
_NEWEST_VERSION, _LAST_SYSTEM = 63, 20


def has_more(data: bytes, infos: list[zipfile.ZipInfo], archive: zipfile.ZipFile) -> bool:
    """Tell whether an archive holds anything that is no member, and no part of how members are listed."""
    if archive.comment or any(info.comment or not _is_plain(info.extra, info) for info in infos):
        return True
    years = [info.date_time[0] for info in infos if info.date_time[:3] != _UNSAID_DAY]
    if years and max(years) - min(years) > _MOST_YEARS:
        return True
    at = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset != at or data[at : at + 4] != _LOCAL:
            return True
        names, extras = struct.unpack_from("<HH", data, at + 26)
        if not _says_usual_things(data, at, info):
            return True
        start = at + _LOCAL_LENGTH + names + extras
        if not _is_plain(data[start - extras : start], info) or not _is_whole(data, start, info):
            return True
        at = start + info.compress_size + _descriptor_length(data, start + info.compress_size, info)
    return data[at : at + 4] != _CENTRAL or not _ends_at_its_end(data, at, len(infos))


def _says_usual_things(data: bytes, at: int, info: zipfile.ZipInfo) -> bool:
    """Tell whether a member's time is one, the same in both lists, and it is a file or a folder."""
    is_time = all(one <= most for one, most in zip(info.date_time[1:], _LAST_MOMENT, strict=True))
    is_same = _time_of(*info.date_time) == data[at + 10 : at + 14]
    mode, flags = info.external_attr >> 16, info.external_attr & 0xFFFF
    versions = (info.create_version, info.extract_version, data[at + 4], data[at + 5])
    is_usual = mode >> 12 in _FILE_KINDS and flags in _FILE_FLAGS and max(versions) <= _NEWEST_VERSION
    return is_time and is_same and is_usual and info.internal_attr <= 1 and info.create_system <= _LAST_SYSTEM


def _time_of(*when: int) -> bytes:
    year, month, day, hour, minute, second = when
    return struct.pack("<HH", hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day)


def _is_plain(extra: bytes, info: zipfile.ZipInfo) -> bool:
    at = 0
    while at + 4 <= len(extra):
        number, length = struct.unpack_from("<HH", extra, at)
        content = extra[at + 4 : at + 4 + length]
        is_padding = number == _PADDING and content[:2] == _PADDING_MARK and not any(content[4:])
        if not is_padding and not says_when_or_whose(number, content, info):
            return False
        at += 4 + length
    return at == len(extra)


def _is_whole(data: bytes, start: int, info: zipfile.ZipInfo) -> bool:
    """Tell whether a member's packed bytes end where its content does."""
    packed = data[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        return info.compress_size == info.file_size
    unpacker, rest, size = zlib.decompressobj(-15), packed, 0
    try:
        while not unpacker.eof and size <= info.file_size:
            got = len(unpacker.decompress(rest, _STEP_BYTES))
            size, rest = size + got, unpacker.unconsumed_tail
            if not got and not rest:
                break
    except zlib.error:
        raise Refusal("draft-damaged") from None
    return unpacker.eof and not unpacker.unused_data


def _descriptor_length(data: bytes, at: int, info: zipfile.ZipInfo) -> int:
    if not info.flag_bits & _HAS_DESCRIPTOR:
        return 0
    marked = 4 if data[at : at + 4] == _DESCRIPTOR else 0
    sizes = struct.pack("<LL", info.compress_size, info.file_size)
    return marked + (12 if data[at + marked + 4 : at + marked + 12] == sizes else 20)


def _ends_at_its_end(data: bytes, at: int, members: int) -> bool:
    """Tell whether the list of members is followed by nothing but its end; the list names folders, too."""
    counted = 0
    while data[at : at + 4] == _CENTRAL:
        names, extras, notes = struct.unpack_from("<HHH", data, at + 28)
        at, counted = at + 46 + names + extras + notes, counted + 1
    return data[at : at + 4] == _END and at + _END_LENGTH == len(data) and counted == members
