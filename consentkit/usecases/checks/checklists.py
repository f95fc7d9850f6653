"""The checklist of one story: its questions, answers and sign-offs."""

from dataclasses import dataclass, field, replace

from consentkit.domain.accounts import Separation
from consentkit.domain.checklists import (
    MIN_JUSTIFICATION_LENGTH,
    Answer,
    Policy,
    Question,
    QuestionState,
    Reply,
    Standing,
    noes_to,
    standing_of,
)
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.events import EventName
from consentkit.domain.gate.clearances import ONLY_ASKED_ABOUT, Reason
from consentkit.domain.gate.clearing import clear
from consentkit.domain.gate.consent_rules import contributor_findings
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.noes import SafeguardingNo, check_lifting
from consentkit.domain.questions.answering import against
from consentkit.domain.roles import Actor, Role
from consentkit.domain.values import Channel
from consentkit.store.stories.stories import answers, answers_to, get_story, sign_off
from consentkit.usecases.changes import Change
from consentkit.usecases.checks.noes import noes_where_files_are_shown
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.publications.clearances import gather_dossier
from consentkit.usecases.stories.stories import check_revision
from consentkit.usecases.workspaces import Workspace


@dataclass(frozen=True)
class AskedQuestion:
    """A question that is asked of a story, with what it has come to and what was answered, oldest first.

    `findings` are what the program found against a yes; `revision` is the story's; `separation` says which
    accounts are two people; `elsewhere` are safeguarding noes to the same files in other stories.
    """

    policy: Policy
    question: Question
    state: QuestionState
    answers: tuple[Answer, ...] = ()
    findings: tuple[Reason, ...] = ()
    revision: int = 1
    separation: Separation = field(default_factory=lambda: Separation(()))
    elsewhere: tuple[Answer, ...] = ()

    @property
    def noes(self) -> tuple[SafeguardingNo, ...]:
        """What safeguarding ever said no to here, oldest first, and how far each is lifted."""
        return noes_to(
            self.question,
            self.answers,
            revision=self.revision,
            separation=self.separation,
            elsewhere=self.elsewhere,
        )

    @property
    def is_answered(self) -> bool:
        """Tell whether something else than a person answers it."""
        return bool(self.state.evidence) and self.state.standing is not Standing.DOES_NOT_APPLY

    @property
    def is_answered_by_fact(self) -> bool:
        """Tell whether the fact that was found is its answer."""
        return self.is_answered and self.state.fact_holds is True and self.question.fact is None

    def is_waiting_for(self, actor: Actor) -> bool:
        """Tell whether it is this actor's turn: to answer it, or to sign an explanation off."""
        if self.state.standing is Standing.UNSIGNED:
            return actor.has(Role.MANAGER) and any(
                self.separation.are_two(a.by, actor.handle, a.at) and a.justification and not a.signed_off_by
                for a in self.answers
            )
        if self.state.standing is not Standing.OPEN or not actor.has(*self.question.who):
            return False
        mine = any(a.by == actor.handle and a.revision == self.revision for a in self.answers)
        return not (mine and self.question.needs_second_viewer)


def list_questions(workspace: Workspace, story: str, channel: Channel) -> tuple[AskedQuestion, ...]:
    """Return every question for a story and a channel, in order; some do not apply. Raises NotFound."""
    return questions_of(gather_dossier(workspace, story, channel, on=workspace.today))


def questions_of(dossier: Dossier) -> tuple[AskedQuestion, ...]:
    """Return every question of the policies, in order; those that do not apply say so."""
    clearance = clear(dossier)
    states = {(s.policy, s.question): s for s in clearance.questions}
    findings = (*clearance.reasons, *_only_asked_about(dossier))
    return tuple(
        AskedQuestion(
            policy,
            question,
            states[policy.id, question.id],
            dossier.answers_to(policy.id, question.id),
            against(question, findings),
            dossier.story.revision,
            dossier.separation,
            dossier.noes_elsewhere_to(policy.id, question.id),
        )
        for policy in dossier.policies
        for question in policy.questions
    )


def _only_asked_about(dossier: Dossier) -> tuple[Reason, ...]:
    """Findings that refuse through a question alone, and so are no reasons by themselves."""
    found = (f for person in dossier.contributors for f in contributor_findings(dossier, person))
    return tuple(f for f in found if f.code in ONLY_ASKED_ABOUT)


def look_again(workspace: Workspace, story: str, asked: AskedQuestion) -> AskedQuestion:
    """Return a question with the answers as they are now; what the program found stays as it was read.

    Much quicker than `list_questions`, which takes every file's digest again.
    """
    policy, question = asked.policy.id, asked.question
    given = answers_to(workspace.reading, story, policy, question.id)
    revision = get_story(workspace.reading, story).revision
    separation = separation_of(workspace, workspace.reading)
    again = replace(asked, answers=given, revision=revision, separation=separation)
    if asked.state.standing is Standing.DOES_NOT_APPLY and not any(no.stands for no in again.noes):
        return again
    standing = standing_of(
        question,
        given,
        revision=revision,
        fact_holds=asked.state.fact_holds,
        separation=separation,
        is_answered=asked.is_answered,
        elsewhere=asked.elsewhere,
    )
    state = asked.state.model_copy(update={"standing": standing})
    return replace(again, state=state)


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

    A yes of safeguarding to what somebody else in that role said no to opens the lifting of that no, or
    confirms it as the second one once the days of the policy are over. Raises NotFound, Refused where another
    role answers, for who is no other person and before those days are over, InvalidInput for a short
    justification, Conflict (record-changed) where the story is another one by now, or (lifting-open-already)
    for who opened the lifting.
    """
    asked = get_question(workspace, policy, question)
    if justification and len(justification.strip()) < MIN_JUSTIFICATION_LENGTH:
        raise InvalidInput("justification-short", minimum=MIN_JUSTIFICATION_LENGTH)
    with workspace.change(EventName.QUESTION_ANSWERED) as change:
        if reply is Reply.YES:
            change.check_day()
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
        lifting = _lifting(workspace, change, asked, answer)
        answers.insert(change.db, answer)
        change.record(
            story, policy=policy, question=question, reply=reply, roles=answer.roles, lifting=lifting
        )
    return answer


def _lifting(workspace: Workspace, change: Change, asked: Question, answer: Answer) -> str | None:
    """What an answer does to the noes of others that stand: the first opens their lifting, a second lifts."""
    if answer.reply is not Reply.YES or Role.SAFEGUARDING not in answer.roles:
        return None
    separation = separation_of(workspace, change.db)
    given = answers_to(change.db, answer.story, answer.policy, answer.question)
    shared = noes_where_files_are_shown(workspace, change.db, answer.story, separation)
    elsewhere = tuple(a for a in shared if (a.policy, a.question) == (answer.policy, answer.question))
    noes = noes_to(asked, given, revision=answer.revision, separation=separation, elsewhere=elsewhere)
    return check_lifting(noes, change.actor.handle, separation, change.at)


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
    for one's own answer, for who may be the same person, and for a safeguarding no, Conflict where there is
    nothing to sign off, or (record-changed) where the answers are others by now.
    """
    asked = get_question(workspace, policy, question)
    with workspace.change(EventName.ANSWER_SIGNED_OFF) as change:
        change.check_day()
        given = answers_to(change.db, story, policy, question)
        if not given:
            raise NotFound("answer-missing", question=question)
        if expected is not None and given != expected:
            raise Conflict("record-changed", kind="story", id=story, changed=("answers",))
        answer = _waiting(change, asked, given, separation_of(workspace, change.db))
        sign_off(change.db, answer, change.actor.handle)
        change.record(story, policy=policy, question=question, by=answer.by)
    return answer.model_copy(update={"signed_off_by": change.actor.handle})


def _waiting(change: Change, asked: Question, given: tuple[Answer, ...], separation: Separation) -> Answer:
    """The oldest answer that counts, is explained, and waits for this second person."""
    counting = {a.by: a for a in given}.values() if asked.needs_second_viewer else given[-1:]
    explained = [a for a in counting if a.reply is not Reply.YES and a.justification]
    if any(Role.SAFEGUARDING in a.roles and a.reply is Reply.NO for a in explained):
        raise Refused("safeguarding-said-no", question=asked.id)
    waiting = [a for a in explained if a.signed_off_by is None]
    if not waiting:
        raise Conflict("nothing-to-sign-off", question=asked.id)
    of_others = [answer for answer in waiting if answer.by != change.actor.handle] or waiting
    for answer in of_others:
        if separation.are_two(answer.by, change.actor.handle, change.at):
            break
    separation.require_second(change.actor.handle, [answer.by], change.at)
    return answer


def get_question(workspace: Workspace, policy: str, question: str) -> Question:
    """Return a question of a policy. Raises NotFound."""
    for known in workspace.catalogue.policies:
        for asked in known.questions:
            if (known.id, asked.id) == (policy, question):
                return asked
    raise NotFound("question-unknown", policy=policy, question=question)
