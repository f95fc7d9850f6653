"""Letters as they come back: printed, ticked with a pen, photographed."""

import io

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw

from consentkit.domain.events import Showing
from consentkit.typesetting.letters.letters import page_maps
from consentkit.usecases.letters.prints import fonts_of, letter_pdf
from consentkit.usecases.letters.releases import confirm_release
from consentkit.usecases.letters.returns import pages_of_letter
from consentkit.usecases.letters.showings import show_page

DPI = 150
_PX_PER_MM = DPI / 25.4


def printed(workspace, paper):
    """Return each page of a letter as it lies on paper."""
    document = pypdfium2.PdfDocument(letter_pdf(workspace, paper))
    return [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document]


def signed(workspace, made, ticked=()):
    """Return the pages of a made letter with a pen's stroke in the boxes that are ticked."""
    pages = printed(workspace, made.paper)
    maps = page_maps(made.paper, fonts_of(workspace))
    return [stroked(picture, page, ticked) for picture, page in zip(pages, maps, strict=True)]


def stroked(picture, page, ticked):
    """Draw a pen's stroke in the boxes of a page that are ticked."""
    pen = ImageDraw.Draw(picture)
    for name, box in page.tick_boxes.items():
        if name in ticked:
            _stroke(pen, box)
    return picture


def _stroke(pen, box):
    left, top, right, bottom = (
        edge * _PX_PER_MM for edge in (box.left_mm, box.top_mm, box.right_mm, box.bottom_mm)
    )
    points = [(left + 5, (top + bottom) / 2), ((left + right) / 2, bottom - 5), (right - 4, top + 4)]
    pen.line(points, fill=(30, 30, 90), width=4)


def photographed(page, *, degrees=0.0, quality=60):
    """Return the JPEG of a page that lies on a dark table."""
    table = Image.new("RGB", (page.width + 300, page.height + 300), (70, 60, 50))
    table.paste(page, (150, 150))
    turned = table.rotate(degrees, expand=True, fillcolor=(70, 60, 50), resample=Image.Resampling.BICUBIC)
    pixels, rng = np.array(turned), np.random.default_rng(5)
    # In bands: the grain of a whole picture takes 100 MB.
    for band in np.array_split(pixels, 16):
        grain = rng.normal(0, 4, (*band.shape[:2], 1)).astype(np.int16)
        band[:] = np.clip(band + grain, 0, 255)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=quality)
    return out.getvalue()


def look_at_pages(workspace, letter):
    """Open every page of a letter that came back, as who confirms it must."""
    for page in pages_of_letter(workspace, letter):
        show_page(workspace, page.id, Showing.SHOWN)


def confirm(workspace, letter, ticked, **more):
    """Look at every page, and say what is ticked."""
    look_at_pages(workspace, letter)
    return confirm_release(workspace, letter, frozenset(ticked), **more)
