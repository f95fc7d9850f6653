"""What a contributor's answers say of the uses that a dossier is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from consentkit.domain.consents import (
    WORLDWIDE,
    Appearance,
    Consent,
    Medium,
    Naming,
    Scope,
    Use,
    narrower_appearance,
    narrower_naming,
)
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.uses.standing import Allowed, Denied, standing_of
from consentkit.domain.videos.videos import Sound


@dataclass(frozen=True)
class Said:
    """What is said of the use of one medium (`None`: of none in particular).

    `answers` bind for it where it is allowed, else they are the one that comes closest.
    """

    use: Use
    answers: tuple[Consent, ...]
    is_allowed: bool
    appearance: Appearance
    naming: Naming


def answers_at_hand(dossier: Dossier, contributor: str) -> tuple[Consent, ...]:
    """Return a contributor's answers for this story given by the day looked at, or else the next one.

    Oldest first. One that lies after the day is still returned, so that the gate can say when it begins.
    """
    answers = tuple(c for c in dossier.consents if c.contributor == contributor)
    given = tuple(c for c in answers if c.given_on <= dossier.on)
    return given or answers[:1]


def media_at_hand(dossier: Dossier, contributor: str) -> frozenset[Medium]:
    """Return what of a contributor the story uses."""
    needed = {Medium.PHOTO} if dossier.faces_of(contributor) else set()
    if dossier.tracks_of(contributor):
        needed.add(Medium.VIDEO)
    if _is_heard(dossier):
        # Whose voices are in a video nobody has recorded: they may be anyone's of the story.
        needed.add(Medium.VOICE)
    if dossier.story.draft and contributor in dossier.story.contributors:
        needed.add(Medium.WORDS)
    return frozenset(needed)


def _is_heard(dossier: Dossier) -> bool:
    copies = [record.copy_made for record in dossier.videos]
    return any(copy is not None and copy.sound is not Sound.DROPPED for copy in copies)


def said_at_hand(dossier: Dossier, contributor: str) -> tuple[Said, ...]:
    """Return what is said of each medium at hand; `()` where there is no answer, or only a no."""
    media: list[Medium | None] = [*sorted(media_at_hand(dossier, contributor))]
    said = (said_of(dossier, contributor, medium) for medium in media or [None])
    return tuple(one for one in said if one is not None)


def said_of(dossier: Dossier, contributor: str, medium: Medium | None) -> Said | None:
    """Return what is said of one medium; `None` where there is no answer, or their last word is a no."""
    answers = answers_at_hand(dossier, contributor)
    plan = dossier.plan
    use = Use(dossier.channel, plan.audience if plan else None, plan.place if plan else None, medium)
    found = standing_of(answers, use)
    if isinstance(found, Allowed):
        return Said(use, found.answers, is_allowed=True, appearance=found.appearance, naming=found.naming)
    denying = found.answer if isinstance(found, Denied) else None
    closest = denying if denying is not None and denying.scope else _closest(answers, use)
    if closest is None or closest.scope is None:
        return None
    return _lacking(use, closest, closest.scope)


def _closest(answers: Iterable[Consent], use: Use) -> Consent | None:
    """The yes since the last no that comes closest to a use, the newest of several."""
    since: list[Consent] = []
    for one in answers:
        since = [] if one.scope is None else [one, *since]
    return min(since, key=lambda one: len(outside_of(one, use)), default=None)


def outside_of(answer: Consent, use: Use) -> tuple[str, ...]:
    """Return what of a use lies outside every use of an answer: `medium`, `channel`, `audience`, `place`."""
    scope = answer.scope
    if scope is None:
        return ("medium", "channel", "audience", "place")
    places = {use.place, WORLDWIDE}
    within = {
        "medium": use.medium in {None, *scope.media},
        "channel": use.channel in scope.channels,
        "audience": use.audience in {None, *scope.audiences},
        "place": use.place is None or not scope.places.isdisjoint(places),
    }
    return tuple(name for name, is_within in within.items() if not is_within)


def _lacking(use: Use, closest: Consent, scope: Scope) -> Said:
    first, *others = scope.uses
    appearance, naming = first.appearance, first.naming
    for one in others:
        appearance = narrower_appearance(appearance, one.appearance)
        naming = narrower_naming(naming, one.naming)
    return Said(use, (closest,), is_allowed=False, appearance=appearance, naming=naming)


def consents_at_hand(dossier: Dossier, contributor: str) -> tuple[Consent, ...]:
    """Return the answers on which a contributor's part rests; the no where that is their last word."""
    said = said_at_hand(dossier, contributor)
    resting = {answer.id: answer for one in said for answer in one.answers}
    if not resting:
        return answers_at_hand(dossier, contributor)[-1:]
    return tuple(resting.values())


def first_end(consents: Iterable[Consent]) -> date | None:
    """Return the day on which the first of these ends; `None` where none has an end."""
    return min((one.scope.until for one in consents if one.scope is not None), default=None)
