"""Words of a web page that a reader does not see: a list of what is shown, and everything else is told.

Runs only in the document reader's process.
"""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from consentkit.documents.colours import is_dark, is_light
from consentkit.documents.css_words import hidden_in_style, told_in_declarations
from consentkit.documents.names.addresses import is_plain_address
from consentkit.documents.names.known import is_program, says_nothing
from consentkit.documents.names.shapes import is_usual_name
from consentkit.documents.names.told import Told, as_name, as_typed
from consentkit.documents.names.typed import is_untyped
from consentkit.domain.words.drafts import Holds

_SHOWN = frozenset(
    {"html", "head", "title", "body", "p", "div", "span", "h1", "h2", "h3", "h4", "h5", "h6", "ul",
     "ol", "li", "dl", "dt", "dd", "a", "b", "i", "em", "strong", "u", "s", "small", "big", "sub",
     "sup", "mark", "br", "hr", "wbr", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption",
     "col", "colgroup", "blockquote", "q", "cite", "pre", "code", "kbd", "samp", "var", "section",
     "article", "header", "footer", "main", "nav", "aside", "figure", "figcaption", "img", "address",
     "abbr", "time", "center", "font", "style", "meta", "link", "base", "picture", "ruby", "rb", "rt",
     "bdi", "ins", "del", "tt", "svg", "image", "source", "video", "audio", "iframe", "embed",
     "object"}
)  # fmt: skip
"""The last eight show pictures or files that are told by themselves."""

_SAID_BY_ITSELF = frozenset({"svg", "canvas"})
_PREFIXES = _SHOWN | {"html", "h", "xhtml", "svg", "xlink"}
_PAGE_SPACES = frozenset(
    {"http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML",
     "http://www.w3.org/TR/REC-html40"}
)  # fmt: skip
_SMALLER, _MOST_SMALL = frozenset({"small", "sub", "sup"}), 3
_INSTEAD = frozenset({"video", "audio", "iframe", "object"})
"""What stands in them is shown only where they cannot be."""

_PLAIN_ATTRIBUTES = re.compile(
    r"class|id|lang|xml:lang|dir|src|srcset|href|width|height|colspan|rowspan|border|cellpadding|cellspacing|align"
    r"|valign|start|type|charset|media|role|epub:type|face|size|xmlns(?::\w+)?|span|scope|poster|data|background"
    r"|version|epub:prefix|prefix|xlink:href|clear|nowrap|rules|frame|sizes"
)
_SAID_INSTEAD = re.compile(r"alt|title|aria-[a-z]+|data-[\w-]+|placeholder|longdesc|summary")
_ADDRESSES = re.compile(r"\s*(?:mailto|tel|file|sms|javascript|vbscript)\s*:", re.IGNORECASE)
_PLAIN_META = frozenset(
    {"charset", "viewport", "generator", "format-detection", "content-type", "content-style-type"}
)
_TYPED = frozenset({"content", "title"})
_PLAIN_LINKS = frozenset({"stylesheet", "icon"})
# In Markdown an address may stand between the signs of a tag.
_AUTOMATIC = re.compile(r"<(?:https?://[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>")
_DECLARED = re.compile(
    r"doctype\s+html(?:\s+public\s+\"-//W3C//DTD X?HTML [\w. ]{1,30}//EN\"(?:\s+\"https?://www\.w3\.org/[\w./-]{1,80}\")?"
    r"|\s+system\s+\"about:legacy-compat\")?\s*",
    re.IGNORECASE,
)
_LONG_END = re.compile(r"</\w+[\s/]+[^>\s]")
_OPENING = re.compile(r"<(?:[a-zA-Z/]|[!?][^<>]*\w)")


def hidden_in_html(text: str) -> Iterator[Told]:
    """Yield which kinds of unseen words a web page has, or a text in which tags stand, and its names."""
    text = _AUTOMATIC.sub(" ", text)
    if not _OPENING.search(text):
        return
    page = _Page()
    page.feed(text)
    page.close()
    if _LONG_END.search(text):
        page.found.append(Holds.HIDDEN_WORDS)
    yield from dict.fromkeys(page.found)


class _Page(HTMLParser):
    """Reads a page, and keeps what it holds that is not shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Told] = []
        self._style: list[str] | None = None
        self._inside_own = 0
        self._instead = 0
        self._in_silent_list = False
        self._small = 0
        self._title: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag and at what it says of itself."""
        if tag in _SAID_BY_ITSELF:
            self._inside_own += 1
        self._instead += tag in _INSTEAD
        if tag == "style":
            self._style = []
        if self._inside_own:
            return
        self._small += tag in _SMALLER
        self._title = [] if tag == "title" else self._title
        if (
            tag.rpartition(":")[2] not in _SHOWN
            or tag.partition(":")[0] not in _PREFIXES
            or self._small > _MOST_SMALL
        ):
            self.found.append(Holds.HIDDEN_WORDS)
        self.found += (
            as_name(word) for word in (tag, *(name for name, _ in attrs)) if not says_nothing(word)
        )
        if tag in {"meta", "link"}:
            self._of_file(tag, {name: value or "" for name, value in attrs})
            return
        # A book's list of places for programs: its words are read as names.
        self._in_silent_list = self._in_silent_list or (tag == "nav" and "hidden" in dict(attrs))
        for name, value in attrs:
            if not (tag == "nav" and name == "hidden"):
                self.found += _told_in(name, value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag that holds nothing."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave what the tag opened."""
        if tag in _SAID_BY_ITSELF:
            self._inside_own = max(0, self._inside_own - 1)
        self._instead -= tag in _INSTEAD and self._instead > 0
        self._small -= tag in _SMALLER and self._small > 0
        if tag == "title" and self._title is not None:
            # It stands on the frame of a window, and on no page.
            title, self._title = "".join(self._title), None
            self.found += () if is_untyped(title) else (as_typed(title, Holds.PROPERTIES),)
        self._in_silent_list = self._in_silent_list and tag != "nav"
        if tag == "style" and self._style is not None:
            self.found += hidden_in_style("".join(self._style))
            self._style = None

    def handle_data(self, data: str) -> None:
        """Keep a style sheet; other words are shown."""
        if self._style is not None:
            self._style.append(data)
        elif self._title is not None:
            self._title.append(data)
        elif self._instead and data.strip():
            self.found.append(Holds.HIDDEN_WORDS)
        elif self._in_silent_list and not says_nothing(data):
            self.found.append(as_name(data))

    def close(self) -> None:
        """Read on to the end; a style sheet that nothing closes is none."""
        super().close()
        if self._style is not None:
            self.found.append(Holds.HIDDEN_WORDS)

    def handle_comment(self, data: str) -> None:
        """Tell a comment, a browser's own kind too."""
        if any(letter.isalnum() for letter in data):
            self.found.append(Holds.COMMENTS)

    def handle_decl(self, decl: str) -> None:
        """Tell what is declared beside the kind of page."""
        if _DECLARED.fullmatch(decl) is None:
            self.found.append(Holds.COMMENTS)

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002 - told whatever it says
        """Tell a section that browsers pass over."""
        self.found.append(Holds.COMMENTS)

    def handle_pi(self, data: str) -> None:
        """Tell an instruction to some program; the first line of XML is none."""
        if not (data.lower().startswith(("xml ", "xml-stylesheet ")) and says_nothing(data)):
            self.found.append(Holds.COMMENTS)

    def _of_file(self, tag: str, said: dict[str, str]) -> None:
        kind = (said.get("name") or said.get("http-equiv") or "charset").lower()
        is_plain = kind in _PLAIN_META if tag == "meta" else said.get("rel", "").lower() in _PLAIN_LINKS
        holds = Holds.NAMES if is_plain else Holds.PROPERTIES
        if is_plain:
            self.found += (as_name(value, holds) for value in said.values() if not _is_nothing_new(value))
            return
        typed = {name: value for name, value in said.items() if name in _TYPED}
        self.found += (as_typed(value, holds) for value in typed.values() if not is_untyped(value))
        self.found += (
            as_name(value, holds)
            for name, value in said.items()
            if name not in typed and not _is_nothing_new(value)
        )


def _is_nothing_new(value: str) -> bool:
    return says_nothing(value) or is_program(value)


def _told_in(name: str, value: str) -> Iterator[Told]:
    """Yield what an attribute hides, or the word that it says."""
    if name == "style":
        yield from told_in_declarations(value)
    elif _SAID_INSTEAD.fullmatch(name):
        if not (is_untyped(value) or (name.startswith("data-") and says_nothing(value))):
            yield as_typed(value)
    elif not _is_plain(name, value) or (name == "xmlns" and value not in _PAGE_SPACES):
        yield Holds.HIDDEN_WORDS
    elif name == "href":
        if not is_plain_address(value):
            yield as_name(value)
    elif (
        name not in {"src", "srcset", "poster", "data", "background", "xlink:href"}
        and not says_nothing(value)
    ) or (
        not value.startswith("data:") and not (says_nothing(value) or is_usual_name(value.rpartition("/")[2]))
    ):
        yield as_name(value)


_BY_ATTRIBUTE: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(("color", "text", "link", "vlink"), is_dark),
    "bgcolor": is_light,
    "value": str.isdigit,
    "size": lambda value: not value.startswith("-") or value in {"-1", "-2"},
    "width": lambda value: value.strip() not in {"0", "1"},
}
"""Attributes that are looked at by their value: whether one hides nothing."""


def _is_plain(name: str, value: str) -> bool:
    if (check := _BY_ATTRIBUTE.get(name)) is not None:
        return check(value)
    if name == "content" or not value.strip():
        return name != "hidden"
    return _PLAIN_ATTRIBUTES.fullmatch(name) is not None and not _ADDRESSES.match(value)
