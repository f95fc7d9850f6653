"""A paragraph in any of the scripts: order of reading, breaks between words, and lines of shaped clusters."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import icu

from consentkit.domain.letters.letters import Run, Words
from consentkit.typesetting.text.fonts import BOLD, REGULAR, FontChain, FontFace
from consentkit.typesetting.text.line_breaks import (
    ADDRESSES,
    LAST_OF_FIRST_PLANE,
    cluster_breaks,
    line_breaks,
)
from consentkit.typesetting.text.shaping import Cluster, Item, cluster_of, itemise, shape

# A value longer than this part of the line may be broken between its words like any others.
_KEPT_PART = 0.5
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Without an isolate, UAX 9 shows 0300-1234567 in Arabic words as 1234567-0300.
_LEFT_TO_RIGHT = re.compile(
    r"https?://\S+"
    r"|[A-Za-z0-9._+]+(?:[-/@:_.+][A-Za-z0-9_]+)+"
    r"|(?<![A-Za-z0-9])[+(]?[0-9][0-9 ()/.:\-]*[0-9]"
)
# Sums of widths differ in the last bits by the order of adding: a line that fits must go on fitting.
_SLACK = 1e-6


class Span(NamedTuple):
    """Clusters of one font face and one direction, from left to right; offsets count within the paragraph."""

    font_face: FontFace
    clusters: tuple[Cluster, ...]
    level: int


class Line(NamedTuple):
    """A line that fits. Widths are in ems; `hang` is the width of the spaces at its end, not counted."""

    start: int
    end: int
    spans: tuple[Span, ...]
    width: float
    hang: float


class Setting(NamedTuple):
    """What a paragraph's words need besides themselves."""

    chain: FontChain
    language: str
    script: str
    is_right_to_left: bool


class Paragraph:
    """Words with everything that does not depend on the width they are set to."""

    def __init__(self, words: Words, setting: Setting) -> None:
        self.setting = setting
        runs = [(_plain(run), run) for run in words]
        self.text = "".join(plain for plain, _ in runs)
        self._levels = _levels(runs, setting.is_right_to_left)
        weights = [BOLD if run.is_strong else REGULAR for plain, run in runs for _ in plain]
        self._items = itemise(self.text, weights, setting.chain, setting.script)
        self._breaks = line_breaks(self.text, setting.language)
        self._clusters: tuple[int, ...] | None = None
        self._values = tuple(_value_spans(runs))
        self._addresses = tuple(match.span() for match in ADDRESSES.finditer(self.text))
        self._ends = _trimmed_ends(self.text)
        self._reach = self._measured()
        self._lines: dict[float, tuple[Line, ...]] = {}

    def width(self) -> float:
        """Return the width of the words on one line, in ems."""
        return self._reach[self._ends[len(self.text)]]

    def lines(self, measure: float) -> tuple[Line, ...]:
        """Return the lines, at most `measure` ems wide but for a lone wider cluster; `()` for no words."""
        key = round(measure, 4)
        if key not in self._lines:
            self._lines[key] = tuple(self._broken(measure))
        return self._lines[key]

    def _measured(self) -> list[float]:
        advances = [0.0] * (len(self.text) + 1)
        for item in self._items:
            for start, end, level in self._level_runs(item.start, item.end):
                for cluster in self._shaped(item, start, end, level):
                    advances[cluster.start] += cluster.advance / item.font_face.units
        reach, total = [0.0], 0.0
        for advance in advances[:-1]:
            total += advance
            reach.append(total)
        return reach

    def _shaped(self, item: Item, start: int, end: int, level: int) -> Iterator[Cluster]:
        text = self.text[start:end].replace("\n", " ").replace("\t", " ")
        for cluster in shape(item.font_face, text, item.script, self.setting.language, bool(level & 1)):
            yield cluster_of(start + cluster.start, start + cluster.end, cluster.advance, cluster.glyphs)

    def _level_runs(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        levels = self._levels
        while start < end:
            stop = start + 1
            while stop < end and levels[stop] == levels[start]:
                stop += 1
            yield start, stop, levels[start]
            start = stop

    def _broken(self, measure: float) -> Iterator[Line]:
        kept = [span for span in self._values if self._between(*span) <= measure * _KEPT_PART]
        kept += [span for span in self._addresses if self._between(*span) <= measure]
        whole = _without(self._breaks, kept)
        start = 0
        while start < len(self.text):
            limit = self._hard_end(start)
            line = self._longest(whole, start, limit, measure) or self._longest(
                self._breaks, start, limit, measure
            )
            if line is None:
                line = self._emergency(start, limit, measure)
            yield line
            start = line.end

    def _between(self, start: int, end: int) -> float:
        return self._reach[end] - self._reach[start]

    def _hard_end(self, start: int) -> int:
        newline = self.text.find("\n", start)
        return len(self.text) if newline < 0 else newline + 1

    def _longest(self, breaks: Sequence[int], start: int, limit: int, measure: float) -> Line | None:
        first, last = bisect_right(breaks, start), bisect_right(breaks, limit)
        room = self._reach[start] + measure + _SLACK
        # A break's reach grows with its offset: the last one that fits is found by halving.
        low, high = first, last
        while low < high:
            middle = (low + high) // 2
            if self._reach[self._ends[breaks[middle]]] <= room:
                low = middle + 1
            else:
                high = middle
        for number in range(low - 1, first - 1, -1):
            # Shaped again, a line may grow: letters at its end join differently than in the middle.
            line = self._line(start, breaks[number])
            if line.width <= measure + _SLACK:
                return line
        return None

    def _emergency(self, start: int, limit: int, measure: float) -> Line:
        if self._clusters is None:
            self._clusters = cluster_breaks(self.text)
        line = self._longest(self._clusters, start, limit, measure)
        if line is not None:
            return line
        return self._line(start, self._clusters[bisect_right(self._clusters, start)])

    def _line(self, start: int, end: int) -> Line:
        spans = tuple(self._visual(start, end))
        trimmed = self._ends[end]
        width = hang = 0.0
        for span in spans:
            for cluster in span.clusters:
                if cluster.start < trimmed:
                    width += cluster.advance / span.font_face.units
                else:
                    hang += cluster.advance / span.font_face.units
        return Line(start, end, spans, width, hang)

    def _visual(self, start: int, end: int) -> Iterator[Span]:
        for run_start, run_end, level in self._reordered(start, end):
            inside = [item for item in self._items if item.start < run_end and item.end > run_start]
            for item in reversed(inside) if level & 1 else inside:
                piece = max(run_start, item.start), min(run_end, item.end)
                yield Span(item.font_face, tuple(self._shaped(item, *piece, level)), level)

    def _reordered(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """UAX 9, rules L1 (spaces at the end of a line take its direction) and L2 (reverse by level)."""
        base = int(self.setting.is_right_to_left)
        trimmed = max(start, self._ends[end])
        runs = list(self._level_runs(start, trimmed))
        if trimmed < end:
            runs.append((trimmed, end, base))
        for level in range(max((run[2] for run in runs), default=0), 0, -1):
            _reverse_at(runs, level)
        return runs


@lru_cache(maxsize=4000)
def paragraph(words: Words, setting: Setting) -> Paragraph:
    """Return the paragraph of `words`; a second asking returns the same one, with its lines."""
    return Paragraph(words, setting)


def _plain(run: Run) -> str:
    """A value's own direction marks could turn the words around it."""
    return _DIRECTION_MARKS.sub("", run.text) if run.is_value else run.text


def _levels(runs: Sequence[tuple[str, Run]], is_right_to_left: bool) -> list[int]:
    """Return the level of each character, found with every value, number and address isolated."""
    isolated = "".join(_isolated(plain, run, is_right_to_left) for plain, run in runs)
    if not is_right_to_left and all(letter < "\u0590" for letter in isolated if letter not in "\u2068\u2069"):
        return [0] * sum(len(plain) for plain, _ in runs)
    if not isolated:
        # ICU takes no empty text.
        return []
    bidi = icu.Bidi()
    bidi.setPara(icu.UnicodeString(isolated), int(is_right_to_left))
    by_unit = bidi.getLevels()
    levels: list[int] = []
    unit = 0
    for letter in isolated:
        if letter not in (_FIRST_STRONG_ISOLATE, _POP_ISOLATE):
            levels.append(by_unit[unit])
        unit += 2 if ord(letter) > LAST_OF_FIRST_PLANE else 1
    return levels


def _isolated(plain: str, run: Run, is_right_to_left: bool) -> str:
    if run.is_value:
        return f"{_FIRST_STRONG_ISOLATE}{plain}{_POP_ISOLATE}"
    if is_right_to_left:
        return _LEFT_TO_RIGHT.sub(rf"{_FIRST_STRONG_ISOLATE}\g<0>{_POP_ISOLATE}", plain)
    return plain


def _value_spans(runs: Sequence[tuple[str, Run]]) -> Iterator[tuple[int, int]]:
    start = 0
    for plain, run in runs:
        if run.is_value:
            yield start, start + len(plain)
        start += len(plain)


def _trimmed_ends(text: str) -> list[int]:
    """Return, for each offset, the end of what is seen before it: without the spaces there."""
    ends, last = [0], 0
    for offset, letter in enumerate(text, 1):
        last = last if letter.isspace() or letter == "\u200b" else offset
        ends.append(last)
    return ends


def _without(breaks: Sequence[int], spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    return tuple(offset for offset in breaks if not any(start < offset < end for start, end in spans))


def _reverse_at(runs: list[tuple[int, int, int]], level: int) -> None:
    number = 0
    while number < len(runs):
        stop = number
        while stop < len(runs) and runs[stop][2] >= level:
            stop += 1
        runs[number:stop] = runs[number:stop][::-1]
        number = max(stop, number + 1)
