"""What a contributor's page says, in sentences."""

from collections.abc import Iterator
from datetime import date

from consentkit.domain.people import Age, AgeBasis, Contributor, Guardian
from consentkit.domain.sealed_identities import DIGEST_SHOWN, SealedVersion, SetAsideFile
from consentkit.pages.actions import Action, Ways
from consentkit.pages.consents.words import replaced_in_words
from consentkit.usecases.consents.lists import ConsentStanding, ListedConsent
from consentkit.wording import day_in_language
from consentkit.wording.languages import _, _n
from consentkit.wording.uses import uses_in_short
from consentkit.wording.vocabularies import (
    AGE_BASES,
    AGES,
    CONSENT_STANDINGS,
    FILE_TROUBLES,
    GUARDIAN_LINKS,
)


def facts_of_person(person: Contributor, today: date) -> Iterator[str]:
    """Say what is known, the standing first."""
    yield _("Counts as a child today.") if person.is_child_on(today) else _("Counts as an adult today.")
    yield _("Age when recorded: {age}. It rests on: {basis}.").format(
        age=_(AGES[person.age]), basis=_(AGE_BASES[person.age_basis])
    )
    if person.adult_on is not None:
        yield _("Surely grown from {day}.").format(day=day_in_language(person.adult_on))
    elif person.age is Age.CHILD:
        yield _("From when the person is grown is not recorded; until then they stay a child here.")
    yield _("Speaks best: {language}.").format(language=person.language)
    yield _("A survivor.") if person.is_survivor else _("Not a survivor.")


def standing_cell(person: Contributor, today: date) -> str:
    """Return the last cell of a contributor's row."""
    if person.lacks_age_basis_on(today):
        return _("counts as a child: the age rests on nothing")
    return _("counts as a child") if person.is_child_on(today) else _("adult")


def person_steps(
    person: Contributor,
    guardians: tuple[Guardian, ...],
    answers: tuple[ListedConsent, ...],
    today: date,
    ways: Ways,
    *,
    assented: frozenset[str] = frozenset(),
) -> list[str]:
    """Say what to do, and the way to it; `assented` are the stories with a child's own answer."""
    steps = [*_age_steps(person, guardians, today, ways), *_answer_steps(answers, ways)]
    if person.is_child_on(today):
        steps += _assent_steps(answers, assented, ways)
    return [f"→ {step}" for step in steps] or ["✓ " + _("Nothing is left to do here.")]


def _age_steps(
    person: Contributor, guardians: tuple[Guardian, ...], today: date, ways: Ways
) -> Iterator[str]:
    if person.age_basis is AgeBasis.NONE:
        yield _("Record what the age rests on ({key}). Until then the person counts as a child.").format(
            key=ways(Action.CORRECT_PERSON)
        )
    if not person.is_child_on(today):
        return
    if not guardians:
        yield _("Record the guardian who may consent for the child ({key}).").format(
            key=ways(Action.ADD_GUARDIAN)
        )
    for one in guardians:
        if one.is_free_of_conflict is None:
            yield _("A safeguarding lead looks at guardian {code} ({key}).").format(
                code=one.code, key=ways(Action.CHECK_GUARDIAN)
            )
    if guardians and all(one.is_free_of_conflict is False for one in guardians):
        yield _("Every guardian has a conflict of interest. Record another one ({key}).").format(
            key=ways(Action.ADD_GUARDIAN)
        )


def not_asked_lines(since: date | None) -> Iterator[str]:
    """Say that somebody does not want to be asked; nothing where they may be asked."""
    if since is not None:
        words = _("Said on paper on {day}: do not ask me again. Nobody asks, until they come by themselves.")
        yield words.format(day=day_in_language(since))


def refused_lines(again_on: date | None) -> Iterator[str]:
    """Say until when nobody asks somebody who said no; nothing where they may be asked."""
    if again_on is not None:
        words = _("Said no for a story. Nobody asks again before {day}, unless they come by themselves.")
        yield words.format(day=day_in_language(again_on))


def _assent_steps(answers: tuple[ListedConsent, ...], assented: frozenset[str], ways: Ways) -> Iterator[str]:
    for one in answers:
        if one.standing is ConsentStanding.HOLDS and one.consent.story not in assented:
            yield _(
                "The child's own answer for story {story} is not recorded. Open the consent ({key})."
            ).format(story=one.consent.story, key=ways(Action.RECORD_ASSENT))


def _answer_steps(answers: tuple[ListedConsent, ...], ways: Ways) -> Iterator[str]:
    if not answers:
        yield _("Ask the person, and record the answer ({key}). A no is recorded too.").format(
            key=ways(Action.ASK_CONSENT)
        )
    newest: dict[str, ListedConsent] = {}
    for one in answers:
        newest.setdefault(one.consent.story, one)
    for one in newest.values():
        if one.standing is ConsentStanding.ENDED:
            yield _("Consent {code} has ended. Open it, and ask for a renewal ({key}).").format(
                code=one.consent.id, key=ways(Action.RENEW)
            )


def version_line(version: SealedVersion) -> str:
    """Say by whom and when a name was sealed, by the log."""
    if version.accepted_by is not None and version.accepted_on is not None:
        words = _("No event named it; {actor} accepted it on {day}.")
        return words.format(actor=version.accepted_by, day=day_in_language(version.accepted_on))
    if version.sealed_by is None or version.sealed_on is None:
        return _("Sealed before the log named files; it does not say by whom.")
    return _("Sealed by {actor} on {day}.").format(
        actor=version.sealed_by, day=day_in_language(version.sealed_on)
    )


def set_aside_line(file: SetAsideFile) -> str:
    """Say which sealed file was set aside, whom it says it is about, and why."""
    about = _("says it is about {code}").format(code=file.code) if file.code else _("says of nobody whom")
    return f"{file.digest[:DIGEST_SHOWN]}  {about}; {_(FILE_TROUBLES[file.trouble])}"


def set_aside_count(count: int) -> str:
    """Say that sealed files wait for a keeper's decision."""
    return _n(
        "{count} sealed file was not taken in. Look at it before you rely on a contact.",
        "{count} sealed files were not taken in. Look at them before you rely on a contact.",
        count,
    ).format(count=count)


def guardian_line(guardian: Guardian) -> str:
    """Say who a guardian is, and what safeguarding found."""
    finding = {
        None: _("not yet looked at by safeguarding"),
        True: _("free of a conflict of interest"),
        False: _("in a conflict of interest"),
    }[guardian.is_free_of_conflict]
    return f"{guardian.code}  {_(GUARDIAN_LINKS[guardian.link])}; {finding}"


def consent_line(listed: ListedConsent) -> str:
    """Say what a consent has come to, on one line."""
    one = listed.consent
    words = f"{one.id}  {one.story}  {_(CONSENT_STANDINGS[listed.standing])}"
    if one.scope is not None:
        words += " · " + _("until {day}").format(day=day_in_language(one.scope.until))
        words += "".join(f" · {uses_in_short(uses)}" for uses in one.scope.uses)
    return words + replaced_in_words(listed)
