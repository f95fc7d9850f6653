"""How each script is set: its font, the space between lines, its optical size, its smallest size."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ScriptStyle:
    """One script's setting. Sizes are for Latin letters; `optical` makes another script look as large."""

    font: str
    code: str
    """The script as HarfBuzz names it."""
    leading: float
    """Baseline to baseline on a page with room, in multiples of the size that is set."""
    tight: float
    """The same on a page as full as it may be; marks of two lines still do not touch."""
    optical: float = 1.0
    floor_pt: float = 9.0
    """No text for reading goes below this, as set (after `optical`)."""
    joined_at: tuple[float, float] | None = None
    """Foot and head of the level stroke that joins the letters of a word, in ems above the baseline."""


LATIN_FONT = "NotoSans.ttf"

_HEADLINE = (0.54, 0.622)
"""Of both fonts, as their outlines have it."""

# Leading follows the ink of the shipped wordings: the tallest stack of marks under the deepest one before it
# (Burmese 1.54, Khmer 1.50, Arabic 1.51, Thai 1.27 ems). Nastaliq slopes: its lines reach into each other
# without touching.
_STYLES: dict[str, ScriptStyle] = {
    "Latn": ScriptStyle(font=LATIN_FONT, code="Latn", tight=1.26, leading=1.36),
    "Thai": ScriptStyle(
        font="NotoSansThai.ttf", code="Thai", tight=1.4, leading=1.5, optical=1.08, floor_pt=9.5
    ),
    "Laoo": ScriptStyle(
        font="NotoSansLao.ttf", code="Laoo", tight=1.42, leading=1.52, optical=1.04, floor_pt=9.5
    ),
    "Khmr": ScriptStyle(
        font="NotoSansKhmer.ttf", code="Khmr", tight=1.56, leading=1.62, optical=1.04, floor_pt=9.5
    ),
    "Mymr": ScriptStyle(
        font="NotoSansMyanmar.ttf", code="Mymr", tight=1.56, leading=1.78, optical=0.98, floor_pt=8.8
    ),
    "Beng": ScriptStyle(
        font="NotoSansBengali.ttf",
        code="Beng",
        tight=1.34,
        leading=1.46,
        optical=1.06,
        floor_pt=9.5,
        joined_at=_HEADLINE,
    ),
    "Deva": ScriptStyle(
        font="NotoSansDevanagari.ttf",
        code="Deva",
        tight=1.34,
        leading=1.48,
        optical=1.06,
        floor_pt=9.5,
        joined_at=_HEADLINE,
    ),
    "Taml": ScriptStyle(
        font="NotoSansTamil.ttf", code="Taml", tight=1.3, leading=1.42, optical=0.96, floor_pt=8.5
    ),
    "Sinh": ScriptStyle(
        font="NotoSansSinhala.ttf", code="Sinh", tight=1.34, leading=1.45, optical=1.0, floor_pt=9.0
    ),
    "Arab": ScriptStyle(
        font="NotoSansArabic.ttf",
        code="Arab",
        tight=1.52,
        leading=1.62,
        optical=1.06,
        floor_pt=9.5,
        joined_at=(-0.005, 0.077),
    ),
    "Hans": ScriptStyle(
        font="NotoSansSC.ttf", code="Hani", tight=1.36, leading=1.52, optical=1.0, floor_pt=9.0
    ),
}
_NASTALIQ = ScriptStyle(
    font="NotoNastaliqUrdu.ttf", code="Arab", tight=1.84, leading=2.15, optical=1.0, floor_pt=9.0
)
_SAME = {"Hani": "Hans", "Aran": "Arab"}


def style_of(script: str, language: str = "") -> ScriptStyle:
    """Return the setting of a script (`Thai`); an unknown one is set as Latin, with every font behind it."""
    if language == "ur" or script == "Aran":
        return _NASTALIQ
    return _STYLES.get(_SAME.get(script, script), _STYLES["Latn"])


def all_fonts() -> tuple[str, ...]:
    """Return the file names of the fonts of all scripts, each once; the largest, Chinese, is last."""
    return tuple(style.font for style in _STYLES.values())
