"""Consent, assent and withdrawal, and what a consent covers."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

from pydantic import (
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
    model_validator,
)

from consentkit.domain.codes import Code
from consentkit.domain.roles import Handle
from consentkit.domain.values import Channel, Value

WORLDWIDE = "worldwide"

Place = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}|worldwide)$")]
"""A country by its ISO 3166 letters (`TH`), or `worldwide`, which is where the internet is."""


class Medium(StrEnum):
    """What may be used."""

    PHOTO = "photo"
    WORDS = "words"
    VOICE = "voice"
    VIDEO = "video"
    DRAWING = "drawing"


class Appearance(StrEnum):
    """How the person may appear; everything but `face-shown` means that no face of theirs is seen."""

    NONE = "none"
    HANDS = "hands"
    BACK = "back"
    FACE_HIDDEN = "face-hidden"
    DRAWING = "drawing"
    FACE_SHOWN = "face-shown"


_SHOWS = (
    Appearance.NONE,
    Appearance.HANDS,
    Appearance.BACK,
    Appearance.DRAWING,
    Appearance.FACE_HIDDEN,
    Appearance.FACE_SHOWN,
)


def narrower_appearance(one: Appearance, other: Appearance) -> Appearance:
    """Return the way of appearing that shows less; a drawing allows no picture with a face in it."""
    return min(one, other, key=_SHOWS.index)


class Naming(StrEnum):
    """How the person may be named."""

    NONE = "none"
    ALIAS = "alias"
    FIRST_NAME = "first-name"
    FULL_NAME = "full-name"


_TELLS = tuple(Naming)


def narrower_naming(one: Naming, other: Naming) -> Naming:
    """Return the way of naming that tells less."""
    return min(one, other, key=_TELLS.index)


class Audience(StrEnum):
    """Who a publication is for."""

    PUBLIC = "public"
    DONORS = "donors"
    PARTNERS = "partners"
    STAFF = "staff"


class Decision(StrEnum):
    """What the person said. Silence is not stored as a yes."""

    YES = "yes"
    NO = "no"


class Method(StrEnum):
    """How the answer was given."""

    WRITTEN = "written"
    MARK = "mark"
    SPOKEN = "spoken"


class AssentMethod(StrEnum):
    """How a child showed agreement; under seven, what they did counts."""

    OWN_WORDS = "own-words"
    PICTURES = "pictures"
    BEHAVIOUR = "behaviour"


class Use(NamedTuple):
    """One use that is asked about; what is `None` is not known, and may be any."""

    channel: Channel
    audience: Audience | None = None
    place: Place | None = None
    medium: Medium | None = None


class Uses(Value):
    """Uses in which a person appears and is named alike: each channel × audience × place × medium is one."""

    media: frozenset[Medium] = Field(min_length=1)
    appearance: Appearance = Appearance.FACE_HIDDEN
    naming: Naming = Naming.NONE
    channels: frozenset[Channel] = Field(min_length=1)
    audiences: frozenset[Audience] = Field(min_length=1)
    places: frozenset[Place] = Field(min_length=1)

    def covers(self, use: Use) -> bool:
        """Tell whether the whole of a use is one of these."""
        return (
            use.channel in self.channels
            and use.medium in {None, *self.media}
            and use.audience in {None, *self.audiences}
            and (use.place is None or not self.places.isdisjoint({use.place, WORLDWIDE}))
        )

    def touches(self, use: Use) -> bool:
        """Tell whether a part of a use is one of these: what is public reaches everybody, and worldwide any
        country.
        """
        return (
            use.channel in self.channels
            and use.medium in {None, *self.media}
            and use.audience in {None, Audience.PUBLIC, *self.audiences}
            and (use.place in {None, WORLDWIDE} or not self.places.isdisjoint({use.place, WORLDWIDE}))
        )


class Scope(Value):
    """The uses of one answer, and the last day that they hold.

    Where all are alike it is written as it was before uses could differ: their sets beside `until`.
    """

    uses: tuple[Uses, ...] = Field(min_length=1)
    until: date

    @model_validator(mode="before")
    @classmethod
    def _read_alike(cls, said: Any) -> Any:
        if not isinstance(said, dict) or "uses" in said:
            return said
        alike = {name: value for name, value in said.items() if name != "until"}
        return {"uses": (alike,)} | {name: said[name] for name in ("until",) if name in said}

    @model_serializer(mode="wrap")
    def _write_alike(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        said: dict[str, Any] = write(self)
        uses = said["uses"]
        return {**uses[0], "until": said["until"]} if len(uses) == 1 else said

    @property
    def media(self) -> frozenset[Medium]:
        """What may be used in any of the uses."""
        return frozenset[Medium]().union(*(one.media for one in self.uses))

    @property
    def channels(self) -> frozenset[Channel]:
        """Where it may appear in any of the uses."""
        return frozenset[Channel]().union(*(one.channels for one in self.uses))

    @property
    def audiences(self) -> frozenset[Audience]:
        """For whom any of the uses is."""
        return frozenset[Audience]().union(*(one.audiences for one in self.uses))

    @property
    def places(self) -> frozenset[Place]:
        """The countries of any of the uses."""
        return frozenset[Place]().union(*(one.places for one in self.uses))

    @property
    def codes(self) -> tuple[str, ...]:
        """Each channel with how the person appears and is named there, as the log has it."""
        told = {f"{channel}:{u.appearance}:{u.naming}" for u in self.uses for channel in u.channels}
        return tuple(sorted(told))

    @property
    def offers_face(self) -> bool:
        """Tell whether the face may be seen in any of the uses."""
        return any(one.appearance is Appearance.FACE_SHOWN for one in self.uses)


class Asked(Value):
    """What a letter asked about by its boxes: what of it was not allowed is a no. Empty: no letter asked."""

    media: frozenset[Medium] = frozenset()
    channels: frozenset[Channel] = frozenset()


class AssentScope(Value):
    """What a child's own letter agrees to; the narrower of this and the guardian's consent wins.

    `None`: the letter does not ask about it, and so limits nothing.
    """

    media: frozenset[Medium] | None = None
    appearance: Appearance | None = None
    naming: Naming | None = None
    channels: frozenset[Channel] | None = None


class Consent(Value):
    """One contributor's answer for one story, with its scope (`None` when they said no).

    `given_by` is the contributor's code, or the guardian's where a guardian answers for them.
    `face_agreed_by` is the safeguarding lead who agreed that an adult survivor's face may be shown.
    """

    id: Code
    contributor: Code
    story: Code
    decision: Decision
    scope: Scope | None
    given_by: Code
    asked_on: date | None
    given_on: date
    method: Method
    language: str
    witness: Handle | None = None
    interpreter: Handle | None = None
    """Who carried the words between two languages, where someone did."""
    needs_profile: bool | None = None
    """Whether the interpreter has to be known; `None` of answers of before, whose interpreter is a handle."""
    release: str | None = None
    """The vault name of the signed letter."""
    face_agreed_by: Handle | None = None
    asked: Asked | None = None
    """`None`: of everything, as a no does, and as answers did before each had its own uses."""
    same_as: Code | None = None
    """The consent that this is, used in one more story: the same paper, and one end for both."""


class Withdrawal(Value):
    """The contributor took consent back: for these channels, or for all when `channels` is empty."""

    consent: Code
    withdrawn_on: date
    channels: frozenset[Channel] = frozenset()

    def touches(self, channel: Channel) -> bool:
        """Tell whether the withdrawal reaches this channel."""
        return not self.channels or channel in self.channels


class Assent(Value):
    """A child's own answer, beside the guardian's consent and never instead of it."""

    id: Code
    contributor: Code
    story: Code
    decision: Decision
    given_on: date
    method: AssentMethod
    letter: Code | None = None
    """The child's own letter, where there is one."""
    scope: AssentScope | None = None
    """`None`: the child said yes or no to all."""


class AskedToBeAsked(Value):
    """Somebody who had said "do not ask me again" came and asked to be asked."""

    contributor: Code
    asked_on: date
    heard_by: Handle


class Approval(Value):
    """The contributor saw or heard the story as it stood at `revision`, and answered."""

    contributor: Code
    story: Code
    revision: int
    decision: Decision
    given_on: date
