"""Where the files inside a ZIP document stand: on which slide, in which chapter, as which picture. Runs only
in the document reader's process.
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from consentkit.domain.words.drafts import DraftFormat, Location

Text = Callable[[str], bytes]
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHARED = ("ppt/slideLayouts/", "ppt/slideMasters/", "ppt/theme/", "ppt/notesMasters/", "ppt/slides/")
_ADDRESSES = re.compile(
    rb"(?:\ssrc|href|\sposter|\sdata|full-path)\s*=\s*[\"']([^\"'#]+)|url\(\s*[\"']?([^\"')]+)"
)
_TITLE, _SAYS = (
    re.compile(rb"<head\b.*?</head\s*>", re.DOTALL | re.IGNORECASE),
    re.compile(rb">[^<]*\w[^<]*<"),
)
"""A chapter that readers pass over says something where words stand between its tags."""

# Parts of one slide that lead to each other; a circle ends by itself, a hostile chain ends here.
_MOST_STEPS = 5000


@dataclass(frozen=True)
class Order:
    """How many pages there are, and where each file stands that is on one; its order is theirs."""

    pages: int = 0
    locations: dict[str, tuple[Location, int]] = field(default_factory=dict)
    chapters: frozenset[str] = frozenset()
    """The texts that an EPUB shows, its list of chapters among them."""

    aside: frozenset[str] = frozenset()
    """Those that readers pass over, and in which words stand."""


def order_of(kind: DraftFormat, text: Text, names: Sequence[str]) -> Order:
    """Return where the files of a document stand. Raises what a damaged document makes expat raise."""
    if kind is DraftFormat.PPTX:
        return _slides(text)
    if kind is DraftFormat.EPUB:
        return _chapters(text, frozenset(names))
    if kind is DraftFormat.DOCX:
        return _pictures(text, frozenset(names))
    return _pictures_named_in(text, "content.xml", frozenset(names))


def reached_in(text: Text) -> frozenset[str]:
    """Return every part of a DOCX or PPTX that another leads to, from the first on."""
    waiting, seen = [""], {""}
    while waiting and len(seen) < _MOST_STEPS:
        for target in relations_of(text, waiting.pop()).values():
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return frozenset(seen)


def _slides(text: Text) -> Order:
    main = _main_part(text)
    targets = relations_of(text, main)
    ids = [
        value
        for item in fromstring(text(main)).iter()
        if item.tag.endswith("}sldId")
        for key, value in item.attrib.items()
        if key == _RELATION_ID + "id"
    ]
    locations: dict[str, tuple[Location, int]] = {}
    for number, slide in enumerate((targets[i] for i in ids if i in targets), start=1):
        for name in _reached(text, slide):
            locations.setdefault(name, (Location.SLIDE, number))
    return Order(len(ids), locations)


def _reached(text: Text, start: str) -> Iterator[str]:
    """Yield a part and all that it leads to, but not what many slides share."""
    waiting, seen = [start], {start}
    while waiting and len(seen) < _MOST_STEPS:
        name = waiting.pop(0)
        yield name
        for target in relations_of(text, name).values():
            if target not in seen and not target.startswith(_SHARED):
                seen.add(target)
                waiting.append(target)


def _pictures(text: Text, names: frozenset[str]) -> Order:
    """A DOCX: what its words name, in their order, then what its headers, notes and charts lead to."""
    main = _main_part(text)
    targets = relations_of(text, main)
    inside = [
        targets[value]
        for item in fromstring(text(main)).iter()
        for key, value in item.attrib.items()
        if key.startswith(_RELATION_ID) and value in targets
    ]
    return _numbered([*inside, *_reached(text, main)], names - {main})


def _pictures_named_in(text: Text, member: str, names: frozenset[str]) -> Order:
    return _numbered(list(_addresses(text(member), member)), names)


def _numbered(named: Sequence[str], names: frozenset[str]) -> Order:
    media = [name for name in dict.fromkeys(named) if name in names and not name.endswith((".xml", ".rels"))]
    return Order(0, {name: (Location.PICTURE, number) for number, name in enumerate(media, start=1)})


def _chapters(text: Text, names: frozenset[str]) -> Order:
    package = next(_addresses(text("META-INF/container.xml"), ""), "")
    root = fromstring(text(package))
    items = {item.get("id"): item.get("href") or "" for item in root.iter() if item.tag.endswith("}item")}
    spine = [items.get(item.get("idref"), "") for item in root.iter() if item.tag.endswith("}itemref")]
    chapters = [_resolved(package, href) for href in spine]
    locations: dict[str, tuple[Location, int]] = {}
    for number, chapter in enumerate(chapters, start=1):
        locations.setdefault(chapter, (Location.CHAPTER, number))
        for name in _addresses(text(chapter), chapter):
            if name in names and name not in chapters:
                locations.setdefault(name, (Location.CHAPTER, number))
    aside = {
        _resolved(package, items.get(item.get("idref"), ""))
        for item in root.iter()
        if item.tag.endswith("}itemref") and item.get("linear") == "no"
    }
    aside = {one for one in aside if _SAYS.search(_TITLE.sub(b"", text(one)))}
    nav = {_resolved(package, href) for key, href in items.items() if _is_nav(root, key)}
    return Order(len(chapters), locations, frozenset(chapters) | nav, frozenset(aside))


def _is_nav(root: Element, key: str | None) -> bool:
    return any(item.get("id") == key and "nav" in (item.get("properties") or "") for item in root.iter())


def _main_part(text: Text) -> str:
    for one in _elements(text("_rels/.rels")):
        if (one.get("Type") or "").endswith("/officeDocument"):
            return (one.get("Target") or "").lstrip("/")
    return ""


def relations_of(text: Text, part: str) -> dict[str, str]:
    """Return the parts of the file that a part names, by the id that it gives them."""
    folder, name = posixpath.split(part)
    listed = _elements(text(posixpath.join(folder, "_rels", f"{name}.rels")))
    return {
        one.get("Id") or "": _resolved(part, one.get("Target") or "")
        for one in listed
        if one.get("TargetMode") != "External"
    }


def _elements(listed: bytes) -> Sequence[Element]:
    return list(fromstring(listed)) if listed else ()


def _addresses(text: bytes, base: str) -> Iterator[str]:
    for match in _ADDRESSES.finditer(text):
        address = (match.group(1) or match.group(2) or b"").decode("utf-8", "replace").strip()
        if address and ":" not in address:
            yield _resolved(base, address)


def _resolved(base: str, address: str) -> str:
    address = unquote(address)
    if address.startswith("/"):
        return address.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), address))
