"""Words in a picture, on its screen: what they read, and that they are settled by the same keys."""

import pytest
from driving import LARGE, press, settle
from seeing import seen

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.events import EventName
from consentkit.domain.pictures.images import Box, BoxKind, Settlement
from consentkit.pages.files import incoming
from consentkit.store.pictures.images import faces
from consentkit.tui.screens.pictures.picture import PictureScreen
from consentkit.usecases.pictures.faces import add_face, faces_of
from consentkit.usecases.pictures.images import add_images
from consentkit.usecases.stories.stories import add_story


@pytest.fixture
def sign(open_as):
    """A picture with words that a program read."""
    officer = open_as("officer-1")
    story = add_story(officer, "A year at the school").id
    (taken,) = add_images(officer, story, [incoming(assets_folder() / "demo" / "grace_hopper.jpg")])
    box = Box(left=276, top=336, right=332, bottom=380)
    drawn = add_face(officer, taken.image.id, box, BoxKind.TEXT)
    read = drawn.model_copy(update={"detector": "rapidocr", "reads": "[b]COMO HOPPER", "reads_score": 0.97})
    with officer.change(EventName.FACE_ADDED) as change:
        faces.update(change.db, read, expected=drawn)
        change.record(read.id, image=read.image, kind=read.kind)
    return officer, read


async def test_words_say_what_they_read_and_are_settled_by_the_same_keys(app_as, sign):
    officer, face = sign
    async with app_as("officer-1", size=LARGE) as pilot:
        pilot.app.push_screen(PictureScreen(face.image))
        await settle(pilot)
        lines = seen(pilot)
        assert "Reads: “[b]COMO HOPPER”" in lines
        assert "0 faces to settle · 1 place with words to settle" in lines
        assert "words" in lines
        await press(pilot, "r")
        assert "redacted: covered" in seen(pilot)
    assert faces_of(officer, face.image)[0].settlement is Settlement.REDACTED
