"""What was answered to a question: in a story, and elsewhere about what the question is about there."""

from dataclasses import replace

from consentkit.domain.checklists import Answer, Question
from consentkit.domain.questions.belongings import OF_MEDIA, OF_ORIGINS, Belongings
from consentkit.domain.questions.scopes import QuestionScope
from consentkit.domain.questions.things import Things
from consentkit.store.consents import consents_of_story
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.people.contributors import contributors
from consentkit.store.pictures.images import images_of_story
from consentkit.store.stories.bases import bases_of_story
from consentkit.store.stories.origins import origins_of_story
from consentkit.store.stories.stories import (
    answers_about_things,
    answers_to,
    get_story,
    people_in_story,
    plans_of_story,
)
from consentkit.store.videos import videos_of_story
from consentkit.usecases.workspaces import Workspace

_OF_PEOPLE = OF_ORIGINS | {QuestionScope.CONTRIBUTOR}


def things_in_story(
    workspace: Workspace, db: EncryptedDatabase, story: str | None, question: Question
) -> Things:
    """Return what a question is about in a story; `None` is the organisation's own sheet."""
    if story is None:
        return Belongings(workspace.today).things(question)
    scope = question.scope
    people = people_in_story(db, story) if scope in _OF_PEOPLE else ()
    found = Belongings(
        workspace.today,
        story,
        get_story(db, story).revision,
        people=tuple(contributors.get(db, code) for code in people),
        plans=plans_of_story(db, story),
        media=_media(db, story) if scope in OF_MEDIA else {},
    )
    if scope not in OF_ORIGINS:
        return found.things(question)
    return replace(
        found,
        others=(
            *(one.id for one in consents_of_story(db, story)),
            *(one.id for one in bases_of_story(db, story)),
        ),
        has_words=get_story(db, story).draft is not None,
        origins=origins_of_story(db, story),
    ).things(question)


def _media(db: EncryptedDatabase, story: str) -> dict[str, str]:
    found = {one.id: one.digest for one in images_of_story(db, story)}
    return found | {video.id: video.digest for video in videos_of_story(db, story)}


def given_to(
    db: EncryptedDatabase, story: str | None, policy: str, question: Question, things: Things
) -> tuple[Answer, ...]:
    """Return the answers to a question about a story alone, then those about these things."""
    own = answers_to(db, story, policy, question.id) if story is not None else ()
    shared = answers_about_things(db, tuple(things))
    wanted = (policy, question.id)
    alone = tuple(one for one in own if one.about is None)
    return alone + tuple(one for one in shared if (one.policy, one.question) == wanted)
