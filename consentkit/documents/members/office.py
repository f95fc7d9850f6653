"""Members of DOCX and PPTX: a list of the elements whose words are shown, and everything else is told.

Runs only in the document reader's process.
"""

import re
from collections.abc import Callable, Iterator

from consentkit.documents.colours import is_dark, is_light
from consentkit.documents.members.reading import Reader, Said
from consentkit.documents.names.fields import PLAIN_MARK, is_plain_field
from consentkit.documents.names.told import Told
from consentkit.documents.office_values import is_plain_value, is_typed_value
from consentkit.domain.words.drafts import Holds

_SHAPES = frozenset({"docPr", "cNvPr"})
Check = Callable[[Said], bool]

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


def _is_shown_shape(said: Said) -> bool:
    return said.get("hidden") not in {"1", "true"}


def _is_on_slide(said: Said) -> bool:
    return all(-_FAR / 10 < _number(said.get(side, "0")) < _FAR for side in ("x", "y"))


_PLACED = re.compile(r"visibility\s*:\s*hidden|display\s*:\s*none|mso-hide|font-size\s*:\s*0", re.IGNORECASE)
_FAR_TWIPS, _OUT_TWIPS, _LOW_TWIPS, _TIGHT_TWIPS = 15_000, -3_000, 80, -120
"""Beyond the widest page, out of its left side, lower than a letter, one letter over the other."""

_FAR_HALF_POINTS, _SMALL_EMU = 200, 36_000


def _is_on_page(said: Said) -> bool:
    sides = (said.get(side, "0") for side in ("left", "right", "start", "end", "firstLine", "x", "y"))
    return all(_OUT_TWIPS < _number(side) < _FAR_TWIPS for side in sides)


def _is_tall(said: Said) -> bool:
    is_exact = "exact" in {said.get("lineRule"), said.get("hRule")}
    height = _number(said.get("line") or said.get("val") or "240")
    return not (is_exact and height < _LOW_TWIPS) and _number(said.get("val", "0")) > _TIGHT_TWIPS


_IN_OFFICE: dict[str, Check] = {
    "color": _is_ink,
    "sz": lambda said: _number(said.get("val", "24")) >= _LEAST_HALF_POINTS,
    "w": lambda said: _number(said.get("val", "100")) >= _LEAST_SCALE,
    "rPr": lambda said: _number(said.get("sz", "1800")) >= _LEAST_HUNDREDTHS,
    "docPr": _is_shown_shape,
    "cNvPr": _is_shown_shape,
    "off": _is_on_slide,
    "ind": _is_on_page,
    "framePr": _is_on_page,
    "spacing": _is_tall,
    "trHeight": _is_tall,
    "position": lambda said: abs(_number(said.get("val", "0"))) < _FAR_HALF_POINTS,
    "fldSimple": lambda said: is_plain_field(said.get("instr", "")),
    "mailMerge": lambda _said: False,
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


class OfficeReader(Reader):
    """DOCX and PPTX."""

    def __init__(self) -> None:
        super().__init__()
        self._chosen: list[str] = []
        self._instead: list[str] = []
        self._field: list[str] = []
        self._dark: list[int] = []
        self._small: list[int] = []

    def end(self, name: str) -> None:
        """Leave an element, and the ground that it has."""
        super().end(name)
        for grounds in (self._dark, self._small):
            while grounds and grounds[-1] > len(self.open):
                grounds.pop()

    def is_plain(self, local: str, attribute: str, value: str) -> bool:
        """Where a link leads is read by itself; a bookmark has the name of a place or of a list's entry."""
        if self.leads_out and attribute == "Target":
            return True
        is_mark = local == "bookmarkStart" and attribute == "name"
        return (is_mark and PLAIN_MARK.fullmatch(value) is not None) or is_plain_value(
            local, attribute, value
        )

    def is_typed(self, local: str, attribute: str) -> bool:
        """Names of shapes, and what is read aloud for them or shown beside them."""
        return is_typed_value(attribute) or (local in _SHAPES and attribute == "name")

    def look(self, local: str, said: Said) -> None:
        """Look at one element; letters on a ground of their own colour are not seen."""
        self._look_at_ground(local, said)
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

    def _look_at_ground(self, local: str, said: Said) -> None:
        """Black on black, in a box in which no letter fits, or by a style of its own."""
        if local == "shd" and {"pPr", "tcPr"} & set(self.open[-2:-1]) and not _is_light_ground(said):
            # The paragraph or the cell that it belongs to.
            self._dark.append(len(self.open) - 2)
        if local == "extent" and min(_number(said.get(side, "99999")) for side in ("cx", "cy")) < _SMALL_EMU:
            self._small.append(len(self.open) - 1)
        is_black = local == "color" and said.get("val", "auto") != "auto" and is_dark(said.get("val", ""))
        if (self._dark and is_black) or _PLACED.search(said.get("style", "")):
            self.found.append(Holds.HIDDEN_WORDS)

    def is_shown(self, data: str) -> bool:
        """Words stand in a run's text; an order of a field and a measure are no words."""
        local = self.open[-1]
        if local == "instrText":
            self._field.append(data)
            return True
        if self._small and local in _OFFICE_SHOWN:
            self.found.append(Holds.HIDDEN_WORDS)
        if local in _OFFICE_MEASURES:
            return _MEASURE.fullmatch(data) is not None
        if "Fallback" in self.open:
            self._instead.append(data)
        elif "Choice" in self.open:
            self._chosen.append(data)
        # What was taken out by a change is told as one.
        return local in _OFFICE_SHOWN or local == "delText"

    def all_found(self) -> Iterator[Told]:
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
