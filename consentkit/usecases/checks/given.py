"""What was answered to a question: in a story, and elsewhere about what the question is about there."""

from consentkit.domain.checklists import Answer, Question
from consentkit.domain.questions.scopes import QuestionScope
from consentkit.domain.questions.things import Things, things_of
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.people.contributors import contributors
from consentkit.store.stories.stories import (
    answers_about_things,
    answers_to,
    get_story,
    people_in_story,
    places_of_story,
)


def things_in_story(db: EncryptedDatabase, story: str | None, question: Question) -> Things:
    """Return what a question is about in a story; `None` is the organisation's own sheet."""
    if story is None:
        return things_of(question, (), ())
    codes = people_in_story(db, story) if question.scope is QuestionScope.CONTRIBUTOR else ()
    people = [contributors.get(db, code) for code in codes]
    revision = get_story(db, story).revision
    return things_of(question, people, places_of_story(db, story), (story, revision))


def given_to(
    db: EncryptedDatabase, story: str | None, policy: str, question: Question, things: Things
) -> tuple[Answer, ...]:
    """Return the answers to a question about a story alone, then those about these things."""
    own = answers_to(db, story, policy, question.id) if story is not None else ()
    shared = answers_about_things(db, tuple(things))
    wanted = (policy, question.id)
    alone = tuple(one for one in own if one.about is None)
    return alone + tuple(one for one in shared if (one.policy, one.question) == wanted)
