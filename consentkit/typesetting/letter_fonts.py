"""A small font for a letter's web page: only the letters it uses, for a laptop without such a font."""

import base64
from collections.abc import Iterable

import uharfbuzz as hb

from consentkit.typesetting.fonts import REGULAR, FontChain, face_at


def font_rules(chain: FontChain, text: Iterable[str], family: str) -> str:
    """Return CSS `@font-face` rules with a cut of each font that `text` needs, as data; `""` for none.

    Raises InvalidInput `glyph-missing`, as the printed letter does.
    """
    wanted = set(text)
    rules = []
    for path in chain.paths:
        face = face_at(path, REGULAR)
        own = sorted(letter for letter in wanted if face.covers(letter) and ord(letter) >= ord(" "))
        if own:
            data = base64.b64encode(_cut(face.source, own)).decode()
            weights = "400 700" if "wght" in face.axes else "400"
            rules.append(
                f"@font-face{{font-family:{family};font-weight:{weights};"
                f"unicode-range:{','.join(f'U+{ord(letter):X}' for letter in own)};"
                f"src:url(data:font/ttf;base64,{data}) format('truetype')}}"
            )
            wanted -= set(own)
    for letter in sorted(wanted):
        if ord(letter) >= ord(" "):
            chain.face_for(letter, REGULAR)
    return "\n".join(rules)


def _cut(source: hb.Face, letters: list[str]) -> bytes:
    cut = hb.SubsetInput()
    cut.unicode_set.update(ord(letter) for letter in letters)
    cut.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    return bytes(hb.subset(source, cut).blob.data)
