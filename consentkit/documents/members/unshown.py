"""Members of DOCX and PPTX that have words and are on no page: which ones, by what leads to them.

Runs only in the document reader's process.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from consentkit.documents.members.sight import has_words_out_of_sight, may_cover_words
from consentkit.documents.members.slides import hidden_by_place, slide_size
from consentkit.documents.orders import Text, relations_of
from consentkit.documents.prompts import hidden_in_layout, layouts_in_use
from consentkit.domain.words.drafts import DraftFormat, Holds

_PAGES = re.compile(r"word/(?:document\w*|header\w*|footer\w*|footnotes|endnotes)\.xml|ppt/slides/[^/]+\.xml")
_SLIDE = re.compile(r"ppt/slides/[^/]+\.xml")
_PRINTED_ALONE = re.compile(r"ppt/(?:handoutMasters|notesMasters)/[^/]+\.xml")
_DRAWN = re.compile(r"(?:word|ppt)/(?:diagrams/data|drawings/drawing)\w*\.xml")
_MARGIN = re.compile(r"word/(?:header|footer)\w*\.xml")
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_TYPE, _TARGET = re.compile(rb"Type=[\"']([^\"']*)[\"']"), re.compile(rb"Target=[\"']([^\"']*)[\"']")
_ID = re.compile(rb"\bId=[\"']([^\"']*)[\"']")
_USED = re.compile(rb"<(?:\w+:)?(?:header|footer)Reference\b[^>]*>")
_KIND, _LEADS = re.compile(rb"\btype=[\"'](\w+)[\"']"), re.compile(rb":id=[\"']([^\"']*)[\"']")
_SWITCH = rb"<(?:\w+:)?%b(?:\s*/?>|\s[^>]*val=[\"'](?:1|true|on)[\"'])"
_FIRST, _EVEN = re.compile(_SWITCH % b"titlePg"), re.compile(_SWITCH % b"evenAndOddHeaders")
_SHAPE, _FILLED = re.compile(rb"<p:sp>.*?</p:sp>", re.DOTALL), re.compile(rb"<p:ph\b")
_OF_NOTE = re.compile(
    rb"<(?:\w+:)?(?:foot|end)note\s[^>]*type=[^>]*>(.*?)</(?:\w+:)?(?:foot|end)note>", re.DOTALL
)
_WORDS = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>[^<]*[\w\x80-\xff]")
_INSERTED = re.compile(r".*/(?:aFChunk|subDocument)")


class Pages:
    """The pages of a DOCX or PPTX, and how large a slide is."""

    def __init__(self, kind: DraftFormat, text: Text, names: Sequence[str], numbered: frozenset[str]) -> None:
        """`numbered` are the members that stand on a slide."""
        self._text, self._numbered = text, numbered
        self._in_use = layouts_in_use(tuple(names), partial(relations_of, text))
        self._main = _led_to(text("_rels/.rels"), b"/officeDocument")
        self._margins = frozenset(_margins_in_use(text)) if kind is DraftFormat.DOCX else frozenset[str]()
        self._size = slide_size(text("ppt/presentation.xml"))
        self._inserted = {
            target for name in names if name.endswith(".rels") for target in _inserted_by(text(name))
        }

    def hidden_in(self, name: str, *, is_asked: bool) -> Iterator[Holds]:
        """Yield what a member has that no page shows; a layout that is asked about tells no more."""
        if name.rpartition("/")[2] in self._inserted:
            yield Holds.DOCUMENT
        text = self._text(name) if name.endswith(".xml") else b""
        if not _WORDS.search(text):
            return
        if not is_asked:
            yield from hidden_in_layout(name, text, self._in_use)
        is_page = _PAGES.fullmatch(name) is not None
        if self._is_on_no_page(name, text) or (is_page and has_words_out_of_sight(text)):
            yield Holds.HIDDEN_WORDS
        if name.startswith("word/") and is_page and may_cover_words(text):
            yield Holds.COVERED_WORDS
        if _DRAWN.fullmatch(name):
            yield Holds.DRAWING
        if _SLIDE.fullmatch(name):
            yield from hidden_by_place(text, self._size)

    def _is_on_no_page(self, name: str, text: bytes) -> bool:
        if _MARGIN.fullmatch(name):
            return name not in self._margins
        if name.startswith("word/document"):
            return name != self._main
        if _SLIDE.fullmatch(name):
            return name not in self._numbered
        if _PRINTED_ALONE.fullmatch(name):
            own = (one for one in _SHAPE.findall(text) if not _FILLED.search(one))
            return any(_WORDS.search(one) for one in own)
        return any(_WORDS.search(one) for one in _OF_NOTE.findall(text))


def _led_to(relations: bytes, kind: bytes) -> str:
    for one in _RELATION.findall(relations):
        found, target = _TYPE.search(one), _TARGET.search(one)
        if found and target and found.group(1).endswith(kind):
            return target.group(1).decode("utf-8", "replace").lstrip("/")
    return ""


def _inserted_by(relations: bytes) -> Iterator[str]:
    for one in _RELATION.findall(relations):
        found, target = _TYPE.search(one), _TARGET.search(one)
        if found and target and _INSERTED.fullmatch(found.group(1).decode("latin-1")):
            yield target.group(1).decode("utf-8", "replace").rpartition("/")[2]


def _margins_in_use(text: Text) -> Iterator[str]:
    """Yield the headers and footers that a page has: first and even ones only where asked for."""
    body, settings = text("word/document.xml"), text("word/settings.xml")
    asked = {b"default": True, b"first": bool(_FIRST.search(body)), b"even": bool(_EVEN.search(settings))}
    targets = {}
    for one in _RELATION.findall(text("word/_rels/document.xml.rels")):
        found, target = _ID.search(one), _TARGET.search(one)
        if found and target:
            targets[found.group(1)] = target.group(1).decode("utf-8", "replace")
    for one in _USED.findall(body):
        kind, leads = _KIND.search(one), _LEADS.search(one)
        if leads and asked.get(kind.group(1) if kind else b"default", False):
            yield "word/" + targets.get(leads.group(1), "").rpartition("/")[2]
