"""State what a clearance rests on, as its certificate will say it."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from consentkit.domain.bases import Basis
from consentkit.domain.checklists import Answer, Reply
from consentkit.domain.consents import Uses
from consentkit.domain.gate.certificates.statements import (
    CertificateStatement,
    Lift,
    StatedAnswer,
    StatedBasis,
    StatedConsent,
    StatedLook,
    StatedMedia,
    StatedPerson,
    StatedPolicy,
    StatedStory,
    StatedUses,
    StoodNo,
)
from consentkit.domain.gate.clearances import Clearance, NoteCode
from consentkit.domain.gate.dossiers import Dossier, ImageRecord, VideoRecord
from consentkit.domain.gate.notes.unread_words import unread_words
from consentkit.domain.pictures.images import Face, Image, Settlement
from consentkit.domain.pictures.public_copies import PublicCopy
from consentkit.domain.roles import Actor, Role
from consentkit.domain.uses.at_hand import consents_at_hand
from consentkit.domain.values import digest_of
from consentkit.domain.videos.videos import Track, Video, VideoCopy

DayOf = Callable[[datetime], date]
"""Gives the day of an instant where the organisation works."""

H = TypeVar("H", bound=Hashable)


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
    issue: Issue, dossiers: Sequence[Dossier], clearance: Clearance, day_of: DayOf
) -> CertificateStatement:
    """Return what the certificate of a cleared story states, or of several that go out together.

    `dossiers` are in the order of the clearance's stories.
    """
    first = dossiers[0]
    plan, is_joint = first.plan, len(dossiers) > 1
    return CertificateStatement(
        workspace=issue.workspace,
        organisation=issue.organisation,
        id=issue.id,
        issued_at=issue.at,
        timezone=issue.timezone,
        issued_by=issue.actor.handle,
        issued_as=tuple(sorted(issue.actor.roles)),
        story=None if is_joint else first.story.id,
        revision=None if is_joint else first.story.revision,
        channel=clearance.channel,
        audience=plan.audience.value if plan else "",
        place=plan.place if plan else "",
        from_on=clearance.from_on,
        until=clearance.until,
        draft=None if is_joint else first.story.draft,
        consents=_of_all(dossiers, _consents),
        pictures=_of_all(dossiers, lambda one: map(_picture, one.images)),
        videos=_of_all(dossiers, lambda one: map(_video, one.videos)),
        policies=_of_all(dossiers, _policies),
        answers=tuple(_answers(clearance)),
        answered_as=_roles_of(tuple(answer for one in dossiers for answer in one.all_answers)),
        noes=tuple(no for one in dossiers for no in _noes(one, day_of, is_joint=is_joint)),
        people=tuple(dict.fromkeys(_people(clearance))),
        unread=_of_all(dossiers, lambda one: (kind.value for kind in unread_words(one))),
        looked_at=_of_all(dossiers, lambda one: _looked_at(one, is_joint=is_joint)),
        bases=_of_all(dossiers, lambda one: map(_basis, one.bases_in_order)),
        stories=tuple(_stories(dossiers, clearance)),
        parts_digest=digest_of(clearance.parts),
        audit_head=issue.audit_head,
    )


def _of_all(dossiers: Iterable[Dossier], stated: Callable[[Dossier], Iterable[H]]) -> tuple[H, ...]:
    """Return what is stated of each story; what several share is stated once."""
    return tuple(dict.fromkeys(found for one in dossiers for found in stated(one)))


def _policies(dossier: Dossier) -> Iterable[StatedPolicy]:
    for one in dossier.policies:
        yield StatedPolicy(id=one.id, version=one.version, digest=dossier.policy_digests.get(one.id, ""))


def _answers(clearance: Clearance) -> Iterable[StatedAnswer]:
    for one in clearance.each or (clearance,):
        for q in one.questions:
            yield StatedAnswer(
                policy=q.policy,
                question=q.question,
                standing=q.standing,
                answered_by=q.answered_by,
                evidence=q.evidence,
                shown=q.shown,
                story=one.story if clearance.each else None,
            )


def _noes(dossier: Dossier, day_of: DayOf, *, is_joint: bool) -> Iterable[StoodNo]:
    for no in stood_noes(_once(dossier.all_answers), day_of):
        yield no.model_copy(update={"story": dossier.story.id}) if is_joint else no


def _people(clearance: Clearance) -> Iterable[StatedPerson]:
    for note in clearance.notes:
        if note.code in _OF_PEOPLE:
            yield StatedPerson(code=note.code, subject=note.subject, **note.facts)


def _stories(dossiers: Sequence[Dossier], clearance: Clearance) -> Iterable[StatedStory]:
    for dossier, one in zip(dossiers, clearance.each, strict=False):
        story = dossier.story
        yield StatedStory(
            story=story.id, revision=story.revision, draft=story.draft, parts_digest=digest_of(one.parts)
        )


_OF_PEOPLE = frozenset(
    {
        NoteCode.VOUCHED,
        NoteCode.FROM_BEFORE,
        NoteCode.SECOND_LOOK,
        NoteCode.INTERPRETED,
        NoteCode.BACK_CHECKED,
    }
)
"""Noes and signatures are stated apart, with more."""


def _looked_at(dossier: Dossier, *, is_joint: bool) -> Iterable[StatedLook]:
    for part in dossier.draft.parts if dossier.draft else ():
        if part.seen_by is not None and part.image is None:
            yield StatedLook(
                number=part.number,
                holds=part.holds.value,
                by=part.seen_by,
                why_digest=digest_of(part.why),
                story=dossier.story.id if is_joint else None,
            )


def _consents(dossier: Dossier) -> Iterable[StatedConsent]:
    for person in dossier.contributors:
        for consent in consents_at_hand(dossier, person.code):
            if consent.scope is None:
                continue
            yield StatedConsent(
                contributor=person.code,
                is_child=person.is_child_on(dossier.on),
                consent=consent.id,
                given_on=consent.given_on,
                until=consent.scope.until,
                uses=tuple(_stated(one) for one in consent.scope.uses if dossier.channel in one.channels),
            )


def _stated(uses: Uses) -> StatedUses:
    return StatedUses(
        media=tuple(sorted(uses.media)),
        appearance=uses.appearance,
        naming=uses.naming,
        audiences=tuple(sorted(uses.audiences)),
        places=tuple(sorted(uses.places)),
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
    return _media(record.image, record.faces, record.copy_made)


def _video(record: VideoRecord) -> StatedMedia:
    sound = record.copy_made.sound.value if record.copy_made else "none"
    return _media(record.video, record.tracks, record.copy_made).model_copy(update={"sound": sound})


def _media(
    thing: Image | Video, seen: Sequence[Face | Track], copy: PublicCopy | VideoCopy | None
) -> StatedMedia:
    covered = sum(one.must_be_covered for one in seen)
    ignored = sum(one.settlement is Settlement.NOT_A_FACE for one in seen)
    return StatedMedia(
        id=thing.id,
        covered=covered,
        shown=len(seen) - covered - ignored,
        ignored=ignored,
        viewed_by=thing.viewed_by,
        original=thing.digest,
        copy_digest=copy.digest if copy else None,
    )


def _once(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Answers that were kept for several things, as they were said: once. `answers` are oldest first."""
    kept: list[Answer] = []
    for answer in answers:
        last = kept[-1] if kept else None
        is_same = last is not None and answer.about is not None and _said(answer) == _said(last)
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
