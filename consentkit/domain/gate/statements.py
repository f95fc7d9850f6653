"""What a certificate states: all that is printed on it, who signed off, and every no that stood before."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import ConfigDict

from consentkit.domain.bases import Basis
from consentkit.domain.checklists import Answer, Reply, Standing
from consentkit.domain.codes import Code
from consentkit.domain.gate.clearances import Clearance, NoteCode
from consentkit.domain.gate.consent_rules import latest_consent
from consentkit.domain.gate.dossiers import Dossier, ImageRecord, VideoRecord
from consentkit.domain.gate.unread_words import unread_words
from consentkit.domain.pictures.images import Settlement
from consentkit.domain.questions.same import PolicyId, QuestionId
from consentkit.domain.roles import Actor, Handle, Role
from consentkit.domain.values import Channel, Value, digest_of

DayOf = Callable[[datetime], date]
"""Gives the day of an instant where the organisation works."""


class _Part(Value):
    # A newer program may state more: what this one knows of it is still read, and all of it is signed.
    model_config = ConfigDict(frozen=True, extra="ignore")


class StatedConsent(_Part):
    """A contributor's consent."""

    contributor: Code
    is_child: bool
    consent: Code
    given_on: date
    until: date


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
    """What a question came to, and who answered it."""

    policy: PolicyId
    question: QuestionId
    standing: Standing
    answered_by: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    """What answered it instead of a person, or why it does not apply: see `QuestionState`."""

    shown: tuple[str, ...] = ()
    """What people gave with their answers: see `QuestionState`."""


class Lift(_Part):
    """Who did away with a no: by a later yes, or by signing the explanation off (`is_sign_off`; no day)."""

    by: Handle
    roles: tuple[Role, ...]
    on: date | None
    is_sign_off: bool


class StoodNo(_Part):
    """An answer that was not yes; `lifts` is empty where it still stands, as one to an advice may."""

    policy: PolicyId
    question: QuestionId
    reply: Reply
    by: Handle
    roles: tuple[Role, ...]
    on: date
    lifts: tuple[Lift, ...]


class StatedPerson(_Part):
    """What is to be known of an account, or of a face that two people settled: see `NoteCode`."""

    code: NoteCode
    subject: str
    by: str = ""
    second: str = ""
    maker: str = ""


class StatedLook(_Part):
    """A thing in the draft that no program sees into, who looked at it, and a digest of what they said."""

    number: int
    holds: str
    by: Handle
    why_digest: str


class CertificateStatement(_Part):
    """All that a certificate says: codes, dates and digests; no title, no contributor's name, no prose."""

    version: int = 1
    workspace: str
    organisation: str
    id: Code
    issued_at: datetime
    timezone: str
    issued_by: Handle
    issued_as: tuple[Role, ...]
    story: Code
    revision: int
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
    parts_digest: str
    audit_head: str

    @property
    def digest(self) -> str:
        """The SHA-256 of the statement, which is printed on it."""
        return digest_of(self)


@dataclass(frozen=True)
class Issue:
    """Who issues which certificate, when, and where."""

    workspace: str
    organisation: str
    id: str
    at: datetime
    timezone: str
    actor: Actor
    audit_head: str


def state_certificate(
    issue: Issue, dossier: Dossier, clearance: Clearance, day_of: DayOf
) -> CertificateStatement:
    """Return what the certificate of a cleared story states."""
    plan = dossier.plan
    return CertificateStatement(
        workspace=issue.workspace,
        organisation=issue.organisation,
        id=issue.id,
        issued_at=issue.at,
        timezone=issue.timezone,
        issued_by=issue.actor.handle,
        issued_as=tuple(sorted(issue.actor.roles)),
        story=dossier.story.id,
        revision=dossier.story.revision,
        channel=clearance.channel,
        audience=plan.audience.value if plan else "",
        place=plan.place if plan else "",
        from_on=clearance.from_on,
        until=clearance.until,
        draft=dossier.story.draft,
        consents=tuple(_consents(dossier)),
        pictures=tuple(_picture(record) for record in dossier.images),
        videos=tuple(_video(record) for record in dossier.videos),
        policies=tuple(
            StatedPolicy(id=p.id, version=p.version, digest=dossier.policy_digests.get(p.id, ""))
            for p in dossier.policies
        ),
        answers=tuple(
            StatedAnswer(
                policy=q.policy,
                question=q.question,
                standing=q.standing,
                answered_by=q.answered_by,
                evidence=q.evidence,
                shown=q.shown,
            )
            for q in clearance.questions
        ),
        answered_as=_roles_of(dossier.all_answers),
        noes=stood_noes(_once(dossier.all_answers), day_of),
        people=tuple(
            StatedPerson(code=note.code, subject=note.subject, **note.facts)
            for note in clearance.notes
            if note.code in _OF_PEOPLE
        ),
        unread=tuple(kind.value for kind in unread_words(dossier)),
        looked_at=tuple(_looked_at(dossier)),
        bases=tuple(_basis(one) for one in dossier.bases_in_order),
        parts_digest=digest_of(clearance.parts),
        audit_head=issue.audit_head,
    )


_OF_PEOPLE = frozenset({NoteCode.VOUCHED, NoteCode.FROM_BEFORE, NoteCode.SECOND_LOOK})
"""Noes and signatures are stated apart, with more."""


def _looked_at(dossier: Dossier) -> Iterable[StatedLook]:
    for part in dossier.draft.parts if dossier.draft else ():
        if part.seen_by is not None and part.image is None:
            yield StatedLook(
                number=part.number, holds=part.holds.value, by=part.seen_by, why_digest=digest_of(part.why)
            )


def _consents(dossier: Dossier) -> Iterable[StatedConsent]:
    for person in dossier.contributors:
        consent = latest_consent(dossier, person.code)
        if consent is not None and consent.scope is not None:
            yield StatedConsent(
                contributor=person.code,
                is_child=person.is_child_on(dossier.on),
                consent=consent.id,
                given_on=consent.given_on,
                until=consent.scope.until,
            )


def _basis(basis: Basis) -> StatedBasis:
    return StatedBasis(
        thing=basis.thing,
        basis=basis.id,
        kind=basis.kind.value,
        until=basis.until,
        evidence=basis.evidence,
        seen_by=basis.seen_by,
    )


def _picture(record: ImageRecord) -> StatedMedia:
    covered = sum(face.must_be_covered for face in record.faces)
    ignored = sum(face.settlement is Settlement.NOT_A_FACE for face in record.faces)
    return StatedMedia(
        id=record.image.id,
        covered=covered,
        shown=len(record.faces) - covered - ignored,
        ignored=ignored,
        viewed_by=record.image.viewed_by,
        original=record.image.digest,
        copy_digest=record.copy_made.digest if record.copy_made else None,
    )


def _video(record: VideoRecord) -> StatedMedia:
    covered = sum(track.must_be_covered for track in record.tracks)
    ignored = sum(track.settlement is Settlement.NOT_A_FACE for track in record.tracks)
    return StatedMedia(
        id=record.video.id,
        covered=covered,
        shown=len(record.tracks) - covered - ignored,
        ignored=ignored,
        viewed_by=record.video.viewed_by,
        sound=record.copy_made.sound.value if record.copy_made else "none",
        original=record.video.digest,
        copy_digest=record.copy_made.digest if record.copy_made else None,
    )


def _once(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Answers that were kept for several things, as they were said: once. `answers` are oldest first."""
    kept: list[Answer] = []
    for answer in answers:
        last = kept[-1] if kept else None
        is_same = last is not None and answer.about not in {None, last.about} and _said(answer) == _said(last)
        if not is_same:
            kept.append(answer)
    return tuple(kept)


def _said(answer: Answer) -> tuple[object, ...]:
    return answer.policy, answer.question, answer.by, answer.at, answer.reply


def _roles_of(answers: tuple[Answer, ...]) -> dict[str, tuple[Role, ...]]:
    roles: dict[str, set[Role]] = {}
    for answer in answers:
        roles.setdefault(answer.by, set()).update(answer.roles)
    return {handle: tuple(sorted(held)) for handle, held in roles.items()}


def stood_noes(answers: tuple[Answer, ...], day_of: DayOf) -> tuple[StoodNo, ...]:
    """Return every answer that was not yes, oldest first, with who lifted it; "don't know" counts as no.

    `answers` are a story's, oldest first. All who said yes afterwards and had a say are named: which of them
    it took is the gate's rule, not the certificate's.
    """
    return tuple(
        StoodNo(
            policy=answer.policy,
            question=answer.question,
            reply=answer.reply,
            by=answer.by,
            roles=tuple(sorted(answer.roles)),
            on=day_of(answer.at),
            lifts=tuple(_lifts(answer, answers[number + 1 :], day_of)),
        )
        for number, answer in enumerate(answers)
        if answer.reply is not Reply.YES
    )


def _lifts(no: Answer, later: tuple[Answer, ...], day_of: DayOf) -> Iterable[Lift]:
    same = [one for one in later if (one.policy, one.question) == (no.policy, no.question)]
    if Role.SAFEGUARDING in no.roles and no.reply is Reply.NO:
        # Nobody else's answer counts against theirs.
        same = [one for one in same if Role.SAFEGUARDING in one.roles]
    yes = {one.by: one for one in reversed(same) if one.reply is Reply.YES}
    for one in sorted(yes.values(), key=lambda answer: answer.at):
        roles = tuple(sorted(one.roles))
        yield Lift(by=one.by, roles=roles, on=day_of(one.at), is_sign_off=False)
    for explained in (no, *same):
        if explained.reply is not Reply.YES and explained.signed_off_by is not None:
            # Managers alone sign an explanation off.
            yield Lift(by=explained.signed_off_by, roles=(Role.MANAGER,), on=None, is_sign_off=True)
