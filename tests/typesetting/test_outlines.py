"""An oracle: outlines in the PDF against HarfBuzz run directly on fonts that fontTools made static."""

import io
from functools import cache

import pytest
import uharfbuzz as hb

from consentkit.typesetting.letters.layouts import setting_of
from consentkit.typesetting.pdf.documents import About, PdfDocument
from consentkit.typesetting.pdf.text import draw_line
from consentkit.typesetting.text.paragraphs import paragraph
from tests.typesetting.letter_samples import FONTS, SENTENCES, sample, words
from tests.typesetting.pdf_reading import drawn_points, opened, outline_points

SIZE, MEASURE_PT, LEADING = 10.3, 170.0, 26.0
MOST_APART_PT = 0.02
SOON = {"ur"}
"""Letters that change beside others, from right to left: what goes wrong first."""


LETTERS = "".join(sorted(set("".join(SENTENCES.values()))))


@cache
def static_font(path, weight):
    """The font at a weight, made by fontTools alone; Chinese is cut to the samples first, for speed."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(path, recalcTimestamp=False)
    if "SC" in path.name:
        cutter = subset.Subsetter(subset.Options(layout_features=["*"], notdef_outline=True))
        cutter.populate(text="".join(SENTENCES.values()))
        cutter.subset(font)
    if "fvar" in font:
        font = instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    out = io.BytesIO()
    font.save(out)
    return hb.Font(hb.Face(hb.Blob(out.getvalue())))


@pytest.mark.parametrize(
    "language",
    [code if code in SOON else pytest.param(code, marks=pytest.mark.slow) for code in sorted(SENTENCES)],
)
def test_outlines_agree_with_harfbuzz(language):
    shaped = paragraph(words(SENTENCES[language]), setting_of(sample(language), FONTS))
    lines = shaped.lines(MEASURE_PT / SIZE)
    document = PdfDocument(About("test", "test", language), (400, 800))
    owner = document.root.add("P")
    with document.marked(owner):
        for number, line in enumerate(lines):
            draw_line(document, shaped, line, x=30, y=700 - number * LEADING, size=SIZE)
    document.end_page()
    got = drawn_points(opened(document.finish()))
    wanted = [point for number, line in enumerate(lines) for point in _direct(shaped, line, number)]
    assert len(got) == len(wanted)
    apart = max(_farthest(got, wanted), _farthest(wanted, got))
    assert apart <= MOST_APART_PT


def _direct(shaped, line, number):
    """Shape each stretch of a line with plain HarfBuzz, and give its points where they must stand."""
    hang = line.hang * SIZE if shaped.setting.is_right_to_left else 0
    x, y = 30 - hang, 700 - number * LEADING
    for span in line.spans:
        if not span.clusters:
            continue
        start, end = min(c.start for c in span.clusters), max(c.end for c in span.clusters)
        font = static_font(span.font_face.path, span.font_face.weight)
        buffer = hb.Buffer()
        buffer.add_str(shaped.text[start:end])
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if span.level & 1 else "ltr"
        buffer.language = shaped.setting.language
        hb.shape(font, buffer, {})
        scale = SIZE / font.face.upem
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            at = x + position.x_offset * scale, y + position.y_offset * scale
            yield from outline_points(font, info.codepoint, *at, scale)
            x += position.x_advance * scale


def _farthest(some, others):
    """The largest distance from a point of `some` to the nearest of `others`; endless beyond the limit."""
    cell = 2 * MOST_APART_PT
    near = {}
    for x, y in others:
        near.setdefault((int(x // cell), int(y // cell)), []).append((x, y))
    return max(_nearest(point, near, cell) for point in set(some))


def _nearest(point, near, cell):
    column, row = int(point[0] // cell), int(point[1] // cell)
    cells = ((column + right, row + up) for right in (-1, 0, 1) for up in (-1, 0, 1))
    found = (other for at in cells for other in near.get(at, ()))
    return min((max(abs(x - point[0]), abs(y - point[1])) for x, y in found), default=float("inf"))


def test_the_oracle_sees_a_mark_that_is_misplaced():
    font = static_font(FONTS.folder / "NotoSansThai.ttf", 400)
    here = outline_points(font, 20, 0, 0, 0.011)
    there = outline_points(font, 20, 0.03, 0, 0.011)
    assert _farthest(here, there) > MOST_APART_PT
