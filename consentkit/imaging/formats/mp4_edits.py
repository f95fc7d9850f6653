"""Edit lists of an MP4 (ISO 14496-12, 8.6.6): film or sound that lies in the file, and no player shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_PICTURES, _SOUND = b"vide", b"soun"
_WHOLE_SPEED = 0x10000
_NOTHING = -1
"""The media time of an edit that shows nothing for a while: it hides nothing either."""
_MOST_SOUND_S = 0.25
"""What encoders put before and after the sound is shorter: up to 2112 samples, and the rest of a block."""
_MOST_START_S = 0.5
"""Of film in fragments, whose frames are listed elsewhere: no delay of an encoder is longer."""


@dataclass(frozen=True)
class TrackAtoms:
    """The atoms of one track by their kind, and the movie's ticks a second."""

    movie_scale: int
    atoms: Mapping[bytes, bytes] = field(default_factory=dict)

    def hides_some(self) -> bool:
        """Tell whether some of it lies in the file and is never shown or heard."""
        handler = self.atoms.get(b"hdlr", b"")[8:12]
        if b"elst" not in self.atoms or handler not in {_PICTURES, _SOUND}:
            return False
        edits = tuple(_edits(self.atoms[b"elst"]))
        if any(speed != _WHOLE_SPEED for _length, _start, speed in edits):
            return True
        scale = _scale(self.atoms[b"mdhd"])
        frames = tuple(_frames(self.atoms))
        shown = tuple(self._shown(edits, scale))
        if not frames:
            return len(shown) > 1 or any(start > _MOST_START_S * scale for start, _end in shown)
        hidden = sum(end - start for start, end in frames if not _is_shown(start, end, shown))
        return hidden > (0 if handler == _PICTURES else _MOST_SOUND_S * scale)

    def _shown(self, edits: Sequence[tuple[int, int, int]], scale: int) -> Iterator[tuple[float, float]]:
        """Yield from when to when each edit shows, in ticks of the track; a length of 0 means to its end."""
        for length, start, _speed in edits:
            if start != _NOTHING:
                yield start, start + length * scale / self.movie_scale if length else float("inf")


def tracks_in(atoms: Iterator[tuple[bytes, bytes]]) -> Iterator[TrackAtoms]:
    """Yield the tracks among the atoms of a file, each of which comes before those within it."""
    movie_scale = 1
    track: dict[bytes, bytes] | None = None
    for kind, content in atoms:
        if kind == b"mvhd":
            movie_scale = _scale(content)
        elif kind == b"trak":
            if track is not None:
                yield TrackAtoms(movie_scale, track)
            track = {}
        elif track is not None:
            track.setdefault(kind, content)
    if track is not None:
        yield TrackAtoms(movie_scale, track)


def _is_shown(start: int, end: int, shown: Sequence[tuple[float, float]]) -> bool:
    return any(start < until and end > since for since, until in shown)


def _scale(header: bytes) -> int:
    """Return the ticks a second of a movie's or a track's header."""
    at = 20 if header[0] == 1 else 12
    return int.from_bytes(header[at : at + 4], "big") or 1


def _edits(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield (length in the movie's ticks, start in the track's, speed) of each edit."""
    size = 8 if content[0] == 1 else 4
    for row in _rows(content, 2 * size + 4):
        length, start = row[:size], row[size : 2 * size]
        yield (
            int.from_bytes(length, "big"),
            int.from_bytes(start, "big", signed=True),
            int.from_bytes(row[2 * size :], "big", signed=True),
        )


def _frames(atoms: Mapping[bytes, bytes]) -> Iterator[tuple[int, int]]:
    """Yield from when to when each frame lies, in ticks of the track."""
    shifts = _run(atoms.get(b"ctts", b""), is_signed=True)
    at = 0
    for length in _run(atoms.get(b"stts", b"")):
        start = at + next(shifts, 0)
        # A frame without a length, as a last one may be, stands at its moment all the same.
        yield start, start + max(length, 1)
        at += length


def _run(content: bytes, *, is_signed: bool = False) -> Iterator[int]:
    for row in _rows(content, 8):
        for _time in range(int.from_bytes(row[:4], "big")):
            yield int.from_bytes(row[4:], "big", signed=is_signed)


def _rows(content: bytes, size: int) -> Iterator[bytes]:
    """Yield the rows of a table, after its version and their number. Raises ValueError for one cut off."""
    if not content:
        return
    count = int.from_bytes(content[4:8], "big")
    if len(content) < 8 + count * size:
        raise ValueError
    for number in range(count):
        yield content[8 + number * size : 8 + (number + 1) * size]
