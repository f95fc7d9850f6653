"""What must hold where somebody interpreted: known, of the language, bound by their word, and checked."""

from consentkit.domain.consents import Appearance, Consent, Medium, Naming
from consentkit.domain.gate.clearances import Findings, ReasonCode, finding
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.interpreting.back_checks import Understanding
from consentkit.domain.interpreting.interpreters import ANOTHER_INTERPRETER, Interpreter, told_of
from consentkit.domain.people import Contributor
from consentkit.domain.uses.at_hand import said_at_hand

_OWN_NAMES = {Naming.FIRST_NAME, Naming.FULL_NAME}


def interpreter_findings(dossier: Dossier, person: Contributor, consent: Consent) -> Findings:
    """Yield what stands against how the words of a consent were carried.

    Of consents of before an interpreter is a handle alone: they are asked for no profile and no check, and
    what is known of a tie, or that somebody did not understand, counts against them too.
    """
    who = consent.interpreter
    if who is None:
        return
    facts = {"contributor": person.code}
    told = told_of(dossier.interpreters, who)
    ties = told[-1].ties_to(person.code) if told else frozenset()
    if ties:
        named = tuple(sorted(ties))
        yield finding(ReasonCode.INTERPRETER_CONFLICT, consent.id, interpreter=who, ties=named, **facts)
    if consent.needs_profile:
        yield from _profile(told, consent, who)
        yield from _unwanted(dossier, consent, who)
    yield from _check(dossier, person, consent, who)


def _profile(told: tuple[Interpreter, ...], consent: Consent, who: str) -> Findings:
    facts = {"contributor": consent.contributor}
    speaking = [one for one in told if consent.language in one.languages]
    declared = [one for one in speaking if one.is_declared_on(consent.given_on)]
    if not told:
        yield finding(ReasonCode.INTERPRETER_UNKNOWN, consent.id, interpreter=who, **facts)
    elif not speaking:
        language = consent.language
        yield finding(
            ReasonCode.INTERPRETER_LANGUAGE, consent.id, interpreter=who, language=language, **facts
        )
    elif not declared:
        day = consent.given_on
        yield finding(ReasonCode.INTERPRETER_UNDECLARED, consent.id, interpreter=who, on=day, **facts)
    elif all(one.is_unseen for one in declared):
        yield finding(ReasonCode.INTERPRETER_UNSEEN, declared[-1].id, interpreter=who, **facts)


def _unwanted(dossier: Dossier, consent: Consent, who: str) -> Findings:
    """On the signed letter itself the person asked for another interpreter."""
    facts = {"contributor": consent.contributor}
    for paper in dossier.signed:
        if paper.release == consent.release and ANOTHER_INTERPRETER in (paper.ticked or ()):
            letter = paper.letter
            yield finding(
                ReasonCode.INTERPRETER_UNWANTED, consent.id, interpreter=who, letter=letter, **facts
            )


def _check(dossier: Dossier, person: Contributor, consent: Consent, who: str) -> Findings:
    """A second speaker checks what carries much risk (clause I04 of the letters)."""
    facts = {"contributor": person.code}
    first = consent.same_as or consent.id
    checks = [one for one in dossier.back_checks if one.consent == first]
    failed = [one for one in checks if one.outcome is Understanding.NOT_UNDERSTOOD]
    if failed:
        day = failed[-1].checked_on
        yield finding(ReasonCode.NOT_UNDERSTOOD, consent.id, interpreter=who, on=day, **facts)
    elif consent.needs_profile and not checks and _carries_much_risk(dossier, person):
        language = consent.language
        yield finding(ReasonCode.BACK_CHECK_MISSING, consent.id, interpreter=who, language=language, **facts)


def _carries_much_risk(dossier: Dossier, person: Contributor) -> bool:
    """Tell whether a child is asked, or somebody can be known by face, voice or their own name."""
    if person.is_child_on(dossier.on):
        return True
    return any(
        one.use.medium is Medium.VOICE
        or one.naming in _OWN_NAMES
        or (one.use.medium in {Medium.PHOTO, Medium.VIDEO} and one.appearance is Appearance.FACE_SHOWN)
        for one in said_at_hand(dossier, person.code)
    )
