"""Consent, assent and withdrawal, and what a consent covers."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

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


class Naming(StrEnum):
    """How the person may be named."""

    NONE = "none"
    ALIAS = "alias"
    FIRST_NAME = "first-name"
    FULL_NAME = "full-name"


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


class Scope(Value):
    """What may be used, how the person may appear and be named, where, for whom, and until when."""

    media: frozenset[Medium] = Field(min_length=1)
    appearance: Appearance = Appearance.FACE_HIDDEN
    naming: Naming = Naming.NONE
    channels: frozenset[Channel] = Field(min_length=1)
    audiences: frozenset[Audience] = Field(min_length=1)
    places: frozenset[Place] = Field(min_length=1)
    until: date


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
    release: str | None = None
    """The vault name of the signed letter."""
    face_agreed_by: Handle | None = None


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
