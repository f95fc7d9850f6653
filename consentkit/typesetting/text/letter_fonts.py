"""A small font for a letter's web page: only the letters it uses, for a laptop without such a font."""

import base64
import io
from collections.abc import Iterable

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from consentkit.typesetting.text.fonts import REGULAR, FontChain, FontFace, font_face_at

ALONE = "Alone"


def font_rules(chain: FontChain, text: Iterable[str], family: str) -> str:
    """Return CSS `@font-face` rules with a cut of each font that `text` needs, as data; `""` for none.

    The rules are for `family`, and for `family` with `ALONE` behind its name, which is to be asked first.

    Raises InvalidInput `glyph-missing`, as the printed letter does.
    """
    wanted = set(text)
    rules = []
    for path in chain.paths:
        font_face = font_face_at(path, REGULAR)
        own = sorted(letter for letter in wanted if font_face.covers(letter) and ord(letter) >= ord(" "))
        if own:
            data = base64.b64encode(_cut(font_face.source, own)).decode()
            rules.append(
                f"@font-face{{{_named(font_face, family)};"
                f"unicode-range:{','.join(f'U+{ord(letter):X}' for letter in own)};"
                f"src:url(data:font/woff;base64,{data}) format('woff')}}"
            )
            wanted -= set(own)
    for letter in sorted(wanted):
        if ord(letter) >= ord(" "):
            chain.font_face_for(letter, REGULAR)
    return "\n".join(rules)


def _named(font_face: FontFace, family: str) -> str:
    # Browsers lay only fonts of the same weights together as one family: one without a bold stands alone.
    if "wght" in font_face.axes:
        return f"font-family:{family};font-weight:400 700"
    return f"font-family:{family}{ALONE};font-weight:400"


def _cut(source: hb.Face, letters: list[str]) -> bytes:
    cut = hb.SubsetInput()
    cut.unicode_set.update(ord(letter) for letter in letters)
    cut.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    return _packed(bytes(hb.subset(source, cut).blob.data))


def _packed(data: bytes) -> bytes:
    """Return a font as WOFF, which every browser unpacks: a third of the size for Nastaliq."""
    font = TTFont(io.BytesIO(data), recalcBBoxes=False, recalcTimestamp=False)
    font.flavor = "woff"
    packed = io.BytesIO()
    font.save(packed, reorderTables=None)
    return packed.getvalue()
