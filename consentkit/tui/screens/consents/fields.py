"""The form for one answer: each kind of recording shows only its own fields, and nothing is ticked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from consentkit.domain.codes import parse_code
from consentkit.domain.consents import (
    WORLDWIDE,
    Appearance,
    Audience,
    Consent,
    Decision,
    Medium,
    Method,
    Naming,
    Scope,
)
from consentkit.domain.errors import InvalidInput
from consentkit.domain.people import Contributor, Guardian
from consentkit.domain.values import Channel
from consentkit.pages.files import read_file
from consentkit.tui.widgets.forms import FormField, FormScreen, Values, day, many
from consentkit.usecases.consents.consents import NewConsent, record_consent
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import day_in_language
from consentkit.wording.languages import _, _n
from consentkit.wording.vocabularies import APPEARANCES, AUDIENCES, CHANNELS, MEDIA, METHODS, NAMINGS

_LETTER_CODE = re.compile(r"[lL][\s-]?\w{4}[\s-]?\w{4}")
_LETTER_ERRORS = (
    "code-malformed", "code-misread", "letter-not-of-consent", "letter-is-no-release", "release-missing",
)  # fmt: skip
_PLACE = re.compile(r"[A-Z]{2}|" + WORLDWIDE)


class Kind(StrEnum):
    """How an answer is recorded."""

    ADULT = "adult"
    CHILD = "child"
    GROUP = "group"
    SPOKEN = "spoken"
    INTERPRETER = "interpreter"
    REFUSAL = "refusal"


@dataclass(frozen=True)
class SignedLetter:
    """The code and the language of a signed letter that was confirmed; the answer is recorded from it."""

    code: str = ""
    language: str = ""


NOT_SIGNED = SignedLetter()


@dataclass(frozen=True)
class Asking:
    """Who is asked about which story, how, what was signed, and `before`: what this one renews."""

    kind: Kind
    story: str
    person: Contributor
    guardians: tuple[Guardian, ...] = ()
    before: Consent | None = None
    signed: SignedLetter = NOT_SIGNED

    @property
    def form(self) -> str:
        """The name under which what was typed is kept."""
        words = ["consent", self.kind.value, self.story, self.person.code]
        words += [self.before.id] if self.before else []
        return "-".join([*words, self.signed.code] if self.signed.code else words)


def consent_form(workspace: Workspace, asking: Asking, title: str, intro: str) -> FormScreen:
    """Return the form for one answer; saving gives the Consent."""
    is_child = asking.person.is_child_on(workspace.today)
    fields = list(_fields(workspace, asking, is_child=is_child))

    def save(values: Values) -> Consent:
        return record_consent(workspace, _answer(asking, values))

    return FormScreen(asking.form, title, fields, save, intro)


def _fields(workspace: Workspace, asking: Asking, *, is_child: bool) -> Iterator[FormField]:
    if asking.kind is not Kind.REFUSAL:
        if is_child:
            yield _guardian_field(asking)
        yield from _scope_fields(asking.before, is_child=is_child)
        yield _until_field(workspace, is_child=is_child)
    yield from _day_fields(workspace, asking)
    yield from _manner_fields(asking)


def _guardian_field(asking: Asking) -> FormField:
    options = [(g.code, g.code) for g in asking.guardians]
    start = options[0][0] if len(options) == 1 else ""
    return FormField(
        "guardian", _("The guardian who said yes"), start, options, facts=("guardian-of-another",)
    )


def _scope_fields(before: Consent | None, *, is_child: bool) -> Iterator[FormField]:
    scope = before.scope if before else None
    shown = [a for a in Appearance if not (is_child and a is Appearance.FACE_SHOWN)]
    media = sorted(scope.media) if scope else []
    yield _ticks("media", _("What may be used?"), [(m.value, _(MEDIA[m])) for m in Medium], media)
    start = scope.appearance if scope and scope.appearance in shown else Appearance.NONE
    help_text = _("A child's face is never shown.") if is_child else ""
    yield FormField(
        "appearance",
        _("How may the person appear?"),
        start.value,
        [(a.value, _(APPEARANCES[a])) for a in shown],
        help=help_text,
    )
    naming = scope.naming if scope else Naming.NONE
    yield FormField(
        "naming", _("How may the person be named?"), naming.value, [(n.value, _(NAMINGS[n])) for n in Naming]
    )
    channels, audiences = (sorted(scope.channels), sorted(scope.audiences)) if scope else ([], [])
    yield _ticks(
        "channels", _("Where may it appear?"), [(c.value, _(CHANNELS[c])) for c in Channel], channels
    )
    yield _ticks("audiences", _("For whom?"), [(a.value, _(AUDIENCES[a])) for a in Audience], audiences)
    yield FormField(
        "places",
        _("In which countries?"),
        ", ".join(sorted(scope.places)) if scope else "",
        help=_("Two letters each, such as TH, KH. For the internet write worldwide."),
        facts=("place-malformed",),
    )


def _ticks(name: str, label: str, options: Sequence[tuple[str, str]], chosen: Sequence[str]) -> FormField:
    return FormField(
        name,
        label,
        ",".join(chosen),
        options,
        is_many=True,
        help=_("Space ticks. Tick only what was said yes to."),
    )


def _until_field(workspace: Workspace, *, is_child: bool) -> FormField:
    help_text = _("Such as {day}.").format(day=workspace.today.replace(day=1).isoformat())
    caps = [p.caps.child_years if is_child else p.caps.adult_years for p in workspace.catalogue.policies]
    if caps:
        last = _years_on(workspace.today, min(caps))
        help_text = _(
            "At most {years} years from the answer; from today that is {day}, written {written}."
        ).format(years=min(caps), day=day_in_language(last), written=last.isoformat())
    return FormField("until", _("Until when? The last day"), help=help_text, facts=("ends-before-it-begins",))


def _years_on(start: date, years: int) -> date:
    try:
        return start.replace(year=start.year + years)
    except ValueError:  # 29 February
        return start.replace(year=start.year + years, day=28)


def _day_fields(workspace: Workspace, asking: Asking) -> Iterator[FormField]:
    days = max((p.reflection_days for p in workspace.catalogue.policies), default=0)
    yield FormField(
        "asked_on",
        _("When was the person asked?"),
        is_required=False,
        help=_n(
            "Such as {day}. Between asking and answering lies at least {days} day.",
            "Such as {day}. Between asking and answering lie at least {days} days.",
            days,
        ).format(day=workspace.today.isoformat(), days=days),
        facts=("asked-after-given",),
    )
    given = "" if asking.before else workspace.today.isoformat()
    yield FormField("given_on", _("When did they answer?"), given, facts=("day-not-come",))


def _manner_fields(asking: Asking) -> Iterator[FormField]:
    yield FormField(
        "language",
        _("The language it was explained in"),
        asking.signed.language or asking.person.language,
        help=_("{code} speaks {language} best.").format(
            code=asking.person.code, language=asking.person.language
        ),
        facts=("language-malformed",),
    )
    if asking.kind is not Kind.SPOKEN:
        methods = [(m.value, _(METHODS[m])) for m in _methods(asking.kind)]
        start = asking.before.method.value if asking.before else Method.WRITTEN.value
        yield FormField("method", _("How did they answer?"), start, methods)
    if asking.kind is Kind.INTERPRETER:
        yield FormField(
            "interpreter",
            _("The interpreter's handle"),
            help=_("Such as interpreter-1, never a name."),
            facts=("interpreter-not-handle",),
        )
    if asking.kind in {Kind.SPOKEN, Kind.INTERPRETER, Kind.REFUSAL}:
        yield _witness_field(asking.kind)
    if asking.signed.code or asking.kind not in {Kind.SPOKEN, Kind.REFUSAL}:
        yield FormField(
            "release",
            _("The signed letter: its code, or the file of its scan or photograph"),
            asking.signed.code,
            is_required=False,
            help=_(
                "Such as L-2M4N-88TA, once it came back and was confirmed. A file is sealed into the vault."
                " Without it the story stays refused."
            ),
            facts=("file-not-found", *_LETTER_ERRORS),
        )


def _methods(kind: Kind) -> tuple[Method, ...]:
    if kind in {Kind.INTERPRETER, Kind.REFUSAL}:
        return tuple(Method)
    return (Method.WRITTEN, Method.MARK)


def _witness_field(kind: Kind) -> FormField:
    help_text = _("Someone else who heard the answer, such as officer-2; never a name.")
    if kind is not Kind.SPOKEN:
        help_text += " " + _("Leave it empty where the answer was not spoken.")
    return FormField(
        "witness",
        _("The witness's handle"),
        is_required=kind is Kind.SPOKEN,
        help=help_text,
        facts=("witness-not-handle",),
    )


def _answer(asking: Asking, values: Values) -> NewConsent:
    """Return what the form says. Raises InvalidInput that names the field."""
    is_no = asking.kind is Kind.REFUSAL
    method = Method(values.get("method", Method.SPOKEN.value))
    witness = values.get("witness", "").strip() or None
    if method is Method.SPOKEN and witness is None and not is_no:
        raise InvalidInput("witness-not-handle", field="witness")
    release = values.get("release", "").strip()
    letter = _letter_code(release)
    return NewConsent(
        contributor=asking.person.code,
        story=asking.story,
        decision=Decision.NO if is_no else Decision.YES,
        scope=None if is_no else _scope(values),
        guardian=values.get("guardian") or None,
        asked_on=day(values, "asked_on") if values["asked_on"].strip() else None,
        given_on=day(values, "given_on"),
        method=method,
        language=values["language"].strip(),
        witness=witness,
        interpreter=values.get("interpreter", "").strip() or None,
        letter=letter,
        release=read_file(Path(release).expanduser()) if release and letter is None else None,
    )


def _letter_code(text: str) -> str | None:
    """Return the code that was typed; what does not look like one, or lies here as a file, is a file."""
    if not _LETTER_CODE.fullmatch(text) or Path(text).expanduser().exists():
        return None
    return parse_code(text, "L")


def _scope(values: Values) -> Scope:
    return Scope(
        media=frozenset(Medium(item) for item in many(values, "media")),
        appearance=Appearance(values["appearance"]),
        naming=Naming(values["naming"]),
        channels=frozenset(Channel(item) for item in many(values, "channels")),
        audiences=frozenset(Audience(item) for item in many(values, "audiences")),
        places=_places(values["places"]),
        until=day(values, "until"),
    )


def _places(text: str) -> frozenset[str]:
    found = [
        part.lower() if part.lower() == WORLDWIDE else part.upper() for part in re.split(r"[\s,;]+", text)
    ]
    for place in (part for part in found if part):
        if not _PLACE.fullmatch(place):
            raise InvalidInput("place-malformed", given=place)
    return frozenset(part for part in found if part)
