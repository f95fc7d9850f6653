"""Words whose letters one level stroke joins (Arabic, Devanagari, Bengali): where each begins and ends.

On paper such a stroke is as long as a line that strikes words out; whoever reads the page must know it.
"""

from collections.abc import Collection, Iterable, Iterator

from consentkit.domain.letters.page_maps import BESIDE_BOX_MM, PaperArea
from consentkit.typesetting.text.paragraphs import Line, Paragraph


def joined_words(words: Paragraph, line: Line, *, x: float, size: float) -> Iterator[tuple[float, float]]:
    """Yield the left and right edge of each word of a line whose left edge is at `x`, from left to right."""
    if words.setting.is_right_to_left:
        x -= line.hang * size
    begun: float | None = None
    for span in line.spans:
        for cluster in span.clusters:
            is_space = words.text[cluster.start : cluster.end].isspace()
            if is_space and begun is not None:
                yield begun, x
            begun = None if is_space else x if begun is None else begun
            x += cluster.advance * size / span.font_face.units
    if begun is not None:
        yield begun, x


def words_beside(words: Iterable[PaperArea], boxes: Collection[PaperArea]) -> tuple[PaperArea, ...]:
    """Return the strokes of words that stand beside a tick box, as far away as is looked at."""
    return tuple(word for word in words if any(_is_beside(word, box) for box in boxes))


def _is_beside(word: PaperArea, box: PaperArea) -> bool:
    is_near = word.left_mm < box.right_mm + BESIDE_BOX_MM and word.right_mm > box.left_mm - BESIDE_BOX_MM
    return is_near and word.top_mm < box.bottom_mm and word.bottom_mm > box.top_mm
