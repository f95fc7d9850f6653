"""Draws `docs/letters/<language>.png`: the pages of all forms in one language, small, on one sheet.

uv run python .ci/letter_sheets.py [LANGUAGE…]
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

from consentkit.catalogue.forms import load_forms
from consentkit.catalogue.local_dates import write_value
from consentkit.catalogue.shipped import assets_folder, forms_folder
from consentkit.domain.letters.composing import compose_letter
from consentkit.domain.letters.records import LetterPaper
from consentkit.domain.letters.samples import sample_order
from consentkit.typesetting.letters.letters import make_letter
from consentkit.typesetting.text.fonts import Fonts

FOLDER = Path(__file__).parent.parent / "docs" / "letters"
PAGE_PX = (232, 328)
COLUMNS = 8
GAP_PX = 4
GREYS = 8


def main(wanted: list[str]) -> None:
    """Draw the sheets of these languages, or of all."""
    FOLDER.mkdir(exist_ok=True)
    catalogue = load_forms(forms_folder())
    fonts = Fonts(assets_folder() / "fonts")
    for wording in catalogue.wordings:
        if wording.status == "empty" or (wanted and wording.language not in wanted):
            continue
        pages: list[Image.Image] = []
        for form in catalogue.forms:
            text = compose_letter(form, wording, sample_order(form, wording), write_value)
            pages += _pages(make_letter(LetterPaper(text=text), fonts))
        path = FOLDER / f"{wording.language}.png"
        _sheet(pages).save(path, optimize=True)
        print(f"{path.name}: {len(pages)} pages, {path.stat().st_size:,} bytes")


def _pages(pdf: bytes) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        # Drawn four times as large and shrunk: thin lines stay.
        drawn = page.render(scale=4 * PAGE_PX[0] / page.get_width(), grayscale=True).to_pil().convert("L")
        yield drawn.resize(PAGE_PX, Image.Resampling.LANCZOS)


def _sheet(pages: list[Image.Image]) -> Image.Image:
    rows = -(-len(pages) // COLUMNS)
    width, height = PAGE_PX[0] + GAP_PX, PAGE_PX[1] + GAP_PX
    sheet = Image.new("L", (COLUMNS * width + GAP_PX, rows * height + GAP_PX), 150)
    for number, page in enumerate(pages):
        row, column = divmod(number, COLUMNS)
        sheet.paste(page, (GAP_PX + column * width, GAP_PX + row * height))
    return sheet.quantize(GREYS, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main(sys.argv[1:])
