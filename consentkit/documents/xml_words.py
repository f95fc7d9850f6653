"""Words in the XML of office documents that a reader of the page does not see: a list of the elements whose
words are shown, and everything else is told. Runs only in the document reader's process.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from xml.parsers import expat

from consentkit.documents.colours import is_dark, is_light
from consentkit.documents.office_values import says_words
from consentkit.domain.words.drafts import DraftFormat, Holds

Said = Mapping[str, str]
Check = Callable[[Said], bool]

_NUMBERED = re.compile(
    r"|\D{1,40}\d+|(?:img|dsc|image|picture|photo|scan)[\w.-]*|[^.]+\.[a-z]{3,4}", re.IGNORECASE
)
"""What programs call a shape by themselves: `Picture 1`; the name of a picture's file is looked at beside."""
_PLAIN_MARK = re.compile(
    r"|_GoBack|_{0,2}(?:Toc|Ref|RefHeading|Hlk|Hlt|Ref_|DdeLink|RefHeading___Toc)_*[\d_]{1,24}|_?[a-z0-9]{6,14}"
    r"|_heading=h\.[a-z0-9]{6,14}|[A-Za-z]{1,3}\d{0,5}|(?:Bookmark|OLE_LINK|Text|Check|Dropdown)\d{0,5}"
)
_FIELDS = frozenset(
    {"PAGE", "NUMPAGES", "SECTIONPAGES", "TOC", "PAGEREF", "REF", "SEQ", "DATE", "TIME", "HYPERLINK",
     "STYLEREF", "LISTNUM", "FORMTEXT", "MERGEFORMAT"}
)  # fmt: skip
_FIELD_TOKEN = re.compile(r'\\\S+|"https?://[^"\s]*"|"[^"\w]*"|"\d-\d"|_\w+|[A-Z]?\d+|\\?\*?')
_WHITE_INKS = frozenset({"background1", "background2", "bg1", "bg2", "light1", "light2", "lt1", "lt2"})
_LEAST_HALF_POINTS, _LEAST_HUNDREDTHS, _LEAST_SCALE = 8, 400, 30
_FAR = 20_000_000
"""In EMU, 1/360,000 cm: wider than any slide."""


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _is_ink(said: Said) -> bool:
    return said.get("themeColor") not in _WHITE_INKS and is_dark(said.get("val", "auto"))


def _is_numbered(said: Said) -> bool:
    is_shown = said.get("hidden") not in {"1", "true"} and not (said.get("descr") or said.get("title"))
    return is_shown and _NUMBERED.fullmatch(said.get("name", "")) is not None


def _is_on_slide(said: Said) -> bool:
    return all(-_FAR / 10 < _number(said.get(side, "0")) < _FAR for side in ("x", "y"))


def _says_nothing(said: Said) -> bool:
    return not said.get("val", "")


def is_plain_field(order: str) -> bool:
    """Tell whether an order to a field is one of a number, a day or a list, and says nothing else."""
    return all(one in _FIELDS or _FIELD_TOKEN.fullmatch(one) for one in order.split())


_IN_OFFICE: dict[str, Check] = {
    "color": _is_ink,
    "sz": lambda said: _number(said.get("val", "24")) >= _LEAST_HALF_POINTS,
    "w": lambda said: _number(said.get("val", "100")) >= _LEAST_SCALE,
    "rPr": lambda said: _number(said.get("sz", "1800")) >= _LEAST_HUNDREDTHS,
    "docPr": _is_numbered,
    "cNvPr": _is_numbered,
    "off": _is_on_slide,
    "alias": _says_nothing,
    "tag": _says_nothing,
    "bookmarkStart": lambda said: _PLAIN_MARK.fullmatch(said.get("name", "")) is not None,
    "fldSimple": lambda said: is_plain_field(said.get("instr", "")),
    "lvlText": lambda said: re.search(r"[^\W\d_]{2,}", said.get("val", "")) is None,
    "mailMerge": lambda _said: False,
    "hlinkClick": lambda said: not said.get("tooltip"),
    "hyperlink": lambda said: not said.get("tooltip"),
}
"""What of Office's elements is looked at, by name: whether one hides nothing."""

_OFFICE_SHOWN = frozenset({"t"})
_OFFICE_MEASURES = frozenset(
    {
        "align",
        "posOffset",
        "pctWidth",
        "pctHeight",
        "pctPosHOffset",
        "pctPosVOffset",
        "attrName",
        "tableStyleId",
    }
)
_MEASURE = re.compile(
    r"\s*(?:-?\d+|left|right|center|top|bottom|inside|outside|\{[\dA-F-]{36}\}|[a-z]+\.[a-zA-Z]+)\s*"
)

_LENGTH = re.compile(r"(\d*\.?\d+)(pt|in|cm|mm|%)")
_LEAST_LENGTH = {"pt": 4.0, "in": 0.06, "cm": 0.14, "mm": 1.4, "%": 40.0}
_OPEN_SHOWN = frozenset({"p", "h"})
_OPEN_SILENT = frozenset({"desc", "title", "forms", "scripts", "script", "meta", "settings"})
_OPEN_TOLD = frozenset(
    {
        "conditional-text",
        "user-field-decl",
        "user-defined",
        "database-display",
        "form",
        "event-listener",
        "script",
    }
)
_TELLING_SETTINGS = re.compile(r"Printer|Path|URL|Database|Author|User|Info", re.IGNORECASE)


def _is_open_size(value: str) -> bool:
    found = _LENGTH.fullmatch(value)
    return found is None or float(found.group(1)) >= _LEAST_LENGTH[found.group(2)]


_IN_OPEN: dict[str, Callable[[str], bool]] = {
    "color": is_dark,
    "font-size": _is_open_size,
    "visibility": {"visible", "true"}.__contains__,
    "condition": lambda value: not value,
    "help-text": lambda value: not value,
    "label": lambda value: not value,
}
"""What attributes of ODF are looked at, by name: whether a value leaves words to be read."""


def hidden_in_xml(kind: DraftFormat, text: bytes) -> Iterator[Holds]:
    """Yield which kinds of unseen words an XML member has. Raises what a damaged one makes expat raise."""
    reader = _Open() if kind is DraftFormat.OPEN_DOCUMENT else _Office()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.CommentHandler = reader.comment
    parser.ProcessingInstructionHandler = reader.instruct
    parser.Parse(text, True)
    yield from reader.all_found()


class _Reader:
    """Reads a member from its first element to its last."""

    def __init__(self) -> None:
        self.found: list[Holds] = []
        self.open: list[str] = []

    def start(self, name: str, said: dict[str, str]) -> None:
        """Look at an element and at what it says of itself."""
        local = name.rpartition(":")[2]
        self.open.append(local)
        self.look(local, {key.rpartition(":")[2]: value for key, value in said.items()})

    def end(self, _name: str) -> None:
        """Leave an element."""
        self.open.pop()

    def comment(self, data: str) -> None:
        """Tell what is written between elements for nobody."""
        if any(letter.isalnum() for letter in data):
            self.found.append(Holds.COMMENTS)

    def instruct(self, target: str, data: str) -> None:
        """Tell an instruction; which program the file belongs to is none."""
        if target not in {"mso-application", "xml-stylesheet"} and data:
            self.found.append(Holds.COMMENTS)

    def words(self, data: str) -> None:
        """Look at words where they stand."""
        if any(letter.isalnum() for letter in data) and not self.is_shown(data):
            self.found.append(Holds.HIDDEN_WORDS)

    def look(self, local: str, said: Said) -> None:
        """Look at one element."""
        raise NotImplementedError

    def is_shown(self, data: str) -> bool:
        """Tell whether words are shown where they stand."""
        raise NotImplementedError

    def all_found(self) -> Iterator[Holds]:
        """Yield each kind once."""
        yield from dict.fromkeys(self.found)


class _Office(_Reader):
    """DOCX and PPTX."""

    def __init__(self) -> None:
        super().__init__()
        self._chosen: list[str] = []
        self._instead: list[str] = []
        self._field: list[str] = []

    def look(self, local: str, said: Said) -> None:
        """Look at one element; letters on a ground of their own colour are not seen."""
        if says_words(local, said):
            self.found.append(Holds.HIDDEN_WORDS)
        check = _IN_OFFICE.get(local)
        is_field_of_mine = local != "w" or "val" in said
        if check is not None and is_field_of_mine and not check(said):
            self.found.append(Holds.HIDDEN_WORDS)
        if local in {"shd", "highlight"} and "rPr" in self.open and not _is_light_ground(said):
            self.found.append(Holds.HIDDEN_WORDS)
        if (
            local == "srgbClr"
            and self.open[-3:-1] == ["rPr", "solidFill"]
            and not is_dark(said.get("val", ""))
        ):
            self.found.append(Holds.HIDDEN_WORDS)

    def is_shown(self, data: str) -> bool:
        """Words stand in a run's text; an order of a field and a measure are no words."""
        local = self.open[-1]
        if local == "instrText":
            self._field.append(data)
            return True
        if local in _OFFICE_MEASURES:
            return _MEASURE.fullmatch(data) is not None
        if "Fallback" in self.open:
            self._instead.append(data)
        elif "Choice" in self.open:
            self._chosen.append(data)
        # What was taken out by a change is told as one.
        return local in _OFFICE_SHOWN or local == "delText"

    def all_found(self) -> Iterator[Holds]:
        """Yield each kind once; other words for older programs are words that nobody looks at."""
        if set("".join(self._instead).split()) - set("".join(self._chosen).split()):
            self.found.append(Holds.HIDDEN_WORDS)
        if not is_plain_field("".join(self._field)):
            self.found.append(Holds.HIDDEN_WORDS)
        yield from super().all_found()


def _is_light_ground(said: Said) -> bool:
    return is_light(said.get("fill") or said.get("val") or "none") or said.get("val") in {
        "yellow",
        "cyan",
        "green",
    }


class _Open(_Reader):
    """ODT and ODP."""

    def __init__(self) -> None:
        super().__init__()
        self._setting = ""

    def look(self, local: str, said: Said) -> None:
        """Look at one element and its style."""
        if local == "config-item":
            self._setting = said.get("name", "")
        is_named = local in {"frame", "rect", "custom-shape", "text-box", "image", "g", "line", "ellipse"}
        is_odd = is_named and _NUMBERED.fullmatch(said.get("name", "")) is None
        is_mark = local.startswith("bookmark") and _PLAIN_MARK.fullmatch(said.get("name", "")) is None
        is_told = local in _OPEN_TOLD or "forms" in self.open[:-1]
        is_unseen = any(not _IN_OPEN[key](value) for key, value in said.items() if key in _IN_OPEN)
        if is_odd or is_mark or is_told or is_unseen:
            self.found.append(Holds.HIDDEN_WORDS)

    def is_shown(self, data: str) -> bool:
        """Words stand in a paragraph or a heading; a setting is a number or a name of its kind."""
        if self.open[-1] == "config-item":
            if _TELLING_SETTINGS.search(self._setting) and not data.isdigit():
                self.found.append(Holds.PROPERTIES)
            return True
        if self.open[0] in {"document-meta", "RDF", "manifest"}:
            return True
        return any(one in _OPEN_SHOWN for one in self.open) and not any(
            one in _OPEN_SILENT for one in self.open
        )
