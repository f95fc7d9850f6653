"""A proof sheet: each text of a form beside its English, for who reads a translation; never a letter."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from consentkit.domain.letters.forms import Form, Wording
from consentkit.domain.letters.letters import Run
from consentkit.domain.letters.word_sheets import SheetRow
from consentkit.typesetting.letters.layouts import PAPERS, side_by_side
from consentkit.typesetting.letters.letters import draw_mark, page_label
from consentkit.typesetting.letters.pieces import Frame, Group, Piece, flow
from consentkit.typesetting.letters.setters import Setter, plain, rule, strong
from consentkit.typesetting.pdf.documents import About, PdfDocument
from consentkit.typesetting.text.fonts import Fonts, chain_for
from consentkit.typesetting.text.paragraphs import Setting
from consentkit.typesetting.text.scripts import style_of
from consentkit.typesetting.text.sizes import MM, Sizes

_SIDE_PT, _TOP_PT, _FOOT_PT = 16 * MM, 18 * MM, 12 * MM
_GUTTER_PT = 6 * MM
_SIZE_PT, _KEY_PT = 9.5, 7.0
_NOTICE = "PROOF SHEET, NOT A LETTER: a draft to be read and corrected. Nobody signs it."
_REMARK = "Remark: "
_NO_WORDS = "–"


def make_proof(
    rows: Sequence[SheetRow], form: Form, wording: Wording, source: Wording, fonts: Fonts
) -> bytes:
    """Return the PDF; raises InvalidInput `glyph-missing` (letters, points)."""
    size = PAPERS["a4"]
    title = f"{form.id} · {wording.language} · {wording.status}"
    document = PdfDocument(About(title=title, author="consentkit", language=source.language), size)
    english, other = _setter(source, fonts), _setter(wording, fonts)
    placed = flow([_title(english, title), *(_row(english, other, row) for row in rows)], _frames(size))
    pages = max(one.page for one in placed) + 1
    for page in range(pages):
        for one in placed:
            if one.page == page:
                one.piece.draw(document, one.left, one.top)
        _frame(document, english, size, page, pages)
        document.end_page()
    return document.finish()


def _setter(wording: Wording, fonts: Fonts) -> Setter:
    style = style_of(wording.script, wording.language)
    chain = chain_for(fonts, wording.language, wording.script)
    setting = Setting(chain, wording.language, style.code, wording.is_right_to_left)
    return Setter(setting, Sizes(style, _SIZE_PT, 1.0), has_fields=False, language=wording.language)


def _frames(size: tuple[float, float]) -> Iterator[Frame]:
    width, height = size[0] - 2 * _SIDE_PT, size[1] - _TOP_PT - _FOOT_PT - 6 * MM
    return (Frame(page, _SIDE_PT, size[1] - _TOP_PT, width, height) for page in count())


def _title(setter: Setter, title: str) -> Group:
    def made(width: float) -> list[Piece]:
        return setter.lines(strong(plain(title)), width, setter.sizes.heading, tag="H1")

    return made


def _row(english: Setter, other: Setter, row: SheetRow) -> Group:
    def made(width: float) -> list[Piece]:
        part = (width - _GUTTER_PT) / 2
        first = english.lines(plain(row.english), part, english.sizes.body, tag="P")
        second = other.lines(plain(row.translation or _NO_WORDS), part, other.sizes.body, tag="P")
        pieces = [
            *english.lines(plain(row.key), width, _KEY_PT, tag="P", above=english.sizes.gap(0.7)),
            side_by_side(((first, 0.0), (second, part + _GUTTER_PT))),
        ]
        if row.remark:
            words = (Run(text=_REMARK, is_strong=True), Run(text=row.remark, is_value=True))
            pieces += english.lines(words, width, english.sizes.note, tag="P")
        pieces.append(_line(width))
        return [*(replace(piece, holds_next=True) for piece in pieces[:-1]), pieces[-1]]

    return made


def _line(width: float) -> Piece:
    def draw(document: PdfDocument, left: float, top: float) -> None:
        with document.artifact():
            rule(document, left, top - 2, width, grey=0.7)

    return Piece(3.0, draw)


def _frame(document: PdfDocument, setter: Setter, size: tuple[float, float], page: int, pages: int) -> None:
    """Draw what every page has: that it is a draft, and its number."""
    width = size[0] - 2 * _SIDE_PT
    draw_mark(document, setter, _NOTICE, left=_SIDE_PT, top=size[1] - 8 * MM, width=width, is_first=page == 0)
    label = page_label("{page} / {pages}", page + 1, pages, "en")
    setter.draw(document, None, label, left=_SIDE_PT, top=_FOOT_PT, width=width, size=_KEY_PT, align="end")
