"""Lines of shaped clusters as PDF operators."""

from typing import Protocol

from consentkit.typesetting.pdf.fonts import PdfFont
from consentkit.typesetting.text.fonts import IGNORABLE, FontFace
from consentkit.typesetting.text.paragraphs import Line, Paragraph, Span
from consentkit.typesetting.text.shaping import Cluster


class Drawn(Protocol):
    """A document that lines are drawn in."""

    def write(self, operators: str) -> None:
        """Add PDF operators to the page."""

    def font(self, font_face: FontFace) -> PdfFont:
        """Return the font face as the document embeds it."""


def draw_line(document: Drawn, words: Paragraph, line: Line, *, x: float, y: float, size: float) -> None:
    """Draw a line with its left edge at `x` and its baseline at `y`; pt from the page's left foot."""
    if words.setting.is_right_to_left:
        x -= line.hang * size
    if any(span.level & 1 for span in line.spans):
        _draw_mixed(document, words.text, line, x, y=y, size=size)
        return
    parts, current = ["BT"], None
    for span in line.spans:
        codes, width = _codes(document, words.text, span)
        font = document.font(span.font_face)
        if codes:
            if font is not current:
                parts.append(f"/{font.name} {_n(size)} Tf")
                current = font
            parts.append(f"1 0 0 1 {_n(x)} {_n(y)} Tm <{codes}> Tj")
        x += width * size
    document.write("\n".join((*parts, "ET")))


def _draw_mixed(document: Drawn, text: str, line: Line, x: float, *, y: float, size: float) -> None:
    """Place each cluster by itself, and write them in the order in which they are read.

    The font is named again for each: pypdf loses the order otherwise.
    """
    placed: list[tuple[int, str]] = []
    for span in line.spans:
        font = document.font(span.font_face)
        for cluster in span.clusters:
            if code := _code(document, text, span, cluster):
                drawn = f"/{font.name} {_n(size)} Tf\n1 0 0 1 {_n(x)} {_n(y)} Tm <{code}> Tj"
                placed.append((cluster.start, drawn))
            x += cluster.advance * size / span.font_face.units
    document.write("\n".join(("BT", *(drawn for _, drawn in sorted(placed)), "ET")))


def _codes(document: Drawn, text: str, span: Span) -> tuple[str, float]:
    codes = [_code(document, text, span, cluster) for cluster in span.clusters]
    return "".join(codes), sum(cluster.advance for cluster in span.clusters) / span.font_face.units


def _code(document: Drawn, text: str, span: Span, cluster: Cluster) -> str:
    """Return the cluster's code; empty for one that only directs its neighbours."""
    letters = text[cluster.start : cluster.end]
    if cluster.advance == 0 and all(letter in IGNORABLE for letter in letters):
        return ""
    return document.font(span.font_face).code(letters, cluster.advance, cluster.glyphs)


def _n(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
