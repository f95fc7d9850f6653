"""Records that a test of a screen begins with (`from preparing import begin_story`)."""

from datetime import timedelta

from consentkit.domain.consents import Appearance, Audience, Decision, Medium, Scope
from consentkit.domain.people import Age, AgeBasis, GuardianLink
from consentkit.domain.values import Channel
from consentkit.usecases.consents.consents import NewConsent, record_consent
from consentkit.usecases.people.contributors import NewContributor, add_contributor, add_guardian
from consentkit.usecases.stories.stories import add_story, put_contributor

ADULT = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
CHILD = NewContributor(language="km", age=Age.CHILD, age_basis=AgeBasis.DOCUMENT)


def begin_story(officer, *people, title="A year at the school"):
    """Return the codes of a new story and of its new contributors."""
    story = add_story(officer, title).id
    codes = [add_contributor(officer, person).code for person in people]
    for code in codes:
        put_contributor(officer, story, code)
    return story, *codes


def guardian_of(officer, child):
    return add_guardian(officer, child, GuardianLink.PARENT).code


def say_yes(officer, story, person, *, channels=(Channel.WEBSITE,), days=300, **changes):
    """Record a yes, and return its code."""
    scope = Scope(
        media=frozenset({Medium.PHOTO}),
        appearance=changes.pop("appearance", Appearance.FACE_HIDDEN),
        channels=frozenset(channels),
        audiences=frozenset({Audience.PUBLIC}),
        places=frozenset({"TH"}),
        until=officer.today + timedelta(days=days),
    )
    fields = {
        "contributor": person,
        "story": story,
        "decision": Decision.YES,
        "scope": scope,
        "given_on": officer.today,
        "language": "km",
    }
    return record_consent(officer, NewConsent(**(fields | changes))).id


def counted(workspace):
    """How many rows each table has, the log's among them."""
    db = workspace.records.db
    return {name: db[name].count for name in db.table_names()}
