"""Marks that mean something else than a tick, drawn by a generator: none is read surely as what it is not."""

from collections import Counter

import numpy as np
import pytest

from consentkit.domain.letters.codes import PageCode
from consentkit.imaging.paper.signed_letters import read_signed_pages
from consentkit.imaging.paper.ticks import read_ticks

from .signed_paper import photographed, saved, scanned, stroked, strokes
from .test_signed_letters_as_printed import letter, printed

LETTERS = [
    ("adult", "th"), ("adult", "ar"), ("adult", "en"), ("adult", "ur"), ("guardian", "km"),
    ("guardian", "hi"), ("withdrawal", "my"), ("withdrawal", "ne"), ("adult", "bn"),
]  # fmt: skip
PLAIN = ("tick", "cross", "line")
STRUCK = ("struck with its words", "struck alone", "struck upwards", "words struck")
BESIDE = ("tick beside", "cross beside")
ODD = (*STRUCK, *BESIDE, "circled", "scribbled over")

_NOT_SURE = frozenset({"ticked", "empty"})
_WRONG = {
    **dict.fromkeys(ODD, _NOT_SURE),
    **dict.fromkeys(PLAIN, frozenset({"empty"})),
    "nothing": frozenset({"ticked"}),
}
"""What no mark may surely be read as."""


def drawn(shape, box, rng, *, is_right_to_left):
    """The strokes of an odd mark; a mark beside stands where no words are."""
    if shape in STRUCK:
        ticked = strokes("tick", box, rng)
        middle = (box.top_mm + box.bottom_mm) / 2 + rng.uniform(-0.6, 0.6)
        far = rng.uniform(5, 7) if shape == "struck alone" else rng.uniform(18, 30)
        left, right = box.left_mm - rng.uniform(2.5, 5), box.right_mm + far
        if is_right_to_left:
            left, right = box.left_mm - far, box.right_mm + rng.uniform(2.5, 5)
        if shape == "words struck":
            gap = rng.uniform(1.0, 2.5)
            left, right = (left, box.left_mm - gap) if is_right_to_left else (box.right_mm + gap, right)
        lean = -rng.uniform(1, 3) if shape == "struck upwards" else rng.uniform(-0.8, 0.8)
        return [*ticked, [(left, middle - lean / 2), (right, middle + lean / 2)]]
    if shape in BESIDE:
        away = rng.uniform(0.2, 1.2) + (box.right_mm - box.left_mm)
        moved = away if is_right_to_left else -away
        own = strokes(shape.split()[0], box, rng)
        return [[(x + moved, y) for x, y in line] for line in own]
    return [] if shape == "nothing" else strokes(shape, box, rng)


def sheet(form, language, number, *, shapes, rng, dpi):
    """A printed page with a mark of some shape at each box, and what was drawn where."""
    _text, _pdf, pages, _count = letter(form, language)
    page = dict(pages)[number]
    said = {name: str(rng.choice(shapes)) for name in page.tick_boxes}
    picture = printed(form, language, number, dpi)
    is_right_to_left = page.code.left_mm < page.width_mm / 2
    for name, box in page.tick_boxes.items():
        lines = drawn(said[name], box, rng, is_right_to_left=is_right_to_left)
        width, grey = float(rng.uniform(0.4, 0.9)), int(rng.integers(20, 110))
        picture = stroked(picture, dpi, lines, width_mm=width, grey=grey) if lines else picture
    return picture, page, said


def sure_and_wrong(said, states):
    return [(said[name], state) for name, state in states.items() if state in _WRONG[said[name]]]


def few(shapes, rng):
    """Mostly plain marks with some odd ones: marks that reach into their neighbours hide one another."""
    return [*PLAIN, "nothing", "nothing", str(rng.choice(shapes))]


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 16))])
def test_no_odd_mark_on_a_clean_page_is_surely_read_as_what_it_is_not(seed):
    rng = np.random.default_rng(seed)
    table = Counter()
    for form, language in LETTERS[: 2 if seed == 1 else None]:
        number = letter(form, language)[2][0][0]
        picture, page, said = sheet(form, language, number, shapes=few(ODD, rng), rng=rng, dpi=150)
        states = {name: one.state.value for name, one in read_ticks(picture, page).items()}
        assert sure_and_wrong(said, states) == [], (form, language)
        table.update((said[name] in ODD, state) for name, state in states.items())
    print(seed, sorted(table.items()))
    # Odd marks cost the others nothing: not everything is unsure.
    assert table[False, "unsure"] <= 0.35 * sum(count for (odd, _), count in table.items() if not odd)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["scan", "photo"])
def test_no_mark_on_100_bad_pictures_is_surely_read_as_what_it_is_not(kind):
    rng = np.random.default_rng(2026)
    wrong, table = [], Counter()
    for turn in range(100):
        form, language = LETTERS[turn % len(LETTERS)]
        text, _pdf, pages, count = letter(form, language)
        number = pages[turn % len(pages)][0]
        dpi = 100 if kind == "scan" else 150
        inked, page, said = sheet(form, language, number, shapes=few(ODD, rng), rng=rng, dpi=dpi)
        picture = scanned(inked, rng) if kind == "scan" else photographed(inked, rng).pixels
        expected = PageCode(
            letter=text.id, form=text.form, form_version=text.form_version, language=text.language,
            page=number + 1, pages=count,
        )  # fmt: skip
        for found in read_signed_pages(saved(picture, quality=30), lambda _code, page=page: page):
            assert found.code in {None, expected}
            if found.straightened is None or found.is_rough:
                continue
            states = {name: one.state.value for name, one in read_ticks(found.straightened, page).items()}
            wrong += sure_and_wrong(said, states)
            table.update((said[name], state) for name, state in states.items())
    print(kind, sorted(table.items()))
    assert wrong == []
