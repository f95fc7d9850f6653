"""The fonts of a letter: font faces by weight, what they cover, and the chain that picks one by cluster."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import uharfbuzz as hb

from consentkit.domain.errors import BadDataFile, InvalidInput, Unavailable
from consentkit.typesetting.text.scripts import LATIN_FONT, all_fonts, style_of

# OpenType's usWeightClass.
REGULAR, BOLD = 400, 700

# Joiners, marks of direction and isolates shape or order their neighbours and have no look of their own.
_BARE = (0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0x0A)
IGNORABLE = frozenset(chr(code) for code in (*_BARE, *range(0xFE00, 0xFE10)))


@dataclass(frozen=True)
class Fonts:
    """Where the shipped fonts are, and an organisation's own font files, which are asked last."""

    folder: Path
    extra: tuple[Path, ...] = ()


class FontFace:
    """One font file at one weight, ready for shaping."""

    def __init__(self, path: Path, weight: int) -> None:
        self.path = path
        self.weight = weight
        self.source = _source_at(path)
        self.font = hb.Font(self.source)
        self.axes = {axis.tag: axis.default_value for axis in self.source.axis_infos}
        if "wght" in self.axes:
            self.axes["wght"] = float(weight)
            self.font.set_variations(self.axes)
        self.units: int = self.source.upem
        extents = self.font.get_font_extents("ltr")
        self.ascent: float = extents.ascender / self.units
        self.descent: float = extents.descender / self.units
        self._covered = self.source.unicodes

    def covers(self, cluster: str) -> bool:
        """Tell whether every character that has a look has a glyph."""
        return all(letter in IGNORABLE or ord(letter) in self._covered for letter in cluster)


@cache
def _source_at(path: Path) -> hb.Face:
    """Return what a font file holds, read once for all its weights: the Chinese one has 12 MB."""
    source = hb.Face(hb.Blob(path.read_bytes()))
    if "glyf" not in source.table_tags:
        raise BadDataFile("font-not-truetype", file=path.name)
    return source


@cache
def font_face_at(path: Path, weight: int) -> FontFace:
    """Return the font face of a font file at a weight, made once; raises BadDataFile and Unavailable."""
    bold = path.with_name(f"{path.stem}-Bold{path.suffix}")
    chosen = bold if weight >= BOLD and bold.is_file() else path
    try:
        return FontFace(chosen, weight)
    except FileNotFoundError as error:
        raise Unavailable("shipped-files-missing", folder=f"fonts ({path.name})") from error


@dataclass(frozen=True)
class FontChain:
    """The fonts of one language in the order they are asked, each cluster of letters on its own."""

    paths: tuple[Path, ...]
    _found: dict[tuple[str, int], FontFace] = field(
        default_factory=dict, repr=False, compare=False, hash=False
    )

    @property
    def first(self) -> FontFace:
        """The language's own font face, which gives baselines their place."""
        return font_face_at(self.paths[0], REGULAR)

    def font_face_for(self, cluster: str, weight: int) -> FontFace:
        """Return the first font face that has the whole cluster.

        Raises InvalidInput `glyph-missing`, with the letters and their code points: nothing prints as a box.
        """
        found = self._found.get((cluster, weight))
        if found is None:
            found = self._found[cluster, weight] = self._search(cluster, weight)
        return found

    def missing(self, text: Iterable[str]) -> tuple[str, ...]:
        """Return the letters of `text` that no font has, sorted, each once; `()` when it can be printed."""
        wanted = {letter for letter in text if letter not in IGNORABLE and letter != "\t"}
        font_faces = (font_face_at(path, REGULAR) for path in self.paths)
        for font_face in font_faces:
            wanted = {letter for letter in wanted if not font_face.covers(letter)}
            if not wanted:
                break
        return tuple(sorted(wanted))

    def _search(self, cluster: str, weight: int) -> FontFace:
        for path in self.paths:
            font_face = font_face_at(path, weight)
            if font_face.covers(cluster):
                return font_face
        points = " ".join(f"U+{ord(letter):04X}" for letter in cluster)
        raise InvalidInput("glyph-missing", letters=cluster, points=points)


@cache
def chain_for(fonts: Fonts, language: str, script: str) -> FontChain:
    """Return the chain of a language: its own font, Latin, every other script's, the organisation's own."""
    names = dict.fromkeys((style_of(script, language).font, LATIN_FONT, *all_fonts()))
    return FontChain((*(fonts.folder / name for name in names), *fonts.extra))
