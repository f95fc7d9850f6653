"""The risk form: safeguarding weighs every risk of a contributor, and answers its questions at once."""

from collections.abc import Iterator

from consentkit.domain.checklists import Answer, Policy, Question, Reply
from consentkit.domain.errors import InvalidInput
from consentkit.domain.events import EventName
from consentkit.domain.people import Contributor
from consentkit.domain.questions.evidence import MIN_SENTENCE_LENGTH, Evidence, EvidenceKind
from consentkit.domain.questions.risks import Risk, RiskLevel, not_low
from consentkit.domain.questions.same import PolicyId, QuestionId
from consentkit.domain.questions.scopes import QuestionForm
from consentkit.domain.questions.things import facts_about
from consentkit.domain.stories import Story
from consentkit.domain.values import Value
from consentkit.store.people.contributors import contributors
from consentkit.store.stories.stories import answers, get_story, stories_with
from consentkit.usecases.changes import Change
from consentkit.usecases.checks.answering import lifting_by
from consentkit.usecases.workspaces import Workspace


class RiskAnswer(Value):
    """What the form says to one question, and the sentence that shows it."""

    policy: PolicyId
    question: QuestionId
    reply: Reply
    sentence: str = ""


class RiskForm(Value):
    """The form as it is filled in for a contributor: every risk, and every question of the form."""

    contributor: str
    risks: dict[Risk, RiskLevel]
    answers: tuple[RiskAnswer, ...]


def risk_questions(workspace: Workspace) -> tuple[tuple[Policy, Question], ...]:
    """Return the questions that the form answers, in order, each with its policy."""
    return tuple(
        (policy, asked)
        for policy in workspace.catalogue.policies
        for asked in policy.questions
        if asked.form is QuestionForm.RISK
    )


def fill_risk_form(workspace: Workspace, form: RiskForm) -> tuple[Answer, ...]:
    """Record the risk form of a contributor; its answers hold for their days, in every story of theirs.

    What is read again after an edit is answered for each story as it is now. Raises NotFound, Refused for
    every other role and as `answer_question` does where a no is lifted, InvalidInput where a risk is not
    weighed (risks-lacking), a question not answered (answers-lacking), a yes lacks its sentence
    (evidence-lacking), or is said while a risk is high or not known (risks-not-low).
    """
    with workspace.change(EventName.RISKS_WEIGHED) as change:
        if any(one.reply is Reply.YES for one in form.answers):
            change.check_day()
        person = contributors.get(change.db, form.contributor)
        stories = tuple(get_story(change.db, code) for code in stories_with(change.db, person.code))
        told = _told(workspace, change, form)
        lifting = []
        for asked, answer in told:
            lifting.append(lifting_by(workspace, change, asked, answer, {person.code: facts_about(person)}))
            for kept in _kept_for(asked, answer, person, stories):
                answers.insert(change.db, kept)
        change.record(
            person.code,
            yes=_said(told, Reply.YES),
            no=_said(told, Reply.NO),
            unknown=_said(told, Reply.UNKNOWN),
            lifting=next((one for one in lifting if one), None),
        )
    return tuple(answer for _asked, answer in told)


def _said(told: tuple[tuple[Question, Answer], ...], reply: Reply) -> tuple[str, ...] | None:
    return tuple(answer.question for _asked, answer in told if answer.reply is reply) or None


def _told(workspace: Workspace, change: Change, form: RiskForm) -> tuple[tuple[Question, Answer], ...]:
    """What the form says to each question, once it is whole."""
    unweighed = tuple(risk for risk in Risk if risk not in form.risks)
    if unweighed:
        raise InvalidInput("risks-lacking", lacking=unweighed)
    given = {(one.policy, one.question): one for one in form.answers}
    asked = risk_questions(workspace)
    missing = tuple(one.id for policy, one in asked if (policy.id, one.id) not in given)
    if missing:
        raise InvalidInput("answers-lacking", questions=missing)
    strays = tuple(one for _policy, one in given.keys() - {(policy.id, one.id) for policy, one in asked})
    if strays:
        raise InvalidInput("question-not-of-form", questions=strays)
    return tuple((one, _answer(change, form, one, given[policy.id, one.id])) for policy, one in asked)


def _answer(change: Change, form: RiskForm, asked: Question, said: RiskAnswer) -> Answer:
    weighs = EvidenceKind.RISKS in asked.evidence_kinds
    if weighs and said.reply is Reply.YES and (left := not_low(form.risks)):
        raise InvalidInput("risks-not-low", question=asked.id, risks=left)
    answer = Answer(
        story=None,
        policy=said.policy,
        question=said.question,
        reply=said.reply,
        by=change.actor.handle,
        roles=change.actor.roles & asked.who,
        at=change.at,
        revision=0,
        about=form.contributor,
        evidence=Evidence(sentence=said.sentence.strip(), risks=form.risks if weighs else {}),
    )
    lacking = asked.lacks(answer)
    if lacking:
        raise InvalidInput(
            "evidence-lacking", question=asked.id, lacking=lacking, minimum=MIN_SENTENCE_LENGTH
        )
    return answer


def _kept_for(
    asked: Question, answer: Answer, person: Contributor, stories: tuple[Story, ...]
) -> Iterator[Answer]:
    """The answer about the person; to each story as it is now where that is what was read."""
    if not asked.reread_after_edit or not stories:
        yield answer.model_copy(update={"rests_on": facts_about(person)})
        return
    for story in stories:
        facts = facts_about(person, (story.id, story.revision))
        yield answer.model_copy(update={"rests_on": facts, "revision": story.revision})
