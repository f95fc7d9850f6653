"""Follow a JPEG's codes, to tell tables that hold codes for which nothing stands in the picture.

The first codes are followed here. Of those that were not met, each is given another meaning, and the picture
decoded again: where nothing changes, nothing needed it.
"""

import hashlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import simplejpeg

from consentkit.imaging.formats.containers import Damaged

# ITU-T T.81, table B.1.
_DHT, _SOS, _EOI, _DRI = 0xC4, 0xDA, 0xD9, 0xDD
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_AC, _HEAD, _BLOCK = 0x10, 17, 64
_LONG_RUN = 15
_RESTART = re.compile(rb"\xff[\xd0-\xd7]")
_MOST_FOLLOWED = 2_000_000
"""Codes: a second. What is rarer in a larger picture is asked of the decoder."""

_LEAST_WORD = 3
"""Fewer codes spell no word; encoders leave one or two that nothing needs."""

_MOST_ASKED = 60
"""More codes that were not met are told without asking."""


@dataclass(eq=False)
class _Table:
    """Codes of one table: by the next 16 bits, how long each is and what it means; where it is written."""

    kind: int
    values: bytes
    at: int
    lookup: list[int]
    is_usual: bool
    met: set[int] = field(default_factory=set)

    @property
    def missing(self) -> list[int]:
        """Which codes were not met, by their place."""
        return [place for place, value in enumerate(self.values) if value not in self.met]


@dataclass
class _State:
    data: bytes
    usual: frozenset[str]
    tables: dict[int, _Table] = field(default_factory=dict)
    used: list[_Table] = field(default_factory=list)
    sides: tuple[int, int] = (0, 0)
    samples: dict[int, tuple[int, int]] = field(default_factory=dict)
    interval: int = 0
    is_progressive: bool = False
    followed: int = 0


def has_unused_codes(data: bytes, usual: frozenset[str]) -> bool:
    """Tell whether a table that a scan uses has codes for nothing; `usual` are digests of tables that may.

    Raises Damaged, IndexError.
    """
    state = _State(data, usual)
    for marker, at, length in _segments(data):
        if marker == _DHT:
            _read_tables(state, at, at + length)
        elif marker == _DRI:
            state.interval = int.from_bytes(data[at : at + 2], "big")
        elif marker in _FRAMES:
            _read_frame(state, marker, data[at : at + length])
        elif marker == _SOS:
            _follow(state, data[at : at + length], _scan(data, at + length))
    return any(_is_unused(state, table) for table in dict.fromkeys(state.used) if not table.is_usual)


def digest_of(table: bytes) -> str:
    """Return the beginning of the digest of a table: how many codes of each length, and what they mean."""
    return hashlib.sha256(table).hexdigest()[:32]


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    at = 2
    while at + 1 < len(data) and data[at + 1] != _EOI:
        if data[at] != 0xFF:  # noqa: PLR2004 - a marker's first byte
            raise Damaged
        marker = data[at + 1]
        if marker == 0xFF or marker in _ALONE:  # noqa: PLR2004 - filling
            at += 1 if marker == 0xFF else 2  # noqa: PLR2004 - filling
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big") - 2
        yield marker, at + 4, length
        at += 4 + length
        if marker == _SOS:
            at += len(_scan(data, at))


def _scan(data: bytes, at: int) -> bytes:
    end = at
    while True:
        end = data.find(b"\xff", end)
        if end < 0:
            raise Damaged
        if data[end + 1] != 0 and not 0xD0 <= data[end + 1] <= 0xD7:  # noqa: PLR2004 - restarts
            return data[at:end]
        end += 2


def _read_tables(state: _State, at: int, end: int) -> None:
    while at < end:
        counts = state.data[at + 1 : at + _HEAD]
        values = state.data[at + _HEAD : at + _HEAD + sum(counts)]
        lookup, code, place = [0] * (1 << 16), 0, 0
        for bits, count in enumerate(counts, start=1):
            for value in values[place : place + count]:
                start = code << (16 - bits)
                if start + (1 << (16 - bits)) > len(lookup):
                    raise Damaged
                lookup[start : start + (1 << (16 - bits))] = [bits << 8 | value] * (1 << (16 - bits))
                code += 1
            place, code = place + count, code << 1
        is_usual = digest_of(counts + values) in state.usual
        state.tables[state.data[at] & 0x1F] = _Table(state.data[at] & _AC, values, at, lookup, is_usual)
        at += _HEAD + len(values)


def _read_frame(state: _State, marker: int, content: bytes) -> None:
    state.is_progressive = marker == 0xC2  # noqa: PLR2004 - progressive
    state.sides = int.from_bytes(content[3:5], "big"), int.from_bytes(content[1:3], "big")
    state.samples = {
        content[at]: (content[at + 1] >> 4, content[at + 1] & 15) for at in range(6, len(content) - 2, 3)
    }


def _follow(state: _State, said: bytes, scan: bytes) -> None:
    """Meet the codes of one scan, up to a number; those of one that refines hold nothing but runs."""
    first, last, how = said[-3], said[-2], said[-1]
    parts = [(said[at], said[at + 1]) for at in range(1, 1 + 2 * said[0], 2)]
    tables = _tables_of(state, parts, first, how)
    state.used += [one for pair in tables for one in pair if one is not None]
    if state.is_progressive and how >> 4:
        # What refines says how long a run is, and at most one bit.
        for one in (one for pair in tables for one in pair if one is not None):
            one.met.update(value for value in one.values if value & 15 <= 1)
        return
    if all(one is None or one.is_usual for pair in tables for one in pair):
        return
    left = _blocks(state, parts)
    for piece in _RESTART.split(scan):
        many = min(left, state.interval * len(_pattern(state, parts))) if state.interval else left
        _meet(state, _pattern_tables(state, parts, tables), piece, many, (max(first, 1), last))
        left -= many


def _tables_of(
    state: _State, parts: list[tuple[int, int]], first: int, how: int
) -> list[tuple[_Table | None, _Table | None]]:
    """Return each part's tables of steps and of runs; a progressive scan has one of the two."""
    # A step that is refined has no code.
    wants_dc = not state.is_progressive or (first == 0 and not how >> 4)
    wants_ac = not state.is_progressive or first > 0
    return [
        (
            state.tables.get(which >> 4) if wants_dc else None,
            state.tables.get(_AC | which & 15) if wants_ac else None,
        )
        for _, which in parts
    ]


def _pattern(state: _State, parts: list[tuple[int, int]]) -> list[int]:
    """Return which part each block of a unit is of (T.81, A.2.3); a scan of one part goes block by block."""
    if len(parts) == 1:
        return [0]
    return [
        number
        for number, (name, _) in enumerate(parts)
        for _ in range(state.samples[name][0] * state.samples[name][1])
    ]


def _pattern_tables(
    state: _State, parts: list[tuple[int, int]], tables: list[tuple[_Table | None, _Table | None]]
) -> list[tuple[_Table | None, _Table | None]]:
    return [tables[number] for number in _pattern(state, parts)]


def _blocks(state: _State, parts: list[tuple[int, int]]) -> int:
    width, height = state.sides
    across = max(one for one, _ in state.samples.values())
    down = max(one for _, one in state.samples.values())
    if len(parts) > 1:
        units = -(-width // (8 * across)) * -(-height // (8 * down))
        return units * len(_pattern(state, parts))
    own_across, own_down = state.samples[parts[0][0]]
    columns, rows = -(-width * own_across // across), -(-height * own_down // down)
    return -(-columns // 8) * -(-rows // 8)


def _meet(
    state: _State,
    pattern: list[tuple[_Table | None, _Table | None]],
    piece: bytes,
    blocks: int,
    band: tuple[int, int],
) -> None:
    """Follow codes up to the end of a piece, and note each meaning that is met."""
    packed, at, skipped = piece.replace(b"\xff\x00", b"\xff") + bytes(8), 0, 0
    most = 8 * (len(packed) - 8)
    for number in range(blocks):
        if at > most or state.followed > _MOST_FOLLOWED:
            return
        dc, ac = pattern[number % len(pattern)]
        if dc is not None:
            at = _step(dc, packed, at)
            state.followed += 1
        if ac is None:
            continue
        if skipped:
            skipped -= 1
            continue
        place = band[0]
        while place <= min(band[1] or _BLOCK - 1, _BLOCK - 1):
            at, value = _next(ac, packed, at)
            state.followed += 1
            run, bits = value >> 4, value & 15
            if bits == 0 and run < _LONG_RUN:
                # The end of this block; in a progressive scan of so many more.
                if run:
                    skipped = (1 << run) - 1 + (_window(packed, at) >> (16 - run))
                    at += run
                break
            place, at = place + run + 1, at + bits


def _window(packed: bytes, at: int) -> int:
    return int.from_bytes(packed[at >> 3 : (at >> 3) + 4], "big") >> (16 - (at & 7)) & 0xFFFF


def _next(table: _Table, packed: bytes, at: int) -> tuple[int, int]:
    found = table.lookup[_window(packed, at)]
    if not found:
        raise Damaged
    table.met.add(found & 0xFF)
    return at + (found >> 8), found & 0xFF


def _step(table: _Table, packed: bytes, at: int) -> int:
    at, value = _next(table, packed, at)
    return at + value


def _is_unused(state: _State, table: _Table) -> bool:
    missing = table.missing
    if len(missing) < _LEAST_WORD or state.followed <= _MOST_FOLLOWED or len(missing) > _MOST_ASKED:
        return len(missing) >= _LEAST_WORD
    whole = _decoded(state.data)
    unused = (place for place in missing if _changes_nothing(state.data, table, place, whole))
    return len(list(itertools.islice(unused, _LEAST_WORD))) == _LEAST_WORD


def _changes_nothing(data: bytes, table: _Table, place: int, whole: Any) -> bool:
    value = table.values[place]
    other = value & 0xF0 | (value & 0x0F) % 10 + 1 if table.kind else (value + 1) % 12
    at = table.at + _HEAD + place
    changed = _decoded(data[:at] + bytes((other,)) + data[at + 1 :])
    return changed is not None and whole is not None and np.array_equal(changed, whole)


def _decoded(data: bytes) -> Any:
    """Return the picture's pixels; `None` where it cannot be decoded."""
    try:
        return simplejpeg.decode_jpeg(data, strict=True)
    except ValueError:
        return None
