"""What answered a question instead of a person, spares everybody it, or shows an answer, in sentences."""

from datetime import date

from consentkit.domain.questions.conditions import About
from consentkit.domain.questions.evidence import LACKS, EvidenceKind
from consentkit.wording.languages import _
from consentkit.wording.sentences import day_in_language
from consentkit.wording.vocabularies import EVIDENCE_KINDS, NOT_IN_STORY


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


def sentence_of_shown(shown: str) -> str:
    """Say what a code of `QuestionState.shown` means."""
    kind, _colon, words = shown.partition(": ")
    if kind == LACKS:
        lacking = _(EVIDENCE_KINDS[EvidenceKind(words)])
        return _("It stays open: {lacking} was not given.").format(lacking=lacking)
    if kind == EvidenceKind.DATE:
        return _("Given with it: the day {day}.").format(day=day_in_language(date.fromisoformat(words)))
    if kind == EvidenceKind.RISKS:
        day = day_in_language(date.fromisoformat(words))
        return _("The risk form was filled in on {day}.").format(day=day)
    if kind == EvidenceKind.HANDLE:
        return _("Given with it: the handle {handle}.").format(handle=words)
    return _("Given with it, and kept: {what}.").format(what=_(EVIDENCE_KINDS[EvidenceKind(kind)]))
