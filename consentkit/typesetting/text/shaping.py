"""From text to glyphs: items that share a font face and a script, and HarfBuzz on each of them."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import icu
import uharfbuzz as hb

from consentkit.typesetting.text.fonts import IGNORABLE, FontChain, FontFace
from consentkit.typesetting.text.line_breaks import boundaries

Glyphs = tuple[tuple[int, int, int], ...]
"""Glyph id, then its offset from the cluster's origin, right and up; font units."""


class Cluster(NamedTuple):
    """What one grapheme cluster looks like: the smallest piece that is selected, copied or broken off."""

    start: int
    end: int
    advance: int
    glyphs: Glyphs


class Item(NamedTuple):
    """A stretch of text in one font face and one script; `end` is exclusive."""

    start: int
    end: int
    font_face: FontFace
    script: str


@lru_cache(maxsize=50_000)
def cluster_of(start: int, end: int, advance: int, glyphs: Glyphs) -> Cluster:
    """Return the one cluster that all alike share: a letter has thousands of them, one in seven differs."""
    return Cluster(start, end, advance, glyphs)


@lru_cache(maxsize=10_000)
def _shared(glyphs: Glyphs) -> Glyphs:
    return glyphs


_NO_SCRIPT = ("Zyyy", "Zinh", "Zzzz")


# Words come again and again, in a letter and in a batch of them. The number was chosen by eye.
@lru_cache(maxsize=30_000)
def shape(
    font_face: FontFace, text: str, script: str, language: str, is_right_to_left: bool
) -> tuple[Cluster, ...]:
    """Return the clusters of `text` from left to right as they are drawn."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "rtl" if is_right_to_left else "ltr"
    buffer.script = script
    buffer.language = language
    # The cluster is what a person selects and copies: monotone ones keep their order on the page.
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    hb.shape(font_face.font, buffer, {})
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    starts = [*sorted({info.cluster for info in infos}), len(text)]
    ends = dict(pairwise(starts))
    clusters: list[Cluster] = []
    glyphs: list[tuple[int, int, int]] = []
    right = up = 0
    for number, (info, position) in enumerate(zip(infos, positions, strict=True)):
        glyphs.append((info.codepoint, right + position.x_offset, up + position.y_offset))
        right += position.x_advance
        up += position.y_advance
        if number + 1 == len(infos) or infos[number + 1].cluster != info.cluster:
            clusters.append(cluster_of(info.cluster, ends[info.cluster], right, _shared(tuple(glyphs))))
            glyphs, right, up = [], 0, 0
    return tuple(clusters)


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str | None:
    """Return the script that `letter` belongs to, `None` for one that many scripts share."""
    name = icu.Script.getScript(letter).getShortName()
    return None if name in _NO_SCRIPT else str(name)


def itemise(text: str, weights: Sequence[int], chain: FontChain, script: str) -> tuple[Item, ...]:
    """Split `text` where the font face or the script changes, never inside a grapheme cluster.

    A space, or a mark without a look, stays with what stands before it. `weights` has one for each character.
    Raises InvalidInput `glyph-missing`.
    """
    items: list[Item] = []
    start = 0
    for end in boundaries("Character", text, "root"):
        cluster = text[start:end]
        before = items[-1] if items else None
        font_face = _font_face_for(cluster, weights[start], chain, before)
        own = next((found for letter in cluster if (found := script_of(letter))), None)
        name = own or (before.script if before else script)
        if before is not None and before.font_face is font_face and before.script == name:
            items[-1] = Item(before.start, end, font_face, name)
        else:
            items.append(Item(start, end, font_face, name))
        start = end
    return tuple(items)


def _font_face_for(cluster: str, weight: int, chain: FontChain, before: Item | None) -> FontFace:
    is_bare = cluster.isspace() or all(letter in IGNORABLE for letter in cluster)
    if (
        is_bare
        and before is not None
        and before.font_face.covers(cluster)
        and before.font_face.weight == weight
    ):
        return before.font_face
    return chain.font_face_for(cluster, weight)
