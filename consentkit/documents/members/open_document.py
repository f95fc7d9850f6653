"""Members of ODT and ODP: a list of the elements whose words are shown, and everything else is told.

Runs only in the document reader's process.
"""

import re
from collections.abc import Callable

from consentkit.documents.colours import is_dark
from consentkit.documents.members.open_sight import (
    has_dark_ground,
    has_dark_ink,
    is_seen_place,
    is_seen_style,
)
from consentkit.documents.members.reading import Reader, Said
from consentkit.documents.names.addresses import is_plain_address
from consentkit.documents.names.fields import PLAIN_MARK
from consentkit.documents.names.known import says_nothing
from consentkit.documents.names.shapes import is_usual_name
from consentkit.documents.names.told import as_name, as_typed
from consentkit.documents.names.typed import is_untyped
from consentkit.domain.words.drafts import Holds

_LENGTH = re.compile(r"(\d*\.?\d+)(pt|in|cm|mm|%)")
_LEAST_LENGTH = {"pt": 4.0, "in": 0.06, "cm": 0.14, "mm": 1.4, "%": 40.0}
_OPEN_SHOWN = frozenset({"p", "h"})
_WITH_PAGES = frozenset({"document-content", "document-styles"})
_NAMES_IN_TEXT = """
p h span a ruby-base ruby-text note-citation meta meta-field date time page-number page-count
page-variable-get page-continuation author-name author-initials chapter file-name template-name title
subject keywords description creator initial-creator sequence sequence-ref bookmark-ref reference-ref
note-ref text-input placeholder user-field-get user-defined variable-get variable-input expression
sheet-name bibliography-mark measure execute-macro drop-down table-formula number print-date print-time
printed-by creation-date creation-time modification-date modification-time editing-cycles
editing-duration word-count character-count paragraph-count table-count image-count object-count
slide-number header footer date-time database-name database-row-number sender-firstname sender-lastname
sender-initials sender-title sender-position sender-email sender-phone-private sender-fax sender-company
sender-phone-work sender-street sender-city sender-postal-code sender-country sender-state-or-province
index-entry-text index-entry-span
"""
_IN_TEXT = frozenset(_NAMES_IN_TEXT.split())
"""Elements in which words of a paragraph stand."""

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
_SHAPES_OF_ODF = frozenset(
    {"frame", "rect", "custom-shape", "text-box", "image", "g", "line", "ellipse", "page", "connector",
     "polyline", "polygon", "path", "circle", "object", "plugin", "page-thumbnail", "control"}
)  # fmt: skip
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


class OpenDocumentReader(Reader):
    """ODT and ODP."""

    def __init__(self) -> None:
        super().__init__()
        self._setting = ""
        self._unseen: list[int] = []
        self._is_dark = False

    def is_plain(self, local: str, attribute: str, value: str) -> bool:
        """Shapes and bookmarks have their own usual names."""
        is_shape = local in _SHAPES_OF_ODF and attribute == "name" and is_usual_name(value)
        is_mark = attribute in {"name", "href", "ref-name"} and PLAIN_MARK.fullmatch(value.lstrip("#"))
        return is_shape or bool(is_mark) or says_nothing(value) or is_plain_address(value)

    def look(self, local: str, said: Said) -> None:
        """Look at one element and its style."""
        if local == "config-item":
            self._setting = said.get("name", "")
        is_told = local in _OPEN_TOLD or "forms" in self.open[:-1]
        is_unseen = any(not _IN_OPEN[key](value) for key, value in said.items() if key in _IN_OPEN)
        if is_told or is_unseen or not is_seen_style(local, said) or self._is_on_own_ground(local, said):
            self.found.append(Holds.HIDDEN_WORDS)
        is_placed = local in _SHAPES_OF_ODF or local in {"header", "footer", "header-left", "footer-left"}
        if local == "covered-table-cell" or (is_placed and not is_seen_place(said)):
            self._unseen.append(len(self.open))

    def end(self, name: str) -> None:
        """Leave an element, and what it puts out of sight."""
        super().end(name)
        while self._unseen and self._unseen[-1] > len(self.open):
            self._unseen.pop()

    def _is_on_own_ground(self, local: str, said: Said) -> bool:
        """Tell whether a style has dark words on a dark ground."""
        if local == "style":
            self._is_dark = False
        self._is_dark = self._is_dark or has_dark_ground(local, said)
        return self._is_dark and has_dark_ink(local, said)

    def is_shown(self, data: str) -> bool:
        """Words stand in a paragraph or a heading; a setting is a number or a name of its kind."""
        if self.open[-1] == "config-item":
            if not says_nothing(data):
                is_telling = _TELLING_SETTINGS.search(self._setting)
                self.found.append(as_name(data, Holds.PROPERTIES if is_telling else Holds.NAMES))
            return True
        is_master = self.open[0] == "document-styles" and "notes" in self.open
        if is_master or self.open[-1] in {"title", "desc"}:
            # Read aloud for a picture; or said by a program where notes will stand.
            if not (is_untyped(data) or (is_master and says_nothing(data))):
                self.found.append(as_typed(data))
            return True
        if self.open[0] in {"document-meta", "RDF", "manifest"}:
            if not says_nothing(data):
                self.found.append(as_name(data))
            return True
        holders = set(self.open)
        is_on_page = bool(holders & {"body", "master-page"}) or self.open[0] not in _WITH_PAGES
        is_shown = not self._unseen and is_on_page and self.open[-1] in _IN_TEXT
        return is_shown and bool(holders & _OPEN_SHOWN) and not holders & _OPEN_SILENT
