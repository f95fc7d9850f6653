"""Letters as they are really printed, with pictures and from right to left, on their way back."""

from collections import Counter
from functools import cache

import numpy as np
import pypdfium2
import pytest
from quick_cases import quick_rows_among

from consentkit.catalogue.forms import load_forms
from consentkit.catalogue.local_dates import write_value
from consentkit.catalogue.shipped import assets_folder, forms_folder
from consentkit.domain.letters.codes import PageCode
from consentkit.domain.letters.composing import compose_letter
from consentkit.domain.letters.records import LetterPaper
from consentkit.domain.letters.samples import sample_order
from consentkit.imaging.paper.signed_letters import read_signed_pages
from consentkit.imaging.paper.ticks import read_ticks
from consentkit.typesetting.letters.letters import make_letter, page_maps
from consentkit.typesetting.text.fonts import Fonts

from .signed_paper import photographed, saved, scanned, stroked, strokes

FONTS = Fonts(assets_folder() / "fonts")
PLAIN = ("tick", "cross", "line", "filled")
LETTERS = [
    ("pictures", "ar"), ("pictures", "th"), ("pictures", "ta"), ("verbal", "ur"), ("verbal", "en"),
    ("assent-7-11", "my"), ("assent-7-11", "en"), ("adult", "ur"), ("adult", "id"), ("guardian", "km"),
    ("adult", "ar"), ("adult", "hi"), ("withdrawal", "ne"), ("guardian", "bn"),
]  # fmt: skip
# Each form once, in the scripts that are the hardest to set.
QUICK = [("assent-7-11", "my"), ("adult", "ur"), ("adult", "ar")]


@cache
def letter(form, language):
    """Each page with boxes of a letter: its number, its map, and how many pages there are."""
    catalogue = load_forms(forms_folder())
    chosen = next(one for one in catalogue.forms if one.id == form)
    wording = next(one for one in catalogue.wordings if one.language == language)
    paper = LetterPaper(text=compose_letter(chosen, wording, sample_order(chosen, wording), write_value))
    maps = page_maps(paper, FONTS)
    pages = tuple((number, page) for number, page in enumerate(maps) if page.tick_boxes)
    return paper.text, pypdfium2.PdfDocument(make_letter(paper, FONTS)), pages, len(maps)


def printed(form, language, number, dpi):
    picture = letter(form, language)[1][number].render(scale=dpi / 72, rev_byteorder=True).to_pil()
    return np.asarray(picture.convert("RGB"))


@pytest.mark.parametrize(("form", "language"), quick_rows_among(LETTERS, QUICK))
def test_boxes_of_a_clean_page_are_empty_and_ticked_ones_ticked(form, language):
    rng = np.random.default_rng(7)
    for number, page in letter(form, language)[2]:
        straight = printed(form, language, number, 150)
        assert {reading.state.value for reading in read_ticks(straight, page).values()} == {"empty"}
        lines = [line for box in page.tick_boxes.values() for line in strokes("cross", box, rng)]
        ticked = stroked(straight, 150, lines, width_mm=0.6, grey=60)
        assert {reading.state.value for reading in read_ticks(ticked, page).values()} == {"ticked"}


@pytest.mark.parametrize(
    ("form", "language"),
    quick_rows_among([("adult", "ar"), ("adult", "hi"), ("guardian", "bn")], [("adult", "ar")]),
)
def test_words_whose_letters_are_joined_stand_where_the_map_has_their_stroke(form, language):
    dark = []
    for number, page in letter(form, language)[2]:
        picture = printed(form, language, number, 150) < 150
        assert page.joined_words, number
        for word in page.joined_words:
            edges = (word.top_mm, word.bottom_mm, word.left_mm, word.right_mm)
            top, bottom, left, right = (round(edge * 150 / 25.4) for edge in edges)
            dark.append(picture[top : bottom + 1, left:right].any(axis=(0, 2)).mean())
    assert np.mean(dark) > 0.6


def test_a_letter_that_kept_no_joined_words_leaves_a_tick_beside_a_long_word_unsure():
    rng = np.random.default_rng(7)
    number, page = letter("adult", "ar")[2][0]
    lines = [line for box in page.tick_boxes.values() for line in strokes("cross", box, rng)]
    ticked = stroked(printed("adult", "ar", number, 150), 150, lines, width_mm=0.6, grey=60)
    before = page.model_copy(update={"joined_words": ()})
    assert {reading.state.value for reading in read_ticks(ticked, before).values()} == {"ticked", "unsure"}


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "dpi"), [("scan", 100), ("photo", 200)])
def test_ticks_on_real_letters_are_read_from_bad_pictures(kind, dpi):
    rng = np.random.default_rng(17)
    table = Counter()
    for form, language in LETTERS:
        for number, page in letter(form, language)[2]:
            drawn = {name: str(rng.choice(["nothing", *PLAIN])) for name in page.tick_boxes}
            inked = _inked(printed(form, language, number, dpi), page, drawn, dpi=dpi, rng=rng)
            picture = scanned(inked, rng) if kind == "scan" else photographed(inked, rng).pixels
            for name, state in _states(picture, form, language, number).items():
                table[drawn[name], state] += 1
    print(kind, sorted(table.items()))
    assert sum(table.values()) >= 250
    assert table["nothing", "ticked"] == 0
    assert sum(table[shape, "empty"] for shape in PLAIN) == 0
    plain = sum(count for (shape, _), count in table.items() if shape in PLAIN)
    nothing = sum(count for (shape, _), count in table.items() if shape == "nothing")
    assert sum(table[shape, "ticked"] for shape in PLAIN) >= 0.9 * plain
    assert table["nothing", "empty"] >= 0.9 * nothing


def _inked(straight, page, drawn, *, dpi, rng):
    """The page after one person with one pen."""
    lines = [
        line
        for name, shape in drawn.items()
        if shape != "nothing"
        for line in strokes(shape, page.tick_boxes[name], rng)
    ]
    width_mm, grey = float(rng.uniform(0.4, 1.2)), int(rng.integers(20, 141))
    return stroked(straight, dpi, lines, width_mm=width_mm, grey=grey)


def _states(picture, form, language, number):
    """What is read in a picture of a page; `{}` where it is too rough to suggest anything."""
    text, _, pages, count = letter(form, language)
    page = dict(pages)[number]
    code = PageCode(
        letter=text.id, form=text.form, form_version=text.form_version, language=text.language,
        page=number + 1, pages=count,
    )  # fmt: skip
    read = read_signed_pages(saved(picture, quality=25), lambda found: page if found == code else None)
    (back,) = [one for one in read if one.code == code]
    if back.straightened is None or back.is_rough:
        return {}
    return {name: reading.state.value for name, reading in read_ticks(back.straightened, page).items()}
