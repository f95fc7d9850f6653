from collections import Counter

import numpy as np
import pytest

from consentkit.domain.letters.codes import PageCode
from consentkit.domain.letters.page_maps import PageMap, PaperArea
from consentkit.domain.letters.records import TickState
from consentkit.imaging.paper.signed_letters import read_signed_pages
from consentkit.imaging.paper.ticks import TickReading, read_ticks

from .signed_paper import (
    STROKES,
    Paper,
    Pixels,
    bent,
    papers,
    photographed,
    rendered,
    saved,
    scanned,
    stroked,
    strokes,
)

PAPERS = papers(12)
MAPS = {paper.code: paper.map for paper in PAPERS}
PLAIN = ("tick", "cross", "line", "filled")
DOUBTFUL = ("scribbled over", "circled", "dot")


def find(code: PageCode) -> PageMap | None:
    return MAPS.get(code)


def readings(picture: Pixels, paper: Paper) -> dict[str, TickReading]:
    """Return the readings of a page in a bad picture; `{}` where it is too rough to suggest any."""
    pages = read_signed_pages(saved(picture, quality=25), find)
    (page,) = [page for page in pages if page.code == paper.code]
    if page.straightened is None or page.is_rough:
        return {}
    return dict(read_ticks(page.straightened, paper.map))


def filled_in(paper: Paper, dpi: int, rng: np.random.Generator) -> tuple[Pixels, dict[str, str]]:
    """Return the page after one person with one pen, and what they drew into each box."""
    drawn = {name: str(rng.choice(["nothing", "nothing", *STROKES])) for name in paper.map.tick_boxes}
    lines = [
        line
        for name, shape in drawn.items()
        if shape != "nothing"
        for line in strokes(shape, paper.map.tick_boxes[name], rng)
    ]
    width_mm, grey = float(rng.uniform(0.4, 1.2)), int(rng.integers(20, 141))
    return stroked(rendered(paper, dpi), dpi, lines, width_mm=width_mm, grey=grey), drawn


def bad_picture(kind: str, page: Pixels, rng: np.random.Generator) -> Pixels:
    if kind == "scan":
        return scanned(page, rng)
    return photographed(page, rng).pixels


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "dpi"), [("scan", 100), ("photo", 200)])
def test_hand_drawn_ticks_are_told_from_empty_boxes(kind: str, dpi: int) -> None:
    rng = np.random.default_rng(16)
    table: Counter[tuple[str, str]] = Counter()
    for paper in PAPERS:
        page, drawn = filled_in(paper, dpi, rng)
        for name, reading in readings(bad_picture(kind, page, rng), paper).items():
            table[drawn[name], reading.state.value] += 1
    print(kind, sorted(table.items()))
    assert table["nothing", "ticked"] == 0
    assert sum(table[shape, "empty"] for shape in PLAIN) == 0
    assert sum(table[shape, "empty"] + table[shape, "ticked"] for shape in ("scribbled over", "circled")) == 0
    plain = [count for (shape, _), count in table.items() if shape in PLAIN]
    # The small Latin words of these pages run together on a coarse scan, and look struck out: unsure.
    assert sum(table[shape, "ticked"] for shape in PLAIN) >= 0.6 * sum(plain)
    # Where the code stands on the left, these pages have words where ink counts as a mark beside the box.
    assert table["nothing", "empty"] >= 0.6 * (table["nothing", "empty"] + table["nothing", "unsure"])


@pytest.mark.slow
@pytest.mark.parametrize("by_mm", [1.0, 3.0])
def test_curled_paper_costs_suggestions_and_makes_no_false_ones(by_mm: float) -> None:
    rng = np.random.default_rng(5)
    table: Counter[tuple[bool, str]] = Counter()
    for paper in PAPERS[:6]:
        ticked = {name for name in paper.map.tick_boxes if rng.random() < 0.5}
        lines = [
            line for name in sorted(ticked) for line in strokes("cross", paper.map.tick_boxes[name], rng)
        ]
        page = stroked(rendered(paper, 200), 200, lines, width_mm=0.6, grey=60)
        picture = photographed(bent(page, rng, 200, by_mm=by_mm), rng).pixels
        for name, reading in readings(picture, paper).items():
            table[name in ticked, reading.state.value] += 1
    print(by_mm, sorted(table.items()))
    assert table[False, "ticked"] == 0
    assert table[True, "empty"] == 0


def straight(paper: Paper) -> Pixels:
    return rendered(paper, 150)


@pytest.fixture
def box() -> PaperArea:
    return PAPERS[0].map.tick_boxes["L03.words"]


def reading_of(page: Pixels) -> TickReading:
    return read_ticks(page, PAPERS[0].map)["L03.words"]


@pytest.mark.parametrize("shape", STROKES)
def test_each_shape_reads_as_said(shape: str, box: PaperArea) -> None:
    lines = strokes(shape, box, np.random.default_rng(1))
    page = stroked(straight(PAPERS[0]), 150, lines, width_mm=0.6, grey=40)
    expected = TickState.TICKED if shape in PLAIN else TickState.UNSURE
    assert reading_of(page).state is expected


def test_fill_is_the_share_of_the_inside_that_is_ink(box: PaperArea) -> None:
    assert reading_of(straight(PAPERS[0])) == TickReading(TickState.EMPTY, 0.0)
    lines = strokes("filled", box, np.random.default_rng(1))
    assert reading_of(stroked(straight(PAPERS[0]), 150, lines, width_mm=1.0, grey=40)).fill > 0.95


def test_a_shadow_across_a_box_is_no_tick(box: PaperArea) -> None:
    page = straight(PAPERS[0])
    unit = 150 / 25.4
    for share in (0.3, 0.5, 0.7):
        shaded = page.copy()
        edge = round((box.left_mm + share * (box.right_mm - box.left_mm)) * unit)
        shaded[:, :edge] = shaded[:, :edge] * np.float32(0.55)
        assert reading_of(shaded).state is not TickState.TICKED


def test_a_page_whose_boxes_are_not_where_they_should_be_suggests_nothing() -> None:
    moved = np.roll(straight(PAPERS[0]), 40, axis=1)
    assert read_ticks(moved, PAPERS[0].map) == {}


_QUICK = (3, 7)
_MOVES = [
    pytest.param(mm, marks=() if mm in _QUICK else pytest.mark.slow)
    for mm in (2.5, 3, 4, 5.5, 6, 7, 8, 9, 12, 16, -3, -5, -7)
]


@pytest.mark.parametrize("mm", _MOVES)
def test_a_map_of_another_setting_makes_no_sure_wrong_reading(mm: float) -> None:
    rng = np.random.default_rng(int(mm * 10) + 100)
    for paper in PAPERS[: 2 if mm in _QUICK else 8]:
        ticked = {name for name in paper.map.tick_boxes if rng.random() < 0.5}
        lines = [
            line for name in sorted(ticked) for line in strokes("cross", paper.map.tick_boxes[name], rng)
        ]
        page = stroked(straight(paper), 150, lines, width_mm=0.6, grey=60)
        for above in (0.0, 120.0):
            sure = {
                name: reading.state is TickState.TICKED
                for name, reading in read_ticks(page, _moved(paper.map, mm, above)).items()
                if reading.state is not TickState.UNSURE
            }
            assert {name for name, is_ticked in sure.items() if is_ticked} == ticked & sure.keys()


def _moved(page: PageMap, mm: float, above_mm: float) -> PageMap:
    """The map of a page with every box below a height moved: as where a paragraph took a line more."""
    moved = {
        name: box.model_copy(update={"top_mm": box.top_mm + mm, "bottom_mm": box.bottom_mm + mm})
        if box.top_mm > above_mm
        else box
        for name, box in page.tick_boxes.items()
    }
    return page.model_copy(update={"tick_boxes": moved})


def test_a_white_page_suggests_nothing_and_a_box_off_the_page_is_unsure() -> None:
    paper = PAPERS[0].map
    far = PaperArea(left_mm=300, top_mm=400, right_mm=304, bottom_mm=404)
    page_map = paper.model_copy(update={"tick_boxes": paper.tick_boxes | {"far": far}})
    white = np.full((1754, 1240, 3), 255, dtype=np.uint8)
    assert read_ticks(white, page_map) == {}
    assert read_ticks(straight(PAPERS[0]), page_map)["far"].state is TickState.UNSURE
