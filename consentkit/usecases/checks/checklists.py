"""The checklist of one story: its questions, answers and sign-offs."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from consentkit.domain.accounts import Separation
from consentkit.domain.checklists import (
    Answer,
    Policy,
    Question,
    QuestionState,
    Reply,
    Standing,
)
from consentkit.domain.errors import Conflict, NotFound, Refused
from consentkit.domain.events import EventName, Showing, require
from consentkit.domain.gate.clearances import ONLY_ASKED_ABOUT, Reason
from consentkit.domain.gate.clearing import answers_for, clear, things_in
from consentkit.domain.gate.consent_rules import contributor_findings
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.noes import SafeguardingNo
from consentkit.domain.questions.answering import against
from consentkit.domain.questions.elsewhere import is_shared
from consentkit.domain.questions.scopes import ORGANISATION, QuestionScope
from consentkit.domain.questions.things import Things, noes_over, standing_over
from consentkit.domain.roles import Actor, Role
from consentkit.domain.values import Channel
from consentkit.store.stories.stories import get_story, sign_off
from consentkit.usecases.changes import Change
from consentkit.usecases.checks.answering import SaidAnswer, check_said, keep_said
from consentkit.usecases.checks.evidence import NewEvidence
from consentkit.usecases.checks.given import given_to, things_in_story
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.publications.gathering import gather_dossier
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
    things: Things = field(default_factory=dict)
    """For what the answers are kept."""

    @property
    def until(self) -> date | None:
        """The last day of the last answer, where answers hold for some days only."""
        if self.question.valid_days is None or not self.answers:
            return None
        return self.answers[-1].at.date() + timedelta(days=self.question.valid_days - 1)

    @property
    def noes(self) -> tuple[SafeguardingNo, ...]:
        """What safeguarding ever said no to here, oldest first, and how far each is lifted."""
        return noes_over(
            self.question,
            self.answers,
            self.things,
            revision=self.revision,
            separation=self.separation,
            elsewhere=self.elsewhere,
        )

    @property
    def is_answered(self) -> bool:
        """Tell whether something else than a person answers it."""
        is_own = self.state.standing is not Standing.DOES_NOT_APPLY and not self.is_asked_elsewhere
        return bool(self.state.evidence) and is_own

    @property
    def is_asked_elsewhere(self) -> bool:
        """Tell whether the answer to a question of another policy is its own."""
        return any(one.startswith("same-as: ") for one in self.state.evidence)

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
            question.asked_of(things_in(dossier, question)),
            states[policy.id, question.id],
            answers_for(dossier, policy, question),
            against(question, findings),
            dossier.story.revision,
            dossier.separation,
            dossier.noes_elsewhere_to(policy.id, question.id),
            things_in(dossier, question),
        )
        for policy in dossier.policies
        for question in policy.questions
    )


def _only_asked_about(dossier: Dossier) -> tuple[Reason, ...]:
    """Findings that refuse through a question alone, and so are no reasons by themselves."""
    found = (f for person in dossier.contributors for f in contributor_findings(dossier, person))
    return tuple(f for f in found if f.code in ONLY_ASKED_ABOUT)


def organisation_sheet(workspace: Workspace) -> tuple[AskedQuestion, ...]:
    """Return every question about the organisation itself, in order, as it stands today."""
    separation = separation_of(workspace, workspace.reading)
    return tuple(
        look_again(workspace, None, AskedQuestion(policy, question, _unasked(policy, question)), separation)
        for policy in workspace.catalogue.policies
        for question in policy.questions
        if question.scope is QuestionScope.ORGANISATION
        and not is_shared(question, workspace.catalogue.policies)
    )


def _unasked(policy: Policy, question: Question) -> QuestionState:
    return QuestionState(
        policy=policy.id, question=question.id, severity=question.severity, standing=Standing.OPEN
    )


def look_again(
    workspace: Workspace, story: str | None, asked: AskedQuestion, separation: Separation | None = None
) -> AskedQuestion:
    """Return a question with the answers as they are now; what the program found stays as it was read.

    Much quicker than `list_questions`, which takes every file's digest again.
    """
    db, question = workspace.reading, asked.question
    things = asked.things or things_in_story(workspace, db, story, question)
    given = given_to(db, story, asked.policy.id, question, things)
    revision = get_story(db, story).revision if story is not None else 0
    separation = separation or separation_of(workspace, db)
    again = replace(asked, answers=given, revision=revision, separation=separation, things=things)
    if asked.state.standing is Standing.DOES_NOT_APPLY and not any(no.stands for no in again.noes):
        return again
    if asked.is_asked_elsewhere and given == asked.answers:
        return again
    standing = standing_over(
        question,
        given,
        things,
        on=workspace.today,
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
    story: str | None,
    policy: str,
    question: str,
    *,
    reply: Reply,
    justification: str = "",
    revision: int | None = None,
    shown: NewEvidence | None = None,
) -> Answer:
    """Record an answer, which is kept for what the question is about, with what shows it.

    `revision` is the story's that the person had before them, where that is known; without a story only what
    is about the organisation itself is answered.

    A yes of safeguarding to what somebody else in that role said no to opens the lifting of that no, or
    confirms it as the second one once the days of the policy are over. Raises NotFound, Refused where another
    role answers, for who is no other person and before those days are over, InvalidInput for a short
    justification, for a yes without what the question asks for (evidence-lacking) and for evidence that
    cannot be, Conflict (record-changed) where the story is another one by now, or (lifting-open-already)
    for who opened the lifting.
    """
    asked = get_question(workspace, policy, question)
    told = SaidAnswer(
        policy=policy, question=question, reply=reply, justification=justification,
        shown=shown or NewEvidence(),
    )  # fmt: skip
    check_said(told)
    with workspace.change(EventName.QUESTION_ANSWERED) as change:
        things = things_in_story(workspace, change.db, story, asked)
        if asked.form is not None and things:
            raise Refused("answered-in-form", question=asked.id)
        if reply is Reply.YES:
            change.check_day()
        held = _revision(change, story, asked, revision)
        return keep_said(workspace, change, asked, told, things, story=story, revision=held)


def _revision(change: Change, story: str | None, asked: Question, seen: int | None) -> int:
    """The story's revision, which must be the one that was seen; 0 on the organisation's own sheet."""
    if story is not None:
        found = get_story(change.db, story)
        check_revision(found, seen)
        return found.revision
    if asked.scope is not QuestionScope.ORGANISATION:
        raise Refused("question-of-story", question=asked.id)
    return 0


def sign_off_answer(
    workspace: Workspace,
    story: str | None,
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
        given = given_to(change.db, story, policy, asked, things_in_story(workspace, change.db, story, asked))
        if not given:
            raise NotFound("answer-missing", question=question)
        if expected is not None and _about_these(given, expected) != expected:
            raise Conflict("record-changed", kind="story", id=story or ORGANISATION, changed=("answers",))
        answer = _waiting(change, asked, given, separation_of(workspace, change.db))
        sign_off(change.db, answer, change.actor.handle)
        change.record(story or ORGANISATION, policy=policy, question=question, by=answer.by)
    return answer.model_copy(update={"signed_off_by": change.actor.handle})


def _about_these(given: tuple[Answer, ...], seen: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Those about what was seen: another channel may take the story to another place."""
    about = {one.about for one in seen}
    return tuple(one for one in given if one.about in about)


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


def show_evidence_to(
    workspace: Workspace, story: str | None, policy: str, question: str, how: Showing
) -> bytes:
    """Return the file of the last answer that has one, and record that somebody saw it.

    Raises NotFound (evidence-unknown) where none has.
    """
    asked = get_question(workspace, policy, question)
    require(workspace.actor, EventName.ORIGINAL_SHOWN)
    with workspace.change(EventName.ORIGINAL_SHOWN) as change:
        given = given_to(change.db, story, policy, asked, things_in_story(workspace, change.db, story, asked))
        files = [one for one in given if one.evidence_file is not None]
        if not files:
            raise NotFound("evidence-unknown", question=question)
        data = change.open_file(files[-1].evidence_file or "")
        change.record(story or ORGANISATION, how=how, story=story, policy=policy, question=question)
    return data


def get_question(workspace: Workspace, policy: str, question: str) -> Question:
    """Return a question of a policy. Raises NotFound."""
    for known in workspace.catalogue.policies:
        for asked in known.questions:
            if (known.id, asked.id) == (policy, question):
                return asked
    raise NotFound("question-unknown", policy=policy, question=question)
