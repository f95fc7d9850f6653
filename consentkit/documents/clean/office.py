"""What a reader sees of the XML of Word, PowerPoint and OpenDocument.

Runs only in the document reader's process.
"""

import re
from collections.abc import Mapping
from xml.parsers import expat

from consentkit.documents.clean.gathering import Gathered
from consentkit.domain.words.blocks import Block, BlockKind

_OFF = frozenset({"0", "false", "off", "none"})
_HEADING = re.compile(r"heading ([1-6])|(title)", re.IGNORECASE)


class _Reader:
    """Reads XML: what stands inside of `unsaid` elements is left out, with all that stands in them."""

    unsaid: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.found = Gathered()
        self._depth = 0
        self._left_out_at: int | None = None

    def read(self, data: bytes) -> list[Block]:
        """Return the blocks of a member. Raises what a damaged one makes expat raise."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.Parse(data, True)
        self.found.end()
        return self.found.blocks

    def _start(self, name: str, given: dict[str, str]) -> None:
        self._depth += 1
        local = name.rpartition(":")[2]
        said = {key.rpartition(":")[2]: value for key, value in given.items()}
        if self._left_out_at is None:
            if local in self.unsaid or self.is_unsaid(local, said):
                self._left_out_at = self._depth
            else:
                self.start(local, said)

    def _end(self, name: str) -> None:
        if self._left_out_at is None:
            self.end(name.rpartition(":")[2])
        elif self._left_out_at == self._depth:
            self._left_out_at = None
        self._depth -= 1

    def _words(self, data: str) -> None:
        if self._left_out_at is None:
            self.words(data)

    def is_unsaid(self, name: str, said: Mapping[str, str]) -> bool:  # noqa: ARG002 - for those that have some
        """Tell whether an element is left out for what it says of itself."""
        return False

    def start(self, name: str, said: Mapping[str, str]) -> None:
        """Begin an element that a reader sees."""

    def end(self, name: str) -> None:
        """End an element that a reader sees."""

    def words(self, data: str) -> None:
        """Take words that a reader sees."""


class OfficeReader(_Reader):
    """WordprocessingML and DrawingML (ECMA-376), without what is deleted, hidden or said of a picture.

    Of two ways to show the same, the newer one is read; `headings` are the levels of styles.
    """

    unsaid = frozenset(
        {
            "del",
            "moveFrom",
            "delText",
            "instrText",
            "fldData",
            "Fallback",
            "rPrChange",
            "pPrChange",
            "tblPrChange",
        }
    )

    def __init__(self, headings: Mapping[str, int] | None = None) -> None:
        super().__init__()
        self._headings = headings or {}
        self._is_hidden = self._is_text = False

    def is_unsaid(self, name: str, said: Mapping[str, str]) -> bool:
        """Leave out a slide's number, and the day on which somebody looks at it."""
        return name == "fld" and said.get("type", "").startswith(("slidenum", "datetime"))

    def start(self, name: str, said: Mapping[str, str]) -> None:
        """Begin an element."""
        if name == "p":
            self.found.begin()
        elif name == "r":
            self._is_hidden = False
        elif name == "vanish":
            self._is_hidden = said.get("val", "true").casefold() not in _OFF
        elif name == "pStyle":
            self._heading(self._headings.get(said.get("val", ""), 0))
        elif name == "outlineLvl":
            self._heading(int(said.get("val", "9")) + 1)
        elif name == "numPr":
            self.found.become(BlockKind.ITEM)
        elif name == "t":
            self._is_text = True
        else:
            self._sign(name, said)

    def _heading(self, level: int) -> None:
        if 1 <= level <= 9:  # noqa: PLR2004 - nine levels of an outline (ECMA-376, 17.3.1.20)
            self.found.become(BlockKind.HEADING, level)

    def _sign(self, name: str, said: Mapping[str, str]) -> None:
        if name in {"tab", "ptab"}:
            self.words_of_run(" ")
        elif name in {"br", "cr"} and said.get("type") not in {"page", "column"}:
            self.words_of_run("\n")
        elif name == "noBreakHyphen":
            self.words_of_run("\u2011")
        elif name in {"footnoteReference", "endnoteReference"}:
            self.words_of_run(f"[{said.get('id', '')}]")

    def end(self, name: str) -> None:
        """End an element."""
        if name == "p":
            self.found.end()
        elif name == "t":
            self._is_text = False

    def words(self, data: str) -> None:
        """Take words where they stand in a run's text."""
        if self._is_text:
            self.words_of_run(data)

    def words_of_run(self, data: str) -> None:
        """Take words, unless their run is hidden."""
        if not self._is_hidden:
            self.found.say(data)


class NotesReader(OfficeReader):
    """The notes below or behind a DOCX's pages, each with its number."""

    def is_unsaid(self, name: str, said: Mapping[str, str]) -> bool:
        """Leave out the lines that part notes from the page."""
        return name in {"footnote", "endnote"} and "type" in said

    def start(self, name: str, said: Mapping[str, str]) -> None:
        """Begin an element; a note begins with its number."""
        super().start(name, said)
        if name in {"footnote", "endnote"}:
            self._number = said.get("id", "")
        elif name == "p" and self._number:
            self.found.say(f"[{self._number}] ")
            self._number = ""

    _number = ""


class OpenDocumentReader(_Reader):
    """OpenDocument text (ODF 1.2, part 1): notes stand behind the paragraph that names them."""

    unsaid = frozenset(
        {"annotation", "tracked-changes", "notes", "forms", "hidden-text", "hidden-paragraph", "scripts",
         "automatic-styles", "font-face-decls", "settings", "variable-decls", "user-field-decls",
         "sequence-decls", "dde-connection-decls", "desc", "title", "event-listeners", "page-number"}
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._items = 0
        self._notes: list[list[Block]] = []
        self._outer: list[Gathered] = []
        self._number = ""
        self._is_number = False

    def start(self, name: str, said: Mapping[str, str]) -> None:
        """Begin an element."""
        if name == "h":
            self.found.begin(BlockKind.HEADING, int(said.get("outline-level", "1")))
        elif name == "p":
            self.found.begin(BlockKind.ITEM if self._items else BlockKind.PARAGRAPH)
            self._say_number()
        elif name == "list-item":
            self._items += 1
        elif name == "note-citation":
            self._number, self._is_number = "", True
        elif name == "note-body":
            self._outer.append(self.found)
            self.found = Gathered()
        elif name in {"tab", "s"}:
            self.found.say(" ")
        elif name == "line-break":
            self.found.say("\n")

    def _say_number(self) -> None:
        if self._outer and self._number:
            self.found.say(f"[{self._number}] ")
            self._number = ""

    def end(self, name: str) -> None:
        """End an element; a note goes behind the words that name it."""
        if name in {"h", "p"}:
            self.found.end()
            if not self._outer:
                self.found.blocks += [block for note in self._notes for block in note]
                self._notes.clear()
        elif name == "list-item":
            self._items -= 1
        elif name == "note-citation":
            self._is_number = False
            self.found.say(f"[{self._number}]")
        elif name == "note-body":
            self.found.end()
            self._notes.append(self.found.blocks)
            self.found = self._outer.pop()

    def words(self, data: str) -> None:
        """Take words where they stand."""
        if self._is_number:
            self._number += data
        else:
            self.found.say(data)


def headings_of(styles: bytes) -> dict[str, int]:
    """Return the level of each style of a DOCX that is a heading, by its name. Raises as expat does."""
    levels: dict[str, int] = {}
    style = ""

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal style
        local = name.rpartition(":")[2]
        said = {key.rpartition(":")[2]: value for key, value in given.items()}
        if local == "style":
            style = said.get("styleId", "")
        elif local == "name" and (found := _HEADING.fullmatch(said.get("val", ""))):
            levels[style] = int(found.group(1) or 1)
        elif local == "outlineLvl":
            levels.setdefault(style, int(said.get("val", "9")) + 1)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(styles, True)
    return levels
