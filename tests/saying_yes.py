"""To say yes to a question of the checklist, with whatever it asks for beside it."""

from consentkit.domain.checklists import Reply
from consentkit.domain.questions.evidence import EvidenceKind
from consentkit.usecases.checks.checklists import answer_question, get_question
from consentkit.usecases.checks.evidence import NewEvidence

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
    shown = shown_for(workspace, asked)
    return answer_question(workspace, story, policy, question, reply=Reply.YES, shown=shown, **more)
