"""What answered a question instead of a person, or spares everybody it, in sentences."""

from consentkit.domain.questions.conditions import About
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import NOT_IN_STORY


def sentence_of_evidence(evidence: str) -> str:
    """Say what a code of `QuestionState.evidence` means."""
    kind, _colon, words = evidence.partition(": ")
    if kind == "fact":
        return _("consentkit looked, and the records answer it: nobody is asked.")
    if kind == "letter":
        letter, _space, clauses = words.partition(" ")
        told = _(
            "Letter {letter} says so, in {clauses}. It was made, signed and confirmed here: nobody is asked."
        )
        return told.format(letter=letter, clauses=clauses)
    if kind == "same-as":
        policy, _space, question = words.partition(" ")
        told = _("Question {question} of {policy} asks the same: it is answered once, there.")
        return told.format(question=question, policy=policy)
    if words == "yes":
        return _("The story has pictures or videos.")
    return _(NOT_IN_STORY[About(kind)])
