"""Words of a web page that a reader does not see: a list of what is shown, and everything else is told.

Runs only in the document reader's process.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from consentkit.documents.colours import is_dark, is_light
from consentkit.documents.css_words import declares_nothing_hidden, hidden_in_style
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
_INSTEAD = frozenset({"video", "audio", "iframe", "object"})
"""What stands in them is shown only where they cannot be."""

_PLAIN_ATTRIBUTES = re.compile(
    r"class|id|lang|xml:lang|dir|src|srcset|href|width|height|colspan|rowspan|border|cellpadding|cellspacing|align"
    r"|valign|start|type|charset|media|role|epub:type|face|size|xmlns(?::\w+)?|span|scope|poster|data|background"
    r"|version|xlink:href|clear|nowrap|rules|frame|sizes"
)
_ADDRESSES = re.compile(r"\s*(?:mailto|tel|file|sms|javascript|vbscript)\s*:", re.IGNORECASE)
_PLAIN_META = frozenset({"charset", "viewport", "generator", "format-detection"})
_PLAIN_LINKS = frozenset({"stylesheet", "icon"})
# In Markdown an address may stand between the signs of a tag.
_AUTOMATIC = re.compile(r"<(?:https?://[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>")
_DECLARED = re.compile(r"doctype\s+html\b[^<]*", re.IGNORECASE)
_LONG_END = re.compile(r"</\w+[\s/]+[^>\s]")
_OPENING = re.compile(r"<(?:[a-zA-Z/]|[!?][^<>]*\w)")


def hidden_in_html(text: str) -> Iterator[Holds]:
    """Yield which kinds of unseen words a web page has, or a text in which tags stand."""
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
        self.found: list[Holds] = []
        self._style: list[str] | None = None
        self._inside_own = 0
        self._instead = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag and at what it says of itself."""
        if tag in _SAID_BY_ITSELF:
            self._inside_own += 1
        self._instead += tag in _INSTEAD
        if tag == "style":
            self._style = []
        if self._inside_own:
            return
        if tag.rpartition(":")[2] not in _SHOWN:
            self.found.append(Holds.HIDDEN_WORDS)
        if tag in {"meta", "link"}:
            self._of_file(tag, {name: value or "" for name, value in attrs})
        else:
            self.found += [Holds.HIDDEN_WORDS for name, value in attrs if not _is_plain(name, value or "")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag that holds nothing."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave what the tag opened."""
        if tag in _SAID_BY_ITSELF:
            self._inside_own = max(0, self._inside_own - 1)
        self._instead -= tag in _INSTEAD and self._instead > 0
        if tag == "style" and self._style is not None:
            self.found += hidden_in_style("".join(self._style))
            self._style = None

    def handle_data(self, data: str) -> None:
        """Keep a style sheet; other words are shown."""
        if self._style is not None:
            self._style.append(data)
        elif self._instead and data.strip():
            self.found.append(Holds.HIDDEN_WORDS)

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
        if not data.lower().startswith(("xml ", "xml-stylesheet ")):
            self.found.append(Holds.COMMENTS)

    def _of_file(self, tag: str, said: dict[str, str]) -> None:
        kind = (said.get("name") or said.get("http-equiv") or "charset").lower()
        if (
            tag == "meta"
            and kind not in _PLAIN_META | {"content-type", "content-style-type"}
            and said.get("content")
        ):
            self.found.append(Holds.PROPERTIES)
        if tag == "link" and said.get("rel", "stylesheet").lower() not in _PLAIN_LINKS:
            self.found.append(Holds.PROPERTIES)


def _is_plain(name: str, value: str) -> bool:
    if name == "style":
        return declares_nothing_hidden(value)
    if name in {"color", "text", "link", "vlink"}:
        return is_dark(value)
    if name == "bgcolor":
        return is_light(value)
    if name == "value":
        return value.isdigit()
    if name == "content" or not value.strip():
        return name != "hidden"
    return _PLAIN_ATTRIBUTES.fullmatch(name) is not None and not _ADDRESSES.match(value)
