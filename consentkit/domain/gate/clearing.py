"""The gate: every rule over a dossier, and what the answers to the policies come to."""

from collections.abc import Iterator

from consentkit.domain.checklists import (
    Answer,
    Policy,
    Question,
    QuestionState,
    Severity,
    Standing,
)
from consentkit.domain.gate.basis_rules import basis_findings
from consentkit.domain.gate.clearances import (
    ONLY_ASKED_ABOUT,
    Clearance,
    Findings,
    Note,
    NoteCode,
    Reason,
    ReasonCode,
    finding,
)
from consentkit.domain.gate.consent_rules import contributor_findings
from consentkit.domain.gate.contents import content_parts
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.gate.draft_rules import draft_findings, word_findings
from consentkit.domain.gate.log_rules import log_findings
from consentkit.domain.gate.media_rules import file_findings
from consentkit.domain.gate.notes.people import notes_of
from consentkit.domain.gate.notes.unread_words import unread_notes
from consentkit.domain.gate.paper_rules import loose_page_findings, paper_findings
from consentkit.domain.gate.picture_rules import image_findings
from consentkit.domain.gate.video_rules import video_findings
from consentkit.domain.noes import SafeguardingNo
from consentkit.domain.pictures.images import Settlement
from consentkit.domain.questions.answering import against, evidence_for, fact_holds
from consentkit.domain.questions.belongings import OF_MEDIA, Belongings
from consentkit.domain.questions.conditions import Known, spared_by
from consentkit.domain.questions.elsewhere import as_elsewhere
from consentkit.domain.questions.known import known_of
from consentkit.domain.questions.things import (
    Things,
    answers_about,
    noes_over,
    shown_over,
    standing_over,
)
from consentkit.domain.values import Fact

_REASON_FOR = {
    Standing.OPEN: ReasonCode.QUESTION_OPEN,
    Standing.FAILED: ReasonCode.QUESTION_FAILED,
    Standing.UNSIGNED: ReasonCode.QUESTION_UNSIGNED,
}


def clear(dossier: Dossier) -> Clearance:
    """Return the clearance of the dossier's story for its channel on its day."""
    findings = tuple(_findings(dossier))
    reasons = [f for f in findings if f.code not in ONLY_ASKED_ABOUT]
    advice: list[Reason] = []
    states = _states(dossier, findings)
    for policy in dossier.policies:
        for question in policy.questions:
            state = states[policy.id, question.id]
            if state.standing in _REASON_FOR and not _already_said(dossier, policy, question, findings):
                reason = _question_reason(dossier, state, policy, question, findings)
                (advice if question.severity is Severity.ADVICE else reasons).append(reason)
    return Clearance(
        story=dossier.story.id,
        channel=dossier.channel,
        on=dossier.on,
        from_on=dossier.plan.from_on if dossier.plan else dossier.on,
        until=dossier.until,
        is_allowed=not reasons,
        reasons=tuple(reasons),
        advice=tuple(advice),
        questions=tuple(states.values()),
        parts=content_parts(dossier),
        first_parts=dossier.parts(),
        notes=(*_lifted(dossier), *notes_of(dossier), *unread_notes(dossier)),
    )


def _findings(dossier: Dossier) -> Findings:
    yield from log_findings(dossier.story.id, dossier.problems)
    yield from _policy_findings(dossier)
    yield from _story_findings(dossier)
    yield from basis_findings(dossier)
    for person in dossier.contributors:
        yield from contributor_findings(dossier, person)
        yield from paper_findings(dossier, person)
    yield from loose_page_findings(dossier)
    for record in dossier.images:
        yield from image_findings(dossier, record)
    for video in dossier.videos:
        yield from video_findings(dossier, video)
    yield from draft_findings(dossier)
    yield from word_findings(dossier)
    for name, state in sorted(dossier.papers.items()):
        yield from file_findings(name, state)


def _policy_findings(dossier: Dossier) -> Findings:
    for broken in dossier.broken_policies:
        yield finding(ReasonCode.POLICY_BROKEN, broken.file, field=broken.field, problem=broken.problem)
    if not dossier.policies:
        yield finding(ReasonCode.POLICY_NONE, dossier.story.id)


def _story_findings(dossier: Dossier) -> Findings:
    story = dossier.story
    if not (dossier.images or dossier.videos) and story.draft is None:
        yield finding(ReasonCode.STORY_EMPTY, story.id)
    if story.states_nobody_is_victim and not _nobody_is_victim(dossier):
        yield finding(ReasonCode.NOBODY_IS_VICTIM_UNTRUE, story.id)
    if dossier.plan is None:
        yield finding(ReasonCode.PLAN_MISSING, story.id, channel=dossier.channel.value)
    elif dossier.plan.until < dossier.on:
        yield finding(ReasonCode.PLAN_ENDED, story.id, until=dossier.plan.until)


def _nobody_is_victim(dossier: Dossier) -> bool:
    has_basis = {Settlement.DECLARED, Settlement.NOT_A_FACE}
    settled = {Settlement.OPEN if one.lacks_second else one.settlement for one in dossier.seen}
    return not any(c.is_survivor for c in dossier.contributors) and settled <= has_basis


def _states(dossier: Dossier, findings: tuple[Reason, ...]) -> dict[tuple[str, str], QuestionState]:
    """What each question has come to, in order; what two policies ask, by what the one came to."""
    known = known_of(dossier)
    asked = {(policy.id, one.id): (policy, one) for policy in dossier.policies for one in policy.questions}
    own = {name: _state(dossier, *both, findings, known) for name, both in asked.items()}
    return {name: as_elsewhere(question, own[name], own) for name, (_, question) in asked.items()}


def _state(
    dossier: Dossier, policy: Policy, question: Question, findings: tuple[Reason, ...], known: Known
) -> QuestionState:
    spared = spared_by(question.when, known)
    state = QuestionState(
        policy=policy.id, question=question.id, severity=question.severity, standing=Standing.DOES_NOT_APPLY
    )
    if spared and not any(no.stands for no in noes_about(dossier, policy, question)):
        return state.model_copy(update={"evidence": spared})
    evidence = evidence_for(dossier, question, findings)
    holds = fact_holds(dossier, question, findings)
    people = tuple(dict.fromkeys(a.by for a in answers_for(dossier, policy, question)))
    standing = _standing(dossier, policy, question, holds, is_answered=bool(evidence))
    is_of_program = not question.who or bool(evidence and standing is Standing.YES)
    return state.model_copy(
        update={
            "standing": standing,
            "answered_by": PROGRAM if is_of_program else people,
            "fact_holds": holds,
            "evidence": evidence,
            "shown": () if is_of_program else _shown(dossier, policy, question),
        }
    )


def _shown(dossier: Dossier, policy: Policy, question: Question) -> tuple[str, ...]:
    return shown_over(
        question,
        answers_for(dossier, policy, question),
        things_in(dossier, question),
        on=dossier.on,
        revision=dossier.story.revision,
    )


_ENGLISH = "en"

PROGRAM = ("program",)
"""Who answered where no person did: what it answered with is the evidence."""


def _standing(
    dossier: Dossier, policy: Policy, question: Question, holds: bool | None, *, is_answered: bool
) -> Standing:
    return standing_over(
        question,
        answers_for(dossier, policy, question),
        things_in(dossier, question),
        on=dossier.on,
        revision=dossier.story.revision,
        fact_holds=holds,
        separation=dossier.separation,
        is_answered=is_answered,
        elsewhere=dossier.noes_elsewhere_to(policy.id, question.id),
    )


def things_in(dossier: Dossier, question: Question) -> Things:
    """Return what a question is about in the dossier's story."""
    media = {}
    if question.scope in OF_MEDIA:
        media = {record.image.id: record.image.digest for record in dossier.images}
        media |= {record.video.id: record.video.digest for record in dossier.videos}
    return Belongings(
        on=dossier.on,
        story=dossier.story.id,
        revision=dossier.story.revision,
        people=dossier.contributors,
        plans=(dossier.plan,) if dossier.plan else (),
        media=media,
        others=(*(one.id for one in dossier.consents), *(one.id for one in dossier.bases_in_order)),
        has_words=dossier.story.draft is not None,
        origins=dossier.origins,
    ).things(question)


def answers_for(dossier: Dossier, policy: Policy, question: Question) -> tuple[Answer, ...]:
    """Return the answers to a question of the story's, or about what it is about; oldest first."""
    return answers_about(dossier.answers_to(policy.id, question.id), things_in(dossier, question))


def _lifted(dossier: Dossier) -> Iterator[Note]:
    for policy in dossier.policies:
        for question in policy.questions:
            for no in noes_about(dossier, policy, question):
                facts: dict[str, Fact] = {"by": no.by, "on": no.at.date(), "lifted_by": no.lifted_by}
                if not no.stands:
                    yield Note(code=NoteCode.SAID_NO, subject=f"{policy.id}/{question.id}", facts=facts)


def noes_about(dossier: Dossier, policy: Policy, question: Question) -> tuple[SafeguardingNo, ...]:
    """Return what safeguarding ever said no to in a question, and how far each is lifted."""
    return noes_over(
        question,
        answers_for(dossier, policy, question),
        things_in(dossier, question),
        revision=dossier.story.revision,
        separation=dossier.separation,
        elsewhere=dossier.noes_elsewhere_to(policy.id, question.id),
    )


def _already_said(dossier: Dossier, policy: Policy, question: Question, findings: tuple[Reason, ...]) -> bool:
    """Tell whether the findings say it all: people have done their part, the fact's is a reason already."""
    found = against(question, findings)
    if not found or any(f.code in ONLY_ASKED_ABOUT for f in found):
        return False
    if not question.who:
        return True
    is_answer = question.answered_by is not None and question.answered_by.fact is not None
    return _standing(dossier, policy, question, None, is_answered=is_answer) is Standing.YES


def _question_reason(
    dossier: Dossier, state: QuestionState, policy: Policy, question: Question, findings: tuple[Reason, ...]
) -> Reason:
    standing = [no for no in noes_about(dossier, policy, question) if no.stands]
    if standing:
        return _no_reason(standing[-1], policy, question, _in_form(dossier, question))
    return finding(
        _REASON_FOR[state.standing],
        f"{policy.id}/{question.id}",
        severity=question.severity.value,
        who=tuple(sorted(question.who)),
        question=question.text,
        **_written_in(policy),
        because=tuple(sorted({f.code.value for f in against(question, findings)})),
        **_in_form(dossier, question),
    )


def _in_form(dossier: Dossier, question: Question) -> dict[str, Fact]:
    """Of a question that a form answers, which form, and for whom of the story it is filled in first."""
    people = tuple(things_in(dossier, question))
    if question.form is None or not people:
        return {}
    return {"form": question.form.value, "contributor": people[0]}


def _written_in(policy: Policy) -> dict[str, Fact]:
    """In which language the words of a question are, where that is not the program's own."""
    return {} if policy.language == _ENGLISH else {"written_in": policy.language}


def _no_reason(no: SafeguardingNo, policy: Policy, question: Question, in_form: dict[str, Fact]) -> Reason:
    """Who said no, and how far its lifting has come: whoever said it is named, and asked first."""
    facts: dict[str, Fact] = in_form | {
        "by": no.by,
        "on": no.at.date(),
        "question": question.text,
        "severity": question.severity.value,
        "who": tuple(sorted(question.who)),
        **_written_in(policy),
    }
    code = ReasonCode.SAFEGUARDING_NO
    if no.opened_by is not None and no.from_at is not None:
        code = ReasonCode.SAFEGUARDING_NO_LIFTING
        facts |= {"first": no.opened_by, "until": no.from_at.date()}
    return Reason(code=code, subject=f"{policy.id}/{question.id}", facts=facts)
