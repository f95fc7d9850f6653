"""Colours of DrawingML: whether ink of one is surely seen. Runs only in the document reader's process."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from consentkit.documents.colours import is_dark, is_light
from consentkit.documents.members.sight_values import COLOURS, LIGHT_SCHEMES

_PALE_OFFSET, _PALE_TINT, _FAINT, _LIGHT = 85_000, 20_000, 50_000, 78_000
"""In thousandths of a percent: much lighter, hardly any of it, hardly there, nearly white. Chosen by eye."""

_ALIKE, _BLACK, _HEX = 40, 64, re.compile(r"[0-9A-Fa-f]{6}")
"""Of 255, in every channel. Chosen by eye."""

_OF_2010 = "http://schemas.microsoft.com/office/word/"


def local(element: Element) -> str:
    """Return an element's name without its space."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def said(element: Element, name: str) -> str | None:
    """Return what an attribute says, whatever space its name is of."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def number(element: Element, name: str, usual: float = 0.0) -> float:
    """Return a number that an attribute says; `usual` where it says none."""
    try:
        return float(said(element, name) or usual)
    except ValueError:
        return usual


def child(element: Element | None, *names: str) -> Element | None:
    """Return the first child by these names, one within the other."""
    for name in names:
        element = next((one for one in element if local(one) == name), None) if element is not None else None
    return element


def is_light_colour(colour: Element) -> bool:
    """Tell whether a colour may be nearly white; one that is not known may be."""
    value, kind = said(colour, "val") or "", local(colour)
    if kind == "srgbClr":
        return not is_dark(value)
    if kind == "schemeClr":
        return value in LIGHT_SCHEMES
    if kind == "prstClr":
        return not is_dark(value)
    if kind == "sysClr":
        return value != "windowText" and is_light(said(colour, "lastClr") or "FFFFFF")
    if kind == "hslClr":
        return number(colour, "lum", 100_000.0) >= _LIGHT
    return min(number(colour, one, 100_000.0) for one in "rgb") >= _LIGHT


def is_black(colour: Element) -> bool:
    """Tell whether a ground is surely as black as letters are where nobody chose their colour."""
    value = said(colour, "val") or ""
    if local(colour) == "srgbClr" and _HEX.fullmatch(value):
        return max(bytes.fromhex(value)) < _BLACK
    return (local(colour), value) in {("schemeClr", "tx1"), ("schemeClr", "dk1"), ("prstClr", "black")}


def is_faint(colour: Element) -> bool:
    """Tell whether what changes a colour leaves hardly any of it."""
    return any(_fades(one) for one in colour)


def _fades(change: Element) -> bool:
    value = number(change, "val")
    match local(change):
        case "alpha" | "alphaMod":
            # What the Word of 2010 calls so is how much shows through.
            shows = 100_000 - value if change.tag.startswith("{" + _OF_2010) else value
            return shows < _FAINT
        case "lumOff":
            return value >= _PALE_OFFSET
        case "tint":
            return value < _PALE_TINT
        case "lum" | "alphaOff" | "inv" | "invGamma" | "gamma":
            return True
    return False


def are_alike(one: Element, other: Element) -> bool:
    """Tell whether two colours are named so that nobody tells them apart."""
    pair = [(local(each), said(each, "val") or "") for each in (one, other)]
    if pair[0] == pair[1]:
        return [each.attrib for each in one] == [each.attrib for each in other]
    if {kind for kind, _ in pair} != {"srgbClr"} or any(not _HEX.fullmatch(value) for _, value in pair):
        return False
    channels = (bytes.fromhex(value) for _, value in pair)
    return all(abs(a - b) < _ALIKE for a, b in zip(*channels, strict=True))


def colours_in(fill: Element | None) -> Iterator[Element]:
    """Yield the colours that a fill names."""
    yield from (one for one in (fill if fill is not None else ()) if local(one) in COLOURS)
