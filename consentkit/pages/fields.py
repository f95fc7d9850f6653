"""The fields of a form: how each is called, and how what was filled in becomes a value.

A face draws a field by its kind. `read` gives the value, or raises InvalidInput that names the field.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from consentkit.domain.characters import check_line
from consentkit.domain.checklists import Reply
from consentkit.domain.codes import Prefix, parse_code
from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.images import Box
from consentkit.domain.questions.risks import RiskLevel
from consentkit.domain.uses.apart import Apart
from consentkit.domain.videos.videos import parse_moment
from consentkit.pages.parsers import (
    box_in,
    codes_in,
    day_in,
    every_apart_in,
    month_in,
    place_in,
    places_in,
)
from consentkit.usecases.incoming import Incoming
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import REPLIES, RISK_LEVELS

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

SEPARATOR = ","
YES, NO = "yes", "no"
Options = Sequence[tuple[str, str]]
"""What can be chosen: (text of the value, what it says)."""
Values = dict[str, str]
"""What was filled in, as text, by the field's name; several choices are joined by commas."""


@dataclass(frozen=True)
class NewFile:
    """A file that is to be written, once. `name` has its ending; `place` says to a person where it is."""

    name: str
    place: str
    write: Callable[[bytes], object]


@dataclass(frozen=True)
class Filled:
    """A form as it was filled in: its text, the files that were given, and those that are to be written."""

    values: Mapping[str, str]
    files: Mapping[str, tuple[Incoming, ...]] = field(default_factory=dict)
    new_files: Mapping[str, NewFile] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return what stands in a field; `""` where nothing does."""
        return self.values.get(name, "")


def joined(choices: Iterable[str]) -> str:
    """Return several choices as the text of one field."""
    return SEPARATOR.join(choices)


def options_of(words: Mapping[E, str], only: Iterable[E] | None = None) -> list[tuple[str, str]]:
    """Return a vocabulary, or some of it in their order, as options, in the language that is spoken."""
    return [(one.value, _(words[one])) for one in (words if only is None else only)]


@dataclass(frozen=True)
class Field(Generic[T]):
    """What all fields have. `help` stands below the label; `start` is what stands in it at first.

    `is_kept` tells whether it may be kept while the form is unfinished. `error_codes` are those of the
    errors whose complaint belongs beside it.
    """

    name: str
    label: str
    start: str = ""
    _: KW_ONLY
    help: str = ""
    is_required: bool = True
    is_kept: bool = True
    error_codes: tuple[str, ...] = ()

    def parse(self, text: str) -> T:
        """Return what a text means. Raises InvalidInput."""
        raise NotImplementedError

    def checked(self, text: str) -> str:
        """Return what was typed. Raises InvalidInput (text-steers) for control and direction characters."""
        return check_line(text.strip())

    def read(self, filled: Filled) -> T:
        """Return the value. Raises InvalidInput that names this field."""
        try:
            return self.parse(self.checked(filled.text(self.name)))
        except InvalidInput as error:
            error.facts.setdefault("field", self.name)
            raise

    def read_or_none(self, filled: Filled) -> T | None:
        """Return the value; `None` where the field was left empty. Raises InvalidInput that names it."""
        return self.read(filled) if filled.text(self.name).strip() else None

    def is_empty(self, filled: Filled) -> bool:
        """Tell whether nothing was filled in."""
        return not filled.text(self.name).strip()


class TextField(Field[str]):
    """A line of text; space around it means nothing."""

    def parse(self, text: str) -> str:
        """Return the text."""
        return text.strip()


@dataclass(frozen=True)
class SecretField(Field[str]):
    """A line that is not seen, never kept, and counts to the last space."""

    _: KW_ONLY
    is_kept: bool = False

    def checked(self, text: str) -> str:
        """Return it as it was typed: it is never shown."""
        return text

    def parse(self, text: str) -> str:
        """Return the text as it was typed."""
        return text


class DayField(Field[date]):
    """A day, as 2026-05-31."""

    def parse(self, text: str) -> date:
        """Return the day."""
        return day_in(text)


class MonthField(Field[date]):
    """A month, as 2029-04; its value is its first day."""

    def parse(self, text: str) -> date:
        """Return the first day."""
        return month_in(text)


class PlaceField(Field[str]):
    """A country's two letters, or worldwide."""

    def parse(self, text: str) -> str:
        """Return the place."""
        return place_in(text)


class PlacesField(Field[frozenset[str]]):
    """Several places."""

    def parse(self, text: str) -> frozenset[str]:
        """Return the places."""
        return places_in(text)


class ApartField(Field[tuple[Apart, ...]]):
    """Channels on which somebody appears or is named otherwise."""

    def parse(self, text: str) -> tuple[Apart, ...]:
        """Return them in the order in which they were typed."""
        return every_apart_in(text)


@dataclass(frozen=True)
class NumberField(Field[int]):
    """A number from 1; what is none is 0, which no use-case takes and each answers with what it would."""

    def parse(self, text: str) -> int:
        """Return the number."""
        return int(text) if text.strip().isdecimal() else 0


class BoxField(Field[Box]):
    """A box, as left,top,right,bottom in px."""

    def parse(self, text: str) -> Box:
        """Return the box."""
        return box_in(text)


class MomentField(Field[int]):
    """A moment of a video, as seconds or minutes:seconds; its value is in ms."""

    def parse(self, text: str) -> int:
        """Return the ms."""
        return parse_moment(text)


@dataclass(frozen=True)
class CodeField(Field[str]):
    """A record's code."""

    _: KW_ONLY
    kind: Prefix

    def parse(self, text: str) -> str:
        """Return the code as it is written."""
        return parse_code(text, self.kind)


class PaperCodeField(Field[str]):
    """The code of a consent, the code that stands on a person's papers, or the person's own."""

    def parse(self, text: str) -> str:
        """Return the code as it is written; anything but a letter's or a person's is read as a consent's."""
        letter = text.strip()[:1].upper()
        return parse_code(text, "L" if letter == "L" else "C" if letter == "C" else "K")


@dataclass(frozen=True)
class CodesField(Field[tuple[str, ...]]):
    """Several codes of one kind."""

    _: KW_ONLY
    kind: Prefix

    def parse(self, text: str) -> tuple[str, ...]:
        """Return the codes as they are written."""
        return codes_in(text, self.kind)


@dataclass(frozen=True)
class ChoiceField(Field[T]):
    """One of several. `meaning` makes the value of what was chosen: an enumeration, or `str` for codes."""

    _: KW_ONLY
    options: Options
    meaning: Callable[[str], T]

    def parse(self, text: str) -> T:
        """Return what was chosen; only what was offered can be."""
        return self.meaning(_offered(text, self.name, self.options))


@dataclass(frozen=True)
class ReplyField(ChoiceField[Reply]):
    """What is answered to a question; a face may take each reply with one key."""

    _: KW_ONLY
    options: Options = field(default_factory=lambda: options_of(REPLIES))
    meaning: Callable[[str], Reply] = Reply


@dataclass(frozen=True)
class RiskField(ChoiceField[RiskLevel]):
    """How far a risk is left; a face may take each level with one key."""

    _: KW_ONLY
    options: Options = field(default_factory=lambda: options_of(RISK_LEVELS))
    meaning: Callable[[str], RiskLevel] = RiskLevel


@dataclass(frozen=True)
class SeveralField(Field[frozenset[T]]):
    """Some of several, or none; ticked one by one. `meaning` makes the value of each.

    A face puts what ticks there into the blank `{key}` of `help`, where it has one.
    """

    _: KW_ONLY
    options: Options
    meaning: Callable[[str], T]

    def parse(self, text: str) -> frozenset[T]:
        """Return what was ticked; only what was offered can be."""
        chosen = [one for one in text.split(SEPARATOR) if one]
        return frozenset(self.meaning(_offered(one, self.name, self.options)) for one in chosen)


def _offered(text: str, name: str, options: Options) -> str:
    if text not in {key for key, _words in options}:
        raise InvalidInput("field-not-usable", field=name)
    return text


class YesNoField(Field[bool]):
    """Yes or no."""

    @property
    def options(self) -> Options:
        """The two answers."""
        return [(YES, _("yes")), (NO, _("no"))]

    def parse(self, text: str) -> bool:
        """Return the answer."""
        return _offered(text, self.name, self.options) == YES
