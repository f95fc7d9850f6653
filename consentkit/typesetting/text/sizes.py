"""The sizes of a page in points, from comfortable to as tight as may still be read."""

from collections.abc import Iterator
from dataclasses import dataclass

from consentkit.typesetting.text.scripts import ScriptStyle

MM = 72 / 25.4
# The least that the RNIB calls large print (16 to 18 pt).
LARGE_PRINT_PT = 16.0

# Body size for Latin letters, and how much of the usual space stands between things.
_STEPS = ((10.5, 1.0), (10.5, 0.8), (10.0, 0.75), (9.75, 0.65), (9.5, 0.55), (9.25, 0.5), (9.0, 0.42))
_POSTER_STEPS = (
    *((size, 1.0) for size in (30.0, 28.5, 27.0, 25.5, 24.0, 22.5, 21.0, 19.5)),
    (18.0, 0.9),
    (16.0, 0.8),
    (14.0, 0.7),
)
_CARD_STEPS = tuple(
    (size, air) for size in (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5) for air in (0.75, 0.5, 0.3, 0.15)
)
# A card is held near the eyes. These floors were chosen by eye.
_CARD_FLOOR_PT = 6.3
_LEAST_NOTE_PT = 7.7


@dataclass(frozen=True)
class Sizes:
    """One step: what everything on the page is measured by."""

    style: ScriptStyle
    latin_pt: float
    """The body as a Latin letter would be set."""
    air: float

    @property
    def body(self) -> float:
        """The size that running text is set in."""
        return self.latin_pt * self.style.optical

    @property
    def note(self) -> float:
        """Notes, labels under a line, the foot."""
        # The parts of a body that headings, notes and titles take were chosen by eye.
        return max(self.body * 0.84, min(self.body, _LEAST_NOTE_PT))

    @property
    def title(self) -> float:
        """The letter's title."""
        return self.body * 1.75

    @property
    def heading(self) -> float:
        """A clause's title, bold."""
        return self.body * 1.06

    @property
    def tick_box(self) -> float:
        """The side of a tick box."""
        # A tick box is never under 10 pt (3.5 mm): hands that shake leave a smaller one. By eye.
        return max(10.0, self.latin_pt * 1.02)

    @property
    def pitch(self) -> float:
        """From one line to write on to the next: a hand needs 6 to 8 mm."""
        return max(6.2 * MM, min(8 * MM, self.latin_pt * 2.1)) * (0.94 + 0.06 * self.air)

    def leading(self, size: float) -> float:
        """Return the height of a line of that size."""
        style = self.style
        return size * (style.tight + (style.leading - style.tight) * min(1.0, self.air))

    def gap(self, lines: float) -> float:
        """Return a space, as a part of a Latin line of the body, less where the page is tight."""
        return lines * self.latin_pt * 1.36 * self.air


def steps(style: ScriptStyle, *, large_print: bool = False) -> Iterator[Sizes]:
    """Give the sizes that a letter may try, largest first; none is below what the script needs to be read."""
    if large_print:
        yield Sizes(style, LARGE_PRINT_PT, 1.0)
        return
    for latin_pt, air in _STEPS:
        sizes = Sizes(style, latin_pt, air)
        if latin_pt == _STEPS[0][0] or sizes.body >= style.floor_pt:
            yield sizes


def poster_steps(style: ScriptStyle) -> Iterator[Sizes]:
    """Give the sizes of a poster, largest first."""
    return (Sizes(style, latin_pt, air) for latin_pt, air in _POSTER_STEPS)


def card_steps(style: ScriptStyle) -> Iterator[Sizes]:
    """Give the sizes of a card that is held in the hand, largest first."""
    made = (Sizes(style, latin_pt, air) for latin_pt, air in _CARD_STEPS)
    return (sizes for sizes in made if sizes.body >= _CARD_FLOOR_PT)
