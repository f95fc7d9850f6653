"""A notice to hang up: one page, as large as its words allow."""

from itertools import count

from consentkit.domain.errors import InvalidInput
from consentkit.domain.letters.letters import LetterText
from consentkit.typesetting.letters.blocks import groups_of
from consentkit.typesetting.letters.layouts import setting_of
from consentkit.typesetting.letters.pictograms import pdf_operators
from consentkit.typesetting.letters.pieces import Frame, Group, Piece, Placed, flow
from consentkit.typesetting.letters.setters import Setter, outline, plain, strong
from consentkit.typesetting.pdf.documents import PdfDocument
from consentkit.typesetting.text.fonts import Fonts
from consentkit.typesetting.text.scripts import style_of
from consentkit.typesetting.text.sizes import MM, Sizes, poster_steps

# Posters are read from two metres and copied on office machines. Measures chosen by eye.
_EDGE_PT, _INSIDE_PT = 12 * MM, 12 * MM
_PICTURE_PT = 46 * MM
_BORDER_PT = 3.0
_FOOT_PT = 9.0
_MARK_PT = 10.0
# A longer title is broken into lines instead: smaller it would be no title any more.
_MOST_SHRUNK = 1.8


def make_poster(text: LetterText, fonts: Fonts, document: PdfDocument, size: tuple[float, float]) -> bytes:
    """Return the poster, one page; raises InvalidInput `letter-too-long`."""
    laid = None
    for sizes in poster_steps(style_of(text.script, text.language)):
        setter = Setter(setting_of(text, fonts), sizes, has_fields=False)
        laid = _laid(setter, text, size)
        if all(one.page == 0 for one in laid):
            return _drawn(setter, text, laid, document, size)
    pages = max(one.page for one in laid or ()) + 1
    raise InvalidInput("letter-too-long", form=text.form, language=text.language, pages=pages, most=1)


def _laid(setter: Setter, text: LetterText, size: tuple[float, float]) -> list[Placed]:
    margin = _EDGE_PT + _INSIDE_PT
    foot = margin + 3 * _FOOT_PT
    frames = (
        Frame(page, margin, size[1] - margin, size[0] - 2 * margin, size[1] - margin - foot)
        for page in count()
    )
    return flow([_head(setter, text), *groups_of(setter, text)], frames)


def _head(setter: Setter, text: LetterText) -> Group:
    sizes = setter.sizes

    def made(width: float) -> list[Piece]:
        def camera(document: PdfDocument, left: float, top: float) -> None:
            x = left + (width - _PICTURE_PT) / 2
            with document.artifact():
                document.write(pdf_operators("photo", x, top, _PICTURE_PT))

        title = strong(plain(text.title))
        title_pt = _largest(setter, sizes, text.title, width)
        owner = setter.owner("H1")

        def heading(document: PdfDocument, left: float, top: float) -> None:
            document.bookmark(text.title, level=0, top=top)
            setter.draw(
                document, owner, title, left=left, top=top, width=width, size=title_pt, align="centre"
            )

        return [
            Piece(_PICTURE_PT, camera),
            Piece(setter.height(title, width, title_pt), heading, sizes.gap(0.4)),
        ]

    return made


def _largest(setter: Setter, sizes: Sizes, title: str, width: float) -> float:
    """Return the title's size: twice the body, less where it nearly fits one line."""
    wished = sizes.body * 2
    alone = setter.width(strong(plain(title)), wished)
    return wished if alone <= width or alone > _MOST_SHRUNK * width else wished * width / alone * 0.99


def _drawn(
    setter: Setter, text: LetterText, laid: list[Placed], document: PdfDocument, size: tuple[float, float]
) -> bytes:
    with document.artifact():
        outline(document, _EDGE_PT, size[1] - _EDGE_PT, size[0] - 2 * _EDGE_PT, size[1] - 2 * _EDGE_PT,
                weight=_BORDER_PT, grey=0)  # fmt: skip
    for one in laid:
        one.piece.draw(document, one.left, one.top)
    _foot(setter, text, document, size)
    document.end_page()
    return document.finish()


def _foot(setter: Setter, text: LetterText, document: PdfDocument, size: tuple[float, float]) -> None:
    left = _EDGE_PT + _INSIDE_PT
    width = size[0] - 2 * left
    line = setter.sizes.leading(_FOOT_PT)
    top = _EDGE_PT + _INSIDE_PT + line
    who = strong(plain(text.organisation))
    start = setter.across(left, width, 0, width / 2)
    setter.draw(document, setter.owner("P"), who, left=start, top=top, width=width / 2, size=_FOOT_PT * 1.3)
    words = strong(plain(text.draft_mark or ""))
    if text.draft_mark:
        inside = setter.width(words, _MARK_PT) + 1
        x = setter.across(left, width, width - inside - 6, inside + 6)
        with document.artifact():
            outline(document, x, top, inside + 6, setter.sizes.leading(_MARK_PT), weight=1.2, grey=0)
        setter.draw(document, setter.owner("P"), words, left=x + 3, top=top, width=inside, size=_MARK_PT)
