"""Options and argument types that several verbs share."""

import sys
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import click

from consentkit.cli.sessions import Session
from consentkit.domain.codes import KINDS, Prefix, parse_code
from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.images import Box
from consentkit.domain.progress import Step, Watcher
from consentkit.domain.uses.apart import Apart
from consentkit.domain.values import Channel
from consentkit.domain.videos.videos import parse_moment
from consentkit.pages.parsers import apart_in, box_in, day_in, month_in, place_in

E = TypeVar("E", bound=StrEnum)
_F = TypeVar("_F", bound=Callable[..., Any])


class CodeType(click.ParamType[Any]):
    """A record's code, as people write it."""

    def __init__(self, prefix: Prefix) -> None:
        self.prefix = prefix
        self.name = KINDS[prefix]

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code; a misread one is told."""
        return parse_code(str(value), self.prefix)


class _PersonType(CodeType):
    """The code of a contributor or a guardian."""

    def __init__(self) -> None:
        super().__init__("C")
        self._guardian = CodeType("G")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code; anything but a guardian's is read as a contributor's."""
        if str(value).strip()[:1].upper() == "G":
            return self._guardian.convert(value, param, ctx)
        return super().convert(value, param, ctx)


class _ThingType(click.ParamType[Any]):
    """The code of what can rest on something: a story's words, a picture, a video, a face or a track."""

    name = "thing"
    _kinds: tuple[Prefix, ...] = ("S", "I", "M", "F", "H")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code; anything else is read as a story's."""
        first = str(value).strip()[:1].upper()
        kind: Prefix = next((one for one in self._kinds if one == first), "S")
        return parse_code(str(value), kind)


class _MediaType(_ThingType):
    """The code of a story, or of a picture or a video in it."""

    _kinds: tuple[Prefix, ...] = ("S", "I", "M")


class _BelongingType(_ThingType):
    """The code of what can belong to a gathering or a supplier."""

    _kinds: tuple[Prefix, ...] = ("S", "I", "M", "B", "K", "C")


class _TakenBackType(CodeType):
    """The code of a consent, the code that stands on a person's papers, or the person's own."""

    def __init__(self) -> None:
        super().__init__("K")
        self._others = {"L": CodeType("L"), "C": CodeType("C")}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code; anything but a letter's or a person's is read as a consent's."""
        other = self._others.get(str(value).strip()[:1].upper())
        return other.convert(value, param, ctx) if other else super().convert(value, param, ctx)


class _DayType(click.ParamType[Any]):
    """A day, as 2026-05-31."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        if isinstance(value, date):
            return value
        return day_in(str(value))


class _MonthType(click.ParamType[Any]):
    """A month, as 2029-04, or its first day."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return its first day."""
        return value if isinstance(value, date) else month_in(str(value))


class _PlaceType(click.ParamType[Any]):
    """A country's two letters, or worldwide."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the place as it is written."""
        return place_in(str(value))


class _ApartType(click.ParamType[Any]):
    """A channel with how somebody appears and is named there: social:face-hidden:none."""

    name = "use"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Apart:
        """Return the use."""
        return apart_in(str(value))


class _BoxType(click.ParamType[Any]):
    """A box: left,top,right,bottom in px."""

    name = "box"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Box:
        """Return the box."""
        return box_in(str(value))


class _MomentType(click.ParamType[Any]):
    """A moment of a video: seconds, or minutes:seconds; 62.5 and 1:02.5 are the same. In ms."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the ms."""
        return value if isinstance(value, int) else parse_moment(str(value))


DAY = _DayType()
MONTH = _MonthType()
PLACE = _PlaceType()
APART = _ApartType()
BOX = _BoxType()
CONTRIBUTOR = CodeType("C")
GUARDIAN = CodeType("G")
PERSON = _PersonType()
CONSENT = CodeType("K")
TAKEN_BACK = _TakenBackType()
STORY = CodeType("S")
THING = _ThingType()
BELONGING = _BelongingType()
MEDIA = _MediaType()
BASIS = CodeType("B")
ORIGIN = CodeType("E")
INTERPRETER = CodeType("D")
IMAGE = CodeType("I")
FACE = CodeType("F")
VIDEO = CodeType("M")
FINDING = CodeType("N")
TRACK = CodeType("H")
MOMENT = _MomentType()
PUBLICATION = CodeType("P")
TAKEDOWN = CodeType("T")
LETTER = CodeType("L")
PAGE = CodeType("R")
RECORDING = CodeType("W")


class _WordChoice(click.Choice[E]):
    """A choice of a vocabulary's words; click's own takes the names in the code, `face_hidden`."""

    def normalize_choice(self, choice: Any, ctx: click.Context | None) -> str:
        """Return the word as it is compared."""
        return str(choice).casefold()


def choice(kind: type[E]) -> click.Choice[E]:
    """Return a click choice of a vocabulary's words; capitals do not matter."""
    return _WordChoice(list(kind), case_sensitive=False)


def json_option(command: _F) -> _F:
    """Add `--json`; what is shown and an error are JSON then."""
    return click.option(
        "--json", "as_json", is_flag=True, is_eager=True, expose_value=False, callback=_note_json,
        help="Print JSON.",
    )(command)  # fmt: skip


def _note_json(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        ctx.ensure_object(Session).as_json = True


def yes_option(command: _F) -> _F:
    """Add `--yes`: what the act asks again is said, and it is done without a question."""
    return click.option(
        "--yes", "says_yes", is_flag=True, expose_value=False, callback=_note_yes,
        help="Do it, also where approvals or answers are asked again by it; they are listed.",
    )(command)  # fmt: skip


def _note_yes(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        ctx.ensure_object(Session).says_yes = True


def one_of(given: Mapping[str, object]) -> None:
    """Refuse options that exclude each other, named as they are typed. What was given is not dropped."""
    said = [name for name, value in given.items() if value not in (None, False, (), "")]
    if len(said) > 1:
        raise InvalidInput("options-contradict", given=tuple(said))


def leaves_by_export(command: _F) -> _F:
    """Take the `--out` of before, and say what writes a copy out now."""
    return click.option(
        "--out", metavar="FOLDER", hidden=True, expose_value=False, callback=_refuse_out
    )(command)  # fmt: skip


def _refuse_out(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        raise InvalidInput("copies-leave-by-export")


def channel_option(command: _F) -> _F:
    """Add `--channel`."""
    return click.option(
        "--channel", type=choice(Channel), required=True, help="Where the story is to appear."
    )(command)


def together_option(command: _F) -> _F:
    """Add `--story`, once for each story that goes out together with the first."""
    return click.option(
        "--story", "also", type=STORY, multiple=True, metavar="STORY",
        help="Another story of the same publication; once for each.",
    )(command)  # fmt: skip


def bar(noun: str) -> Watcher:
    """Return a watcher that shows on stderr how far long work is, where a person sees it."""
    is_seen = sys.stderr.isatty()

    def watch(step: Step) -> None:
        if is_seen:
            # The one escape sequence that is ours; `noun` is too.
            click.echo(f"\r{noun} {step.done + 1} of {step.total} …\x1b[K", nl=False, err=True)
            if step.done + 1 == step.total:
                click.echo("", err=True)

    return watch
