"""Setting words and tick boxes in one language: what every block of a letter is made with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from consentkit.domain.letters.letters import Run, Words
from consentkit.typesetting.letters.pieces import Owner, Piece
from consentkit.typesetting.pdf.documents import PdfDocument
from consentkit.typesetting.pdf.text import draw_line
from consentkit.typesetting.text.joined_words import joined_words
from consentkit.typesetting.text.paragraphs import Line, Paragraph, Setting, paragraph
from consentkit.typesetting.text.sizes import Sizes

Align = Literal["start", "centre", "end"]
# Hairlines are lost on old copiers; half a point is not.
RULE_PT = 0.5


@dataclass(frozen=True)
class Setter:
    """One language at one step of sizes."""

    setting: Setting
    sizes: Sizes
    has_fields: bool = True
    has_tick_boxes: bool = True
    """`False` for the staff's language beside the letter: there is one set of tick boxes."""
    language: str | None = None
    """Named in the tags where it is not the document's own."""

    def owner(self, tag: str, parent: Owner | None = None, alternative: str | None = None) -> Owner:
        """Return a tag that is made when it is first drawn."""
        return Owner(tag, parent, self.language, alternative)

    def words(self, words: Words) -> Paragraph:
        """Return the words as a paragraph in this language."""
        return paragraph(words, self.setting)

    def fitted(self, words: Words, width: float, size: float) -> tuple[Line, ...]:
        """Return the lines of `words` at a size, at most `width` pt wide."""
        return self.words(words).lines(max(width, 1.0) / size)

    def height(self, words: Words, width: float, size: float) -> float:
        """Return how high `words` stand at a width; pt."""
        return len(self.fitted(words, width, size)) * self.sizes.leading(size)

    def width(self, words: Words, size: float) -> float:
        """Return how wide `words` are on one line; pt."""
        return self.words(words).width() * size

    def baseline(self, size: float) -> float:
        """Return how far below the top of a line its letters stand; pt."""
        font_face = self.setting.chain.first
        leading = self.sizes.leading(size)
        return (leading - (font_face.ascent - font_face.descent) * size) / 2 + font_face.ascent * size

    def across(self, left: float, width: float, offset: float, part: float) -> float:
        """Return the left edge of something `part` wide that begins `offset` from where reading starts."""
        if self.setting.is_right_to_left:
            return left + width - offset - part
        return left + offset

    def draw(
        self,
        document: PdfDocument,
        owner: Owner | None,
        words: Words,
        *,
        left: float,
        top: float,
        width: float,
        size: float,
        align: Align = "start",
    ) -> None:
        """Draw `words` as one piece of `owner`, or as a repeating artifact without one."""
        lines = self.fitted(words, width, size)
        if not lines:
            return
        if owner is None:
            with document.artifact("Pagination"):
                self._draw_lines(document, words, lines, left, top=top, width=width, size=size, align=align)
            return
        with document.marked(owner.element(document)):
            self._draw_lines(document, words, lines, left, top=top, width=width, size=size, align=align)

    def draw_inside(
        self, document: PdfDocument, words: Words, *, left: float, top: float, width: float, size: float
    ) -> None:
        """Draw `words` inside a drawing of its own, which has no tags."""
        self._draw_lines(
            document,
            words,
            self.fitted(words, width, size),
            left,
            top=top,
            width=width,
            size=size,
            align="start",
        )

    def _draw_lines(
        self,
        document: PdfDocument,
        words: Words,
        lines: Sequence[Line],
        left: float,
        *,
        top: float,
        width: float,
        size: float,
        align: Align,
    ) -> None:
        y = top - self.baseline(size)
        for line in lines:
            x = self._start(left, width, line.width * size, align)
            self._draw_line(document, self.words(words), line, x=x, y=y, size=size)
            y -= self.sizes.leading(size)

    def _draw_line(
        self, document: PdfDocument, words: Paragraph, line: Line, *, x: float, y: float, size: float
    ) -> None:
        draw_line(document, words, line, x=x, y=y, size=size)
        if self.sizes.style.joined_at is None:
            return
        foot, head = (y + part * size for part in self.sizes.style.joined_at)
        for left, right in joined_words(words, line, x=x, size=size):
            document.joined_words.append(document.paper_area(left, head, right - left, head - foot))

    def _start(self, left: float, width: float, part: float, align: Align) -> float:
        if align == "centre":
            return left + (width - part) / 2
        return self.across(left, width, width - part if align == "end" else 0.0, part)

    def lines(
        self, words: Words, width: float, size: float, *, tag: str, above: float = 0.0, indent: float = 0.0
    ) -> list[Piece]:
        """Return a piece for each line of running text; all of them are one tag."""
        owner = self.owner(tag)
        height = self.sizes.leading(size)
        shaped = self.words(words)
        measure = width - indent

        def piece(line: Line, space: float) -> Piece:
            def draw(document: PdfDocument, left: float, top: float) -> None:
                x = self.across(left, width, indent, line.width * size)
                with document.marked(owner.element(document)):
                    self._draw_line(document, shaped, line, x=x, y=top - self.baseline(size), size=size)

            return Piece(height, draw, space)

        lines = self.fitted(words, measure, size)
        return [piece(line, 0.0 if number else above) for number, line in enumerate(lines)]


def strong(words: Words) -> Words:
    """Return `words` in bold."""
    return tuple(run.model_copy(update={"is_strong": True}) for run in words)


def plain(text: str) -> Words:
    """Return a text as words without values."""
    return (Run(text=text),)


def rule(
    document: PdfDocument, x: float, y: float, width: float, *, weight: float = RULE_PT, grey: float = 0.25
) -> None:
    """Draw a line to the right of `x`; inside an artifact or marked content."""
    document.write(f"q {weight} w {grey} G {x:.3f} {y:.3f} m {x + width:.3f} {y:.3f} l S Q")


def outline(
    document: PdfDocument,
    x: float,
    top: float,
    width: float,
    height: float,
    *,
    weight: float = 0.7,
    grey: float = 0.25,
) -> None:
    """Draw the outline of a frame; inside an artifact or marked content."""
    document.write(f"q {weight} w {grey} G {x:.3f} {top - height:.3f} {width:.3f} {height:.3f} re S Q")
