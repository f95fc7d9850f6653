"""What answers a question of a story beside people: facts, and what a signed letter says."""

from collections.abc import Iterator

from consentkit.domain.checklists import Question
from consentkit.domain.gate.clearances import Reason
from consentkit.domain.gate.consent_rules import latest_consent
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.gate.facts import FINDINGS_AGAINST
from consentkit.domain.letters.papers import SignedPaper
from consentkit.domain.people import Contributor
from consentkit.domain.questions.sources import FactName, Source


def fact_of(question: Question) -> FactName | None:
    """Return the fact that a question needs, or that is its answer."""
    return question.fact or (question.answered_by.fact if question.answered_by else None)


def against(question: Question, findings: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Return what was found against the fact of a question."""
    fact = fact_of(question)
    codes = FINDINGS_AGAINST[fact] if fact else frozenset()
    return tuple(f for f in findings if f.code in codes)


def fact_holds(dossier: Dossier, question: Question, findings: tuple[Reason, ...]) -> bool | None:
    """Return whether the fact of a question holds; `None` where there is none, or it cannot be known."""
    fact = fact_of(question)
    if fact is FactName.NOT_PUBLISHED_BEFORE:
        # How often is too often, a person says.
        return True if dossier.published_before == 0 else None
    return None if fact is None else not against(question, findings)


def evidence_for(dossier: Dossier, question: Question, findings: tuple[Reason, ...]) -> tuple[str, ...]:
    """Return what answers a question so that nobody is asked, such as `fact: draft-approved`."""
    fact, holds = fact_of(question), fact_holds(dossier, question, findings)
    source = question.answered_by
    if fact is not None and holds and (source is None or source.fact is not None):
        return (f"fact: {fact}",) if source is not None or not question.who else ()
    if source is None or source.fact is not None or holds is False:
        return ()
    return tuple(_letters(dossier, source))


def _letters(dossier: Dossier, source: Source) -> Iterator[str]:
    """The letter of each contributor; nothing where that of one is missing or does not say it."""
    papers = [_letter_of(dossier, person) for person in dossier.contributors]
    for paper in papers:
        if not all(one is not None and _says(one, source) for one in papers):
            return
        assert paper is not None  # noqa: S101 - just seen to
        yield f"letter: {paper.letter} {' '.join(source.clauses)}"


def _letter_of(dossier: Dossier, person: Contributor) -> SignedPaper | None:
    """The letter on which somebody's consent rests: made, signed and confirmed here, and it says yes."""
    consent = latest_consent(dossier, person.code)
    if consent is None or consent.release is None:
        return None
    own = [p for p in dossier.signed if p.contributor == person.code and p.release == consent.release]
    return next((paper for paper in own if paper.says_yes), None)


def _says(paper: SignedPaper, source: Source) -> bool:
    printed, ticked = paper.printed, paper.ticked or frozenset()
    if printed is None or not set(source.clauses) <= set(printed.clauses):
        return False
    return not source.ticked or all(
        any(box.startswith(f"{clause}.") for box in ticked) for clause in source.clauses
    )
