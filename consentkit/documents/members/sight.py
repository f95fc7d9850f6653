"""Words of a page of DOCX or PPTX that stand where no reader shows them, or look so that nobody sees them.

Runs only in the document reader's process.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from consentkit.documents.members.sight_colours import (
    are_alike,
    child,
    colours_in,
    is_black,
    is_faint,
    is_light_colour,
    local,
    number,
    said,
)
from consentkit.documents.members.sight_values import FILLS, HOLDERS, RUN_PROPERTIES, SPACES

_SMALL_EMU, _FAR_EMU, _OUT_EMU, _TWIPS = 36_000, 30_000_000, -3_600_000, 40
_INSET_EMU, _LEAST_SCALE, _LEAST_LINE, _HIGH, _TIGHT = 6_000_000, 20_000, 20_000, 100_000, -1000
_LEAST_HALF_POINTS, _RAISED, _LEAST_TINT = 8, 200, 0x33
_SAYS_IN_VML = frozenset({"textbox", "textpath", "imagedata"})
_SHAPES_OF_VML = frozenset({"shape", "rect", "roundrect", "oval", "group"})
_PLACE = re.compile(r"(width|height|margin-left|margin-top|left|top)\s*:\s*(-?[\d.]+)(pt|in|cm|mm|px)?")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 1.0}
_OFF = frozenset({"0", "off", "false"})
_WITH_GROUND = {"sp": ("spPr",), "wsp": ("spPr",), "tc": ("tcPr",), "cSld": ("bg", "bgPr")}


@dataclass
class _Fields:
    """Whether the orders of a field are being said: what stands there is shown to nobody."""

    open: list[bool] = field(default_factory=list)

    def read(self, kind: str) -> None:
        """Follow a field's beginning, middle and end."""
        if kind == "begin":
            self.open.append(True)
        elif self.open and kind == "separate":
            self.open[-1] = False
        elif self.open and kind == "end":
            self.open.pop()


@dataclass(frozen=True)
class _Around:
    """What holds an element: whether words in it are shown there, and on which ground."""

    is_shown: bool = True
    ground: Element | None = None
    """What a shape is filled with; `None` for paper."""
    is_styled: bool = False
    """Whether a shape has a style, which says the ink that goes with its ground."""

    fields: _Fields = field(default_factory=_Fields)


def may_cover_words(text: bytes) -> bool:
    """Tell whether a filled shape of a DOCX lies in front of the text: it may cover words of it."""
    return any(_is_cover(one) for one in fromstring(text).iter())


def _is_cover(one: Element) -> bool:
    if local(one) == "anchor":
        is_in_front = said(one, "behindDoc") not in {"1", "true"} and child(one, "wrapNone") is not None
        return is_in_front and any(local(each) == "wsp" and _is_filled(each) for each in one.iter())
    style = (said(one, "style") or "").replace(" ", "")
    is_bare = local(one) in _SHAPES_OF_VML and not any(local(each) in _SAYS_IN_VML for each in one)
    is_front = "position:absolute" in style and "z-index:-" not in style
    return is_bare and is_front and said(one, "filled") not in {"f", "false"} and bool(said(one, "fillcolor"))


def _is_filled(shape: Element) -> bool:
    fill = child(shape, "spPr", "solidFill")
    return fill is not None and not any(map(is_faint, colours_in(fill)))


def has_words_out_of_sight(text: bytes) -> bool:
    """Tell whether a page has words that are not surely seen."""
    return any(_unseen(fromstring(text), None, _Around()))


def _unseen(one: Element, holder: Element | None, around: _Around) -> Iterator[bool]:
    name = local(one)
    if name == "fldChar":
        around.fields.read(said(one, "fldCharType") or "")
    if name == "t" and any(letter.isalnum() for letter in one.text or ""):
        yield not _is_in_run(one, holder) or not around.is_shown or any(around.fields.open)
    inner = _inside(one, name, around)
    for each in _shown_children(one, name):
        yield from _unseen(each, one, inner)
    for each in (each for each in one if each not in _shown_children(one, name)):
        yield from _unseen(each, one, replace(inner, is_shown=False))


def _is_in_run(words: Element, holder: Element | None) -> bool:
    """Tell whether words stand in a run of their own kind."""
    return (
        holder is not None
        and local(holder) in {"r", "fld"}
        and holder.tag.rpartition("}")[0] == words.tag.rpartition("}")[0]
    )


def _inside(one: Element, name: str, around: _Around) -> _Around:
    is_holder = name in HOLDERS and one.tag.rpartition("}")[0].lstrip("{") in SPACES
    ground = _ground(one, name, around.ground)
    is_styled = around.is_styled or child(one, "style", "fontRef") is not None
    hides = _HIDES.get(name)
    is_seen = is_holder and not (hides is not None and hides(one))
    if is_seen and name in {"r", "fld"}:
        is_seen = _is_seen_run(one, ground, is_styled=around.is_styled)
    # Words themselves hold nothing more.
    return replace(
        around, is_shown=around.is_shown and (is_seen or name == "t"), ground=ground, is_styled=is_styled
    )


def _shown_children(one: Element, name: str) -> list[Element]:
    """Return the children that are shown: of two ways to say it the first, of a root no hidden degree."""
    children = list(one)
    if name == "AlternateContent":
        return [each for each in children if local(each) == "Fallback"] + [
            each for each in children if local(each) == "Choice"
        ][:1]
    hidden = set()
    for key, part in (("degHide", "deg"), ("subHide", "sub"), ("supHide", "sup")):
        switch = child(one, f"{name}Pr", key) if name in {"rad", "nary"} else None
        if switch is not None and said(switch, "val") not in _OFF:
            hidden.add(part)
    return [each for each in children if local(each) not in hidden]


def _is_seen_run(run: Element, ground: Element | None, *, is_styled: bool) -> bool:
    properties = child(run, "rPr")
    has_ink = any(child(properties, one) is not None for one in ("solidFill", "textFill", "color"))
    if not has_ink and not is_styled and ground is not None and is_black(ground):
        # Somebody blackened a box: what stands in it is as black.
        return False
    if properties is None:
        return True
    if any(local(one) not in RUN_PROPERTIES for one in properties):
        return False
    return _is_seen_ink(properties, ground) and _is_seen_place(properties)


def _is_seen_ink(properties: Element, ground: Element | None) -> bool:
    word_fill = child(properties, "textFill")
    fill = child(properties, "solidFill") if word_fill is None else child(word_fill, "solidFill")
    if word_fill is not None and fill is None:
        return False
    for colour in colours_in(fill):
        is_on_dark = ground is not None and not is_light_colour(ground)
        if is_faint(colour) or (is_light_colour(colour) and not is_on_dark):
            return False
        if ground is not None and are_alike(colour, ground):
            return False
    tint = said(ink, "themeTint") if (ink := child(properties, "color")) is not None else None
    return tint is None or int(tint, 16) >= _LEAST_TINT


def _is_seen_place(properties: Element) -> bool:
    return abs(number(properties, "baseline")) <= _HIGH and number(properties, "spc") >= _TIGHT


def _ground(one: Element, name: str, around: Element | None) -> Element | None:
    """Return the colour that words in this stand on: its own, its style's, or that around it."""
    if name not in _WITH_GROUND:
        return around
    looks = child(one, *_WITH_GROUND[name])
    fills = [each for each in (looks if looks is not None else ()) if local(each) in FILLS - {"noFill"}]
    style = child(one, "style", "fillRef")
    if fills:
        return next(colours_in(fills[0]), None)
    if style is not None and said(style, "idx") not in {"0", None}:
        return next(colours_in(style), around)
    return around


def _hides_cell(cell: Element) -> bool:
    merge = child(cell, "tcPr", "vMerge")
    width = child(cell, "tcPr", "tcW")
    is_merged = merge is not None and said(merge, "val") != "restart"
    is_merged = is_merged or any(said(cell, key) in {"1", "true"} for key in ("hMerge", "vMerge"))
    is_fixed = width is not None and said(width, "type") == "dxa" and 0 < number(width, "w") < _TWIPS
    return is_merged or is_fixed


def _hides_row(row: Element) -> bool:
    hidden = child(row, "trPr", "hidden")
    return hidden is not None and said(hidden, "val") not in _OFF


def _hides_shape(shape: Element) -> bool:
    body = child(shape, "txBody", "bodyPr")
    body = child(shape, "bodyPr") if body is None else body
    size = child(shape, "spPr", "xfrm", "ext")
    return (size is not None and _is_small(size)) or (body is not None and _hides_body(body))


def _is_small(size: Element) -> bool:
    return min(number(size, side, _FAR_EMU) for side in ("cx", "cy")) < _SMALL_EMU


def _hides_body(body: Element) -> bool:
    fit = child(body, "normAutofit")
    is_pushed = any(number(body, side) > _INSET_EMU for side in ("lIns", "tIns", "rIns", "bIns"))
    return is_pushed or (fit is not None and number(fit, "fontScale", 100_000.0) < _LEAST_SCALE)


def _hides_group(group: Element) -> bool:
    place = child(group, "grpSpPr", "xfrm")
    size, inner = child(place, "ext"), child(place, "chExt")
    if size is None or inner is None:
        return False
    sides = ((number(size, side), number(inner, side)) for side in ("cx", "cy"))
    return any(within > 0 and drawn / within < 0.1 for drawn, within in sides)  # noqa: PLR2004 - a tenth


def _hides_anchor(anchor: Element) -> bool:
    offsets = [each.text or "" for each in anchor.iter() if local(each) == "posOffset"]
    return any(not _OUT_EMU < float(one) < _FAR_EMU for one in offsets if one.strip())


def _hides_drawing(shape: Element) -> bool:
    """Tell whether the style of a shape of VML puts it out of sight."""
    for name, value, unit in _PLACE.findall(said(shape, "style") or ""):
        points = float(value) * _POINTS[unit]
        is_size = name in {"width", "height"}
        if (is_size and points < 3) or not -300 < points < 2400:  # noqa: PLR2004 - points of a page
            return True
    return False


def _hides_paragraph(paragraph: Element) -> bool:
    looks = child(paragraph, "pPr")
    if looks is None:
        return False
    least = child(looks, "lnSpc", "spcPct")
    is_flat = least is not None and number(least, "val", 100_000.0) < _LEAST_LINE
    return is_flat or max(abs(number(looks, side)) for side in ("marL", "marR", "indent")) > _INSET_EMU


def _hides_phantom(phantom: Element) -> bool:
    show = child(phantom, "phantPr", "show")
    return show is not None and said(show, "val") in _OFF


def _hides_ruby(ruby: Element) -> bool:
    size, raised = child(ruby, "rubyPr", "hps"), child(ruby, "rubyPr", "hpsRaise")
    is_tiny = size is not None and number(size, "val", _LEAST_HALF_POINTS) < _LEAST_HALF_POINTS
    return is_tiny or (raised is not None and abs(number(raised, "val")) > _RAISED)


_HIDES = {
    "tc": _hides_cell, "tr": _hides_row, "sp": _hides_shape, "wsp": _hides_shape, "grpSp": _hides_group,
    "wgp": _hides_group, "anchor": _hides_anchor, "p": _hides_paragraph, "phant": _hides_phantom,
    "ruby": _hides_ruby, **dict.fromkeys(_SHAPES_OF_VML, _hides_drawing),
}  # fmt: skip
"""What may be put out of sight by how it is, by the name of its element."""
