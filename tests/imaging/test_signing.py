"""Signatures, marks, thumbs and days on letters as they are printed: found or not, and never surely wrong."""

from collections import Counter
from functools import cache

import numpy as np
import pypdfium2
import pytest
from PIL import ImageDraw

from consentkit.catalogue.forms import load_forms
from consentkit.catalogue.local_dates import write_value
from consentkit.catalogue.shipped import assets_folder, forms_folder
from consentkit.domain.codes import new_code
from consentkit.domain.letters.composing import compose_letter
from consentkit.domain.letters.page_maps import PageMap
from consentkit.domain.letters.records import Ink, LetterPaper
from consentkit.domain.letters.samples import sample_order
from consentkit.imaging.paper.signed_letters import read_signed_pages
from consentkit.imaging.paper.signing import read_signing
from consentkit.typesetting.letters.letters import make_letter, page_maps
from consentkit.typesetting.text.fonts import Fonts

from .signed_paper import photographed, saved, scanned

FONTS = Fonts(assets_folder() / "fonts")
DPI = 200
FORMS = [
    ("adult", "th"), ("guardian", "km"), ("adult", "ur"), ("withdrawal", "en"), ("assent-12-17", "my"),
    ("renewal", "ta"), ("refusal", "zh"), ("verbal", "vi"), ("pictures", "ar"), ("group", "lo"),
]  # fmt: skip


@cache
def catalogue():
    return load_forms(forms_folder())


def printed(form, language, people=()):
    """Return a letter as it is printed, with a code of its own."""
    kind = next(one for one in catalogue().forms if one.id == form)
    words = next(one for one in catalogue().wordings if one.language == language)
    order = sample_order(kind, words).model_copy(update={"id": new_code("L"), "roster": people})
    return LetterPaper(text=compose_letter(kind, words, order, write_value))


def sign(picture, area, kind, rng):
    """Draw a cross, a name, a thumb's print or a day with a pen or an ink pad."""
    px, pen, grey = DPI / 25.4, ImageDraw.Draw(picture), int(rng.integers(20, 130))
    left, top = area.left_mm * px, area.top_mm * px
    width, height = area.right_mm * px - left, area.bottom_mm * px - top
    ink, thick = (grey, grey, min(255, grey + 40)), max(1, round(0.4 * px))
    x, y = left + width * rng.uniform(0.35, 0.65), top + height * rng.uniform(0.45, 0.55)
    if kind == "cross":
        for way in (-1, 1):
            ends = [(x - 2.2 * px, y - way * 2.2 * px), (x + 2.2 * px, y + way * 2.2 * px)]
            pen.line(ends, fill=ink, width=thick)
    elif kind == "name":
        waves = [(left + width * (0.15 + t / 50), y + height * 0.3 * np.sin(t * 1.3)) for t in range(31)]
        pen.line(waves, fill=ink, width=thick)
    elif kind == "day":
        for at in (left + width * (0.15 + 0.11 * number) for number in range(6)):
            pen.line([(at, y - 1.2 * px), (at + 1.2 * px, y), (at, y + px)], fill=ink, width=thick)
    elif kind == "thumb":
        for ring in range(1, 15):
            across, down = 0.5 * ring * px, 0.6 * ring * px
            pen.ellipse([x - across, y - down, x + across, y + down], outline=(110, 110, 160), width=2)


def kind_for(name, rng):
    if name.endswith(".thumb"):
        return rng.choice(["none", "thumb"])
    return rng.choice(["none", "day"] if name.endswith(".date") else ["none", "cross", "name"])


def seen_on(form, language, rng, take):
    """Yield what was drawn in each field of a letter, and what is read of it on a bad picture."""
    people = tuple(new_code("C") for _ in range(8)) if form == "group" else ()
    paper = printed(form, language, people)
    maps = page_maps(paper, FONTS)
    for page, place in zip(pypdfium2.PdfDocument(make_letter(paper, FONTS)), maps, strict=True):
        if not place.signing:
            continue
        picture = page.render(scale=DPI / 72).to_pil().convert("RGB")
        drawn = {name: kind_for(name, rng) for name in place.signing}
        for name, area in place.signing.items():
            sign(picture, area, drawn[name], rng)
        data = saved(take(np.asarray(picture), rng), "JPEG", quality=40)
        for one in read_signed_pages(data, lambda code: maps[code.page - 1]):
            if one.straightened is not None and not one.is_rough:
                for name, ink in read_signing(one.straightened, place).items():
                    yield drawn[name], ink


def as_photograph(page, rng):
    return photographed(page, rng).pixels


def check(forms, take, seed):
    rng, counts = np.random.default_rng(seed), Counter()
    for form, language in forms:
        counts.update(seen_on(form, language, rng, take))
    wrong = {
        (kind, ink)
        for kind, ink in counts
        if ink is not Ink.NOT_LOOKED and (kind == "none") != (ink is Ink.NOTHING)
    }
    assert wrong == set()
    return counts


def test_ink_where_people_sign_is_found_on_a_scan():
    counts = check([("guardian", "km")], scanned, 4)
    sure = sum(count for (_kind, ink), count in counts.items() if ink is not Ink.NOT_LOOKED)
    assert sure > 0.9 * counts.total()


@pytest.mark.slow
@pytest.mark.parametrize("take", [scanned, as_photograph])
def test_no_signature_is_surely_read_wrongly(take):
    counts = check(FORMS * 3, take, 9)
    sure = sum(count for (_kind, ink), count in counts.items() if ink is not Ink.NOT_LOOKED)
    assert sure > 0.9 * counts.total()


def test_where_the_frame_is_not_nothing_is_told():
    paper = printed("adult", "en")
    place = next(one for one in page_maps(paper, FONTS) if one.signing)
    blank = np.full((1754, 1240, 3), 250, dtype=np.uint8)
    assert set(read_signing(blank, place).values()) == {Ink.NOT_LOOKED}
    older = PageMap.model_validate(place.model_dump(exclude={"signing"}))
    assert read_signing(blank, older) == {}
