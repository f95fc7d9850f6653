"""What a certificate states: all that is printed on it, who signed off, and every no that stood before."""

from datetime import date, datetime

from pydantic import ConfigDict

from consentkit.domain.checklists import Reply, Standing
from consentkit.domain.codes import Code
from consentkit.domain.gate.clearances import NoteCode
from consentkit.domain.questions.same import PolicyId, QuestionId
from consentkit.domain.roles import Handle, Role
from consentkit.domain.values import Channel, Value, digest_of


class _Part(Value):
    # A newer program may state more: what this one knows of it is still read, and all of it is signed.
    model_config = ConfigDict(frozen=True, extra="ignore")


class StatedUses(_Part):
    """What may be used, for whom and where, and how the person appears and is named in it."""

    media: tuple[str, ...]
    appearance: str
    naming: str
    audiences: tuple[str, ...]
    places: tuple[str, ...]


class StatedConsent(_Part):
    """A contributor's consent."""

    contributor: Code
    is_child: bool
    consent: Code
    given_on: date
    until: date
    uses: tuple[StatedUses, ...] = ()
    """What it allows on the channel; what a later answer says of the same counts instead."""


class StatedBasis(_Part):
    """What a part rests on beside consents; `until` is `None` where it has no last day."""

    thing: Code
    basis: Code
    kind: str
    until: date | None
    evidence: str | None
    seen_by: Handle | None


class StatedMedia(_Part):
    """A picture or a video: how many faces are covered, shown, or were said to be none; both digests."""

    id: Code
    covered: int
    shown: int
    ignored: int
    viewed_by: Handle | None
    sound: str | None = None
    """What became of a video's sound; `None` for a picture."""
    original: str
    copy_digest: str | None


class StatedPolicy(_Part):
    """A policy, with the digest of its file."""

    id: PolicyId
    version: int
    digest: str


class StatedAnswer(_Part):
    """What a question came to, and who answered it; `story` says of which, where there are several."""

    policy: PolicyId
    question: QuestionId
    standing: Standing
    answered_by: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    """What answered it instead of a person, or why it does not apply: see `QuestionState`."""

    shown: tuple[str, ...] = ()
    """What people gave with their answers: see `QuestionState`."""
    story: Code | None = None


class Lift(_Part):
    """Who did away with a no: by a later yes, or by signing the explanation off (`is_sign_off`; no day)."""

    by: Handle
    roles: tuple[Role, ...]
    on: date | None
    is_sign_off: bool


class StoodNo(_Part):
    """An answer that was not yes; `lifts` is empty where it still stands, as one to an advice may.

    `story` says in which it was said, where there are several.
    """

    policy: PolicyId
    question: QuestionId
    reply: Reply
    by: Handle
    roles: tuple[Role, ...]
    on: date
    lifts: tuple[Lift, ...]
    story: Code | None = None


class StatedPerson(_Part):
    """What is to be known of an account, or of a face that two people settled: see `NoteCode`."""

    code: NoteCode
    subject: str
    by: str = ""
    second: str = ""
    maker: str = ""
    on: date | None = None


class StatedLook(_Part):
    """A thing in the draft that no program sees into, who looked at it, and a digest of what they said.

    `story` says of which it is the draft, where there are several.
    """

    number: int
    holds: str
    by: Handle
    why_digest: str
    story: Code | None = None


class StatedStory(_Part):
    """One of several stories that go out together; `parts_digest` is of all that its clearance rests on."""

    story: Code
    revision: int
    draft: str | None
    parts_digest: str


class CertificateStatement(_Part):
    """All that a certificate says: codes, dates and digests; no title, no contributor's name, no prose.

    Of several stories that go out together `stories` has each; `story` and `revision` are `None` then: a
    program that knows of no such certificate reads none of it as one story's.
    """

    version: int = 1
    workspace: str
    organisation: str
    id: Code
    issued_at: datetime
    timezone: str
    issued_by: Handle
    issued_as: tuple[Role, ...]
    story: Code | None
    revision: int | None
    channel: Channel
    audience: str
    place: str
    from_on: date
    until: date
    draft: str | None
    consents: tuple[StatedConsent, ...]
    pictures: tuple[StatedMedia, ...]
    videos: tuple[StatedMedia, ...]
    policies: tuple[StatedPolicy, ...]
    answers: tuple[StatedAnswer, ...]
    answered_as: dict[str, tuple[Role, ...]]
    """The roles in which each person answered."""
    noes: tuple[StoodNo, ...]
    people: tuple[StatedPerson, ...] = ()
    """By whose word an account is somebody's own, and what two people said of a face."""
    unread: tuple[str, ...] = ()
    """Words in which no program looked for names and places: see `UnreadWords`."""

    looked_at: tuple[StatedLook, ...] = ()
    bases: tuple[StatedBasis, ...] = ()
    stories: tuple[StatedStory, ...] = ()
    parts_digest: str
    audit_head: str

    @property
    def named(self) -> tuple[str, ...]:
        """Every story that it clears."""
        return tuple(one.story for one in self.stories) or tuple(filter(None, (self.story,)))

    @property
    def drafts(self) -> frozenset[str | None]:
        """The words of its stories, by their names in the vault."""
        return frozenset(one.draft for one in self.stories) or frozenset({self.draft})

    @property
    def digest(self) -> str:
        """The SHA-256 of the statement, which is printed on it."""
        return digest_of(self)
