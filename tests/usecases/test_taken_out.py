"""What people get wrong is undone with a trace: a picture in the wrong story, a working title."""

import pytest
from making_documents import docx

from consentkit.domain.errors import Conflict, InvalidInput
from consentkit.pages.files import incoming
from consentkit.store.stories.stories import get_story
from consentkit.usecases.log.audits import read_audit
from consentkit.usecases.pictures.images import add_images, images_of, take_out_image
from consentkit.usecases.stories.stories import retitle_story
from consentkit.usecases.words.drafts import put_draft


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


def test_a_picture_of_another_story_is_taken_out_and_its_file_brings_it_back(words, portrait, nothing_kept):
    (taken,) = add_images(words.officer, words.story, [incoming(portrait)])
    image, revision = taken.image.id, get_story(words.officer.reading, words.story).revision
    assert take_out_image(words.officer, image).is_set_aside
    assert images_of(words.officer, words.story) == ()
    assert get_story(words.officer.reading, words.story).revision == revision + 1
    with nothing_kept(Conflict, "image-out-already"):
        take_out_image(words.officer, image)
    (again,) = add_images(words.officer, words.story, [incoming(portrait)])
    assert again.image.id == image
    assert [one.id for one in images_of(words.officer, words.story)] == [image]


def test_a_picture_that_the_document_shows_is_not_taken_out(words, portrait, nothing_kept):
    put_draft(words.officer, words.story, docx([portrait.read_bytes()]))
    (image,) = images_of(words.officer, words.story)
    with nothing_kept(Conflict, "image-in-draft"):
        take_out_image(words.officer, image.id)


def test_another_title_asks_nobody_again_and_stands_in_the_log(words, nothing_kept):
    before = get_story(words.officer.reading, words.story)
    assert words.codes() == []
    after = retitle_story(words.officer, words.story, " Two years ")
    assert (after.title, after.revision) == ("Two years", before.revision)
    assert words.codes() == []
    (event,) = read_audit(words.open_as("manager-1"), subject=words.story, limit=1)
    assert event.body["changed"] == ["title"]
    with nothing_kept(InvalidInput, "title-missing"):
        retitle_story(words.officer, words.story, " ")
    with nothing_kept(Conflict, "title-same"):
        retitle_story(words.officer, words.story, "Two years")
    with nothing_kept(Conflict, "record-changed"):
        retitle_story(words.officer, words.story, "Three years", expected=before)
