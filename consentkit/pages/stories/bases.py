"""What a story and all in it rest on: the page, and the form that records it, by kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from consentkit.domain.bases import ON_ONE_FACE, Basis, BasisKind, Notice, needs_of, standing_bases
from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.images import BoxKind, Settlement
from consentkit.domain.stories import Story
from consentkit.domain.values import Channel
from consentkit.pages.fields import (
    NO,
    DayField,
    Field,
    Filled,
    PlacesField,
    SeveralField,
    TextField,
    YesNoField,
    options_of,
)
from consentkit.pages.file_fields import FileField
from consentkit.pages.forms import Form
from consentkit.usecases.pictures.states import list_image_states
from consentkit.usecases.stories.bases import NewBasis, RecordedBasis, bases_of, record_basis
from consentkit.usecases.stories.stories import show_story
from consentkit.usecases.videos.states import list_video_states
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import BASES, CHANNELS

_PROOF_ERRORS = (
    "file-not-found", "file-too-large", "picture-empty", "document-damaged", "release-blank",
    "release-kind-unknown",
)  # fmt: skip


@dataclass(frozen=True)
class RestingThing:
    """Something of a story, what it is in words, and what it rests on; `None`: nothing is recorded."""

    thing: str
    words: str
    basis: Basis | None

    @property
    def is_of_a_face(self) -> bool:
        """Tell whether it is one person in a picture or a video."""
        return self.thing.startswith(("F-", "H-"))


def read_resting(workspace: Workspace, story: str) -> tuple[RestingThing, ...]:
    """Return a story's words, pictures and videos, and whoever is declared in them. Raises NotFound."""
    standing = standing_bases(bases_of(workspace, story))
    found, _plans = show_story(workspace, story)
    named = _named(workspace, found, set(standing))
    return tuple(RestingThing(thing, words, standing.get(thing)) for thing, words in named)


def _named(workspace: Workspace, story: Story, resting: set[str]) -> Iterator[tuple[str, str]]:
    yield story.id, _("the words")
    for image in list_image_states(workspace, story.id):
        yield image.image.id, _("a picture")
        for face in image.faces:
            if face.id in resting or (face.settlement is Settlement.DECLARED and face.kind is BoxKind.FACE):
                yield face.id, _("a face in {place}").format(place=image.image.id)
    for film in list_video_states(workspace, story.id):
        yield film.video.id, _("a video")
        for track in film.tracks:
            if track.id in resting or track.settlement is Settlement.DECLARED:
                yield track.id, _("a face in {place}").format(place=film.video.id)


def kinds_for(thing: RestingThing) -> list[tuple[str, str]]:
    """Return what a thing can be said to rest on, as options."""
    offered = [one for one in BasisKind if not thing.is_of_a_face or one in ON_ONE_FACE]
    return options_of(BASES, offered)


class _Fields:
    """The fields of every kind; each kind asks for its own."""

    def __init__(self, thing: str, kind: BasisKind) -> None:
        self._kind = kind
        needs = needs_of(thing, kind)
        self.comes_from = TextField(
            "comes_from",
            _("Who it comes from"),
            help=_("An agency, a photographer, a partner, a program. Of a person the handle, never a name."),
        )
        self.terms = TextField("terms", _("Terms"), help=_("What is allowed, in words."))
        self.contact = TextField(
            "contact", _("Whom to ask"), help=_("Such as their desk; no person's number.")
        )
        self.until = DayField(
            "until",
            _("Last day"),
            is_required=kind is BasisKind.PARTNER,
            help=_("As it is printed, such as 2027-05-31."),
            error_codes=("basis-incomplete", "until-or-endless", "day-far-off"),
        )
        self.is_endless = YesNoField("is_endless", _("It has no last day"), NO)
        self.is_adult = YesNoField("is_adult", _("Whoever signed it is an adult"), "")
        self.are_adults = YesNoField("is_adult", _("Its proof says that all in it are adults"), NO)
        self.channels = SeveralField(
            "channels",
            _("Only on these channels"),
            options=options_of(CHANNELS),
            meaning=Channel,
            is_required=False,
            help=_("{key} ticks one. None: on all."),
        )
        self.places = PlacesField(
            "places",
            _("Only in these places"),
            is_required=False,
            help=_("Such as TH, KH. Empty: everywhere."),
            error_codes=("place-malformed",),
        )
        self.notice_on = DayField(
            "notice_on",
            _("The notice was shown on"),
            help=_("Such as 2026-05-31."),
            error_codes=("day-not-come",),
        )
        self.notice_where = TextField("notice_where", _("The notice was shown at"))
        self.notice_how = TextField(
            "notice_how", _("How it was shown"), help=_("A board, said aloud, in which languages.")
        )
        self.credit = TextField(
            "credit", _("Credit"), is_required=False, help=_("It stands beside what is shown, for everybody.")
        )
        self.evidence = FileField(
            "evidence",
            _("The file that proves it"),
            help=_("The signed page, licence, a partner's proof, the notice, or how it is known."),
            is_kept=False,
            is_required="evidence" in needs,
            error_codes=_PROOF_ERRORS,
        )

    @property
    def asked(self) -> tuple[Field[Any], ...]:
        """The fields of this kind, in order."""
        return {
            BasisKind.CONSENT: (),
            BasisKind.RELEASE: (
                self.comes_from, self.is_adult, self.until, self.is_endless, self.evidence, self.credit,
            ),
            BasisKind.LICENCE: (
                self.comes_from, self.terms, self.until, self.is_endless, self.channels, self.places,
                self.are_adults, self.evidence, self.credit,
            ),
            BasisKind.PARTNER: (
                self.comes_from, self.contact, self.until, self.channels, self.places, self.are_adults,
                self.evidence, self.credit,
            ),
            BasisKind.GATHERING: (
                self.notice_on, self.notice_where, self.notice_how, self.evidence, self.credit,
            ),
            BasisKind.NOBODY: (self.evidence, self.credit) if self.evidence.is_required else (self.credit,),
            BasisKind.MACHINE: (self.comes_from, self.credit),
        }[self._kind]  # fmt: skip

    def told(self, thing: str, filled: Filled) -> NewBasis:
        """Return what was filled in."""
        asked = {one.name for one in self.asked}
        plain = (self.comes_from, self.terms, self.contact, self.credit)
        fields: dict[str, Any] = {one.name: one.read(filled) for one in plain if one.name in asked}
        yes_or_no = (self.is_endless, self.is_adult, self.are_adults)
        fields |= {one.name: one.read(filled) for one in yes_or_no if one in self.asked}
        for one in (self.channels, self.places, self.until):
            if one.name in asked and not one.is_empty(filled):
                fields[one.name] = one.read(filled)
        if self.evidence.name in asked:
            given = self.evidence.read_or_none(filled)
            fields["evidence"] = given.read() if given else None
        if self.notice_on.name in asked:
            fields["notice"] = Notice(
                shown_on=self.notice_on.read(filled),
                where=self.notice_where.read(filled),
                how=self.notice_how.read(filled),
            )
        return NewBasis(thing=thing, kind=self._kind, **fields)


def basis_form(workspace: Workspace, thing: str, kind: BasisKind) -> Form[RecordedBasis]:
    """Return the form that records what a thing rests on, with the fields of this kind alone."""
    fields = _Fields(thing, kind)

    def save(filled: Filled) -> RecordedBasis:
        if kind is BasisKind.RELEASE and not fields.is_adult.read(filled):
            raise InvalidInput("release-of-adult", field="is_adult")
        return record_basis(workspace, fields.told(thing, filled))

    intro = _(
        "It stands in place of what is recorded of {thing} now."
        " Where it allows less, what is published on that must come down."
    ).format(thing=thing)
    return Form(f"basis/{thing}/{kind.value}", _(BASES[kind]), fields.asked, save, intro=intro)
