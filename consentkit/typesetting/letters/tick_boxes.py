"""One tick box on paper: its frame, the bare paper that it needs, and where it stands."""

from consentkit.typesetting.letters.pieces import Owner
from consentkit.typesetting.letters.setters import Setter, outline
from consentkit.typesetting.pdf.documents import PdfDocument
from consentkit.typesetting.pdf.form_fields import tick_box
from consentkit.typesetting.text.sizes import MM

# 0.32 mm: what the reader of signed letters looks for (`_FRAME_LINE_MM` in imaging/paper/ticks.py).
_BOX_WEIGHT = 0.9
BARE_PT = 2 * MM + _BOX_WEIGHT
"""A ticked box is told from one with ink around it by the paper beside it: 2 mm, and its frame's edge."""


def draw_tick_box(
    setter: Setter, document: PdfDocument, owner: Owner, name: str, *, hint: str, x: float, top: float
) -> None:
    """Draw an empty tick box; where the letter has fields it can be ticked on a screen too."""
    side = setter.sizes.tick_box
    with document.artifact():
        outline(document, x, top, side, side, weight=_BOX_WEIGHT, grey=0)
    rim = _BOX_WEIGHT / 2
    document.tick_boxes[name] = document.paper_area(x - rim, top + rim, side + 2 * rim, side + 2 * rim)
    if setter.has_fields:
        tick_box(document, owner, name, hint, x=x, top=top, side=side)
