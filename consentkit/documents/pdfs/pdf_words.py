"""Words of a PDF that a reader of the page does not see. Runs only in the document reader's process."""

import re
from collections.abc import Iterator, Sequence
from ctypes import byref, c_float, c_int, c_uint, c_ushort
from dataclasses import dataclass
from typing import Any

from consentkit.documents.names.known import is_program, says_nothing
from consentkit.documents.names.told import Told, as_typed
from consentkit.documents.pdfs.pdf_bytes import PdfBytes
from consentkit.domain.words.drafts import Holds

_INVISIBLE = frozenset({3, 7})
"""Render modes of text that is not drawn (PDF 1.7, table 106)."""

_OUTLINED = frozenset({1, 5})
_LEAST_SIZE_PT = 2.0
_FEW_LETTERS, _LEAST_RATIO, _MOSTLY = 6, 0.22, 0.7
"""Of a line's height, what a letter takes across at least in a line of some: narrow fonts take a third."""

_LEAST_WIDTH_PT = 0.5
_FAINT = 64
"""Of 255: words that let more through are hardly seen. Chosen by eye."""

_SEEN_SHARE = 0.5
_ALIKE = 40
"""Of 255, in every channel: words on a ground so near to their own colour are not read. Chosen by eye."""

_NEARLY_WHITE = 200
_COVERED_SHARE = 0.25
"""Of the place of some words: what lies over more of it may hide a letter. Chosen by eye."""

_LEAST_COVER_PT, _COVERED_HEIGHT = 3.0, 0.35
"""A bar over one narrow letter; what is lower than a third of a line underlines it. Chosen by eye."""

_OPAQUE_ENOUGH = 40
"""Of 255: a drawn bar that lets nearly everything through is a marker, and hides nothing."""

_LAYERS = re.compile(rb"/OCProperties\b|/OCG\b|/OCMD\b")
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia|XFA|SubmitForm|ImportData)\b")
_PRIVATE = re.compile(rb"/PieceInfo\b")
_PLAIN_KEYS = frozenset({"CreationDate", "ModDate", "Trapped"})
# What reportlab writes where nothing was said.
_PLAIN_VALUES = frozenset(
    {"", "anonymous", "untitled", "unspecified", "(anonymous)", "(untitled)", "(unspecified)"}
)


def hidden_in_pdf(document: Any, read: PdfBytes) -> Iterator[Told]:
    """Yield which kinds of unseen words a PDF has that belong to no page."""
    words = read.words
    yield from _properties(document)
    if _PRIVATE.search(words):
        yield Holds.PROPERTIES
    if _LAYERS.search(words):
        yield Holds.HIDDEN_WORDS
    if _ACTIVE.search(words):
        yield Holds.UNKNOWN


def _properties(document: Any) -> Iterator[Told]:
    for key, value in document.get_metadata_dict(skip_empty=True).items():
        is_made = key in {"Creator", "Producer"} and says_nothing(value)
        if not (key in _PLAIN_KEYS or value.strip().lower() in _PLAIN_VALUES or is_made or is_program(value)):
            yield as_typed(value, Holds.PROPERTIES)


@dataclass(frozen=True)
class _Placed:
    """An object of a page, where it lies on it, and whether what it stands in cuts it off."""

    one: Any
    box: tuple[float, ...]
    is_cut_off: bool
    is_alone: bool = True
    """Whether it stands in no form, which may turn it round."""


def hidden_on_page(page: Any, raw: Any, objects: Sequence[Any]) -> Iterator[Holds]:
    """Yield which kinds of unseen words a page has: not drawn, white, tiny, beside the page, or covered."""
    placed = list(_all_placed(raw, objects))
    texts = [(order, one) for order, one in enumerate(placed) if one.one.type == raw.FPDF_PAGEOBJ_TEXT]
    shown = page.get_bbox()
    letters = page.get_textpage()
    if any(
        _is_unseen(raw, one, shown) or _is_narrow(raw, one, letters) or _is_white(raw, one, placed[:order])
        for order, one in texts
    ):
        yield Holds.HIDDEN_WORDS
    covers = [(order, one.box) for order, one in enumerate(placed) if _hides(raw, one.one)]
    if any(order < over and _lies_over(one.box, box) for order, one in texts for over, box in covers):
        yield Holds.COVERED_WORDS


def _all_placed(raw: Any, objects: Sequence[Any]) -> Iterator[_Placed]:
    """Yield each object with its place on the page: what stands in a form is told as it lies in the form."""
    forms: list[Any] = []
    for one in objects:
        del forms[one.level :]
        box, is_cut_off = tuple(one.get_bounds()), False
        if one.type == raw.FPDF_PAGEOBJ_TEXT:
            is_cut_off = _is_cut_off(raw, one, box)
        for form in reversed(forms):
            box = _moved(box, form.get_matrix().get())
            is_cut_off = is_cut_off or _is_cut_off(raw, form, box)
        yield _Placed(one, box, is_cut_off, not forms)
        if one.type == raw.FPDF_PAGEOBJ_FORM:
            forms.append(one)


def _moved(box: tuple[float, ...], matrix: Sequence[float]) -> tuple[float, float, float, float]:
    a, b, c, d, e, f = matrix
    corners = ((x, y) for x in (box[0], box[2]) for y in (box[1], box[3]))
    return _around([(a * x + c * y + e, b * x + d * y + f) for x, y in corners])


def _lies_over(words: tuple[float, ...], box: tuple[float, ...]) -> bool:
    """Tell whether a shape may hide a letter: a line of words is one object, of which a bar covers a part."""
    across = min(words[2], box[2]) - max(words[0], box[0])
    down = min(words[3], box[3]) - max(words[1], box[1])
    is_wide = across >= min(_LEAST_COVER_PT, _COVERED_SHARE * (words[2] - words[0]))
    return across > 0 and is_wide and down >= _COVERED_HEIGHT * (words[3] - words[1]) > 0


def _is_unseen(raw: Any, placed: _Placed, shown: tuple[float, ...]) -> bool:
    box, text = placed.box, placed.one
    width, height = box[2] - box[0], box[3] - box[1]
    is_beside = _share(box, shown) <= 0
    is_tiny = (height < _LEAST_SIZE_PT / 2 and width > 0) or (width < _LEAST_WIDTH_PT and height > 0)
    return (
        is_beside
        or is_tiny
        or int(raw.FPDFTextObj_GetTextRenderMode(text)) in _INVISIBLE
        or _alpha(raw, text) < _FAINT
        or placed.is_cut_off
    )


def _is_narrow(raw: Any, placed: _Placed, letters: Any) -> bool:
    """Tell whether letters lie over each other or are pressed flat, or stand as in a mirror."""
    box, text = placed.box, placed.one
    count = _latin_letters(raw, text, letters)
    sides = box[2] - box[0], box[3] - box[1]
    a, b, c, d = text.get_matrix().get()[:4]
    is_upright = abs(b) + abs(c) < abs(a) + abs(d)
    least = _LEAST_RATIO if count >= _FEW_LETTERS else 0.0
    is_pressed = is_upright and sides[0] < count * least * sides[1]
    return is_pressed or (placed.is_alone and is_upright and a * d < 0 and d > 0)


def _latin_letters(raw: Any, text: Any, letters: Any) -> int:
    """Return how many letters a line has, if nearly all are Latin: others stand above each other."""
    length = int(raw.FPDFTextObj_GetText(text, letters, None, 0))
    buffer = (c_ushort * (length // 2 + 1))()
    raw.FPDFTextObj_GetText(text, letters, buffer, length)
    said = bytes(buffer).decode("utf-16-le", "ignore").rstrip("\0")
    latin = sum(one.isascii() and one.isalnum() for one in said)
    return latin if latin >= _MOSTLY * len(said) else 0


def _is_cut_off(raw: Any, one: Any, box: tuple[float, ...]) -> bool:
    """Tell whether a path that lets only a part through leaves out what lies in this box."""
    clip = raw.FPDFPageObj_GetClipPath(one)
    for path in range(max(0, raw.FPDFClipPath_CountPaths(clip)) if clip else 0):
        points = list(_points(raw, clip, path))
        if points and _share(box, _around(points)) < _SEEN_SHARE:
            return True
    return False


def _points(raw: Any, clip: Any, path: int) -> Iterator[tuple[float, float]]:
    for number in range(max(0, raw.FPDFClipPath_CountPathSegments(clip, path))):
        segment = raw.FPDFClipPath_GetPathSegment(clip, path, number)
        across, down = c_float(), c_float()
        if raw.FPDFPathSegment_GetPoint(segment, byref(across), byref(down)):
            yield across.value, down.value


def _around(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def _is_white(raw: Any, placed: _Placed, below: Sequence[_Placed]) -> bool:
    """Tell whether words have the colour of what lies below them: of the paper, or of what is drawn there."""
    grounds = [
        one.one
        for one in below
        if one.one.type in _grounds(raw) and _share(placed.box, one.box) > _COVERED_SHARE
    ]
    ink = _ink(raw, placed.one)[:3]
    if not grounds:
        return min(ink) >= _NEARLY_WHITE
    if grounds[-1].type != raw.FPDF_PAGEOBJ_PATH or not _is_filled(raw, grounds[-1]):
        return False
    ground = _colour(raw, grounds[-1])[:3]
    return all(abs(one - other) < _ALIKE for one, other in zip(ink, ground, strict=True))


def _grounds(raw: Any) -> frozenset[int]:
    return frozenset({raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING})


def _hides(raw: Any, one: Any) -> bool:
    if one.type in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING}:
        return True
    return one.type == raw.FPDF_PAGEOBJ_PATH and _is_filled(raw, one) and _alpha(raw, one) > _OPAQUE_ENOUGH


def _is_filled(raw: Any, path: Any) -> bool:
    mode, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(path, byref(mode), byref(stroke))
    left, bottom, right, top = path.get_bounds()
    # A thick line is a bar, too.
    return mode.value != 0 or (bool(stroke.value) and min(right - left, top - bottom) > _LEAST_SIZE_PT)


def _alpha(raw: Any, one: Any) -> int:
    return _colour(raw, one)[3]


def _colour(raw: Any, one: Any) -> tuple[int, int, int, int]:
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    if not raw.FPDFPageObj_GetFillColor(one, red, green, blue, alpha):
        return 0, 0, 0, 255
    return red.value, green.value, blue.value, alpha.value


def _ink(raw: Any, text: Any) -> tuple[int, int, int, int]:
    """Return the colour that letters are drawn in: of their outlines, where nothing else is drawn of them."""
    if int(raw.FPDFTextObj_GetTextRenderMode(text)) not in _OUTLINED:
        return _colour(raw, text)
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    if not raw.FPDFPageObj_GetStrokeColor(text, red, green, blue, alpha):
        return 0, 0, 0, 255
    return red.value, green.value, blue.value, alpha.value


def _share(box: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return how much of a box lies in another, 0 to 1."""
    width = min(box[2], other[2]) - max(box[0], other[0])
    height = min(box[3], other[3]) - max(box[1], other[1])
    area = max((box[2] - box[0]) * (box[3] - box[1]), 1e-6)
    return max(0.0, width) * max(0.0, height) / area
