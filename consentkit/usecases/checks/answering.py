"""One answer: what is said, whether this person may say it now, and how it is kept with what shows it."""

from collections.abc import Iterator

from consentkit.domain.checklists import MIN_JUSTIFICATION_LENGTH, Answer, Question, Reply
from consentkit.domain.errors import InvalidInput, Refused
from consentkit.domain.events import EventName
from consentkit.domain.noes import check_lifting
from consentkit.domain.questions.same import PolicyId, QuestionId
from consentkit.domain.questions.scopes import ORGANISATION
from consentkit.domain.questions.things import NOBODY, Things, noes_over
from consentkit.domain.roles import Actor, Role
from consentkit.domain.values import Value
from consentkit.store.stories.stories import answers
from consentkit.usecases.changes import Change
from consentkit.usecases.checks.evidence import NewEvidence, kinds_in, with_evidence
from consentkit.usecases.checks.given import given_to
from consentkit.usecases.checks.noes import noes_where_files_are_shown
from consentkit.usecases.consents.release_files import check_release_file
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.workspaces import Workspace


class SaidAnswer(Value):
    """What a person says to one question, with an explanation and with what shows it."""

    policy: PolicyId
    question: QuestionId
    reply: Reply
    justification: str = ""
    shown: NewEvidence = NewEvidence()


def check_said(told: SaidAnswer) -> None:
    """Raise InvalidInput for an explanation that is too short, and for a file that is none."""
    if told.justification and len(told.justification.strip()) < MIN_JUSTIFICATION_LENGTH:
        raise InvalidInput("justification-short", minimum=MIN_JUSTIFICATION_LENGTH)
    # Opening a file takes long, and rests on nothing in the records.
    check_release_file(told.shown.file)


def keep_said(
    workspace: Workspace,
    change: Change,
    asked: Question,
    told: SaidAnswer,
    things: Things,
    *,
    story: str | None,
    revision: int,
    about: str | None = None,
) -> Answer:
    """Keep an answer for each of these things, and record it; `about` is said where it is for one alone.

    Raises Refused where another role answers, and as `lifting_by` does; InvalidInput as `with_evidence` does.
    """
    _check_turn(change.actor, asked)
    answer = Answer(
        story=story,
        policy=told.policy,
        question=told.question,
        reply=told.reply,
        justification=told.justification.strip(),
        by=change.actor.handle,
        roles=change.actor.roles & asked.who,
        at=change.at,
        revision=revision,
        rests_on=NOBODY if asked.form is not None else None,
    )
    answer = with_evidence(change, asked.asked_of(things), answer, told.shown, things)
    lifting = lifting_by(workspace, change, asked, answer, things)
    for kept in _kept_for(answer, things):
        answers.insert(change.db, kept)
    change.record_also(
        EventName.QUESTION_ANSWERED,
        story or ORGANISATION,
        policy=told.policy,
        question=told.question,
        reply=told.reply,
        roles=answer.roles,
        lifting=lifting,
        shown=kinds_in(answer) or None,
        evidence=answer.evidence_file,
        about=about,
    )
    return answer


def _check_turn(actor: Actor, asked: Question) -> None:
    if not asked.who:
        raise Refused("program-answers", question=asked.id)
    if not actor.has(*asked.who):
        raise Refused("another-role-answers", question=asked.id, roles=tuple(sorted(asked.who)))


def _kept_for(answer: Answer, things: Things) -> Iterator[Answer]:
    """The answer once for each thing; for its story alone where the question belongs to that."""
    if not things:
        yield answer
    for thing, facts in things.items():
        yield answer.model_copy(update={"about": thing or None, "rests_on": facts or None})


def lifting_by(
    workspace: Workspace, change: Change, asked: Question, answer: Answer, things: Things
) -> str | None:
    """Return what an answer does to noes of others that stand: the first opens their lifting, a second lifts.

    Raises Refused for who is no other person, and before the days between the two are over.
    """
    if answer.reply is not Reply.YES or Role.SAFEGUARDING not in answer.roles:
        return None
    separation = separation_of(workspace, change.db)
    given = given_to(change.db, answer.story, answer.policy, asked, things)
    shared = (
        noes_where_files_are_shown(workspace, change.db, answer.story, separation) if answer.story else ()
    )
    elsewhere = tuple(a for a in shared if (a.policy, a.question) == (answer.policy, answer.question))
    noes = noes_over(
        asked, given, things, revision=answer.revision, separation=separation, elsewhere=elsewhere
    )
    return check_lifting(noes, change.actor.handle, separation, change.at)
