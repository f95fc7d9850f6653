"""What stands on the pages of a PDF: its pictures as files, and the page as printed wherever a page draws
anything that single pictures do not tell. Runs only in the document reader's process.
"""

import hashlib
import html
import io
import itertools
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from typing import Any

from PIL import Image

from consentkit.documents.names.shown import shown_words
from consentkit.documents.names.told import Names, Told
from consentkit.documents.pdfs.pdf_bytes import PdfBytes, read_bytes
from consentkit.documents.pdfs.pdf_checks import check_pdf, count_pictures, goes_on, is_whole
from consentkit.documents.pdfs.pdf_strings import told_in_objects
from consentkit.documents.pdfs.pdf_words import hidden_in_pdf, hidden_on_page
from consentkit.documents.values import Found, Opened
from consentkit.domain.words.drafts import DraftFormat, Holds, Location
from consentkit.imaging.opening.decoding import Refusal
from consentkit.imaging.paper.signed_sources import Source, open_source
from consentkit.sandbox.limits import MAX_PIXELS

# A story has few; each page may be drawn and scanned. More is a book, or an attack. Chosen by eye.
MAX_PAGES = 500
_MOST_OBJECTS = 20_000
"""On one page; of a page with more, the page as printed stands for them all."""

_MOST_FORMS = 100
"""One within another: more than pdfium draws."""

# More pictures on one page are tiles or a pattern: the page as printed shows them.
_MOST_IMAGES = 100
# A rounded frame has eight segments. Both limits were chosen by eye.
_SIMPLE_PATH = 12
_SIMPLE_PAGE = 600
"""Segments: rules, frames and tables are simple; what has more is a drawing."""

_LEAST_SIDE_PX = 10
"""Smaller pictures are bullets and tiles: they are seen on the page as printed."""

# Faces that matter in a piece smaller than this are seen on the printed page, at 200 dpi. Chosen by eye.
_LEAST_PIECE_PX = 200
_MOST_APART = 12
"""A page where more pictures touch is taken for pieces of one: small pieces are seen on the printed page."""

# Tiles of one picture are placed with gaps of rounding, under a point.
_NEAR_PT = 2.0
_END = b"%%EOF"


def open_pdf(data: bytes) -> Opened:
    """Return what stands in a PDF; raises Refusal, or what pdfium raises."""
    pdfium: Any = import_module("pypdfium2")
    try:
        source = open_source(data)
    except Refusal as refusal:
        is_locked = refusal.code == "document-has-password"
        raise Refusal("draft-has-password" if is_locked else "draft-damaged") from None
    if source.pages > MAX_PAGES:
        raise Refusal("draft-too-many-pages")
    if b"/Encrypt" in data:
        # Open to readers, but not to checks.
        raise Refusal("draft-has-password")
    has_more = check_pdf(data)
    document, read = pdfium.PdfDocument(data), read_bytes(data)
    readers = [_Reader(pdfium, document[index], source, index + 1) for index in range(source.pages)]
    parts = [found for reader in readers for found in _on_page(reader)]
    shown = {digest for reader in readers for digest in reader.digests()}
    left = max(0, count_pictures(data) - len(shown))
    hidden = [Found(Location.FILE, number, Holds.UNREADABLE_PICTURE) for number in range(1, left + 1)]
    if read.pages > source.pages:
        hidden.append(Found(Location.FILE, left + 1, Holds.LEFT_OVER))
    attached = [Found(Location.FILE, 1, Holds.DOCUMENT)] * document.count_attachments()
    ends = data.count(_END)
    is_linear = b"/Linearized" in data[:2048]
    is_older = read.is_repeated or ends > (2 if is_linear else 1)
    earlier = [Found(Location.FILE, 1, Holds.EARLIER_VERSION)] if is_older else []
    read.has_more = read.has_more or has_more
    names = Names(_shown_words(document, source.pages))
    beside = dict.fromkeys(names.apart(_beside_pages(document, read)))
    more = [Found(Location.FILE, 1, holds) for holds in beside if not (attached and holds is Holds.DOCUMENT)]
    return Opened(
        DraftFormat.PDF, source.pages, (*parts, *hidden, *attached, *earlier, *more, *names.parts())
    )


def _shown_words(document: Any, pages: int) -> frozenset[str]:
    """Return the words on the pages, as whoever copies them out reads them."""
    texts = (document[number].get_textpage().get_text_bounded() for number in range(pages))
    return shown_words(html.escape(text).encode("utf-8", "replace") for text in texts)


def _beside_pages(document: Any, read: PdfBytes) -> Iterator[Told]:
    """Yield what is in the file and on no page: unseen words, what was deleted, what is no part of a PDF."""
    if read.left_over:
        yield Holds.LEFT_OVER
    if read.has_more:
        yield Holds.UNKNOWN
    yield from hidden_in_pdf(document, read)
    yield from told_in_objects(read)


class _Reader:
    """One page, and what is known of it."""

    def __init__(self, pdfium: Any, page: Any, source: Source, number: int) -> None:
        self.pdfium, self.raw = pdfium, import_module("pypdfium2.raw")
        self.page, self.source, self.number = page, source, number
        self.objects = list(itertools.islice(page.get_objects(max_depth=_MOST_FORMS), _MOST_OBJECTS))
        self.images = [one for one in self.objects if one.type == self.raw.FPDF_PAGEOBJ_IMAGE]

    def digests(self) -> Iterator[bytes]:
        """Yield a digest of each picture's own bytes."""
        for image in self.images:
            yield hashlib.sha256(bytes(image.get_data())).digest()


def _on_page(reader: _Reader) -> Iterator[Found]:
    least_px = _LEAST_PIECE_PX if _is_in_pieces(reader) else _LEAST_SIDE_PX
    for image in reader.images[:_MOST_IMAGES]:
        if min(image.get_px_size()) >= least_px:
            yield Found(Location.PAGE, reader.number, Holds.PICTURE, partial(_picture, image))
    if any(goes_on(image) for image in reader.images[:_MOST_IMAGES]):
        yield Found(Location.PAGE, reader.number, Holds.UNKNOWN)
    if _needs_whole(reader):
        yield Found(Location.PAGE, reader.number, Holds.WHOLE_PAGE, partial(_whole, reader))
    if _has_notes(reader):
        yield Found(Location.PAGE, reader.number, Holds.COMMENTS)
    for holds in hidden_on_page(reader.page, reader.raw, reader.objects):
        yield Found(Location.PAGE, reader.number, holds)


def _is_in_pieces(reader: _Reader) -> bool:
    """Tell whether the page's pictures are mostly pieces of others, laid edge to edge."""
    boxes = [image.get_bounds() for image in reader.images if image.level == 0]
    touching = sum(
        any(_touch(one, other) for other in boxes[:number] + boxes[number + 1 :])
        for number, one in enumerate(boxes[:_MOST_IMAGES])
    )
    return touching > _MOST_APART


def _needs_whole(reader: _Reader) -> bool:
    """Tell whether the page shows more than words, rules, and pictures that stand upright and apart."""
    if len(reader.objects) >= _MOST_OBJECTS or len(reader.images) > _MOST_IMAGES or _has_notes(reader):
        return True
    return _is_drawn(reader) or not _tell_all(reader)


def _is_drawn(reader: _Reader) -> bool:
    raw, segments = reader.raw, 0
    for one in reader.objects:
        if one.type == raw.FPDF_PAGEOBJ_PATH:
            count = raw.FPDFPath_CountSegments(one)
            segments += count
            if count > _SIMPLE_PATH or segments > _SIMPLE_PAGE:
                return True
        elif one.type == raw.FPDF_PAGEOBJ_TEXT:
            if raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(one), None, 0) <= 1:
                return True  # a Type 3 font has no name, and its letters may be pictures
        elif one.type not in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM}:
            return True
    return False


def _tell_all(reader: _Reader) -> bool:
    """Tell whether the pictures, one by one, show all that the page shows of them."""
    boxes = []
    for image in reader.images:
        across, slant, tilt, down = image.get_matrix().get()[:4]
        if not _is_sound(image):
            return False
        # A hundredth: the rotation that scanners' software leaves is less.
        is_upright = across > 0 and down > 0 and abs(slant) + abs(tilt) < 0.01 * (across + down)
        if not is_upright or image.level > 0 or min(image.get_px_size()) < _LEAST_SIDE_PX:
            return False
        boxes.append(image.get_bounds())
    return not any(_touch(one, other) for one, other in itertools.combinations(boxes, 2))


def _touch(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    is_beside = one[2] + _NEAR_PT < other[0] or other[2] + _NEAR_PT < one[0]
    is_above = one[3] + _NEAR_PT < other[1] or other[3] + _NEAR_PT < one[1]
    return not (is_beside or is_above)


def _has_notes(reader: _Reader) -> bool:
    """Tell whether anything but links lies on the page: notes, stamps and fields may show pictures."""
    raw = reader.raw
    for index in range(raw.FPDFPage_GetAnnotCount(reader.page)):
        note = raw.FPDFPage_GetAnnot(reader.page, index)
        kind = raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)
        if kind != raw.FPDF_ANNOT_LINK:
            return True
    return False


def _picture(image: Any) -> bytes:
    """Return the JPEG that was put in, with all it carries; else what pdfium makes of it, as PNG."""
    width, height = image.get_px_size()
    if width * height > MAX_PIXELS:
        raise Refusal("picture-too-many-pixels")
    if _is_jpeg(image):
        return bytes(image.get_data(decode_simple=True))
    if not is_whole(image):
        raise Refusal("picture-damaged")
    return _png(image.get_bitmap(render=False).to_pil())


def _is_jpeg(image: Any) -> bool:
    return bool(image.get_filters(skip_simple=True) == ["DCTDecode"])


def _is_sound(image: Any) -> bool:
    """Tell whether damage to the picture would be noticed; of other kinds the printed page is shown too."""
    return _is_jpeg(image) or is_whole(image)


def _whole(reader: _Reader) -> bytes:
    return _png(Image.fromarray(reader.source.page(reader.number)))


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.convert("RGB").save(out, format="PNG", compress_level=1)
    return out.getvalue()
