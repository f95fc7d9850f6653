"""What stands on a contributor's page, from the facts down to the letters."""

from collections.abc import Iterator
from datetime import date

from consentkit.domain.stories import Story
from consentkit.pages.actions import Ways
from consentkit.pages.people.words import (
    consent_line,
    facts_of_person,
    guardian_line,
    not_asked_lines,
    person_steps,
    refused_lines,
)
from consentkit.usecases.letters.lists import ListedLetter
from consentkit.usecases.people.persons import PersonRecord
from consentkit.wording.languages import _
from consentkit.wording.letters.fields import STATES


def facts_and_steps(found: PersonRecord, today: date, ways: Ways) -> list[str]:
    """Say what is known of a person, and what is to be done."""
    steps = person_steps(found.person, found.guardians, found.answers, today, ways, assented=found.assented)
    return [*facts_of_person(found.person, today), *_asking_lines(found), "", *steps]


def _asking_lines(found: PersonRecord) -> Iterator[str]:
    yield from not_asked_lines(found.not_asked_since)
    yield from refused_lines(found.refused_until)


def story_line(story: Story) -> str:
    """Say in which story the person is."""
    return f"{story.id}  {story.title}"


def letter_line(listed: ListedLetter) -> str:
    """Say which letter was made for the person, and what it has come to."""
    one = listed.letter
    about = f"  {one.story}" if one.story else ""
    return f"{one.id}  {one.form} · {one.language}{about} · {_(STATES[listed.state])}"


def person_lines(found: PersonRecord, today: date, ways: Ways) -> Iterator[str]:
    """Say all of it, one below the other; names stay sealed."""
    yield _("Contributor {code}").format(code=found.person.code)
    yield from facts_and_steps(found, today, ways)
    parts = (
        (_("Guardians"), [guardian_line(one) for one in found.guardians]),
        (_("Consents, the newest first"), [consent_line(one) for one in found.answers]),
        (_("Stories"), [story_line(one) for one in found.stories]),
        (_("Letters"), [letter_line(one) for one in found.letters]),
    )
    for heading, lines in parts:
        if lines:
            yield from ("", heading, *(f"  {line}" for line in lines))
