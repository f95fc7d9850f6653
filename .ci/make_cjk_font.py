"""Make assets/fonts/NotoSansSC.ttf: what Chinese names are written with, of Noto Sans SC, wght 400 to 700.

    uv run python .ci/make_cjk_font.py "NotoSansSC[wght].ttf"

The source is the TrueType variable font of the PyPI package justmytype-intl-cjk (SIL OFL 1.1).
"""

import sys
from pathlib import Path

import uharfbuzz as hb

TARGET = Path(__file__).parents[1] / "assets" / "fonts" / "NotoSansSC.ttf"
_ASCII = range(0x20, 0x7F)
_PUNCTUATION = (*range(0x2010, 0x2028), *range(0x3000, 0x3020), *range(0xFF01, 0xFF5F), 0xFFE5, 0xB7)


def wanted_characters() -> set[int]:
    """Return GB 2312, and all of Unicode's first block of ideographs: names in both scripts, and rare ones.

    Six common characters of names lie beyond GB 2312, as all traditional forms do.
    """
    rows = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    gb2312 = {ord(letter) for pair in rows if (letter := pair.decode("gb2312", errors="ignore"))}
    return gb2312 | {*range(0x4E00, 0xA000), *_ASCII, *_PUNCTUATION}


def main() -> None:
    """Cut the font given on the command line, and say how large it became."""
    face = hb.Face(hb.Blob.from_file_path(sys.argv[1]))
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(sorted(wanted_characters()))
    # Regular first: the source's own default is Thin, which naive readers of variable fonts would print.
    wanted.set_axis_range(face, "wght", 400.0, 700.0, 400.0)
    # Pages are written from left to right: the vertical forms are not needed.
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    made = hb.subset(face, wanted)
    TARGET.write_bytes(made.blob.data)
    print(f"{TARGET}: {len(hb.Face(made.blob).unicodes)} characters, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
