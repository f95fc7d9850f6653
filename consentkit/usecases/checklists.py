"""The checklist of one story: its questions, answers and sign-offs."""

from dataclasses import dataclass

from consentkit.domain.checklists import (
    MIN_JUSTIFICATION_LENGTH,
    Answer,
    Policy,
    Question,
    QuestionState,
    Reply,
)
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.events import EventName, require
from consentkit.domain.gate import asked_questions, clear
from consentkit.domain.values import Channel
from consentkit.store.stories import answers, get_story, sign_off
from consentkit.usecases.clearances import gather_dossier
from consentkit.usecases.workspaces import Workspace


@dataclass(frozen=True)
class AskedQuestion:
    """A question that is asked of a story, with what it has come to and what was answered, oldest first."""

    policy: Policy
    question: Question
    state: QuestionState
    answers: tuple[Answer, ...]


def list_questions(workspace: Workspace, story: str, channel: Channel) -> tuple[AskedQuestion, ...]:
    """Return every question that is asked of a story for a channel, in order. Raises NotFound."""
    dossier = gather_dossier(workspace, story, channel, on=workspace.today)
    states = {(s.policy, s.question): s for s in clear(dossier).questions}
    return tuple(
        AskedQuestion(
            policy,
            question,
            states[policy.id, question.id],
            tuple(a for a in dossier.answers if (a.policy, a.question) == (policy.id, question.id)),
        )
        for policy in dossier.policies
        for question in asked_questions(dossier, policy)
    )


def answer_question(
    workspace: Workspace, story: str, policy: str, question: str, *, reply: Reply, justification: str = ""
) -> Answer:
    """Record an answer.

    Raises NotFound, Refused where another role answers, InvalidInput for a short justification.
    """
    require(workspace.actor, EventName.QUESTION_ANSWERED)
    found = get_story(workspace.reading, story)
    asked = get_question(workspace, policy, question)
    if not asked.who:
        raise Refused("program-answers", question=question)
    if not workspace.actor.has(*asked.who):
        raise Refused("another-role-answers", question=question, roles=tuple(sorted(asked.who)))
    if justification and len(justification.strip()) < MIN_JUSTIFICATION_LENGTH:
        raise InvalidInput("justification-short", minimum=MIN_JUSTIFICATION_LENGTH)
    answer = Answer(
        story=story,
        policy=policy,
        question=question,
        reply=reply,
        justification=justification.strip(),
        by=workspace.actor.handle,
        roles=workspace.actor.roles & asked.who,
        at=workspace.clock(),
        revision=found.revision,
    )
    with workspace.transaction() as transaction:
        answers.insert(transaction.db, answer)
        transaction.record(
            EventName.QUESTION_ANSWERED,
            story,
            policy=policy,
            question=question,
            reply=reply,
            roles=answer.roles,
        )
    return answer


def sign_off_answer(workspace: Workspace, story: str, policy: str, question: str) -> Answer:
    """Sign off the last answer to a question as a second person.

    Raises NotFound where nothing was answered, Refused for one's own answer and for a safeguarding no,
    Conflict where there is nothing to sign off.
    """
    require(workspace.actor, EventName.ANSWER_SIGNED_OFF)
    get_question(workspace, policy, question)
    given = answers.where(
        workspace.reading, "story = ? AND policy = ? AND question = ?", story, policy, question
    )
    if not given:
        raise NotFound("answer-missing", question=question)
    last = given[-1]
    if last.reply is Reply.YES or not last.justification:
        raise Conflict("nothing-to-sign-off", question=question)
    if last.by == workspace.actor.handle:
        raise Refused("second-person-needed", question=question)
    with workspace.transaction() as transaction:
        sign_off(transaction.db, last, workspace.actor.handle)
        transaction.record(EventName.ANSWER_SIGNED_OFF, story, policy=policy, question=question, by=last.by)
    return last.model_copy(update={"signed_off_by": workspace.actor.handle})


def get_question(workspace: Workspace, policy: str, question: str) -> Question:
    """Return a question of a policy. Raises NotFound."""
    for known in workspace.catalogue.policies:
        for asked in known.questions:
            if (known.id, asked.id) == (policy, question):
                return asked
    raise NotFound("question-unknown", policy=policy, question=question)
