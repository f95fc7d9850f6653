"""Words of a PDF that a reader of the page does not see. Runs only in the document reader's process."""

import re
from collections.abc import Iterator, Sequence
from ctypes import byref, c_int, c_uint
from typing import Any

from consentkit.documents.pdf_bytes import PdfBytes
from consentkit.domain.words.drafts import Holds

_INVISIBLE = frozenset({3, 7})
"""Render modes of text that is not drawn (PDF 1.7, table 106)."""

_LEAST_SIZE_PT = 2.0
_NEARLY_WHITE = 235
_COVERED_SHARE = 0.25
"""Of the place of some words: what lies over more of it may hide a letter. Chosen by eye."""

_LEAST_COVER_PT, _COVERED_HEIGHT = 3.0, 0.35
"""A bar over one narrow letter; what is lower than a third of a line underlines it. Chosen by eye."""

_OPAQUE_ENOUGH = 40
"""Of 255: a drawn bar that lets nearly everything through is a marker, and hides nothing."""

_LAYERS = re.compile(rb"/OCProperties\b|/OCG\b|/OCMD\b")
_SPOKEN = re.compile(rb"/(?:ActualText|Alt|E|TU)\s*(?:\((?!\))|<(?![<>]))")
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia|XFA|SubmitForm|ImportData)\b")
_OUTLINES = re.compile(rb"/Outlines\s+\d+\s+\d+\s+R")
_METADATA = re.compile(rb"/Type\s*/Metadata\b|/Metadata\s+\d+\s+\d+\s+R|/PieceInfo\b")
_PLAIN_KEYS = frozenset({"Producer", "CreationDate", "ModDate", "Trapped"})
# What reportlab writes where nothing was said; programs by name.
_PLAIN_VALUES = frozenset(
    {"", "anonymous", "untitled", "unspecified", "(anonymous)", "(untitled)", "(unspecified)"}
)
_PROGRAMS = re.compile(
    r"microsoft|word|powerpoint|libreoffice|openoffice|writer|impress|draw|acrobat|indesign|illustrator|chrom"
    r"|mozilla|firefox|safari|skia|quartz|pages|keynote|tex|google|canva|reportlab|cairo|scribus|pandoc|qpdf",
    re.IGNORECASE,
)


def hidden_in_pdf(document: Any, read: PdfBytes) -> Iterator[Holds]:
    """Yield which kinds of unseen words a PDF has that belong to no page."""
    words = read.words
    if _has_properties(document) or _METADATA.search(words) or _OUTLINES.search(words):
        yield Holds.PROPERTIES
    if _LAYERS.search(words) or _SPOKEN.search(words) or any(_SPOKEN.search(one) for one in read.streams):
        yield Holds.HIDDEN_WORDS
    if _ACTIVE.search(words):
        yield Holds.UNKNOWN


def _has_properties(document: Any) -> bool:
    said = document.get_metadata_dict(skip_empty=True)
    creator = said.pop("Creator", "")
    if creator.lower() not in _PLAIN_VALUES and not _PROGRAMS.search(creator):
        return True
    return any(
        value.strip().lower() not in _PLAIN_VALUES for key, value in said.items() if key not in _PLAIN_KEYS
    )


def hidden_on_page(page: Any, raw: Any, objects: Sequence[Any]) -> Iterator[Holds]:
    """Yield which kinds of unseen words a page has: not drawn, white, tiny, beside the page, or covered."""
    texts = [(order, one) for order, one in enumerate(objects) if one.type == raw.FPDF_PAGEOBJ_TEXT]
    shown = page.get_bbox()
    if any(_is_unseen(raw, one, shown) or _is_white(raw, one, objects[:order]) for order, one in texts):
        yield Holds.HIDDEN_WORDS
    covers = [(order, one.get_bounds()) for order, one in enumerate(objects) if _hides(raw, one)]
    if any(
        order < over and _lies_over(one.get_bounds(), box) for order, one in texts for over, box in covers
    ):
        yield Holds.COVERED_WORDS


def _lies_over(words: tuple[float, ...], box: tuple[float, ...]) -> bool:
    """Tell whether a shape may hide a letter: a line of words is one object, of which a bar covers a part."""
    across = min(words[2], box[2]) - max(words[0], box[0])
    down = min(words[3], box[3]) - max(words[1], box[1])
    is_wide = across >= min(_LEAST_COVER_PT, _COVERED_SHARE * (words[2] - words[0]))
    return across > 0 and is_wide and down >= _COVERED_HEIGHT * (words[3] - words[1]) > 0


def _is_unseen(raw: Any, text: Any, shown: tuple[float, ...]) -> bool:
    box = text.get_bounds()
    is_beside = _share(box, shown) <= 0
    is_tiny = box[3] - box[1] < _LEAST_SIZE_PT / 2 and box[2] - box[0] > 0
    return (
        is_beside
        or is_tiny
        or int(raw.FPDFTextObj_GetTextRenderMode(text)) in _INVISIBLE
        or _alpha(raw, text) == 0
    )


def _is_white(raw: Any, text: Any, below: Sequence[Any]) -> bool:
    """Tell whether words are as white as the paper, with nothing drawn below them."""
    if min(_colour(raw, text)[:3]) < _NEARLY_WHITE:
        return False
    box = text.get_bounds()
    return not any(
        one.type in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING}
        and _share(box, one.get_bounds()) > _COVERED_SHARE
        for one in below
    )


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


def _share(box: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return how much of a box lies in another, 0 to 1."""
    width = min(box[2], other[2]) - max(box[0], other[0])
    height = min(box[3], other[3]) - max(box[1], other[1])
    area = max((box[2] - box[0]) * (box[3] - box[1]), 1e-6)
    return max(0.0, width) * max(0.0, height) / area
