"""What shows that an answer is true: taken with it, kept, and opened again."""

from datetime import date

from pydantic import TypeAdapter, ValidationError

from consentkit.domain.checklists import Answer, Question
from consentkit.domain.errors import InvalidInput
from consentkit.domain.questions.evidence import MIN_SENTENCE_LENGTH, Evidence, EvidenceKind
from consentkit.domain.questions.things import Things
from consentkit.domain.roles import Handle
from consentkit.domain.values import Value
from consentkit.usecases.changes import Change
from consentkit.usecases.checks.given import given_to
from consentkit.usecases.consents.consents import check_not_later


class NewEvidence(Value):
    """What is given beside an answer: `file` are bytes, `kept` names a file that an answer has already."""

    sentence: str = ""
    on: date | None = None
    by: str | None = None
    file: bytes | None = None
    kept: str | None = None


def evidence_of(answer: Answer) -> NewEvidence:
    """Return what an answer was given with, to give it again."""
    held = answer.evidence or Evidence()
    return NewEvidence(sentence=held.sentence, on=held.on, by=held.by, kept=answer.evidence_file)


def with_evidence(
    change: Change, asked: Question, answer: Answer, given: NewEvidence, things: Things
) -> Answer:
    """Return an answer with what shows it, whose file is kept.

    Raises InvalidInput for a yes that lacks what is asked for (evidence-lacking), for a day that has not
    come, for a handle that is none, and for a file that no answer to the question has.
    """
    evidence = Evidence(sentence=given.sentence.strip(), on=given.on, by=_handle(given.by))
    if given.on is not None:
        check_not_later(change.today, given.on)
    if given.kept is not None:
        known = given_to(change.db, answer.story, answer.policy, asked, things)
        if given.kept not in {one.evidence_file for one in known}:
            raise InvalidInput("evidence-lacking", question=asked.id, lacking=(EvidenceKind.FILE,))
    told = answer.model_copy(
        update={"evidence": evidence, "evidence_file": "given" if given.file is not None else given.kept}
    )
    lacking = asked.lacks(told)
    if lacking:
        raise InvalidInput(
            "evidence-lacking", question=asked.id, lacking=lacking, minimum=MIN_SENTENCE_LENGTH
        )
    if given.file is None:
        return told
    return told.model_copy(update={"evidence_file": change.keep_file(given.file)})


def _handle(text: str | None) -> str | None:
    try:
        return TypeAdapter(Handle | None).validate_python(text or None)
    except ValidationError:
        raise InvalidInput("evidence-not-handle") from None


def kinds_in(answer: Answer) -> tuple[EvidenceKind, ...]:
    """Return which kinds of evidence an answer has, for the log: a sentence's words stay in the records."""
    held = answer.evidence or Evidence()
    there = (
        (EvidenceKind.SENTENCE, held.sentence),
        (EvidenceKind.DATE, held.on),
        (EvidenceKind.HANDLE, held.by),
        (EvidenceKind.FILE, answer.evidence_file),
    )
    return tuple(kind for kind, one in there if one)
