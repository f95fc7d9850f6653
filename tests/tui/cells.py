"""What a screen looks like, as text: its lines, and the colours of its cells.

|consentkit · Home          a line of the screen
a #e4e4e4 on #14171c bold   a style and its letter
a12 b3 a65                  the cells of one line, by style; `4*` stands before four such lines
"""

import itertools
import re
import string
from dataclasses import dataclass

from driving import strips_of
from rich.cells import cell_len

# Digests and temporary folders differ from run to run.
_DIGEST = re.compile(r"\b[0-9a-f]{16,64}\b")
_PATH = re.compile(r"/[^\s<]*pytest-of-[^\s<]*")
_RUN = re.compile(r"([A-Za-z]+)(\d+)")
_RUNS = re.compile(r"(?:(\d+)\*)?([A-Za-z]+\d+(?: [A-Za-z]+\d+)*)")
# Where a scroll bar ends within a line follows how often the lines below were measured.
_BAR_END = re.compile(r"[▁▂▃▄▅▆▇]{2}$")
_SHOWN_ON_BLANKS = ("underline", "reverse", "strike")


@dataclass(frozen=True)
class Cells:
    """The lines of a screen, and of each line the style of every cell."""

    lines: tuple[str, ...]
    styles: tuple[tuple[str, ...], ...]


def cells_of(app):
    """Return what a person sees now."""
    strips = strips_of(app)
    lines = [_BAR_END.sub("▄▄", _steady(strip.text)) for strip in strips]
    return Cells(tuple(lines), tuple(tuple(_styles_of(strip)) for strip in strips))


def _steady(line):
    return _PATH.sub("/…", _DIGEST.sub("0" * 16, line)).rstrip()


def _styles_of(strip):
    """Yield the style of each cell; a blank has that of its neighbour where no eye can tell them apart."""
    last = ""
    for text, style, _control in strip:
        ground = f"on {_colour(style.bgcolor)}" if style else "on default"
        ink = _ink(style)
        shown = ink if any(one in ink for one in _SHOWN_ON_BLANKS) else ""
        for letter in text:
            blank = letter == " " and not shown
            if not (blank and last.endswith(ground) and not any(one in last for one in _SHOWN_ON_BLANKS)):
                last = ground if blank else f"{ink} {ground}"
            yield from itertools.repeat(last, cell_len(letter))


def _colour(colour):
    return "default" if colour is None else colour.get_truecolor().hex if colour.triplet else colour.name


def _ink(style):
    if not style:
        return "default"
    marks = [name for name in ("bold", "dim", "italic", *_SHOWN_ON_BLANKS) if getattr(style, name)]
    return " ".join([*marks, _colour(style.color)])


def in_text(cells):
    """Return the lines, as a snapshot holds them."""
    return "".join(f"|{line}\n" for line in cells.lines)


def in_colours(cells):
    """Return the palette and the colours line by line, as a snapshot holds them."""
    letters = dict(zip(dict.fromkeys(itertools.chain(*cells.styles)), _letters(), strict=False))
    palette = "".join(f"{letter} {style}\n" for style, letter in letters.items())
    runs = [
        " ".join(f"{letters[style]}{len(list(group))}" for style, group in itertools.groupby(line))
        for line in cells.styles
    ]
    counted = [(run, len(list(group))) for run, group in itertools.groupby(runs)]
    return palette + "".join(f"{count}*{run}\n" if count > 1 else f"{run}\n" for run, count in counted)


def _letters():
    yield from string.ascii_letters
    yield from ("".join(pair) for pair in itertools.product(string.ascii_letters, repeat=2))


def read_cells(text, colours):
    """Return the cells that `in_text` and `in_colours` wrote."""
    lines = tuple(line.removeprefix("|") for line in text.splitlines())
    palette, styles = {}, []
    for line in colours.splitlines():
        if runs := _RUNS.fullmatch(line):
            cells = [palette[letter] for letter, many in _RUN.findall(runs[2]) for _cell in range(int(many))]
            styles += [tuple(cells)] * int(runs[1] or 1)
        else:
            letter, style = line.split(" ", 1)
            palette[letter] = style
    return Cells(lines, tuple(styles))


def differences(before, now):
    """Yield what changed, line by line: words as they were and are, colours by column."""
    for row, (old, new) in enumerate(itertools.zip_longest(before.lines, now.lines), 1):
        if old != new:
            yield f"line {row} was {old!r}\n{' ' * len(f'line {row}')} is  {new!r}"
    for row, (old, new) in enumerate(itertools.zip_longest(before.styles, now.styles, fillvalue=()), 1):
        pairs = enumerate(itertools.zip_longest(old, new), 1)
        for (was, is_now), columns in itertools.groupby(pairs, key=lambda pair: pair[1]):
            places = [column for column, _pair in columns]
            if was != is_now:
                yield f"line {row}, columns {places[0]}-{places[-1]}: was {was}, is {is_now}"
