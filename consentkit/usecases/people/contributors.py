"""Contributors and guardians."""

import re
from datetime import date

from consentkit.domain.accounts import Separation
from consentkit.domain.codes import new_code
from consentkit.domain.errors import InvalidInput
from consentkit.domain.events import EventName
from consentkit.domain.noes import Say, check_lifting, noes_in
from consentkit.domain.people import (
    Age,
    AgeBasis,
    Contributor,
    Guardian,
    GuardianCheck,
    GuardianLink,
    check_majority,
)
from consentkit.domain.values import Value
from consentkit.domain.words.tags import is_language
from consentkit.store.people.contributors import (
    checks_of_guardians,
    contributors,
    guardian_checks,
    guardians,
)
from consentkit.store.people.contributors import guardians_of as stored_guardians
from consentkit.store.people.contributors import list_contributors as stored_contributors
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.reopenings import check_told_of_person
from consentkit.usecases.workspaces import Workspace

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")


class NewContributor(Value):
    """What is known when a contributor is recorded.

    `language` is a BCP 47 tag such as `km`; `adult_on` is the first day of a month, or not known.
    """

    language: str
    age: Age = Age.UNKNOWN
    age_basis: AgeBasis = AgeBasis.NONE
    adult_on: date | None = None
    is_survivor: bool = True


def add_contributor(workspace: Workspace, new: NewContributor) -> Contributor:
    """Record a contributor under a random code.

    Raises InvalidInput for a language that is no tag, or a day that is not the first of a month.
    """
    person = _person(new_code("C"), new)
    with workspace.change(EventName.CONTRIBUTOR_ADDED) as change:
        check_majority(new.age, new.adult_on, change.today)
        contributors.insert(change.db, person, added_at=change.at.isoformat())
        change.record(person.code, age=person.age, language=person.language)
    return person


def correct_contributor(
    workspace: Workspace, code: str, new: NewContributor, *, expected: Contributor | None = None
) -> Contributor:
    """Replace what is known of a contributor, such as an age that has a basis now.

    `expected` is the contributor as a person saw them before. Raises NotFound, Conflict where somebody
    corrected them since, InvalidInput as `add_contributor` does, and Refused (reopens) before what was
    answered about them is asked again.
    """
    person = _person(code, new)
    with workspace.change(EventName.CONTRIBUTOR_CORRECTED) as change:
        seen = expected or contributors.get(change.db, code)
        if (new.age, new.adult_on) != (seen.age, seen.adult_on):
            check_majority(new.age, new.adult_on, change.today)
        if person != seen:
            check_told_of_person(change, seen)
        contributors.update(change.db, person, expected=seen)
        change.record(code, age=person.age, language=person.language)
    return person


def _person(code: str, new: NewContributor) -> Contributor:
    check_language(new.language)
    if new.adult_on is not None and new.adult_on.day != 1:
        raise InvalidInput("adult-on-not-first")
    return Contributor(code=code, **new.model_dump())


def check_language(tag: str) -> None:
    """Raise InvalidInput unless it is a language's tag; an event holds it, so it is never free text."""
    if not _LANGUAGE.fullmatch(tag):
        raise InvalidInput("language-malformed", given=tag)
    if not is_language(tag):
        raise InvalidInput("language-not-known", given=tag)


def get_contributor(workspace: Workspace, code: str) -> Contributor:
    """Return one contributor. Raises NotFound."""
    return contributors.get(workspace.reading, code)


def list_contributors(workspace: Workspace) -> tuple[Contributor, ...]:
    """Return every contributor, in the order in which they were recorded."""
    return stored_contributors(workspace.reading)


def add_guardian(workspace: Workspace, contributor: str, link: GuardianLink) -> Guardian:
    """Record who may consent for a contributor. Raises NotFound for an unknown contributor."""
    with workspace.change(EventName.GUARDIAN_ADDED) as change:
        contributors.get(change.db, contributor)
        guardian = Guardian(code=new_code("G"), contributor=contributor, link=link)
        guardians.insert(change.db, guardian)
        change.record(guardian.code, contributor=contributor, link=link)
    return guardian


def check_guardian(workspace: Workspace, guardian: str, *, is_free_of_conflict: bool) -> Guardian:
    """Record a safeguarding lead's finding about a guardian.

    A conflict that somebody else found, in any guardian of the same person, is their no: the guardian counts
    as free once two others said so, with days between them (see `consentkit.domain.noes`). Raises NotFound,
    Refused and Conflict as `answer_question` does.
    """
    with workspace.change(EventName.GUARDIAN_CHECKED) as change:
        if is_free_of_conflict:
            change.check_day()
        found = guardians.get(change.db, guardian)
        new = GuardianCheck(
            guardian=guardian, is_free_of_conflict=is_free_of_conflict, by=change.actor.handle, at=change.at
        )
        separation = separation_of(workspace, change.db)
        before = _says(checks_of_guardians(change.db, found.contributor), guardian, separation)
        noes = noes_in(before, separation)
        lifting = check_lifting(noes, new.by, separation, new.at) if is_free_of_conflict else None
        guardian_checks.insert(change.db, new)
        stands = any(no.stands for no in noes_in([*before, _say(new)], separation))
        checked = found.model_copy(update={"is_free_of_conflict": is_free_of_conflict and not stands})
        guardians.update(change.db, checked, expected=found)
        change.record(guardian, is_free_of_conflict=is_free_of_conflict, lifting=lifting)
    return checked


def _says(checks: tuple[GuardianCheck, ...], guardian: str, separation: Separation) -> list[Say]:
    """What was said of a guardian, and every no that stands against another one of the same person.

    Else who was found in conflict is recorded once more, and found free.
    """
    own = [_say(one) for one in checks if one.guardian == guardian]
    others = {one.guardian for one in checks} - {guardian}
    by_other = ([_say(one) for one in checks if one.guardian == other] for other in others)
    standing = [no for says in by_other for no in noes_in(says, separation) if no.stands]
    carried = [Say(no.by, no.at, is_yes=False) for no in standing]
    return sorted([*own, *carried], key=lambda one: one.at)


def _say(one: GuardianCheck) -> Say:
    return Say(one.by, one.at, one.is_free_of_conflict)


def guardians_of(workspace: Workspace, contributor: str) -> tuple[Guardian, ...]:
    """Return a contributor's guardians."""
    return stored_guardians(workspace.reading, contributor)
