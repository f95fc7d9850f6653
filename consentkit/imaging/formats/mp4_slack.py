"""What an MP4 holds inside the atoms that its frames need, and no player reads (ISO/IEC 14496-12, -14, -15).

Each fixed atom has its length, each table as many rows as it says, and every byte of film belongs to a frame.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence

from consentkit.imaging.formats.mp4_edits import TrackAtoms
from consentkit.imaging.formats.mp4_spare import is_plain_entry

_FIXED = {b"mvhd": (100, 112), b"tkhd": (84, 96), b"mdhd": (24, 36), b"vmhd": (12, 12), b"smhd": (8, 8)}
_ROWS = {b"stts": 8, b"ctts": 8, b"stsc": 12, b"stco": 4, b"co64": 8, b"stss": 4}
_BRANDS = frozenset(
    b"isom iso2 iso3 iso4 iso5 iso6 iso7 iso8 iso9 mp41 mp42 mp71 avc1 hvc1 hev1 av01 M4V M4A qt 3gp4 3gp5"
    b" 3gp6 3gp7 3gp8 3g2a 3g2b 3g2c mmp4 MSNV dash msdh msix cmfc XAVC".split()
)
_IN_ENTRY = frozenset(
    {b"avcC", b"hvcC", b"av1C", b"vpcC", b"esds", b"pasp", b"colr", b"btrt", b"fiel", b"dOps", b"chan"}
)
# Where the boxes begin inside a description of frames, and of sound.
_ENTRY_HEADS = {b"vide": 78, b"soun": 28}
_NAME = slice(42, 74)
_CODERS = (b"H.264", b"AVC Coding", b"HEVC", b"Lavc", b"AV1", b"Jpeg")
_ENABLED = 1
_SUPPLEMENTAL_AVC, _SUPPLEMENTAL_HEVC = 6, (39, 40)
_OF_USERS = frozenset({4, 5})
"""Payloads of supplemental information in which anything may stand (ITU-T H.264, annex D)."""

_MOST_FRAMES = 500_000


def has_slack(kind: bytes, content: bytes) -> bool:
    """Tell whether an atom that is needed holds more than its kind asks for."""
    is_long = content[:1] == b"\x01"
    if kind in _FIXED:
        reserved = slice(38, 48) if is_long else slice(26, 36)
        is_filled = kind == b"mvhd" and (any(content[reserved]) or any(content[-28:-4]))
        return is_filled or len(content) != _FIXED[kind][is_long]
    if kind in _ROWS:
        return len(content) != 8 + _ROWS[kind] * _number(content, 4)
    check = _OTHERWISE.get(kind)
    return check is not None and not check(content)


def _is_list_of_edits(content: bytes) -> bool:
    return len(content) == 8 + (20 if content[0] == 1 else 12) * _number(content, 4)


def _is_list_of_sizes(content: bytes) -> bool:
    return len(content) == 12 + (0 if _number(content, 4) else 4 * _number(content, 8))


def _is_this_file(content: bytes) -> bool:
    """Where the film lies: in this very file, so that no address follows."""
    return len(content) == 20 and content[12:16] in {b"url ", b"alis"}  # noqa: PLR2004 - one row without words


def _are_brands(content: bytes) -> bool:
    brands = {content[at : at + 4].strip() for at in (0, *range(8, len(content), 4))}
    return len(content) % 4 == 0 and brands - {b""} <= _BRANDS


_OTHERWISE: Mapping[bytes, Callable[[bytes], bool]] = {
    b"elst": _is_list_of_edits,
    b"stsz": _is_list_of_sizes,
    b"dref": _is_this_file,
    b"ftyp": _are_brands,
}


def says_more(track: TrackAtoms) -> bool:
    """Tell whether a track's description of its frames holds more than a decoder needs."""
    handler, stsd = track.atoms.get(b"hdlr", b"")[8:12], track.atoms.get(b"stsd", b"")
    head = _ENTRY_HEADS.get(handler)
    if head is None or _number(stsd, 4) != 1 or _number(stsd, 8) != len(stsd) - 8:
        return True
    entry = stsd[16:]
    if handler == b"vide":
        name = entry[_NAME][1 : 1 + entry[_NAME][0]]
        if not track.atoms.get(b"tkhd", b"\0\0\0\0")[3] & _ENABLED or (name and not name.startswith(_CODERS)):
            return True
        if not is_plain_entry(entry):
            return True
    return any(kind not in _IN_ENTRY for kind in _kinds(entry, head))


def _kinds(entry: bytes, at: int) -> Iterator[bytes]:
    while at < len(entry):
        length = _number(entry, at)
        if length < 8 or at + length > len(entry):  # noqa: PLR2004 - length and kind
            raise ValueError
        yield entry[at + 4 : at + 8]
        at += length


def beside_frames(film: Sequence[tuple[int, int]], frames: Sequence[tuple[int, int]], data: bytes) -> bool:
    """Tell whether anything lies between the frames; `film` are the places where film lies, from and to."""
    ordered = sorted(frames)
    for start, end in film:
        at = start
        for first, last in ordered[bisect_left(ordered, (start, 0)) : bisect_left(ordered, (end, 0))]:
            if first > at and any(data[at:first]):
                return True
            at = max(at, last)
        if any(data[at:end]):
            return True
    return False


def frames_of(track: TrackAtoms) -> tuple[tuple[int, int], ...]:
    """Return where each frame of a track lies, from and to."""
    atoms = track.atoms
    wide, table = (8, atoms[b"co64"]) if b"co64" in atoms else (4, atoms.get(b"stco", bytes(8)))
    chunks = [int.from_bytes(table[at : at + wide], "big") for at in range(8, len(table), wide)]
    sizes, runs = _sizes(atoms.get(b"stsz", bytes(12))), _runs(atoms.get(b"stsc", bytes(8)), len(chunks))
    found, number = [], 0
    for chunk, many in zip(chunks, runs, strict=True):
        at = chunk
        for size in sizes[number : number + many]:
            found.append((at, at + size))
            at += size
        number += many
    return tuple(found)


def _sizes(table: bytes) -> Sequence[int]:
    same, count = _number(table, 4), _number(table, 8)
    if count > _MOST_FRAMES:
        raise ValueError
    return [same] * count if same else [_number(table, at) for at in range(12, len(table), 4)]


def _runs(table: bytes, chunks: int) -> list[int]:
    """Return how many frames each chunk has."""
    rows = [(_number(table, at), _number(table, at + 4)) for at in range(8, len(table), 12)]
    many: list[int] = []
    for number, (first, count) in enumerate(rows):
        following = rows[number + 1][0] if number + 1 < len(rows) else chunks + 1
        many += [count] * (following - first)
    if len(many) != chunks:
        raise ValueError
    return many


def has_users_words(atoms: Mapping[bytes, bytes], frames: Sequence[tuple[int, int]], data: bytes) -> bool:
    """Tell whether between the pictures of a film stands what an encoder, or anybody, wrote for no player."""
    coder = atoms.get(b"stsd", b"")[12:16]
    if coder not in {b"avc1", b"avc3", b"hvc1", b"hev1"}:
        return False
    is_of_users = _is_of_users_in_hevc if coder.startswith(b"h") else _is_of_users_in_avc
    return any(is_of_users(unit) for start, end in frames for unit in _units(data[start:end]))


def _units(frame: bytes) -> Iterator[bytes]:
    at = 0
    while at + 4 < len(frame):
        length = _number(frame, at)
        yield frame[at + 4 : at + 4 + min(length, 64)]
        at += 4 + length


def _is_of_users_in_avc(unit: bytes) -> bool:
    return (
        unit[:1] != b"" and unit[0] & 31 == _SUPPLEMENTAL_AVC and any(one in _OF_USERS for one in unit[1:2])
    )


def _is_of_users_in_hevc(unit: bytes) -> bool:
    is_beside = unit[:1] != b"" and unit[0] >> 1 & 63 in _SUPPLEMENTAL_HEVC
    return is_beside and any(one in _OF_USERS for one in unit[2:3])


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")
