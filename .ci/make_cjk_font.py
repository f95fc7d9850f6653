"""Make assets/fonts/NotoSansSC.ttf: the characters of GB 2312 out of the full Noto Sans SC, wght 400 to 700.

    uv run python .ci/make_cjk_font.py "NotoSansSC[wght].ttf"

The source is the TrueType variable font of the PyPI package justmytype-intl-cjk (SIL OFL 1.1).
"""

import sys
from pathlib import Path

import uharfbuzz as hb

TARGET = Path(__file__).parents[1] / "assets" / "fonts" / "NotoSansSC.ttf"
_ASCII = range(0x20, 0x7F)
_PUNCTUATION = (*range(0x2010, 0x2028), *range(0x3000, 0x3020), *range(0xFF01, 0xFF5F), 0xFFE5, 0xB7)


def gb2312() -> set[int]:
    """Return the 7,445 code points of GB 2312."""
    rows = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(letter) for pair in rows if (letter := pair.decode("gb2312", errors="ignore"))}


def main() -> None:
    """Cut the font given on the command line, and say how large it became."""
    face = hb.Face(hb.Blob.from_file_path(sys.argv[1]))
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(sorted(gb2312() | {*_ASCII, *_PUNCTUATION}))
    # Regular first: the source's own default is Thin, which naive readers of variable fonts would print.
    wanted.set_axis_range(face, "wght", 400.0, 700.0, 400.0)
    # Pages are written from left to right: the vertical forms are not needed.
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    made = hb.subset(face, wanted)
    TARGET.write_bytes(made.blob.data)
    print(f"{TARGET}: {len(gb2312())} characters of GB 2312, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
