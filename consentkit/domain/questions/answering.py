"""What answers a question of a story beside people: facts, and what a signed letter says."""

from collections.abc import Iterator

from consentkit.domain.checklists import Question
from consentkit.domain.gate.clearances import Reason
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.gate.facts import FINDINGS_AGAINST
from consentkit.domain.letters.papers import SignedPaper
from consentkit.domain.people import Contributor
from consentkit.domain.questions.seen import SEEN, is_seen
from consentkit.domain.questions.sources import FactName, Source
from consentkit.domain.uses.at_hand import consents_at_hand


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
    if fact in SEEN:
        return True if is_seen(dossier, fact) else None
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
    """The letters of each contributor; nothing where one is missing or does not say it."""
    papers = [one for person in dossier.contributors for one in _letters_of(dossier, person)]
    for paper in papers:
        if not all(one is not None and _says(one, source) for one in papers):
            return
        assert paper is not None  # noqa: S101 - just seen to
        yield f"letter: {paper.letter} {' '.join(source.clauses)}"


def _letters_of(dossier: Dossier, person: Contributor) -> Iterator[SignedPaper | None]:
    """The letters on which somebody's part rests: made, signed and confirmed here, and each says yes."""
    consents = consents_at_hand(dossier, person.code)
    if not consents:
        yield None
    for consent in consents:
        own = [p for p in dossier.signed if p.contributor == person.code and p.release == consent.release]
        is_kept = consent.release is not None
        yield next((paper for paper in own if paper.says_yes and is_kept), None)


def _says(paper: SignedPaper, source: Source) -> bool:
    printed, ticked = paper.printed, paper.ticked or frozenset()
    if printed is None or not set(source.clauses) <= set(printed.clauses):
        return False
    return not source.ticked or all(
        any(box.startswith(f"{clause}.") for box in ticked) for clause in source.clauses
    )
