"""A picture's other keys: what its file gives away, boxes moved and merged, and copies made as wished."""

import shutil

import pytest
from driving import LARGE, fill, press, settle
from PIL import Image as PillowImage
from seeing import seen

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.consents import Decision
from consentkit.domain.pictures.images import Box, FaceDecision, Settlement
from consentkit.pages.files import incoming
from consentkit.store.pictures.images import images, public_copies
from consentkit.tui.screens.pictures.leaks import LeaksScreen
from consentkit.tui.screens.pictures.picture import PictureScreen
from consentkit.tui.screens.pictures.pictures import PicturesScreen
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.pictures.box_changes import box_changes_of
from consentkit.usecases.pictures.faces import add_face, faces_of, settle_face
from consentkit.usecases.pictures.images import add_images, images_of
from consentkit.usecases.pictures.scans import scan_images
from consentkit.usecases.stories.stories import add_story, approve_draft, put_contributor

DEMO = assets_folder() / "demo"
WHY = "Two boxes on one head."

pytestmark = pytest.mark.filterwarnings("ignore:Image.Image.getdata is deprecated:DeprecationWarning")


@pytest.fixture
def officer(open_as):
    return open_as("officer-1")


@pytest.fixture
def image(officer, tmp_path):
    """A picture with its place in its file, and two boxes on one face that a person drew."""
    exif = PillowImage.Exif()
    exif[0x013B] = "Invented Photographer"
    with PillowImage.open(DEMO / "grace_hopper.jpg") as picture:
        picture.convert("RGB").save(tmp_path / "IMG_1.jpg", exif=exif)
    (taken,) = add_images(officer, add_story(officer, "A year").id, [incoming(tmp_path / "IMG_1.jpg")])
    for box in (Box(left=150, top=60, right=330, bottom=300), Box(left=170, top=80, right=340, bottom=310)):
        add_face(officer, taken.image.id, box)
    return taken.image.id


async def _opened(pilot, image):
    pilot.app.push_screen(PictureScreen(image))
    await settle(pilot)


async def test_what_the_file_gives_away_is_shown_and_gone_with_the_screen(app_as, image):
    async with app_as("officer-1", size=LARGE) as pilot:
        await _opened(pilot, image)
        await press(pilot, "g")
        await settle(pilot)
        assert isinstance(pilot.app.screen, LeaksScreen)
        assert "who made it (EXIF Artist): Invented Photographer" in seen(pilot)
        assert "No picture looks like this one." in seen(pilot)
        await press(pilot, "s")
        assert "No near copy waits for anybody." in seen(pilot)
        await press(pilot, "escape")
        assert "Invented" not in seen(pilot)


async def test_two_boxes_on_one_face_are_made_one_with_a_reason(app_as, officer, image):
    async with app_as("officer-1", size=LARGE) as pilot:
        await _opened(pilot, image)
        await press(pilot, "u", "enter")
        await settle(pilot)
        await fill(pilot, why=WHY)
        await press(pilot, "ctrl+s")
        await settle(pilot)
    (face,) = faces_of(officer, image)
    assert face.box == Box(left=150, top=60, right=340, bottom=310)
    assert box_changes_of(officer, image)[0].why == WHY


@pytest.mark.slow
async def test_a_box_is_moved_by_keys_and_asked_for_a_reason(app_as, officer, image):
    before = faces_of(officer, image)[0]
    async with app_as("officer-1", size=LARGE) as pilot:
        await _opened(pilot, image)
        await press(pilot, "M")
        await settle(pilot)
        assert "Move the box" in seen(pilot)
        await press(pilot, "right", "right")
        await settle(pilot)
        await press(pilot, "enter")
        await settle(pilot)
        await fill(pilot, why="the ear lay outside")
        await press(pilot, "ctrl+s")
        await settle(pilot)
    moved = faces_of(officer, image)[0]
    assert moved.id == before.id
    assert moved.box.left > before.box.left
    assert box_changes_of(officer, image)[0].why == "the ear lay outside"


@pytest.mark.slow
async def test_a_mosaic_over_a_face_without_a_name_is_refused_and_an_oval_is_made(app_as, officer, image):
    scan_images(officer, [image])
    for face in faces_of(officer, image):
        settle_face(officer, face.id, FaceDecision(settlement=Settlement.REDACTED))
    async with app_as("officer-1", size=LARGE) as pilot:
        await _opened(pilot, image)
        await press(pilot, "C")
        await settle(pilot)
        pilot.app.screen.query_one("#field-method").value = "mosaic"
        await press(pilot, "ctrl+s")
        await settle(pilot)
        assert "is covered black" in seen(pilot)
        await press(pilot, "C")
        await settle(pilot)
        pilot.app.screen.query_one("#field-shape").value = "oval"
        pilot.app.screen.query_one("#field-format").value = "png"
        await press(pilot, "ctrl+s")
        await settle(pilot)
    (copy,) = public_copies.where(officer.reading, "image = ?", image)
    assert {one.shape.value for one in copy.methods} == {"oval"}


def _approved(officer, story):
    """Have a contributor of the story say yes to it as it stands."""
    person = add_contributor(officer, NewContributor(language="km")).code
    put_contributor(officer, story, person)
    approve_draft(officer, story, person, decision=Decision.YES)
    return person


async def test_whom_more_pictures_ask_again_is_said_before_they_are_taken_in(app_as, officer, tmp_path):
    story = add_story(officer, "A year").id
    person = _approved(officer, story)
    shutil.copy(DEMO / "grace_hopper.jpg", tmp_path / "one.jpg")
    async with app_as("officer-1", size=LARGE) as pilot:
        pilot.app.push_screen(PicturesScreen(story))
        await settle(pilot)
        for answer, count in (("n", 0), ("y", 1)):
            await press(pilot, "a")
            await fill(pilot, path=str(tmp_path / "one.jpg"))
            await press(pilot, "ctrl+s")
            await settle(pilot)
            assert f"Change story {story}?" in seen(pilot)
            assert person in seen(pilot)
            await press(pilot, answer)
            await settle(pilot)
            assert len(images_of(officer, story)) == count


async def test_what_a_files_name_may_tell_is_said_when_it_is_added(app_as, officer, tmp_path):
    story = add_story(officer, "A year").id
    folder = tmp_path / "visit"
    folder.mkdir()
    shutil.copy(DEMO / "grace_hopper.jpg", folder / "Sokha at the market.jpg")
    async with app_as("officer-1", size=LARGE) as pilot:
        pilot.app.push_screen(PicturesScreen(story))
        await settle(pilot)
        await press(pilot, "a")
        await fill(pilot, path=str(folder))
        await press(pilot, "ctrl+s")
        await settle(pilot)
        assert "File names that may name a person, a place or a day: 1." in seen(pilot)
        assert "Sokha" not in seen(pilot)


async def test_a_picture_in_the_wrong_story_is_taken_out_once_it_is_said_what_that_does(
    app_as, officer, image
):
    story = images.get(officer.reading, image).story
    person = _approved(officer, story)
    async with app_as("officer-1", size=LARGE) as pilot:
        await _opened(pilot, image)
        await press(pilot, "x")
        assert person in seen(pilot)
        await press(pilot, "y")
        await settle(pilot)
        assert not isinstance(pilot.app.screen, PictureScreen)
    assert images_of(officer, story) == ()
