"""Captions, descriptions, tags and a summary: they go out with the words, and are searched like them."""

from collections.abc import Mapping

from consentkit.domain.errors import Conflict, InvalidInput
from consentkit.domain.events import EventName
from consentkit.domain.stories import Story
from consentkit.domain.words.beside import MOST_SIGNS, OF_MEDIA, OF_STORY, BesideKind, WordsBeside, with_words
from consentkit.store.pictures.images import images, images_of_story
from consentkit.store.stories.stories import get_story
from consentkit.store.videos import videos, videos_of_story
from consentkit.usecases.changes import Change
from consentkit.usecases.stories.stories import revise
from consentkit.usecases.words.checks import keep_words_around
from consentkit.usecases.workspaces import Workspace


def write_beside(
    workspace: Workspace,
    story: str,
    thing: str,
    texts: Mapping[BesideKind, str],
    *,
    expected: Story | None = None,
) -> Story:
    """Set what stands beside a story, or beside one of its pictures or videos; `""` takes one out.

    Readers see it, so every contributor is asked again, and what it may tell of somebody is found and settled
    as in the words. Raises NotFound, InvalidInput (beside-not-of-this: a caption of no picture;
    beside-too-long), Conflict (beside-same; record-changed where it is not what was `expected`).
    """
    written = [WordsBeside(thing=thing, kind=kind, text=_tidy(text)) for kind, text in texts.items()]
    with workspace.change(EventName.STORY_CHANGED) as change:
        found = get_story(change.db, story)
        if expected is not None and expected.beside != found.beside:
            raise Conflict("record-changed", kind="story", id=story, changed=("beside",))
        beside = found.beside
        for words in written:
            _check_place(change, found, words)
            beside = with_words(beside, words)
        if beside == found.beside:
            raise Conflict("beside-same", thing=thing)
        revised = revise(change, found, beside=beside)
        keep_words_around(workspace, change, revised)
    return revised


def _tidy(text: str) -> str:
    words = "\n".join(line.strip() for line in text.strip().splitlines())
    if len(words) > MOST_SIGNS:
        raise InvalidInput("beside-too-long", most=MOST_SIGNS)
    return words


def _check_place(change: Change, story: Story, words: WordsBeside) -> None:
    thing, kind = words.thing, words.kind
    if thing == story.id:
        is_of_this = kind in OF_STORY
    elif thing.startswith("M"):
        is_of_this = kind in OF_MEDIA and videos.get(change.db, thing).story == story.id
    else:
        is_of_this = kind in OF_MEDIA and images.get(change.db, thing).story == story.id
    if not is_of_this:
        raise InvalidInput("beside-not-of-this", thing=thing, kind=kind.value, story=story.id)


def things_beside(workspace: Workspace, story: str) -> tuple[Story, tuple[str, ...]]:
    """Return a story, and beside what words can stand: itself, its pictures and videos. Raises NotFound."""
    found = get_story(workspace.reading, story)
    pictures = (one.id for one in images_of_story(workspace.reading, story))
    films = (one.id for one in videos_of_story(workspace.reading, story))
    return found, (story, *pictures, *films)
