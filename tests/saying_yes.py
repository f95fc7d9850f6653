"""To say yes to a question of the checklist, with whatever it asks for beside it."""

from consentkit.domain.checklists import Reply
from consentkit.domain.questions.evidence import EvidenceKind
from consentkit.domain.questions.risks import Risk, RiskLevel
from consentkit.usecases.checks.checklists import answer_question, get_question
from consentkit.usecases.checks.evidence import NewEvidence
from consentkit.usecases.checks.given import things_in_story
from consentkit.usecases.checks.risks import RiskAnswer, RiskForm, fill_risk_form, risk_questions

SENTENCE = "The second line of the caption says so."
NOTE = b"Made up for a test: this note is signed by nobody."


def shown_for(workspace, question):
    kinds = question.evidence_kinds
    return NewEvidence(
        sentence=SENTENCE if EvidenceKind.SENTENCE in kinds else "",
        on=workspace.today if EvidenceKind.DATE in kinds else None,
        by="officer-1" if EvidenceKind.HANDLE in kinds else None,
        file=NOTE if EvidenceKind.FILE in kinds else None,
    )


def say_yes(workspace, story, policy, question, **more):
    asked = get_question(workspace, policy, question)
    people = things_in_story(workspace, workspace.reading, story, asked)
    asked = asked.asked_of(people)
    if asked.form is not None:
        return [weigh_risks(workspace, one) for one in people]
    shown = shown_for(workspace, asked)
    return answer_question(workspace, story, policy, question, reply=Reply.YES, shown=shown, **more)


def weigh_risks(workspace, contributor, levels=None, **replies):
    """Fill in the risk form: low everywhere and yes to all, but for what is said (`q2_2b=Reply.NO`)."""
    answers = tuple(
        RiskAnswer(
            policy=policy.id,
            question=asked.id,
            reply=replies.get(f"q{asked.id.replace('.', '_')}", Reply.YES),
            sentence=SENTENCE,
        )
        for policy, asked in risk_questions(workspace)
    )
    risks = dict.fromkeys(Risk, RiskLevel.LOW) | (levels or {})
    return fill_risk_form(workspace, RiskForm(contributor=contributor, risks=risks, answers=answers))
