"""The checklist of one story: its questions, answers and sign-offs."""

from dataclasses import dataclass, replace

from consentkit.domain.checklists import (
    MIN_JUSTIFICATION_LENGTH,
    Answer,
    Policy,
    Question,
    QuestionState,
    Reply,
    Standing,
    standing_of,
)
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.events import EventName
from consentkit.domain.gate.clearances import ONLY_ASKED_ABOUT, Reason
from consentkit.domain.gate.clearing import asked_questions, clear
from consentkit.domain.gate.consent_rules import contributor_findings
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.gate.facts import FINDINGS_AGAINST
from consentkit.domain.roles import Actor, Role
from consentkit.domain.values import Channel
from consentkit.store.stories.stories import answers, answers_to, get_story, sign_off
from consentkit.usecases.publications.clearances import gather_dossier
from consentkit.usecases.stories.stories import check_revision
from consentkit.usecases.workspaces import Workspace


@dataclass(frozen=True)
class AskedQuestion:
    """A question that is asked of a story, with what it has come to and what was answered, oldest first.

    `findings` are what the program found against a yes; `revision` is the story's.
    """

    policy: Policy
    question: Question
    state: QuestionState
    answers: tuple[Answer, ...] = ()
    findings: tuple[Reason, ...] = ()
    revision: int = 1

    def is_waiting_for(self, actor: Actor) -> bool:
        """Tell whether it is this actor's turn: to answer it, or to sign an explanation off."""
        if self.state.standing is Standing.UNSIGNED:
            return actor.has(Role.MANAGER) and any(
                a.by != actor.handle and a.justification and a.signed_off_by is None for a in self.answers
            )
        if self.state.standing is not Standing.OPEN or not actor.has(*self.question.who):
            return False
        mine = any(a.by == actor.handle and a.revision == self.revision for a in self.answers)
        return not (mine and self.question.needs_second_viewer)


def list_questions(workspace: Workspace, story: str, channel: Channel) -> tuple[AskedQuestion, ...]:
    """Return every question that is asked of a story for a channel, in order. Raises NotFound."""
    dossier = gather_dossier(workspace, story, channel, on=workspace.today)
    clearance = clear(dossier)
    states = {(s.policy, s.question): s for s in clearance.questions}
    findings = (*clearance.reasons, *_only_asked_about(dossier))
    return tuple(
        AskedQuestion(
            policy,
            question,
            states[policy.id, question.id],
            tuple(a for a in dossier.answers if (a.policy, a.question) == (policy.id, question.id)),
            _against(question, findings),
            dossier.story.revision,
        )
        for policy in dossier.policies
        for question in asked_questions(dossier, policy)
    )


def _only_asked_about(dossier: Dossier) -> tuple[Reason, ...]:
    """Findings that refuse through a question alone, and so are no reasons by themselves."""
    found = (f for person in dossier.contributors for f in contributor_findings(dossier, person))
    return tuple(f for f in found if f.code in ONLY_ASKED_ABOUT)


def _against(question: Question, findings: tuple[Reason, ...]) -> tuple[Reason, ...]:
    codes = FINDINGS_AGAINST[question.fact] if question.fact else frozenset()
    return tuple(f for f in findings if f.code in codes)


def look_again(workspace: Workspace, story: str, asked: AskedQuestion) -> AskedQuestion:
    """Return a question with the answers as they are now; what the program found stays as it was read.

    Much quicker than `list_questions`, which takes every file's digest again.
    """
    policy, question = asked.policy.id, asked.question
    given = answers_to(workspace.reading, story, policy, question.id)
    revision = get_story(workspace.reading, story).revision
    standing = standing_of(question, given, revision=revision, fact_holds=asked.state.fact_holds)
    state = asked.state.model_copy(update={"standing": standing})
    return replace(asked, state=state, answers=given, revision=revision)


def answer_question(
    workspace: Workspace,
    story: str,
    policy: str,
    question: str,
    *,
    reply: Reply,
    justification: str = "",
    revision: int | None = None,
) -> Answer:
    """Record an answer. `revision` is the story's that the person had before them, where that is known.

    Raises NotFound, Refused where another role answers, InvalidInput for a short justification, Conflict
    (record-changed) where the story is another one by now.
    """
    asked = get_question(workspace, policy, question)
    if justification and len(justification.strip()) < MIN_JUSTIFICATION_LENGTH:
        raise InvalidInput("justification-short", minimum=MIN_JUSTIFICATION_LENGTH)
    with workspace.change(EventName.QUESTION_ANSWERED) as change:
        found = get_story(change.db, story)
        check_revision(found, revision)
        _check_turn(change.actor, asked)
        answer = Answer(
            story=story,
            policy=policy,
            question=question,
            reply=reply,
            justification=justification.strip(),
            by=change.actor.handle,
            roles=change.actor.roles & asked.who,
            at=change.at,
            revision=found.revision,
        )
        answers.insert(change.db, answer)
        change.record(story, policy=policy, question=question, reply=reply, roles=answer.roles)
    return answer


def _check_turn(actor: Actor, asked: Question) -> None:
    if not asked.who:
        raise Refused("program-answers", question=asked.id)
    if not actor.has(*asked.who):
        raise Refused("another-role-answers", question=asked.id, roles=tuple(sorted(asked.who)))


def sign_off_answer(
    workspace: Workspace,
    story: str,
    policy: str,
    question: str,
    *,
    expected: tuple[Answer, ...] | None = None,
) -> Answer:
    """Sign off an explained answer as a second person: the last one, or each viewer's last, oldest first.

    `expected` are the answers that this person read. Raises NotFound where nothing was answered, Refused
    for one's own answer and for a safeguarding no, Conflict where there is nothing to sign off, or
    (record-changed) where the answers are others by now.
    """
    asked = get_question(workspace, policy, question)
    with workspace.change(EventName.ANSWER_SIGNED_OFF) as change:
        given = answers_to(change.db, story, policy, question)
        if not given:
            raise NotFound("answer-missing", question=question)
        if expected is not None and given != expected:
            raise Conflict("record-changed", kind="story", id=story, changed=("answers",))
        answer = _waiting(change.actor, asked, given)
        sign_off(change.db, answer, change.actor.handle)
        change.record(story, policy=policy, question=question, by=answer.by)
    return answer.model_copy(update={"signed_off_by": change.actor.handle})


def _waiting(actor: Actor, asked: Question, given: tuple[Answer, ...]) -> Answer:
    """The oldest answer that counts, is explained, and waits for this second person."""
    counting = {a.by: a for a in given}.values() if asked.needs_second_viewer else given[-1:]
    explained = [a for a in counting if a.reply is not Reply.YES and a.justification]
    if any(Role.SAFEGUARDING in a.roles and a.reply is Reply.NO for a in explained):
        raise Refused("safeguarding-said-no", question=asked.id)
    waiting = [a for a in explained if a.signed_off_by is None]
    if not waiting:
        raise Conflict("nothing-to-sign-off", question=asked.id)
    for answer in waiting:
        if answer.by != actor.handle:
            return answer
    raise Refused("second-person-needed", question=asked.id)


def get_question(workspace: Workspace, policy: str, question: str) -> Question:
    """Return a question of a policy. Raises NotFound."""
    for known in workspace.catalogue.policies:
        for asked in known.questions:
            if (known.id, asked.id) == (policy, question):
                return asked
    raise NotFound("question-unknown", policy=policy, question=question)
