"""What a reader sees of web pages, Markdown, RTF and PDF. Runs only in the document reader's process."""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from consentkit.documents.clean.gathering import Gathered, tidy
from consentkit.documents.words_read.pages import RTF_UNSAID, words_of_rtf
from consentkit.domain.words.blocks import Block, BlockKind

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {"p", "li", "dt", "dd", "td", "th", "tr", "div", "section", "article", "main", "blockquote", "figure",
     "figcaption", "caption", "header", "footer", "pre", "aside", "nav", "ul", "ol", "dl", "table", "hr",
     "address", "details", "summary", "body"}
)  # fmt: skip
_UNSEEN = frozenset(
    {"head", "style", "script", "template", "noscript", "svg", "canvas", "object", "iframe", "video", "audio",
     "datalist", "option", "select", "textarea", "dialog", "math", "rp"}
)  # fmt: skip
_EMPTY = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
     "wbr"}
)  # fmt: skip
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0|opacity\s*:\s*0(?:\.0*)?\s*(?:;|$)",
    re.IGNORECASE,
)
_FRONT_MATTER = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n.*?\n(?:---|\+\+\+|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_OBSIDIAN = re.compile(r"%%[^%]{2,}%%")
_RTF_LEFT_OUT = RTF_UNSAID | frozenset(
    b"""
info header headerl headerr headerf footer footerl footerr footerf annotation atnauthor atnid deleted v xe tc
userprops docvar bkmkstart bkmkend
""".split()
)
_ENDS = re.compile("[.!?…:;\u17d4\u104b\u3002\uff01\uff1f\u0e2f][\"'”’)]*$")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u4e00-\u9fff]")
_SHORT = 0.75
"""A line of less than this part of the longest is the last of its paragraph. Chosen by eye."""


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Gathered()
        self._open: list[str] = []
        self._unseen_from: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._unseen_from is None:
            self._begin(tag)
        if tag in _EMPTY:
            return
        self._open.append(tag)
        is_unseen = tag in _UNSEEN or "hidden" in given or _HIDING.search(given.get("style") or "")
        if is_unseen and self._unseen_from is None:
            self._unseen_from = len(self._open)

    def _begin(self, tag: str) -> None:
        if tag in _HEADINGS:
            self.found.begin(BlockKind.HEADING, _HEADINGS[tag])
        elif tag == "li":
            self.found.begin(BlockKind.ITEM)
        elif tag == "p" and self._open[-1:] == ["li"]:
            return
        elif tag in _BLOCKS:
            self.found.begin()
        elif tag == "br":
            self.found.say("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open:
            closed = self._open.pop()
            if self._unseen_from is None and (closed in _HEADINGS or closed in _BLOCKS):
                self.found.end()
            if self._unseen_from is not None and len(self._open) < self._unseen_from:
                self._unseen_from = None
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._unseen_from is None:
            self.found.say(data if self._open[-1:] == ["pre"] else re.sub(r"\s+", " ", data))


def blocks_of_html(text: str) -> list[Block]:
    """Return what a web page shows. What only a style sheet hides is read, for a person to see."""
    page = _Page()
    page.feed(text)
    page.close()
    page.found.end()
    return page.found.blocks


def blocks_of_markdown(text: str) -> list[Block]:
    """Return what Markdown (CommonMark) shows, without what stands before it for programs."""
    said = _OBSIDIAN.sub("", _FRONT_MATTER.sub("", text.replace("\r\n", "\n")))
    return blocks_of_html(str(MarkdownIt("commonmark", {"breaks": True}).enable("table").render(said)))


def blocks_of_rtf(data: bytes) -> list[Block]:
    """Return the paragraphs of an RTF's pages."""
    paragraphs = words_of_rtf(data, _RTF_LEFT_OUT).split("\n\n")
    return [Block(BlockKind.PARAGRAPH, 0, said) for said in map(tidy, paragraphs) if said]


def blocks_of_pages(pages: Sequence[str]) -> list[Block]:
    """Return the paragraphs of printed pages, of which only the lines are known."""
    return [
        Block(BlockKind.PARAGRAPH, 0, said) for page in pages for said in map(tidy, _paragraphs(page)) if said
    ]


def _paragraphs(page: str) -> Iterator[str]:
    lines = [line.strip() for line in page.splitlines()]
    longest = max(map(len, lines), default=0)
    said = ""
    for line in lines:
        if not line:
            yield said
            said = ""
            continue
        said = _joined(said, line)
        if _ENDS.search(line) or len(line) < _SHORT * longest:
            yield said
            said = ""
    yield said


def _joined(before: str, line: str) -> str:
    if not before or before.endswith("-"):
        return before.removesuffix("-") + line
    is_unspaced = _UNSPACED.match(before[-1]) and _UNSPACED.match(line[0])
    return before + ("" if is_unspaced else " ") + line
