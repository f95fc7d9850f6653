"""What letters that came back hold against a story: a no counts from the moment its page is in."""

from collections.abc import Iterator
from datetime import date

from consentkit.domain.consents import Consent, Decision
from consentkit.domain.gate.clearances import Findings, Reason, ReasonCode, finding
from consentkit.domain.gate.consent_rules import latest_assent
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.papers import HOLDING, SignedPaper, beyond_signing, stopped_channels
from consentkit.domain.letters.scopes import beyond_paper
from consentkit.domain.people import Contributor
from consentkit.domain.uses.at_hand import consents_at_hand


def loose_page_findings(dossier: Dossier) -> Findings:
    """Yield that a page came back of which nobody said yet whose it is: it may hold anybody's no."""
    if dossier.loose_pages:
        yield finding(ReasonCode.PAGE_UNMATCHED, dossier.loose_pages[0], count=len(dossier.loose_pages))


def paper_findings(dossier: Dossier, person: Contributor) -> Findings:
    """Yield what a contributor's letters hold against the story, confirmed or not."""
    papers = [one for one in dossier.signed if one.contributor == person.code and one.purpose in HOLDING]
    for paper in papers:
        if paper.is_waiting:
            yield _waiting(paper)
    confirmed = [paper for paper in papers if not paper.is_waiting]
    for consent in consents_at_hand(dossier, person.code):
        if consent.decision is Decision.YES:
            yield from _against_consent(dossier, consent, confirmed)
            yield from _on_file(dossier, person, consent)
    if person.is_child_on(dossier.on):
        yield from _of_child(dossier, person, [p for p in confirmed if p.purpose is FormPurpose.ASSENT])


def _on_file(dossier: Dossier, person: Contributor, consent: Consent) -> Findings:
    """What a person saw on the signed file of a consent; files of before have nobody to ask."""
    given = next((one for one in dossier.given_papers if one.consent == consent.id), None)
    if given is None:
        return
    facts = {"contributor": consent.contributor}
    if given.said is None or given.said_by is None or given.said_at is None:
        yield finding(ReasonCode.PAPER_UNSAID, consent.id, **facts)
        return
    against = given.said.against(consent)
    if against:
        yield finding(ReasonCode.PAPER_SAYS_OTHER, consent.id, beyond=against, **facts)
    is_second = dossier.separation.are_two(given.given_by, given.said_by, given.said_at)
    if person.is_protected_on(dossier.on) and not is_second:
        yield finding(ReasonCode.PAPER_SECOND_MISSING, consent.id, said_by=given.said_by, **facts)


def _waiting(paper: SignedPaper) -> Reason:
    if paper.purpose is FormPurpose.WITHDRAWAL:
        return finding(ReasonCode.WITHDRAWAL_WAITING, paper.letter, contributor=paper.contributor)
    if paper.purpose is FormPurpose.REFUSAL:
        return finding(ReasonCode.REFUSAL_WAITING, paper.letter, contributor=paper.contributor)
    return finding(ReasonCode.LETTER_WAITING, paper.letter, contributor=paper.contributor)


def _is_noted(dossier: Dossier, consent: Consent) -> bool:
    return any(w.consent == consent.id and w.touches(dossier.channel) for w in dossier.withdrawals)


def _against_consent(dossier: Dossier, consent: Consent, papers: list[SignedPaper]) -> Findings:
    """What the person's own or their guardian's papers say against the newest yes."""
    facts = {"contributor": consent.contributor}
    for paper in papers:
        if paper.purpose is FormPurpose.WITHDRAWAL and _is_later(paper, consent):
            stopped = stopped_channels(paper.ticked or ())
            if (not stopped or dossier.channel in stopped) and not _is_noted(dossier, consent):
                yield finding(ReasonCode.CONSENT_WITHDRAWN, consent.id, on=_day(paper), **facts)
        elif paper.purpose is not FormPurpose.ASSENT and paper.says_no and _is_later(paper, consent):
            yield finding(ReasonCode.CONSENT_REFUSED, paper.letter, on=_day(paper), **facts)
    for paper in _bounding(dossier, consent, papers):
        beyond = beyond_paper(consent.scope, paper.printed, paper.ticked) if consent.scope else ()
        if paper.release == consent.release:
            beyond += _beyond_signing(consent, paper)
        if beyond:
            yield finding(
                ReasonCode.CONSENT_BEYOND_LETTER, consent.id, letter=paper.letter, beyond=beyond, **facts
            )


def _beyond_signing(consent: Consent, paper: SignedPaper) -> tuple[str, ...]:
    """What of who answered, and how, the paper that the consent rests on does not bear."""
    signers = paper.printed.signers if paper.printed else None
    if signers is None:
        return ()
    return beyond_signing(signers, consent.method, by_guardian=consent.given_by != consent.contributor)


def _is_later(paper: SignedPaper, consent: Consent) -> bool:
    """Whether the paper was confirmed on the day of the yes or after it, and is not the paper of that yes."""
    return paper.release != consent.release and consent.given_on <= _day(paper)


def _day(paper: SignedPaper) -> date:
    assert paper.confirmed_on is not None  # noqa: S101 - only what is confirmed is asked about
    return paper.confirmed_on


def _bounding(dossier: Dossier, consent: Consent, papers: list[SignedPaper]) -> Iterator[SignedPaper]:
    """The letter that the consent rests on; or a later one from which nothing was recorded since."""
    given = [c for c in dossier.consents if c.contributor == consent.contributor]
    since = {one.release for one in given[given.index(consent) + 1 :]}
    answers = [p for p in papers if p.purpose in {FormPurpose.CONSENT, FormPurpose.RENEWAL}]
    own = next((place for place, p in enumerate(answers) if p.release == consent.release), None)
    if own is not None:
        yield answers[own]
    later = answers[own + 1 :] if own is not None else answers
    unrecorded = [p for p in later[-1:] if p.release not in since]
    yield from (p for p in unrecorded if _is_later(p, consent) and not p.says_no)


def _of_child(dossier: Dossier, person: Contributor, papers: list[SignedPaper]) -> Findings:
    """The child's own letter: its no, and a yes that does not rest on it."""
    if not papers:
        return
    newest, assent = papers[-1], latest_assent(dossier, person.code)
    if newest.says_no:
        # Where the no is recorded the rule of the child's answer says so.
        if assent is not None and assent.decision is Decision.YES:
            yield finding(ReasonCode.ASSENT_REFUSED, newest.letter, contributor=person.code)
    elif assent is not None and assent.decision is Decision.YES and assent.letter != newest.letter:
        yield finding(ReasonCode.ASSENT_BESIDE_LETTER, newest.letter, contributor=person.code)
