"""Turn a file of signed paper (a picture, a TIFF of several frames, a PDF) into pages of pixels. Runs only
inside the page reader's process.
"""

import contextlib
import ctypes
import io
import itertools
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeVar

from PIL import Image

from consentkit.imaging.formats.integrity import check_structure
from consentkit.imaging.opening import decoding
from consentkit.imaging.opening.colours import rgb_pixels
from consentkit.imaging.opening.decoding import Refusal
from consentkit.imaging.opening.pixels import Pixels
from consentkit.sandbox.limits import MAX_PIXELS

_PDF_HEAD_BYTES = 1024
"""How far into a PDF its readers look for its mark."""

# What scanners call good for text, and what the code is first looked for at; a scan inside the PDF is
# drawn at its own resolution, within what scanners make.
_PDF_DPI = 200
_LEAST_DPI, _MOST_DPI = 72, 600
_PT_PER_INCH = 72
_MOST_PT = 14_400
"""The largest side that PDF 1.7 allows (200 inches, annex C)."""

# A page of A4 at 600 dpi has 35 megapixels.
_MOST_PAGE_PIXELS = 40 * 1000 * 1000
_WHOLE_PAGE = 0.8
"""A picture that covers this share of a page is a scan of it."""

_OFF = "Off"
"""What a box that is not ticked is called (ISO 32000-1, 12.7.4.2.3)."""
_MOST_WORD_BYTES = 400
_VEIL = 0.6
"""What is left of the paper's light: less than the page reader takes for plain paper."""
_VEIL_AROUND = 0.5
"""How far the veil goes beyond the box, in its widths: less than to the next box."""

# A scan is one of the first pictures of its page; hostile pages have millions.
_MOST_OBJECTS = 2000
_T = TypeVar("_T")


@dataclass(frozen=True)
class Source:
    """An opened file: how many pages it has, and each page's pixels by its number from one."""

    pages: int
    page: Callable[[int], Pixels]


def open_source(data: bytes) -> Source:
    """Return the pages of a file; raise Refusal where it is not opened. A page may raise Refusal later."""
    if b"%PDF-" in data[:_PDF_HEAD_BYTES]:
        return _open_pdf(data)
    if data[:4] in {b"II*\0", b"MM\0*"}:
        return _open_tiff(data)
    pixels = decoding.decode(data).pixels
    return Source(1, lambda _: pixels)


def _open_tiff(data: bytes) -> Source:
    frames = _guarded(lambda: getattr(Image.open(io.BytesIO(data), formats=["TIFF"]), "n_frames", 1))
    return Source(frames, lambda number: _guarded(lambda: _frame(data, number)))


def _frame(data: bytes, number: int) -> Pixels:
    with Image.open(io.BytesIO(data), formats=["TIFF"]) as image:
        image.seek(number - 1)
        if image.width * image.height > MAX_PIXELS:
            raise Refusal("picture-too-many-pixels")
        check_structure(data, "TIFF", image)
        image.load()
        return rgb_pixels(image)


def _guarded(work: Callable[[], _T]) -> _T:
    """Do what reads a hostile picture: whatever it raises means the same."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.simplefilter("ignore", DeprecationWarning)
            return work()
    except Refusal:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refusal("picture-too-many-pixels") from None
    except Exception:  # noqa: BLE001  hostile files raise anything
        raise Refusal("picture-damaged") from None


def _open_pdf(data: bytes) -> Source:
    pdfium: Any = import_module("pypdfium2")
    try:
        document = pdfium.PdfDocument(data)
        # Boxes that were ticked in a viewer are form fields, and are drawn only so.
        document.init_forms()
        pages = len(document)
    except pdfium.PdfiumError as error:
        asks = "password" in str(error).lower()
        raise Refusal("document-has-password" if asks else "document-damaged") from None
    if not pages:
        raise Refusal("document-damaged")
    return Source(pages, lambda number: _render(document, number - 1, pdfium))


def _render(document: Any, index: int, pdfium: Any) -> Pixels:
    try:
        page = document[index]
        width_pt, height_pt = page.get_size()
        if not (1 <= width_pt <= _MOST_PT and 1 <= height_pt <= _MOST_PT):
            raise Refusal("document-page-too-large")
        dpi = _dpi_of(page, width_pt * height_pt, pdfium)
        most = (_MOST_PAGE_PIXELS / (width_pt * height_pt)) ** 0.5
        bitmap = page.render(scale=min(dpi / _PT_PER_INCH, most), rev_byteorder=True)
        pixels = _guarded(lambda: rgb_pixels(bitmap.to_pil()))
        return _veiled(pixels, page, pdfium.raw)
    except (pdfium.PdfiumError, ValueError, MemoryError):
        raise Refusal("document-damaged") from None


def _veiled(pixels: Pixels, page: Any, raw: Any) -> Pixels:
    """Return the page with a grey veil over each box whose file says otherwise than it shows.

    Some programs on telephones set a field's value and leave its look as it was: a person then sees an empty
    box, and who sent it saw a tick. Under a veil, as under a shadow, no reading is sure.
    """
    doubted = tuple(_contradicting(page, raw))
    if not doubted:
        return pixels
    seen = pixels.copy()
    height, width = seen.shape[:2]
    for corners in doubted:
        spots = [_device_spot(page, raw, (width, height), corner) for corner in corners]
        (left, right), (top, bottom) = map(sorted, zip(*spots, strict=True))
        around = round((right - left) * _VEIL_AROUND)
        rows = slice(max(top - around, 0), bottom + around)
        columns = slice(max(left - around, 0), right + around)
        seen[rows, columns] = seen[rows, columns] * _VEIL
    return seen


def _contradicting(page: Any, raw: Any) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield two corners, in points from the bottom left, of each box that is ticked by value alone or by look
    alone.
    """
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_OBJECTS)):
        note = raw.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        try:
            if raw.FPDFAnnot_GetSubtype(note) != raw.FPDF_ANNOT_WIDGET:
                continue
            look, value = _word(raw, note, b"AS"), _word(raw, note, b"V")
            area = raw.FS_RECTF()
            if look and look != (value or _OFF) and raw.FPDFAnnot_GetRect(note, area):
                yield (area.left, area.bottom), (area.right, area.top)
        finally:
            raw.FPDFPage_CloseAnnot(note)


def _word(raw: Any, note: Any, key: bytes) -> str:
    room = ctypes.create_string_buffer(_MOST_WORD_BYTES)
    wide = ctypes.cast(room, ctypes.POINTER(raw.FPDF_WCHAR))
    size = raw.FPDFAnnot_GetStringValue(note, key, wide, len(room))
    return room.raw[:size].decode("utf-16-le", errors="replace").rstrip("\0")


def _device_spot(page: Any, raw: Any, size: tuple[int, int], spot: tuple[float, float]) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, *size, 0, *spot, across, down)
    return across.value, down.value


def _dpi_of(page: Any, area_pt: float, pdfium: Any) -> float:
    """Return the resolution of the scan that fills the page; else what print is rendered at."""
    image_kind = pdfium.raw.FPDF_PAGEOBJ_IMAGE
    best = 0.0
    for image in itertools.islice(page.get_objects(filter=(image_kind,)), _MOST_OBJECTS):
        with contextlib.suppress(pdfium.PdfiumError):
            left, bottom, right, top = image.get_bounds()
            across, down = image.get_px_size()
            covered = (right - left) * (top - bottom)
            if covered >= _WHOLE_PAGE * area_pt:
                best = max(best, (across * down / covered) ** 0.5 * _PT_PER_INCH)
    return min(max(best, _LEAST_DPI), _MOST_DPI) if best else _PDF_DPI
