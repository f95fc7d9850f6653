"""What a story's words, a picture, a video or one face rests on, where no contributor's consent does."""

from datetime import date, datetime
from enum import StrEnum

from consentkit.domain.codes import Code
from consentkit.domain.consents import WORLDWIDE, Place
from consentkit.domain.roles import Handle
from consentkit.domain.values import Channel, Value


class BasisKind(StrEnum):
    """What a thing rests on. `consent` is what stands where nothing else is recorded."""

    CONSENT = "consent"
    RELEASE = "release"
    """Of one adult who is staff, a model or a volunteer."""
    LICENCE = "licence"
    """Stock, an agency's, or the public domain."""
    PARTNER = "partner"
    """A partner asked the people in it, and holds their consent."""
    GATHERING = "gathering"
    """People saw a notice, and nobody is seen close up."""
    NOBODY = "nobody"
    """An object, a place, an illustration."""
    MACHINE = "machine"
    """Made or altered by a machine."""


class Notice(Value):
    """When, where and how a gathering was told that pictures are taken, and how one stays out of them."""

    shown_on: date
    where: str
    how: str


class Basis(Value):
    """One thing's basis: of a story's words (`S-`), a picture, a video, or one face or track in them.

    `until` is its last day; `is_endless` says that it was given without one. Empty `channels` and `places`
    are no restriction. `evidence` is the vault name of the release, licence, proof or picture of the notice;
    `seen_by` looked at it. `comes_from` and `contact` go out nowhere; `credit` stands beside what is shown.
    """

    id: Code
    story: Code
    thing: Code
    kind: BasisKind
    comes_from: str = ""
    terms: str = ""
    contact: str = ""
    until: date | None = None
    is_endless: bool = False
    is_adult: bool = False
    channels: frozenset[Channel] = frozenset()
    places: frozenset[Place] = frozenset()
    notice: Notice | None = None
    credit: str = ""
    evidence: str | None = None
    recorded_by: Handle
    recorded_at: datetime
    seen_by: Handle | None = None
    ended_on: date | None = None
    ended_by: Handle | None = None

    @property
    def is_of_a_face(self) -> bool:
        """Tell whether it is of one face, or of one track through a video."""
        return self.thing.startswith(("F-", "H-"))

    @property
    def is_claim_about_words(self) -> bool:
        """Tell whether it says that words are nobody's story: it spares people much, so it takes two."""
        return self.kind is BasisKind.NOBODY and self.thing.startswith("S-")

    @property
    def lacks(self) -> tuple[str, ...]:
        """What its kind asks for and is not recorded, as names of fields."""
        return tuple(name for name in needs_of(self.thing, self.kind) if not self._has(name))

    def takes_from(self, before: "Basis") -> frozenset[Channel] | None:
        """Return on which channels less stands than before it (empty: on all), or `None` where on none.

        A later end, more channels or places, and another credit, contact or proof take nothing away.
        """
        same = ("kind", "comes_from", "terms", "notice", "is_adult")
        is_other = any(getattr(self, name) != getattr(before, name) for name in same)
        is_shorter = self.until is not None and (before.until is None or self.until < before.until)
        is_everywhere = not self.places or WORLDWIDE in self.places
        is_narrower = not is_everywhere and not (before.places and before.places <= self.places)
        if is_other or is_shorter or is_narrower:
            return frozenset()
        if not self.channels:
            return None
        return (before.channels or frozenset(Channel)) - self.channels or None

    @property
    def is_unseen(self) -> bool:
        """Tell whether nobody looked at its evidence yet."""
        return self.evidence is not None and self.seen_by is None

    def _has(self, name: str) -> bool:
        if name == "until" and self.is_endless:
            return self.kind is not BasisKind.PARTNER
        value = getattr(self, name)
        return bool(value.strip() if isinstance(value, str) else value)


NEEDS: dict[BasisKind, tuple[str, ...]] = {
    BasisKind.CONSENT: (),
    BasisKind.RELEASE: ("comes_from", "is_adult", "until", "evidence"),
    BasisKind.LICENCE: ("comes_from", "terms", "until", "evidence"),
    BasisKind.PARTNER: ("comes_from", "contact", "until", "evidence"),
    BasisKind.GATHERING: ("notice", "evidence"),
    BasisKind.NOBODY: (),
    BasisKind.MACHINE: ("comes_from",),
}
"""What each kind has to have. A partner's consent always has a last day: theirs, not ours."""


def needs_of(thing: str, kind: BasisKind) -> tuple[str, ...]:
    """Return what a kind has to have, of this thing: that words are nobody's story is proved, too."""
    return ("evidence",) if kind is BasisKind.NOBODY and thing.startswith("S-") else NEEDS[kind]


ON_ONE_FACE = frozenset({BasisKind.RELEASE, BasisKind.LICENCE, BasisKind.PARTNER})
"""What one face can rest on by itself; the others say something of a whole picture or text."""


def credits_named(bases: tuple["Basis", ...]) -> tuple[str, ...]:
    """Return whom what is shown names, of what counts now; what is said of a single face goes out nowhere."""
    standing = standing_bases(bases).values()
    return tuple(
        sorted({one.credit.strip() for one in standing if one.credit.strip() and not one.is_of_a_face})
    )


def standing_bases(bases: tuple[Basis, ...]) -> dict[str, Basis]:
    """Return, by thing, the basis that counts: the last recorded. `bases` are oldest first.

    A thing that was said to rest on a contributor's consent after all has none.
    """
    last = {one.thing: one for one in bases}
    return {thing: one for thing, one in last.items() if one.kind is not BasisKind.CONSENT}
