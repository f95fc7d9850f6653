"""What must hold for each contributor of a story: consent, scope, guardian, assent, release."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from consentkit.domain.consents import (
    Appearance,
    Assent,
    Consent,
    Decision,
    Medium,
    Method,
    Withdrawal,
    narrower_naming,
)
from consentkit.domain.gate.clearances import Findings, ReasonCode, finding
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.gate.interpreter_rules import interpreter_findings
from consentkit.domain.people import Contributor
from consentkit.domain.uses.at_hand import (
    Said,
    consents_at_hand,
    media_at_hand,
    outside_of,
    said_at_hand,
)
from consentkit.domain.uses.changes import counts_against

_WITH_FACES = {Appearance.FACE_HIDDEN, Appearance.FACE_SHOWN}
_SEEN = {Medium.PHOTO, Medium.VIDEO}


def contributor_findings(dossier: Dossier, person: Contributor) -> Findings:
    """Yield everything about one contributor that stands in the way."""
    if person.lacks_age_basis_on(dossier.on):
        yield finding(ReasonCode.AGE_WITHOUT_BASIS, person.code)
    consents = consents_at_hand(dossier, person.code)
    if not consents:
        yield finding(ReasonCode.CONSENT_MISSING, person.code)
        return
    for consent in consents:
        if consent.scope is None:
            yield finding(
                ReasonCode.CONSENT_REFUSED, consent.id, contributor=person.code, on=consent.given_on
            )
            return
        yield from _time(dossier, person, consent)
    yield from _uses(dossier, person)
    for consent in consents:
        yield from _who_answered(dossier, person, consent)
    if person.is_child_on(dossier.on):
        yield from _assent(dossier, person)
    for consent in consents:
        yield from _how_it_was_given(dossier, person, consent)
        yield from interpreter_findings(dossier, person, consent)
    yield from _approval(dossier, person, consents[-1])


def _time(dossier: Dossier, person: Contributor, consent: Consent) -> Findings:
    facts = {"contributor": person.code}
    for withdrawal in _withdrawals(dossier, person, consent):
        if withdrawal.touches(dossier.channel) and withdrawal.withdrawn_on <= dossier.until:
            yield finding(ReasonCode.CONSENT_WITHDRAWN, consent.id, on=withdrawal.withdrawn_on, **facts)
    if consent.given_on > dossier.on:
        yield finding(ReasonCode.CONSENT_NOT_YET, consent.id, on=consent.given_on, **facts)
    assert consent.scope is not None  # noqa: S101 - the caller has seen to it
    until = consent.scope.until
    if until < dossier.on:
        yield finding(ReasonCode.CONSENT_ENDED, consent.id, until=until, **facts)
    elif until < dossier.until:
        yield finding(ReasonCode.CONSENT_ENDS_EARLY, consent.id, until=until, planned=dossier.until, **facts)
    cap = _cap(dossier, person, consent)
    if cap is not None and until > cap:
        yield finding(ReasonCode.CONSENT_OVER_CAP, consent.id, until=until, cap=cap, **facts)
    yield from _coming_of_age(dossier, person, consent)
    yield from _freshness(dossier, person, consent)


def _withdrawals(dossier: Dossier, person: Contributor, consent: Consent) -> Iterator[Withdrawal]:
    """Those of this consent, and of another of the person's when it came later: a no to the old letter."""
    own = {c.id for c in dossier.consents if c.contributor == person.code}
    for withdrawal in dossier.withdrawals:
        if counts_against(withdrawal, consent, own):
            yield withdrawal


def _cap(dossier: Dossier, person: Contributor, consent: Consent) -> date | None:
    """The last day the strictest policy allows."""
    is_child = person.is_child_on(consent.given_on)
    years = [p.caps.child_years if is_child else p.caps.adult_years for p in dossier.policies]
    return years_after(consent.given_on, min(years)) if years else None


def years_after(day: date, years: int) -> date:
    """Return the same day so many years later; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _coming_of_age(dossier: Dossier, person: Contributor, consent: Consent) -> Findings:
    if person.adult_on is None or consent.given_on >= person.adult_on:
        return
    if person.adult_on <= dossier.on:
        yield finding(ReasonCode.ASK_AGAIN_GROWN, consent.id, contributor=person.code, on=person.adult_on)
    elif person.adult_on <= dossier.until:
        yield finding(ReasonCode.COMES_OF_AGE, consent.id, contributor=person.code, on=person.adult_on)


def _freshness(dossier: Dossier, person: Contributor, consent: Consent) -> Findings:
    confirmed = [consent.given_on] + [
        a.given_on
        for a in dossier.approvals
        if a.contributor == person.code and a.decision is Decision.YES and a.given_on <= dossier.on
    ]
    days = min((p.fresh_days for p in dossier.policies), default=0)
    if (dossier.on - max(confirmed)).days > days:
        yield finding(
            ReasonCode.CONSENT_NOT_FRESH, consent.id, contributor=person.code, on=max(confirmed), days=days
        )


def _uses(dossier: Dossier, person: Contributor) -> Findings:
    said = said_at_hand(dossier, person.code)
    facts = {"contributor": person.code}
    lacking = [one for one in said if not one.is_allowed]
    yield from _outside(lacking, facts)
    seen = [one for one in said if one.use.medium in _SEEN]
    for answer, appearance in dict.fromkeys((one.answers[-1].id, one.appearance) for one in seen):
        if appearance not in _WITH_FACES:
            yield finding(ReasonCode.APPEARANCE_OUTSIDE_SCOPE, answer, appearance=appearance.value, **facts)
    if person.is_child_on(dossier.on):
        yield from _childs_scope(dossier, person, said)


def _outside(lacking: list[Said], facts: dict[str, str]) -> Findings:
    """Yield what lies outside the answer that comes closest to each use, each said once."""
    told: set[tuple[str, str, str]] = set()
    for part in ("medium", "channel", "audience", "place"):
        for one in lacking:
            answer = one.answers[0].id
            # Each by itself is in it, and all together are not: the medium is what other uses have.
            outside = outside_of(one.answers[0], one.use) or ("medium" if one.use.medium else "channel",)
            value = str(getattr(one.use, part))
            if part in outside and (answer, part, value) not in told:
                told.add((answer, part, value))
                yield from _outside_by(part, answer, value, facts)


def _outside_by(part: str, answer: str, value: str, facts: dict[str, str]) -> Findings:
    if part == "medium":
        yield finding(ReasonCode.MEDIUM_OUTSIDE_SCOPE, answer, medium=value, **facts)
    elif part == "channel":
        yield finding(ReasonCode.CHANNEL_OUTSIDE_SCOPE, answer, channel=value, **facts)
    elif part == "audience":
        yield finding(ReasonCode.AUDIENCE_OUTSIDE_SCOPE, answer, audience=value, **facts)
    else:
        yield finding(ReasonCode.PLACE_OUTSIDE_SCOPE, answer, place=value, **facts)


def _childs_scope(dossier: Dossier, person: Contributor, said: Iterable[Said]) -> Findings:
    """What the child's own letter does not agree to and the guardian's consent does: the narrower wins."""
    assent = latest_assent(dossier, person.code)
    own = assent.scope if assent is not None and assent.decision is Decision.YES else None
    if assent is None or own is None:
        return
    less: list[str] = []
    if own.media is not None:
        less += sorted(media_at_hand(dossier, person.code) - own.media)
    if own.channels is not None and dossier.channel not in own.channels:
        less.append(dossier.channel)
    is_seen = bool(dossier.faces_of(person.code) or dossier.tracks_of(person.code))
    if is_seen and own.appearance is not None and own.appearance not in _WITH_FACES:
        less.append(f"appearance-{own.appearance}")
    for naming in dict.fromkeys(one.naming for one in said):
        if own.naming is not None and narrower_naming(naming, own.naming) is not naming:
            less.append(f"naming-{naming}")
    for what in less:
        yield finding(ReasonCode.CHILD_AGREED_TO_LESS, assent.id, contributor=person.code, agreed=str(what))


def _who_answered(dossier: Dossier, person: Contributor, consent: Consent) -> Findings:
    is_child = person.is_child_on(dossier.on)
    guardian = next(
        (g for g in dossier.guardians if g.code == consent.given_by and g.contributor == person.code), None
    )
    if guardian is None and (is_child or consent.given_by != person.code):
        yield finding(ReasonCode.GUARDIAN_MISSING, consent.id, contributor=person.code)
    if guardian is not None and guardian.is_free_of_conflict is not True:
        yield finding(ReasonCode.GUARDIAN_CONFLICT, guardian.code, contributor=person.code)


def _assent(dossier: Dossier, person: Contributor) -> Findings:
    assent = latest_assent(dossier, person.code)
    if assent is None:
        yield finding(ReasonCode.ASSENT_MISSING, person.code)
    elif assent.decision is Decision.NO:
        yield finding(ReasonCode.ASSENT_REFUSED, assent.id, contributor=person.code)


def latest_assent(dossier: Dossier, contributor: str) -> Assent | None:
    """Return a child's last own answer, given by the day looked at."""
    given = [a for a in dossier.assents if a.contributor == contributor and a.given_on <= dossier.on]
    return given[-1] if given else None


def _how_it_was_given(dossier: Dossier, person: Contributor, consent: Consent) -> Findings:
    facts = {"contributor": person.code}
    if consent.method is Method.SPOKEN and consent.witness in {None, consent.interpreter}:
        yield finding(ReasonCode.WITNESS_MISSING, consent.id, **facts)
    if consent.method is not Method.SPOKEN and consent.release is None:
        yield finding(ReasonCode.RELEASE_MISSING, consent.id, **facts)
    if consent.language != person.language:
        yield finding(
            ReasonCode.LANGUAGE_DIFFERS, consent.id, used=consent.language, best=person.language, **facts
        )
    days = max((p.reflection_days for p in dossier.policies), default=0)
    if consent.asked_on is None or consent.given_on - consent.asked_on < timedelta(days=days):
        yield finding(ReasonCode.REFLECTION_SHORT, consent.id, days=days, **facts)


def _approval(dossier: Dossier, person: Contributor, consent: Consent) -> Findings:
    """The person saw or heard the story as it stands now, and the last thing they said was yes."""
    seen = [
        a
        for a in dossier.approvals
        if a.contributor == person.code and a.revision == dossier.story.revision and a.given_on <= dossier.on
    ]
    if not seen or seen[-1].decision is Decision.NO:
        yield finding(ReasonCode.DRAFT_NOT_APPROVED, consent.id, contributor=person.code)
