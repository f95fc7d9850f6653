"""An oracle that shares no code with the page but HarfBuzz: the same line in Chromium, pixel by pixel."""

import io
import shutil
import subprocess

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from consentkit.domain.letters.letters import Run
from consentkit.typesetting.letters.layouts import setting_of
from consentkit.typesetting.pdf.documents import About, PdfDocument
from consentkit.typesetting.pdf.text import draw_line
from consentkit.typesetting.text.fonts import BOLD, REGULAR, font_face_at
from consentkit.typesetting.text.paragraphs import paragraph
from tests.typesetting.letter_samples import FONTS, SENTENCES, plain, sample

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--allow-file-access-from-files", "--font-render-hinting=none", "--disable-lcd-text",
    "--hide-scrollbars", "--virtual-time-budget=20000",
)  # fmt: skip
LANGUAGES = sorted(SENTENCES)
SCALE, SIZE, WIDTH, ROW = 3, 12, 1900, 48
LEAST_MATCH = 0.9999
LEAST_BOLDER = 1.08

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed to compare with"),
]


def _lines():
    """Each language twice: as it is, and bold."""
    for language in LANGUAGES:
        for is_bold in (False, True):
            run = Run(text=plain(SENTENCES[language])[:150], is_strong=is_bold)
            yield language, is_bold, paragraph((run,), setting_of(sample(language), FONTS))


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """Return what we draw and what the browser draws: arrays where ink is true, one row after the other."""
    folder = tmp_path_factory.mktemp("browser")
    return _drawn_by_us(), _drawn_by_chromium(folder)


def _drawn_by_us():
    rows = list(_lines())
    document = PdfDocument(About("test", "test", "en"), (WIDTH, ROW * len(rows)))
    owner = document.root.add("P")
    with document.marked(owner):
        for number, (_, _, shaped) in enumerate(rows):
            (line,) = shaped.lines(10_000)
            left = WIDTH - line.width * SIZE if shaped.setting.is_right_to_left else 0
            draw_line(document, shaped, line, x=left, y=ROW * (len(rows) - number - 0.6), size=SIZE)
    document.end_page()
    page = pypdfium2.PdfDocument(document.finish())[0]
    return _ink(page.render(scale=SCALE, may_draw_forms=False).to_pil())


def _drawn_by_chromium(folder):
    rows = list(_lines())
    families = {}
    body = "".join(_row(*row, families) for row in rows)
    font_faces = "".join(
        f"@font-face{{font-family:{name};font-weight:{weights};"
        f"src:url('{font_face_at(path, weight).path.as_uri()}')}}"
        for path, name in families.items()
        for weights, weight in (("100 550", REGULAR), ("551 900", BOLD))
    )
    style = (
        f"body{{margin:0}}p{{margin:0;white-space:pre;width:{WIDTH}px;height:{ROW}px;overflow:hidden;"
        f"font-size:{SIZE}px;line-height:{ROW}px;text-rendering:geometricPrecision;"
        "text-spacing-trim:space-all;font-synthesis:none}"
    )
    page = folder / "page.html"
    page.write_text(f"<!doctype html><meta charset=utf-8><style>{font_faces}{style}</style>{body}", "utf-8")
    shot = folder / "page.png"
    command = [
        CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'profile'}", f"--force-device-scale-factor={SCALE}",
        f"--window-size={WIDTH},{ROW * len(rows)}", f"--screenshot={shot}", page.as_uri(),
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    return _ink(Image.open(io.BytesIO(shot.read_bytes())))


def _row(language, is_bold, shaped, families):
    direction = "rtl" if shaped.setting.is_right_to_left else "ltr"
    chain = [families.setdefault(path, f"F{len(families)}") for path in shaped.setting.chain.paths]
    weight = 700 if is_bold else 400
    return (
        f'<p lang="{language}" dir="{direction}" style="font-weight:{weight};font-family:{",".join(chain)}">'
        f"{shaped.text}</p>"
    )


def _ink(picture):
    return np.asarray(picture.convert("L")) < 128


def _of(picture, language, *, is_bold):
    number = 2 * LANGUAGES.index(language) + is_bold
    return picture[number * ROW * SCALE : (number + 1) * ROW * SCALE]


def _grown(ink):
    """The ink and all that lies one pixel beside it."""
    wide = np.pad(ink, 1)
    height, width = ink.shape
    shifts = [wide[y : y + height, x : x + width] for y in range(3) for x in range(3)]
    return np.logical_or.reduce(shifts)


def _levelled(ours, theirs):
    """Move our row up or down to theirs: how spare height is shared above and below is a matter of taste."""
    here = _first_inked(theirs) - _first_inked(ours)
    return max((np.roll(ours, here + step, 0) for step in (-1, 0, 1)), key=lambda row: (row & theirs).sum())


def _first_inked(row):
    return int(np.argmax(row.any(axis=1)))


@pytest.mark.parametrize("is_bold", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_looks_as_in_chromium(pictures, language, is_bold):
    theirs = _of(pictures[1], language, is_bold=is_bold)
    ours = _levelled(_of(pictures[0], language, is_bold=is_bold), theirs)
    near = (ours & _grown(theirs)).sum() + (theirs & _grown(ours)).sum()
    assert ours.sum() > 1000
    assert near / (ours.sum() + theirs.sum()) >= LEAST_MATCH


@pytest.mark.parametrize("language", LANGUAGES)
def test_bold_has_more_ink_and_as_much_as_chromiums(pictures, language):
    ours, theirs = (
        _of(picture, language, is_bold=True).sum() / _of(picture, language, is_bold=False).sum()
        for picture in pictures
    )
    assert ours >= LEAST_BOLDER
    assert ours == pytest.approx(theirs, rel=0.05)
