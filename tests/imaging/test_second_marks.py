"""A page whose code lies under glare is found by the small mark at its foot, and laid straight."""

from collections import Counter

import numpy as np
import pypdfium2
import pytest
from PIL import ImageDraw

from consentkit.imaging.paper.signed_letters import read_signed_pages
from consentkit.imaging.paper.ticks import read_ticks
from consentkit.typesetting.letters.letters import make_letter, page_maps

from .signed_paper import photographed, saved, scanned
from .test_signing import FONTS, catalogue, printed

FORMS = [("adult", "th"), ("guardian", "km"), ("adult", "ur"), ("renewal", "ta")]


def under_glare(form, language, dpi, rng):
    """Return a letter, its maps, and its first page with a white blot over the middle of the code."""
    paper = printed(form, language)
    maps = page_maps(paper, FONTS)
    picture = (
        pypdfium2.PdfDocument(make_letter(paper, FONTS))[0].render(scale=dpi / 72).to_pil().convert("RGB")
    )
    area, px, radius = maps[0].code, dpi / 25.4, rng.uniform(9, 18) * dpi / 25.4
    x, y = (area.left_mm + area.right_mm) / 2 * px, (area.top_mm + area.bottom_mm) / 2 * px
    ImageDraw.Draw(picture).ellipse([x - radius, y - radius, x + radius, y + radius], fill=(255, 255, 255))
    return paper, maps, np.asarray(picture)


def found_on(pixels, paper, maps):
    """Return what came of a bad picture: the page lost, rough, or read with its boxes."""
    data = saved(pixels, "JPEG", quality=40)
    pages = [one for one in read_signed_pages(data, lambda code: maps[code.page - 1]) if one.code]
    if not pages:
        return "lost"
    (page,) = pages
    assert (page.code.letter, page.code.page, page.code.pages) == (paper.text.id, 1, len(maps))
    if page.is_rough or page.straightened is None:
        return "rough"
    return "read" if read_ticks(page.straightened, maps[0]) else "elsewhere"


def test_a_scan_with_glare_over_its_code_is_matched_and_its_boxes_read():
    rng = np.random.default_rng(5)
    paper, maps, pixels = under_glare("guardian", "km", 150, rng)
    assert found_on(scanned(pixels, rng), paper, maps) == "read"


def test_a_page_is_found_once_where_both_of_its_codes_are_read():
    rng = np.random.default_rng(6)
    paper = printed("refusal", "en")
    maps = page_maps(paper, FONTS)
    picture = pypdfium2.PdfDocument(make_letter(paper, FONTS))[0].render(scale=150 / 72).to_pil()
    pixels = scanned(np.asarray(picture.convert("RGB")), rng)
    pages = list(read_signed_pages(saved(pixels, "JPEG", quality=40), lambda code: maps[code.page - 1]))
    assert [page.code.form for page in pages] == ["refusal"]


# Of 16: scans at 200 dpi 15 or more, photographs of 2 megapixels 12, of 8 megapixels 14.
@pytest.mark.slow
@pytest.mark.parametrize(("size", "least"), [(None, 15), ((1240, 1654), 11), ((2448, 3264), 13)])
def test_most_pages_under_glare_are_read(size, least):
    rng, counts = np.random.default_rng(8), Counter()
    for form, language in FORMS * 4:
        paper, maps, pixels = under_glare(form, language, 250 if size else 120, rng)
        bad = photographed(pixels, rng, size=size).pixels if size else scanned(pixels, rng)
        counts[found_on(bad, paper, maps)] += 1
    assert counts["elsewhere"] == 0
    assert counts["read"] >= least


def test_every_language_leaves_room_for_the_mark_at_the_foot():
    languages = [one.language for one in catalogue().wordings if "adult" in one.titles]
    without = {
        language
        for language in languages
        if any(page.second is None for page in page_maps(printed("refusal", language), FONTS))
    }
    assert without == set()
