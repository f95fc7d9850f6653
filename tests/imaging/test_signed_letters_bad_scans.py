from collections import Counter

import numpy as np
import pytest

from consentkit.domain.letters.codes import PageCode, payload_of
from consentkit.domain.letters.page_maps import PageMap
from consentkit.imaging.paper.signed_letters import PageState, read_signed_pages

from .signed_paper import (
    Paper,
    Pixels,
    papers,
    pdf_of,
    photographed,
    rendered,
    rendered_pdf,
    saved,
    scanned,
)

PAPERS = papers(24)
MAPS = {paper.code: paper.map for paper in PAPERS}
EACH = 100


def find(code: PageCode) -> PageMap | None:
    return MAPS.get(code)


def bad_picture(kind: str, paper: Paper, rng: np.random.Generator) -> tuple[Pixels, np.ndarray | None]:
    if kind == "scan":
        return scanned(rendered(paper, 100), rng), None
    taken = photographed(rendered(paper, 150), rng)
    return taken.pixels, taken.corners


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["scan", "photo"])
def test_bad_pictures_find_their_letter_and_never_another(kind: str) -> None:
    rng = np.random.default_rng(20_26)
    counts: Counter[str] = Counter()
    errors_mm = []
    for number in range(EACH):
        paper = PAPERS[number % len(PAPERS)]
        picture, corners = bad_picture(kind, paper, rng)
        for page in read_signed_pages(saved(picture, quality=25), find):
            counts["right"] += page.code == paper.code
            counts["wrong"] += page.code not in {paper.code, None}
            counts["straight"] += not page.is_rough
            if corners is not None and not page.is_rough:
                px_per_mm = np.linalg.norm(corners[1] - corners[0]) / paper.map.width_mm
                errors_mm.append(np.abs(np.array(page.corners) - corners).max() / px_per_mm)
    print(kind, dict(counts), np.percentile(errors_mm, [50, 95, 100]) if errors_mm else "")
    assert counts["wrong"] == 0
    assert counts["right"] >= 0.95 * EACH
    assert counts["straight"] >= 0.9 * EACH
    assert not errors_mm or np.percentile(errors_mm, 95) < 0.5


def noise(rng: np.random.Generator) -> Pixels:
    return rng.integers(0, 256, (900, 700, 3)).astype(np.uint8)


def with_payload(payload: str, paper: Paper) -> Pixels:
    return rendered_pdf(pdf_of(paper, payload=payload), 100)


def others_code(rng: np.random.Generator) -> Pixels:
    texts = ("https://example.org/donate", "WIFI:T:WPA;S:shelter;;", "CK1:", "L-7K3Q-X9MD", "CK1:L-7K3Q")
    return with_payload(str(rng.choice(texts)), PAPERS[int(rng.integers(24))])


def altered_code(rng: np.random.Generator) -> Pixels:
    """One character changed, the check characters kept: a forger's code, whole for any QR reader."""
    paper = PAPERS[int(rng.integers(24))]
    payload = payload_of(paper.code)
    place = int(rng.integers(4, len(payload)))
    other = "7" if payload[place] != "7" else "8"
    return with_payload(payload[:place] + other + payload[place + 1 :], paper)


def blotted_code(rng: np.random.Generator) -> Pixels:
    """Half of the code lies under a stamp: more than level Q mends."""
    paper = PAPERS[int(rng.integers(24))]
    page = rendered(paper, 100).copy()
    left, top, right, bottom = (
        round(edge * 100 / 25.4)
        for edge in (
            paper.map.code.left_mm, paper.map.code.top_mm, paper.map.code.right_mm, paper.map.code.bottom_mm,
        )
    )  # fmt: skip
    side = right - left
    blots = {0: np.s_[top : top + side // 2, left:right], 1: np.s_[top:bottom, left + side // 2 : right]}
    page[blots[int(rng.integers(2))]] = rng.integers(0, 200, 3)
    return page


def bare_page(rng: np.random.Generator) -> Pixels:
    paper = PAPERS[int(rng.integers(24))]
    page = rendered(paper, 100).copy()
    place = paper.map.code
    scale = 100 / 25.4
    page[round(place.top_mm * scale) : round(place.bottom_mm * scale)] = 255
    return scanned(page, rng)


@pytest.mark.slow
@pytest.mark.parametrize("make", [noise, others_code, altered_code, blotted_code, bare_page])
def test_what_is_not_ours_never_matches(make) -> None:  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(50)
    for _ in range(10):
        pages = list(read_signed_pages(saved(make(rng), quality=60), find))
        assert [page.code for page in pages] == [None]
        assert pages[0].state in {PageState.UNMATCHED, PageState.UNREADABLE}
        assert pages[0].straightened is None
