"""A signed letter that was given as a file: nothing on it tells what it is, and so a person says it."""

from datetime import date, datetime
from enum import StrEnum

from consentkit.domain.codes import Code
from consentkit.domain.consents import (
    WORLDWIDE,
    Appearance,
    Audience,
    Consent,
    Medium,
    Naming,
    Place,
    narrower_appearance,
    narrower_naming,
)
from consentkit.domain.roles import Handle
from consentkit.domain.values import Channel, Value


class PaperForm(StrEnum):
    """Which kind of paper it is."""

    CONSENT = "consent"
    RENEWAL = "renewal"
    RELEASE = "release"
    OTHER = "other"
    """No permission: a receipt, a list, somebody's own letter."""


class PaperSaid(Value):
    """What a person saw on a paper. An empty set, or `None`, says that it does not limit this.

    `signed_by` is the contributor's code or the guardian's; `None` where nobody has signed it.
    """

    form: PaperForm
    language: str
    contributor: Code
    signed_by: Code | None
    signed_on: date
    media: frozenset[Medium] = frozenset()
    channels: frozenset[Channel] = frozenset()
    audiences: frozenset[Audience] = frozenset()
    places: frozenset[Place] = frozenset()
    appearance: Appearance | None = None
    naming: Naming | None = None
    until: date | None = None

    def against(self, consent: Consent) -> tuple[str, ...]:
        """Return what of a consent this paper cannot bear, as names."""
        facts = {
            "form": self.form is PaperForm.OTHER,
            "contributor": self.contributor != consent.contributor,
            "given_by": self.signed_by != consent.given_by,
            "language": self.language != consent.language and consent.interpreter is None,
            "given_on": self.signed_on != consent.given_on,
        }
        return tuple(name for name, is_other in facts.items() if is_other) + self._beyond(consent)

    def _beyond(self, consent: Consent) -> tuple[str, ...]:
        scope = consent.scope
        if scope is None:
            return ()
        beyond = {
            "media": bool(self.media) and not scope.media <= self.media,
            "channels": bool(self.channels) and not scope.channels <= self.channels,
            "audiences": bool(self.audiences) and not scope.audiences <= self.audiences,
            "places": bool(self.places) and WORLDWIDE not in self.places and not scope.places <= self.places,
            "appearance": any(not self._shows(one.appearance) for one in scope.uses),
            "naming": any(not self._names(one.naming) for one in scope.uses),
            "until": self.until is not None and scope.until > self.until,
        }
        return tuple(name for name, is_more in beyond.items() if is_more)

    def _shows(self, appearance: Appearance) -> bool:
        return self.appearance is None or narrower_appearance(appearance, self.appearance) is appearance

    def _names(self, naming: Naming) -> bool:
        return self.naming is None or narrower_naming(naming, self.naming) is naming


class GivenPaper(Value):
    """The file of a consent, and what somebody who opened it said that it is; `None` until then.

    Consents of before have none: their files stand as they stood.
    """

    consent: Code
    given_by: Handle
    said: PaperSaid | None = None
    said_by: Handle | None = None
    said_at: datetime | None = None
