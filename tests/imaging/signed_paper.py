"""Printed pages with known answers, and what happens to them on their way back: pens, phones, scanners."""

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pypdfium2
import segno
from PIL import Image, ImageDraw, ImageFilter
from reportlab.pdfgen.canvas import Canvas

from consentkit.domain.letters.codes import PageCode, payload_of
from consentkit.domain.letters.page_maps import (
    CODE_SIDE_MM,
    MARK_HOLE_MM,
    MARK_SIDE_MM,
    Mark,
    PageMap,
    PaperArea,
    code_at,
    marks_for,
)

MM = 72 / 25.4
A4 = (210.0, 297.0)
US_LETTER = (215.9, 279.4)
BOX_MM = 4.0
_MOST_NOISE = 30.0
"""Standard deviation of the grainiest picture, in grey levels."""

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

Pixels = np.ndarray[Any, np.dtype[np.uint8]]


@dataclass(frozen=True)
class Paper:
    """One printed page: its code and where its things are."""

    code: PageCode
    map: PageMap


def papers(count: int) -> list[Paper]:
    """Return pages of different letters; every third on US Letter paper, codes at three places."""
    rng = np.random.default_rng(4)
    made = []
    for number in range(count):
        letters = "".join(rng.choice(list(_ALPHABET), 8))
        code = PageCode(
            letter=f"L-{letters[:4]}-{letters[4:]}",
            form=("adult", "guardian", "verbal-script")[number % 3],
            form_version=1 + number % 2,
            language=("th", "my", "en", "ar")[number % 4],
            page=1 + number % 2,
            pages=2,
        )
        width, height = US_LETTER if number % 3 == 2 else A4
        place = ((width - 55, 18.0), (18.0, 18.0), (width - 55, height - 55))[number % 3 if number % 5 else 0]
        made.append(Paper(code, page_map(width, height, place)))
    return made


def page_map(width: float, height: float, place: tuple[float, float]) -> PageMap:
    boxes = {
        f"L{row:02}.{name}": PaperArea(left_mm=x, top_mm=y, right_mm=x + BOX_MM, bottom_mm=y + BOX_MM)
        for row in range(1, 9)
        for name, x in (("photo", 24.0), ("words", 80.0), ("voice", 136.0))
        for y in (62.0 + row * 18,)
    }
    return PageMap(
        width_mm=width,
        height_mm=height,
        code=code_at(*place),
        marks=marks_for(width, height),
        tick_boxes=boxes,
    )


def pdf_of(*pages: Paper, payload: str | None = None) -> bytes:
    """Return the pages as PDF; `payload` stands in their code instead of their own."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for paper in pages:
        canvas.setPageSize((paper.map.width_mm * MM, paper.map.height_mm * MM))
        canvas.setFont("Helvetica", 10)
        _draw(canvas, paper, payload or payload_of(paper.code))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, paper: Paper, payload: str) -> None:
    page = paper.map
    _draw_code(canvas, page, payload)
    for mark in page.marks:
        _draw_square(canvas, page, mark, MARK_SIDE_MM, grey=0)
        if mark.is_hollow:
            _draw_square(canvas, page, mark, MARK_HOLE_MM, grey=1)
    for name, box in page.tick_boxes.items():
        canvas.setLineWidth(0.8)
        bottom = (page.height_mm - box.bottom_mm) * MM
        inset = 0.4
        side = BOX_MM * MM - 0.8
        canvas.rect(box.left_mm * MM + inset, bottom + inset, side, side, stroke=1, fill=0)
        canvas.drawString(box.right_mm * MM + 5, bottom + 2, f"My words: {name[4:]}")
    for row in range(1, 9):
        y = page.height_mm - 55 - row * 18
        for line in (0, 4.2):
            text = f"Clause {row}: you may change your mind on any day, and nobody will ask you why, {row}."
            canvas.drawString(24 * MM, (y - line) * MM, text)
    canvas.rect(24 * MM, 14 * MM, 70 * MM, 22 * MM)


def _draw_code(canvas: Canvas, page: PageMap, payload: str) -> None:
    rows = segno.make(payload, error="q", micro=False, boost_error=False).matrix
    unit = CODE_SIDE_MM / (len(rows) + 8)
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                left = (page.code.left_mm + (x + 4) * unit) * MM
                top = (page.height_mm - page.code.top_mm - (y + 5) * unit) * MM
                path.rect(left, top, unit * MM, unit * MM)
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_square(canvas: Canvas, page: PageMap, mark: Mark, side: float, *, grey: float) -> None:
    canvas.setFillGray(grey)
    left, bottom = (mark.x_mm - side / 2) * MM, (page.height_mm - mark.y_mm - side / 2) * MM
    canvas.rect(left, bottom, side * MM, side * MM, stroke=0, fill=1)
    canvas.setFillGray(0)


@lru_cache(maxsize=2)
def rendered_pdf(pdf: bytes, dpi: int) -> Pixels:
    document = pypdfium2.PdfDocument(pdf)
    return np.asarray(document[0].render(scale=dpi / 72, rev_byteorder=True).to_pil().convert("RGB"))


def rendered(paper: Paper, dpi: int) -> Pixels:
    """Return the page as a perfect scanner would see it."""
    return rendered_pdf(pdf_of(paper), dpi)


def saved(pixels: Pixels, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, format=kind, **options)
    return out.getvalue()


def scanned(page: Pixels, rng: np.random.Generator) -> Pixels:
    """Return what a bad flatbed at the page's own resolution makes of it: skewed, turned, noisy, grey."""
    lid = (225, 225, 225)
    turned = np.asarray(
        Image.fromarray(page).rotate(rng.uniform(-5, 5), Image.Resampling.BICUBIC, fillcolor=lid, expand=True)
    )
    return _noisy(np.rot90(turned, rng.integers(4)), rng, shadow=0.25)


@dataclass(frozen=True, eq=False)
class Photo:
    """A photograph and where the page's corners truly are: top left, top right, bottom right, bottom left."""

    pixels: Pixels
    corners: np.ndarray[Any, Any]


def photographed(
    page: Pixels, rng: np.random.Generator, *, size: tuple[int, int] = (1240, 1654), lean: float = 0.12
) -> Photo:
    """Return the page on a table, from a hand-held phone: any angle, perspective, shadow, noise."""
    height, width = page.shape[:2]
    outline = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=float)
    angle = rng.uniform(0, 2 * np.pi)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    corners = (outline - [width / 2, height / 2]) @ turn.T
    corners *= 1 + rng.uniform(-lean, lean, (4, 1))
    corners *= 0.96 * min(size[0] / np.ptp(corners[:, 0]), size[1] / np.ptp(corners[:, 1]))
    corners += np.array(size) / 2 - (corners.max(axis=0) + corners.min(axis=0)) / 2
    table = rng.integers(40, 140, 3)
    canvas = Image.fromarray(warped(page, outline, corners, size, tuple(int(part) for part in table)))
    blurred = np.asarray(canvas.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.2, 0.7)))))
    del canvas
    return Photo(_noisy(blurred, rng, shadow=0.5), corners)


def warped(
    page: Pixels, source: Any, target: Any, size: tuple[int, int], background: tuple[int, ...]
) -> Pixels:
    """Return a canvas on which the page's `source` points lie at `target`."""
    rows = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    solved = np.linalg.solve(np.array(rows), np.asarray(source).ravel())
    shape = Image.Transform.PERSPECTIVE
    image = Image.fromarray(page)
    shrink = float((np.ptp(np.asarray(source), axis=0) / np.ptp(np.asarray(target), axis=0)).min())
    if shrink > 1.4:
        image = image.filter(ImageFilter.GaussianBlur(shrink / 2.5))
    moved = image.transform(size, shape, list(solved), Image.Resampling.BICUBIC, fillcolor=background)
    return np.asarray(moved)


def _noisy(page: Pixels, rng: np.random.Generator, *, shadow: float) -> Pixels:
    """Return the page under a lamp at one side, every other time with a shadow's edge, and with noise."""
    height, width = page.shape[:2]
    angle = rng.uniform(0, 2 * np.pi)
    y, x = np.mgrid[0:1:200j, 0:1:200j]
    slope = (x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle)
    light = 1 - shadow * rng.uniform(0.3, 1) * (slope + 0.7) / 1.4
    if rng.random() < 0.5:
        edge = rng.uniform(-0.4, 0.4)
        light *= 1 - 0.35 * rng.uniform(0.3, 1) / (1 + np.exp(-(slope - edge) * rng.uniform(20, 200)))
    lamp = Image.fromarray(light.astype(np.float32))
    noise = rng.standard_normal((height, width, 1), dtype=np.float32) * rng.uniform(4, _MOST_NOISE)
    seen = np.empty(page.shape, dtype=np.uint8)
    for rows in _bands(height):
        end, part = min(rows.stop, height), 200 / height
        lit = lamp.resize((width, end - rows.start), box=(0, rows.start * part, 200, end * part))
        seen[rows] = np.clip(page[rows] * np.asarray(lit)[..., None] + noise[rows], 0, 255)
    return seen


def _bands(height: int) -> list[slice]:
    """Return the rows of a page in parts: as numbers with a point, all of it at once takes 150 MB."""
    return [slice(top, top + 256) for top in range(0, height, 256)]


Line = list[tuple[float, float]]


def stroked(page: Pixels, dpi: int, lines: list[Line], *, width_mm: float, grey: int) -> Pixels:
    """Return the page with pen strokes through points in mm, drawn four times as large for soft edges."""
    unit = dpi / 25.4 * 4
    width = max(1, round(width_mm * unit))
    drawn = [[(x * unit, y * unit) for x, y in line] for line in lines]
    seen = page.copy()
    for rows in _bands(len(page)):
        mask = _strokes_within(drawn, rows, page.shape[:2], width)
        if mask.getbbox() is not None:
            ink = np.asarray(mask.reduce(4), dtype=np.float32)[..., None] / 255
            seen[rows] = page[rows] * (1 - ink) + np.minimum(page[rows], grey) * ink
    return seen


def _strokes_within(drawn: list[Line], rows: slice, shape: tuple[int, ...], width: int) -> Image.Image:
    """Return a band of the strokes: of a whole page four times as large they would take 35 MB."""
    top, end = 4 * rows.start, 4 * min(rows.stop, shape[0])
    mask = Image.new("L", (4 * shape[1], end - top), 0)
    draw = ImageDraw.Draw(mask)
    for line in drawn:
        draw.line([(x, y - top) for x, y in line], fill=255, width=width, joint="curve")
    return mask


def bent(page: Pixels, rng: np.random.Generator, dpi: int, *, by_mm: float) -> Pixels:
    """Return the page as curled paper shows it: each point moved along a wave by at most so much."""
    height, width = page.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    across, along = rng.uniform(0, np.pi), rng.uniform(0, 2 * np.pi)
    waves = rng.uniform(0.5, 1.2) * 2 * np.pi / (297 * dpi / 25.4)
    shift = np.sin((x * np.cos(across) + y * np.sin(across)) * waves + rng.uniform(0, 6)) * by_mm * dpi / 25.4
    rows = np.clip(y + shift * np.sin(along), 0, height - 1).round().astype(int)
    columns = np.clip(x + shift * np.cos(along), 0, width - 1).round().astype(int)
    return np.asarray(page[rows, columns])


STROKES = ("tick", "cross", "line", "filled", "scribbled over", "circled", "dot")


def strokes(shape: str, box: PaperArea, rng: np.random.Generator) -> list[Line]:
    """Return what a hand draws into a box: off its middle, of its own size, and shaking."""
    x, y, u = box.left_mm, box.top_mm, (box.right_mm - box.left_mm) / 4
    if shape == "filled":
        return [[(x + u * (0.5 if i % 2 else 3.5), y + u * (0.5 + i * 0.2)) for i in range(16)]]
    if shape == "scribbled over":
        return [[(x + u * (-1.8 if i % 2 else 5.8), y + u * (i * 0.24 - 1.6)) for i in range(31)]]
    if shape == "circled":
        turns = np.linspace(0, 6.6, 24)
        return [[(x + u * (2 + 3.6 * np.cos(turn)), y + u * (2 + 3.6 * np.sin(turn))) for turn in turns]]
    drawn = {
        "tick": [[(0.6, 2.0), (1.6, 3.4), (3.8, 0.2)]],
        "cross": [[(0.5, 0.5), (3.5, 3.5)], [(3.5, 0.5), (0.5, 3.5)]],
        "line": [[(0.4, 3.5), (3.6, 0.5)]],
        "dot": [[(2.0, 2.0), (2.2, 2.2)]],
    }[shape]
    place, size = rng.uniform(-0.6, 0.6, 2), rng.uniform(0.8, 1.5)
    shaking = [np.array(line) + rng.uniform(-0.4, 0.4, (len(line), 2)) for line in drawn]
    if shape == "dot":
        return [[(x + 2 * u, y + 2 * u), (x + 2.2 * u, y + 2.2 * u)]]
    return [_shaken(((line - 2) * size + 2 + place) * u + [x, y], rng) for line in shaking]


def _shaken(points: np.ndarray[Any, Any], rng: np.random.Generator) -> Line:
    ends, between = np.linspace(0, 1, len(points)), np.linspace(0, 1, 4 * len(points))
    path = np.stack([np.interp(between, ends, points[:, axis]) for axis in (0, 1)], axis=1)
    return [(float(x), float(y)) for x, y in path + rng.normal(0, 0.06, path.shape)]
