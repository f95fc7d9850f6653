"""A contact sheet as PDF: a page that warns and explains, then each picture, then before and after."""

import io
from collections.abc import Iterable, Mapping

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfgen.canvas import Canvas

from consentkit.domain.pictures.contact_sheets import BoxState, ContactSheet, Drawn, SheetPicture
from consentkit.typesetting.reports.contact_words import (
    TITLE,
    about_lines,
    copy_lines,
    face_lines,
    legend,
    picture_lines,
    warning_lines,
)

_WIDTH, _HEIGHT = A4
# Measures of A4 chosen by eye: one picture fills half a page, or stands beside its copy.
_MARGIN = 42.0
_ROOM = _WIDTH - 2 * _MARGIN
_PLAIN, _BOLD = "Helvetica", "Helvetica-Bold"
_BODY_PT, _SMALL_PT = 10.0, 8.0
_LEADING = 1.35
_PICTURE_PT = 430.0
_HALF_PT = 285.0
_FOOT_PT = 26.0
_UNPRINTABLE = "(words in letters that this page has no font for: see the web page of this sheet)"


def make_contact_sheet(sheet: ContactSheet, samples: Mapping[BoxState, Drawn]) -> bytes:
    """Return the PDF; `samples` has an empty box of each state."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, lang="en", initialFontName=_PLAIN)
    canvas.setTitle(f"{TITLE} {sheet.story}")
    canvas.setAuthor("consentkit")
    pages = _Pages(canvas, sheet.story)
    _first_page(pages, sheet, samples)
    for number, picture in enumerate(sheet.pictures, start=1):
        _picture(pages, number, picture)
        _before_after(pages, number, picture)
    pages.end()
    canvas.save()
    return out.getvalue()


class _Pages:
    """Pages that are written from the top down; each has a foot that warns."""

    def __init__(self, canvas: Canvas, story: str) -> None:
        self.canvas, self._story, self._number = canvas, story, 0
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        self.y = _HEIGHT - _MARGIN
        self.canvas.setFont(_PLAIN, _SMALL_PT)
        self.canvas.drawString(_MARGIN, _MARGIN - 14, f"{self._story} · shows persons · delete after use")
        self.canvas.drawRightString(_WIDTH - _MARGIN, _MARGIN - 14, str(self._number))

    def end(self) -> None:
        self.canvas.showPage()

    def turn(self) -> None:
        self.end()
        self._begin()

    def room(self, height: float) -> None:
        """Turn the page unless this much stands on it."""
        if self.y - height < _MARGIN + _FOOT_PT / 2:
            self.turn()

    def lines(self, words: Iterable[str], *, size: float = _SMALL_PT, font: str = _PLAIN) -> None:
        for text in words:
            for line in simpleSplit(_printable(text), font, size, _ROOM):
                self.room(size * _LEADING)
                self.y -= size * _LEADING
                self.canvas.setFont(font, size)
                self.canvas.drawString(_MARGIN, self.y, line)
            self.y -= 2

    def heading(self, words: str) -> None:
        self.lines([words], size=14, font=_BOLD)
        self.y -= 4

    def picture(self, drawn: Drawn, *, most_pt: float) -> None:
        factor = min(_ROOM / drawn.width_px, most_pt / drawn.height_px)
        width, height = drawn.width_px * factor, drawn.height_px * factor
        self.room(height)
        self.y -= height
        self.canvas.drawImage(ImageReader(io.BytesIO(drawn.jpeg)), _MARGIN, self.y, width, height)
        self.y -= 6


def _printable(words: str) -> str:
    try:
        words.encode("cp1252")
    except UnicodeEncodeError:
        return words.encode("cp1252", "ignore").decode("cp1252").strip() + " " + _UNPRINTABLE
    return words


def _first_page(pages: _Pages, sheet: ContactSheet, samples: Mapping[BoxState, Drawn]) -> None:
    pages.lines([TITLE], size=20, font=_BOLD)
    pages.lines(about_lines(sheet), size=_BODY_PT)
    pages.y -= 10
    top = pages.y
    pages.lines(warning_lines(sheet), size=12, font=_BOLD)
    pages.canvas.rect(_MARGIN - 8, pages.y - 6, _ROOM + 16, top - pages.y + 8)
    pages.y -= 24
    pages.heading("The boxes")
    for state, words in legend():
        drawn = samples[state]
        pages.room(34)
        pages.y -= 34
        pages.canvas.drawImage(ImageReader(io.BytesIO(drawn.jpeg)), _MARGIN, pages.y, 45, 30)
        pages.canvas.setFont(_PLAIN, _BODY_PT)
        pages.canvas.drawString(_MARGIN + 56, pages.y + 11, words)
    pages.y -= 16
    pages.heading("The pictures")
    pages.lines(
        f"{number}. {picture.image.id}: {len(picture.faces)} boxes, {len(picture.copies)} public copies"
        for number, picture in enumerate(sheet.pictures, start=1)
    )


def _picture(pages: _Pages, number: int, picture: SheetPicture) -> None:
    pages.turn()
    pages.heading(f"{number}. {picture.image.id}")
    if picture.drawn is not None:
        pages.picture(picture.drawn, most_pt=_PICTURE_PT)
    pages.lines(picture_lines(picture))
    pages.y -= 4
    pages.lines(face_lines(picture))


def _before_after(pages: _Pages, number: int, picture: SheetPicture) -> None:
    for copy in picture.copies:
        pages.turn()
        pages.heading(f"{number}. {picture.image.id}: before and after")
        if picture.drawn is not None:
            pages.lines(["Before"], font=_BOLD)
            pages.picture(picture.drawn, most_pt=_HALF_PT)
        pages.lines(["After: what a stranger sees"], font=_BOLD)
        if copy.drawn is None:
            pages.lines(["Its file cannot be read. The gate refuses it."])
        else:
            pages.picture(copy.drawn, most_pt=_HALF_PT)
        pages.lines(copy_lines(copy, is_covered=bool(picture.hidden)))
