"""Draws `docs/letters/<language>.png`: the pages of all forms in one language, small, on one sheet.

Also `docs/letters/pictograms.png`: every pictogram, with its name. What is on them shows the code
`L-7K3Q-X9MN` and the values of `domain/letters/samples.py`.

uv run python .ci/letter_sheets.py [LANGUAGE… | pictograms]
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from consentkit.catalogue.forms import load_forms
from consentkit.catalogue.local_dates import write_value
from consentkit.catalogue.shipped import assets_folder, forms_folder
from consentkit.domain.letters.composing import compose_letter
from consentkit.domain.letters.records import LetterPaper
from consentkit.domain.letters.samples import sample_order
from consentkit.typesetting.letters.letters import make_letter
from consentkit.typesetting.letters.pictograms import PICTOGRAMS, pdf_operators
from consentkit.typesetting.pdf.documents import About, PdfDocument
from consentkit.typesetting.text.fonts import Fonts

FOLDER = Path(__file__).parent.parent / "docs" / "letters"
PAGE_PX = (232, 328)
COLUMNS = 8
GAP_PX = 4
GREYS = 8
PICTOGRAM_PX, CELL_PX, PICTOGRAM_COLUMNS = 64, (96, 88), 9


def main(wanted: list[str]) -> None:
    """Draw the sheets of these languages, or of all."""
    FOLDER.mkdir(exist_ok=True)
    if not wanted or "pictograms" in wanted:
        _pictograms().save(FOLDER / "pictograms.png", optimize=True)
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


def _pictograms() -> Image.Image:
    names = [*PICTOGRAMS, "thumb-down"]
    width, height = CELL_PX
    sheet = Image.new("L", (PICTOGRAM_COLUMNS * width, -(-len(names) // PICTOGRAM_COLUMNS) * height), 255)
    pen = ImageDraw.Draw(sheet)
    for number, name in enumerate(names):
        row, column = divmod(number, PICTOGRAM_COLUMNS)
        left, top = column * width, row * height
        sheet.paste(_pictogram(name), (left + (width - PICTOGRAM_PX) // 2, top + GAP_PX))
        pen.text((left + width / 2, top + height - GAP_PX), name, fill=0, anchor="mb")
    return sheet.quantize(GREYS, dither=Image.Dither.NONE)


def _pictogram(name: str) -> Image.Image:
    document = PdfDocument(
        About(title=name, author="consentkit", language="en"), (PICTOGRAM_PX, PICTOGRAM_PX)
    )
    with document.artifact():
        document.write(pdf_operators(name, 0, PICTOGRAM_PX, PICTOGRAM_PX))
    document.end_page()
    page = pypdfium2.PdfDocument(document.finish())[0]
    return page.render(scale=1, grayscale=True).to_pil().convert("L")


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
