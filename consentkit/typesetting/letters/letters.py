"""Letters as PDF: pages with their head, foot and code; cards and posters go their own way."""

import re
from collections.abc import Sequence

from consentkit.domain.letters.codes import PageCode, payload_of, second_payload_of
from consentkit.domain.letters.letters import LetterText, Run, Sheet, Words
from consentkit.domain.letters.local_digits import own_digits
from consentkit.domain.letters.page_maps import SECOND_FOOT_MM, PageMap, PaperArea, marks_for
from consentkit.domain.letters.records import LetterPaper, Paper
from consentkit.typesetting.letters.cards import card_pages, make_cards
from consentkit.typesetting.letters.layouts import (
    PAPERS,
    Laid,
    checked,
    code_left,
    code_top,
    lay_out,
    lay_out_staff_copy,
)
from consentkit.typesetting.letters.page_codes import (
    SECOND_PT,
    SECOND_QUIET_PT,
    SIDE_PT,
    draw_code,
    draw_marks,
    draw_second_mark,
    quiet_pt,
)
from consentkit.typesetting.letters.posters import make_poster
from consentkit.typesetting.letters.setters import Setter, outline, plain, rule, strong
from consentkit.typesetting.letters.tear_offs import draw_strip
from consentkit.typesetting.pdf.documents import About, PdfDocument
from consentkit.typesetting.text.fonts import Fonts
from consentkit.typesetting.text.joined_words import words_beside
from consentkit.typesetting.text.sizes import MM

# Above where printers cut off (6 mm), below the lower marks' bare paper. The other measures by eye.
_FOOT_PT = 11 * MM
_REFERENCE_PART = 0.7
_MARK_TOP_PT = 7.5 * MM
_MARK_PAD_PT = 5.0
_MARK_PT, _FOOT_TEXT_PT = 8.0, 8.0
_NUMBERS = re.compile(r"\{(page|pages)\}")


def make_letter(paper: LetterPaper, fonts: Fonts, *, with_fields: bool = True) -> bytes:
    """Return the letter as a tagged PDF; the same paper gives the same bytes.

    The staff's language stands in a second column, or on pages of its own when they face the letter's; it
    never has tick boxes. Large print and two columns may take any number of pages, and anything else one
    more than the form's own: `printed_pages` tells before.

    Raises InvalidInput `glyph-missing` (letters, points) and `letter-too-long` (form, language, pages, most).
    """
    text, size = paper.text, PAPERS[paper.printing.paper]
    document = PdfDocument(_about(text), size)
    if text.sheet is Sheet.CARD:
        return make_cards(text, fonts, document, size)
    if text.sheet is Sheet.POSTER:
        return make_poster(text, fonts, document, size)
    _draw_letter(document, paper, fonts, with_fields=with_fields)
    return document.finish()


def join_letters(papers: Sequence[LetterPaper], fonts: Fonts) -> bytes:
    """Return several letters as one tagged PDF, each with its own page numbers, on the first one's paper.

    They are printed and not filled in: on a screen, one name would stand for tick boxes of several letters.
    Raises what `make_letter` raises.
    """
    document = PdfDocument(_about(papers[0].text), PAPERS[papers[0].printing.paper])
    for paper in papers:
        _draw_letter(document, paper, fonts, with_fields=False)
    return document.finish()


def page_maps(paper: LetterPaper, fonts: Fonts) -> tuple[PageMap, ...]:
    """Return where the code, the marks and the tick boxes stand on each page of the letter.

    A page of the staff's language has no code, and so no map. Raises what `make_letter` raises.
    """
    document = PdfDocument(_about(paper.text), PAPERS[paper.printing.paper])
    _draw_letter(document, paper, fonts, with_fields=False)
    return tuple(document.maps)


def _about(text: LetterText) -> About:
    return About(title=text.title, author=text.organisation, language=text.language)


def _draw_letter(document: PdfDocument, paper: LetterPaper, fonts: Fonts, *, with_fields: bool) -> None:
    text, beside, size = paper.text, paper.beside, document.size
    laid, staff = _laid(paper, fonts, with_fields=with_fields)
    document.is_one_sided = document.is_one_sided or laid.strip > 0
    for page in range(max(laid.pages, staff.pages if staff else 0)):
        if page < laid.pages:
            _draw_page(document, text, laid, page, size)
        if staff is not None and beside is not None and page < staff.pages:
            _draw_facing_page(document, beside, staff, page, size)
    if laid.has_strip_alone:
        # No code and no mark: it goes with the person, and never comes back.
        _draw_strip(document, text, laid, top=size[1] - _FOOT_PT)
        document.end_page()


def _laid(paper: LetterPaper, fonts: Fonts, *, with_fields: bool) -> tuple[Laid, Laid | None]:
    """Lay out the letter, and the staff's language where that has pages of its own."""
    text, beside, facing = paper.text, paper.beside, paper.printing.facing
    size, large_print = PAPERS[paper.printing.paper], paper.printing.large_print
    in_columns = None if facing else beside
    laid = lay_out(text, fonts, size, large_print=large_print, beside=in_columns, with_fields=with_fields)
    if not large_print and in_columns is None:
        checked(text, laid)
    staff = lay_out_staff_copy(beside, fonts, laid, size) if beside is not None and facing else None
    return laid, staff


def printed_pages(paper: LetterPaper, fonts: Fonts) -> int:
    """Return how many pages `make_letter` gives, the staff's among them. Raises what it raises."""
    if paper.text.sheet is not Sheet.LETTER:
        return pages_of(paper.text, fonts)
    laid, staff = _laid(paper, fonts, with_fields=False)
    return laid.sheets + (staff.pages if staff else 0)


def pages_of(text: LetterText, fonts: Fonts, *, paper: Paper = Paper.A4) -> int:
    """Return how many pages the letter needs at best. May be above `most_pages`."""
    if text.sheet is Sheet.CARD:
        return card_pages(text, fonts)
    if text.sheet is Sheet.POSTER:
        return 1
    return lay_out(text, fonts, PAPERS[paper]).sheets


def _draw_page(
    document: PdfDocument, text: LetterText, laid: Laid, page: int, size: tuple[float, float]
) -> None:
    for one in laid.placed:
        if one.page == page:
            one.piece.draw(document, one.left, one.top)
    code = PageCode(
        letter=text.id, form=text.form, form_version=text.form_version, language=text.language,
        page=page + 1, pages=laid.pages,
    )  # fmt: skip
    payload = payload_of(code)
    quiet = quiet_pt(payload)
    left, top = code_left(size[0], laid, quiet), code_top(size[1], quiet)
    draw_code(document, document.root if page == 0 else None, payload, left, top)
    # The page ends where its strip begins: it is read alike with the strip and without.
    foot = laid.strip_on(page)
    width_mm, height_mm = size[0] / MM, (size[1] - foot) / MM
    marks = marks_for(width_mm, height_mm)
    draw_marks(document, marks, size[1])
    second = second_payload_of(code)
    at = _second_mark_left(text, laid, size) if second else None
    if second is not None and at is not None:
        draw_second_mark(document, second, at, foot)
    document.maps.append(
        PageMap(
            width_mm=width_mm,
            height_mm=height_mm,
            code=document.paper_area(left, top, SIDE_PT, SIDE_PT),
            marks=marks,
            second=_second_area(document, at, foot),
            tick_boxes=dict(document.tick_boxes),
            signing=dict(document.signing),
            joined_words=words_beside(document.joined_words, document.tick_boxes.values()),
        )
    )
    document.tick_boxes.clear()
    document.signing.clear()
    _frame_page(document, text, laid, size, page=page, pages=laid.pages, bare_at=at, foot_at=foot)
    if foot:
        _draw_strip(document, text, laid, top=foot)
    document.end_page()


def _draw_strip(document: PdfDocument, text: LetterText, laid: Laid, *, top: float) -> None:
    if text.tear_off is not None:
        width = document.size[0] - 2 * laid.side
        draw_strip(document, laid.setter, text.tear_off, left=laid.side, top=top, width=width)


def _second_mark_left(text: LetterText, laid: Laid, size: tuple[float, float]) -> float | None:
    """Return where the small mark stands in the middle of the foot; `None`: the reference needs that room."""
    reference = laid.setter.width(plain(text.reference), _foot_size(laid)) + laid.side
    middle = (size[0] - SECOND_PT) / 2
    return middle if reference < middle - SECOND_QUIET_PT else None


def _second_area(document: PdfDocument, at: float | None, foot: float) -> PaperArea | None:
    if at is None:
        return None
    return document.paper_area(at, foot + SECOND_FOOT_MM * MM + SECOND_PT, SECOND_PT, SECOND_PT)


def _foot_size(laid: Laid) -> float:
    return _FOOT_TEXT_PT * laid.setter.sizes.style.optical


def _draw_facing_page(
    document: PdfDocument, text: LetterText, laid: Laid, page: int, size: tuple[float, float]
) -> None:
    for one in laid.placed:
        if one.page == page:
            one.piece.draw(document, one.left, one.top)
    _frame_page(document, text, laid, size, page=page, pages=laid.pages)
    document.end_page()


def _frame_page(
    document: PdfDocument,
    text: LetterText,
    laid: Laid,
    size: tuple[float, float],
    *,
    page: int,
    pages: int,
    bare_at: float | None = None,
    foot_at: float = 0.0,
) -> None:
    """Draw what every page has: the draft mark, the reference and the page's number.

    `bare_at` is where the small mark stands, around which nothing is drawn; `foot_at` where the page ends.
    """
    setter, side = laid.setter, laid.side
    width = size[0] - 2 * side
    foot = _foot_size(laid)
    label = page_label(text.page_label, page + 1, pages, text.language)
    # Said once to a screen reader; on the other pages it is part of the paper.
    owner = setter.owner("P") if page == 0 else None
    top = foot_at + _FOOT_PT + setter.sizes.leading(foot) / 2
    with document.artifact("Pagination"):
        if bare_at is None:
            rule(document, side, top + 2, width, grey=0.6)
        else:
            end = bare_at + SECOND_PT + SECOND_QUIET_PT
            rule(document, side, top + 2, bare_at - SECOND_QUIET_PT - side, grey=0.6)
            rule(document, end, top + 2, side + width - end, grey=0.6)
    part = width * _REFERENCE_PART
    start = setter.across(side, width, 0, part)
    setter.draw(document, owner, plain(text.reference), left=start, top=top, width=part, size=foot)
    setter.draw(document, None, label, left=side, top=top, width=width, size=foot, align="end")
    if text.draft_mark:
        draw_mark(
            document,
            setter,
            text.draft_mark,
            left=side,
            top=size[1] - _MARK_TOP_PT,
            width=width,
            is_first=page == 0,
        )


def draw_mark(
    document: PdfDocument, setter: Setter, mark: str, *, left: float, top: float, width: float, is_first: bool
) -> None:
    """Draw the mark of unreviewed words where reading starts: framed, black, so that no printer loses it."""
    size = _MARK_PT * setter.sizes.style.optical
    words = strong(plain(mark))
    inside = min(setter.width(words, size) + 0.5, width - 2 * _MARK_PAD_PT)
    height = setter.height(words, inside, size)
    frame = setter.across(left, width, 0, inside + 2 * _MARK_PAD_PT)
    with document.artifact():
        outline(document, frame, top, inside + 2 * _MARK_PAD_PT, height, weight=1.1, grey=0)
    owner = setter.owner("P") if is_first else None
    setter.draw(document, owner, words, left=frame + _MARK_PAD_PT, top=top, width=inside, size=size)


def page_label(template: str, page: int, pages: int, language: str) -> Words:
    """Return the page's number in words, with the numbers as values."""
    numbers = {"page": own_digits(str(page), language), "pages": own_digits(str(pages), language)}
    parts = _NUMBERS.split(template)
    return tuple(
        Run(text=numbers[part], is_value=True) if index % 2 else Run(text=part)
        for index, part in enumerate(parts)
        if part
    )
