"""All that is recorded of one contributor, read once; names stay sealed.

Stories are those in which the person is, as their story or in a picture, or about which they were asked.
"""

from dataclasses import dataclass
from datetime import date

from consentkit.domain.people import Contributor, Guardian
from consentkit.domain.stories import Story
from consentkit.store.letters.letters import letters_of_contributor
from consentkit.store.stories.stories import get_story, stories_with
from consentkit.usecases.consents.lists import ListedConsent, assents_of, consents_of
from consentkit.usecases.letters.lists import ListedLetter, look_at_letter
from consentkit.usecases.people.asking import not_asked_since, refused_until
from consentkit.usecases.people.contributors import get_contributor, guardians_of
from consentkit.usecases.workspaces import Workspace


@dataclass(frozen=True)
class PersonRecord:
    """A contributor with guardians, answers (newest first), stories and letters (oldest first).

    `assented` are the stories with a child's own answer; `not_asked_since` is the day on which they said
    that nobody shall ask them, `None` where anybody may.
    """

    person: Contributor
    guardians: tuple[Guardian, ...]
    answers: tuple[ListedConsent, ...]
    assented: frozenset[str]
    stories: tuple[Story, ...]
    letters: tuple[ListedLetter, ...]
    not_asked_since: date | None
    refused_until: date | None = None
    """The first day on which somebody who said no for a story may be asked again; `None`: now."""


def look_at_person(workspace: Workspace, code: str) -> PersonRecord:
    """Return what is recorded of a contributor. Raises NotFound."""
    person, answers = get_contributor(workspace, code), consents_of(workspace, code)
    assented = (one.consent.story for one in answers if assents_of(workspace, code, one.consent.story))
    return PersonRecord(
        person=person,
        guardians=guardians_of(workspace, code),
        answers=answers,
        assented=frozenset(assented),
        stories=tuple(get_story(workspace.reading, one) for one in stories_with(workspace.reading, code)),
        letters=tuple(
            look_at_letter(workspace, one.id) for one in letters_of_contributor(workspace.reading, code)
        ),
        not_asked_since=not_asked_since(workspace, code),
        refused_until=refused_until(workspace, code),
    )
