"""Lists of consents and contributors, by the page, and what one consent has come to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from consentkit.domain.consents import Assent, Consent, Decision, Withdrawal
from consentkit.domain.people import Contributor
from consentkit.domain.stories import Publication, Story
from consentkit.domain.uses.changes import counts_against
from consentkit.domain.uses.standing import channels_bound_by
from consentkit.domain.values import Channel
from consentkit.store.consents import (
    EVERY,
    REFUSED,
    WITHDRAWN,
    ConsentQuery,
    answers_beside,
    assents_of_contributor,
    consents,
    consents_of_contributor,
    count_consents,
    ended_before,
    ending_between,
    page_of_consents,
    with_code,
    withdrawals_of_consents,
)
from consentkit.store.people import contributors as people
from consentkit.store.stories.stories import get_story, newest_stories, stories_with_code
from consentkit.usecases.consents.taking_back import reach_of, served_by
from consentkit.usecases.publications.publications import list_publications, list_takedowns
from consentkit.usecases.workspaces import Workspace

_CODE_PART = 4
_MOST_STORIES = 50
_MISREAD = str.maketrans("ILO", "110")


class ConsentFilter(StrEnum):
    """Which consents a list shows."""

    ALL = "all"
    ENDING_30 = "ending-30"
    ENDING_90 = "ending-90"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    NO = "no"


class ConsentStanding(StrEnum):
    """What a consent has come to."""

    HOLDS = "holds"
    HOLDS_IN_PART = "holds-in-part"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    NO = "no"


@dataclass(frozen=True)
class ListedConsent:
    """A consent, what it has come to today, and the channels it still includes.

    `replaced_by` is the newest answer of the same person for the same story where none of these uses stands
    by this one any more, `narrowed_by` where some no longer do; else `""`.
    """

    consent: Consent
    standing: ConsentStanding
    channels: frozenset[Channel]
    replaced_by: str = ""
    narrowed_by: str = ""


def code_start(text: str, kinds: str) -> str:
    """Return how a code begins of which `text` is the start; `""` where it is none of these kinds, or a
    kind alone, which is all of them.

    Case, spaces and dashes do not matter, and I L O read as 1 1 0, as in a whole code.
    """
    letters = "".join(c for c in text.upper() if c.isalnum())
    if letters[:1] not in set(kinds):
        return ""
    body = letters[1:].translate(_MISREAD)
    if not body:
        return ""
    parts = [body[:_CODE_PART], body[_CODE_PART:]]
    return "-".join([letters[0], *(part for part in parts if part)])


def count_listed(workspace: Workspace, shown: ConsentFilter, start: str = "") -> int:
    """Return how many consents a filter shows; with the start of a code, those that have it."""
    return count_consents(workspace.reading, _query(workspace, shown, start))


def page_listed(
    workspace: Workspace, shown: ConsentFilter, start: str, first: int, count: int
) -> tuple[ListedConsent, ...]:
    """Return up to `count` consents from number `first` (from 0) on."""
    db = workspace.reading
    page = page_of_consents(db, _query(workspace, shown, start), first, count)
    return _all_listed(workspace, page)


def _query(workspace: Workspace, shown: ConsentFilter, start: str) -> ConsentQuery:
    if start:
        return with_code(start)
    today = workspace.today
    return {
        ConsentFilter.ALL: EVERY,
        ConsentFilter.ENDING_30: ending_between(today, today + timedelta(days=30)),
        ConsentFilter.ENDING_90: ending_between(today, today + timedelta(days=90)),
        ConsentFilter.ENDED: ended_before(today),
        ConsentFilter.WITHDRAWN: WITHDRAWN,
        ConsentFilter.NO: REFUSED,
    }[shown]


def _all_listed(workspace: Workspace, found: tuple[Consent, ...]) -> tuple[ListedConsent, ...]:
    """Return what consents have come to; which answers and withdrawals count is the gate's own rule."""
    db = workspace.reading
    beside = answers_beside(db, tuple(one.id for one in found))
    taken_back = withdrawals_of_consents(db, tuple(c.id for answers in beside.values() for c in answers))
    return tuple(_listed(workspace.today, one, beside[one.id], taken_back) for one in found)


def _listed(
    today: date, consent: Consent, beside: tuple[Consent, ...], taken_back: tuple[Withdrawal, ...]
) -> ListedConsent:
    own = {one.id for one in beside}
    against = [w for w in taken_back if counts_against(w, consent, own)]
    given = consent.scope.channels if consent.scope else frozenset()
    left = frozenset(channel for channel in given if not any(w.touches(channel) for w in against))
    answers = tuple(one for one in beside if one.given_on <= today) or beside[:1]
    bound = channels_bound_by(consent, answers) if consent in answers else frozenset()
    listed = ListedConsent(consent, _standing(consent, bool(against), left, today), left)
    if answers[-1] == consent or (bound and bound >= left):
        return listed
    if bound & left:
        return replace(listed, channels=left & bound, narrowed_by=answers[-1].id)
    return replace(listed, replaced_by=answers[-1].id)


def _standing(
    consent: Consent, is_taken_back: bool, left: frozenset[Channel], today: date
) -> ConsentStanding:
    if consent.decision is Decision.NO or consent.scope is None:
        return ConsentStanding.NO
    if not left:
        return ConsentStanding.WITHDRAWN
    if consent.scope.until < today:
        return ConsentStanding.ENDED
    return ConsentStanding.HOLDS_IN_PART if is_taken_back else ConsentStanding.HOLDS


def listed(workspace: Workspace, found: tuple[Consent, ...]) -> tuple[ListedConsent, ...]:
    """Return what each of these consents has come to."""
    return _all_listed(workspace, found)


def look_at_consent(workspace: Workspace, consent: str) -> ListedConsent:
    """Return one consent with what it has come to. Raises NotFound."""
    found = consents.get(workspace.reading, consent)
    return _all_listed(workspace, (found,))[0]


def consents_of(workspace: Workspace, contributor: str) -> tuple[ListedConsent, ...]:
    """Return a contributor's answers, the newest first."""
    db = workspace.reading
    found = consents_of_contributor(db, contributor)
    return _all_listed(workspace, found)


def assents_of(workspace: Workspace, contributor: str, story: str) -> tuple[Assent, ...]:
    """Return a child's own answers for a story, oldest first."""
    return assents_of_contributor(workspace.reading, contributor, story)


def touched_publications(
    workspace: Workspace, consent: Consent, channels: frozenset[Channel] = frozenset()
) -> tuple[Publication, ...]:
    """Return the publications that a withdrawal would turn into takedowns (`channels` empty: of all)."""
    return _touched(workspace, served_by(workspace.reading, (consent,)), channels)


def touched_here(workspace: Workspace, consent: Consent) -> tuple[Publication, ...]:
    """Return what ending a consent in its own story alone would turn into takedowns."""
    return _touched(workspace, (consent,), frozenset())


def _touched(
    workspace: Workspace, ended: tuple[Consent, ...], channels: frozenset[Channel]
) -> tuple[Publication, ...]:
    open_already = {takedown.publication for takedown in list_takedowns(workspace)}
    touched = {
        one.id: one
        for served in ended
        for one in _live_in(workspace, served, channels)
        if one.id not in open_already
    }
    return tuple(touched.values())


def _live_in(workspace: Workspace, consent: Consent, channels: frozenset[Channel]) -> Iterator[Publication]:
    reach = reach_of(workspace.reading, consent, channels)
    for one in list_publications(workspace, consent.story):
        if one.ended_on is None and (not reach or one.channel in reach):
            yield one


def count_people(workspace: Workspace, start: str = "") -> int:
    """Return how many contributors there are, or have a code that begins with `start`."""
    return people.count_contributors(workspace.reading, start)


def page_of_people(
    workspace: Workspace, start: str, first: int, count: int
) -> tuple[tuple[Contributor, int], ...]:
    """Return up to `count` contributors from number `first` on, each with how many answers they gave."""
    db = workspace.reading
    page = people.page_of_contributors(db, start, first, count)
    answers = people.consents_per_contributor(db, tuple(person.code for person in page))
    return tuple((person, answers.get(person.code, 0)) for person in page)


def people_of_story(workspace: Workspace, story: str) -> tuple[Contributor, ...]:
    """Return the contributors of a story. Raises NotFound."""
    db = workspace.reading
    return tuple(people.contributors.get(db, code) for code in get_story(db, story).contributors)


def stories_to_choose(workspace: Workspace, start: str) -> tuple[Story, ...]:
    """Return the newest fifty stories, or the first fifty whose code begins with `start`."""
    db = workspace.reading
    if start:
        return stories_with_code(db, start, _MOST_STORIES)
    return newest_stories(db, _MOST_STORIES)
