"""What stands against a story, by who does what next: a first sight of it, before every reason."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from consentkit.domain.events import MAY_RECORD, EventName
from consentkit.domain.gate.clearances import Reason, ReasonCode
from consentkit.domain.roles import Role
from consentkit.pages.actions import Place
from consentkit.pages.places import INVITATIONS, place_for_reason
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import ROLES

MOST_STEPS = 8
"""As many lines as one takes in at first sight."""

_ACTS: dict[Place, EventName] = {
    Place.LOG: EventName.CLOCK_EXPLAINED,
    Place.PICTURES: EventName.FACE_SETTLED,
    Place.VIDEOS: EventName.TRACK_SETTLED,
    Place.PLAN: EventName.STORY_PLANNED,
    Place.PUT_IN: EventName.STORY_CHANGED,
    Place.DRAFT: EventName.DRAFT_OPENED,
    Place.APPROVE: EventName.DRAFT_APPROVED,
    Place.STATEMENT: EventName.STORY_CHANGED,
    Place.CONSENT: EventName.CONSENT_RECORDED,
    Place.PERSON: EventName.CONTRIBUTOR_CORRECTED,
    Place.LOOK: EventName.DRAFT_PART_VIEWED,
    Place.WORDS: EventName.WORDS_SETTLED,
    Place.CONFIRMING: EventName.RELEASE_CONFIRMED,
    Place.LOOSE_PAGES: EventName.PAGE_MATCHED,
}
"""What is done at a place to which a reason leads: who may do that goes there next."""

_NOES = frozenset({ReasonCode.SAFEGUARDING_NO, ReasonCode.SAFEGUARDING_NO_LIFTING})

_BY_ROLE = (Role.OFFICER, Role.SAFEGUARDING, Role.MANAGER)


class Step(NamedTuple):
    """What somebody does next, in words, and the reasons that it is for."""

    words: str
    reasons: tuple[Reason, ...]

    @property
    def line(self) -> str:
        """The step on one line."""
        return _("{step} Reasons: {count}.").format(step=self.words, count=len(self.reasons))


def steps_for(reasons: Iterable[Reason]) -> tuple[Step, ...]:
    """Return at most `MOST_STEPS` steps, in the order of the reasons; the last may stand for several.

    What safeguarding said no to comes first: nobody may miss it among sixty others.
    """
    groups: dict[str, list[Reason]] = {}
    for reason in sorted(reasons, key=lambda one: one.code not in _NOES):
        groups.setdefault(_words(reason), []).append(reason)
    steps = [Step(words, tuple(found)) for words, found in groups.items()]
    if len(steps) <= MOST_STEPS:
        return tuple(steps)
    others = tuple(reason for step in steps[MOST_STEPS - 1 :] for reason in step.reasons)
    return (*steps[: MOST_STEPS - 1], Step(_("And more."), others))


def _words(reason: Reason) -> str:
    role = next(_roles_for(reason), None)
    who = _(ROLES[role]) if role is not None else _("A person who can")
    place = place_for_reason(reason)
    if reason.code in _NOES:
        return _("{who}: said no, and decides again.").format(who=who)
    if place is Place.CHECKLIST and reason.code is ReasonCode.QUESTION_UNSIGNED:
        return _("{who}: sign the explanations off.").format(who=who)
    if place is Place.CHECKLIST:
        return _("{who}: answer in the checklist.").format(who=who)
    if place is None:
        return _("{who}: put right what is broken.").format(who=who)
    if place is Place.DRAFT:
        return _("{who}: add the words, or the pictures.").format(who=who)
    return f"{who}: {_(INVITATIONS[place])}"


def _roles_for(reason: Reason) -> Iterator[Role]:
    """Who may do something about a reason, whoever works most with stories first."""
    place = place_for_reason(reason)
    if reason.code is ReasonCode.QUESTION_UNSIGNED:
        may: frozenset[Role] = frozenset({Role.MANAGER})
    elif reason.code in _NOES:
        may = frozenset({Role.SAFEGUARDING})
    elif place is Place.CHECKLIST:
        told = reason.facts.get("who", ())
        may = frozenset(Role(one) for one in told) if isinstance(told, tuple) else frozenset()
    else:
        may = MAY_RECORD[_ACTS[place]] if place in _ACTS else frozenset()
    yield from (role for role in _BY_ROLE if role in may)
