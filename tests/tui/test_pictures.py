"""Pictures: taken in, scanned, settled, looked at, covered and written, by keys and by what is seen."""

from collections import namedtuple

import pytest
from driving import LARGE, TINY, fill, in_every_size, press, settle, until
from PIL import Image as PillowImage
from quick_cases import quick_first
from seeing import seen
from textual.widgets import Input, Label

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.people import Age, AgeBasis
from consentkit.domain.pictures.images import Box, Settlement
from consentkit.pages.files import incoming, pictures_in
from consentkit.store.pictures.images import public_copies
from consentkit.tui.screens.pictures.boxes import BoxPane, BoxScreen
from consentkit.tui.screens.pictures.picture import PictureScreen
from consentkit.tui.screens.pictures.pictures import PicturesScreen
from consentkit.usecases.log.audits import read_audit
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.pictures.faces import add_face, faces_of
from consentkit.usecases.pictures.images import add_images, images_of
from consentkit.usecases.pictures.scans import scan_images
from consentkit.usecases.stories.stories import add_story, put_contributor

DEMO = assets_folder() / "demo"
WHY = "A drawing on the wall behind her."

# textual-image 0.12, the last for Python 3.11, asks Pillow by an old name; newer ones do not.
pytestmark = pytest.mark.filterwarnings("ignore:Image.Image.getdata is deprecated:DeprecationWarning")

Stage = namedtuple("Stage", "officer story people")


@pytest.fixture
def stage(open_as):
    """A story with two contributors and no picture."""
    officer = open_as("officer-1")
    adult = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    story = add_story(officer, "A year at the school").id
    people = [add_contributor(officer, adult).code for _ in range(2)]
    for person in people:
        put_contributor(officer, story, person)
    return Stage(officer, story, people)


@pytest.fixture
def image(stage):
    """A picture that was not scanned, with one face that a person drew."""
    (taken,) = add_images(stage.officer, stage.story, [incoming(DEMO / "grace_hopper.jpg")])
    add_face(stage.officer, taken.image.id, Box(left=150, top=60, right=330, bottom=300))
    return taken.image.id


@pytest.fixture
def visit(tmp_path):
    """A folder with two small portraits, in which to look is quick, and one that was cut off."""
    folder = tmp_path / "visit"
    folder.mkdir()
    for name in ("astronaut.png", "grace_hopper.jpg"):
        with PillowImage.open(DEMO / name) as image:
            image.reduce(2).save(folder / name)
    whole = (folder / "grace_hopper.jpg").read_bytes()
    (folder / "torn.jpg").write_bytes(whole[: len(whole) // 2])
    return folder


async def _open(pilot, screen):
    pilot.app.push_screen(screen)
    await settle(pilot)


_SIDES = ("left", "top", "right", "bottom")


def _drawn(stage, image):
    return faces_of(stage.officer, image)[-1]


def _face(stage, image):
    return faces_of(stage.officer, image)[0]


@pytest.mark.slow
async def test_a_folder_is_taken_and_what_is_damaged_is_listed_and_left_alone(app_as, stage, visit):
    torn = (visit / "torn.jpg").read_bytes()
    async with app_as("officer-1") as pilot:
        await _open(pilot, PicturesScreen(stage.story))
        assert "No pictures yet" in seen(pilot)
        await press(pilot, "a")
        await fill(pilot, path=str(visit))
        await press(pilot, "ctrl+s")
        lines = seen(pilot)
    assert "Not taken, and left as they are: 1" in lines
    assert "torn.jpg: The picture is damaged or not whole." in lines
    assert "2 pictures · 0 not scanned" in lines
    assert (visit / "torn.jpg").read_bytes() == torn
    assert len(images_of(stage.officer, stage.story)) == 2


@pytest.mark.parametrize(
    ("path", "words"),
    quick_first(
        [
            ("nowhere.jpg", "The file nowhere.jpg cannot be read."),
            (".", "There are no pictures in that folder"),
        ],
        1,
    ),
)
async def test_a_file_that_is_not_there_is_told_beside_its_field(app_as, stage, tmp_path, path, words):
    empty = tmp_path / "empty"
    empty.mkdir()
    async with app_as("officer-1") as pilot:
        await _open(pilot, PicturesScreen(stage.story))
        await press(pilot, "a")
        await fill(pilot, path=str(empty / path))
        await press(pilot, "ctrl+s")
        assert words in seen(pilot)
    assert images_of(stage.officer, stage.story) == ()


async def _stop_while_scanning(pilot, stage, key):
    """Stop a scan of two pictures while the first is under way: it cannot be kept before we let go."""
    words = pilot.app.screen.query_one("#long-work-words", Label)
    with stage.officer.records.db.writing():
        await pilot.press(key)
        await until(pilot, lambda: "1/2" in str(words.render()))
        await pilot.press("x")
        await until(pilot, lambda: "Stopping" in str(words.render()))
    await settle(pilot)


@pytest.mark.slow
async def test_a_scan_stops_before_the_next_picture_and_goes_on_with_what_is_left(app_as, stage, visit):
    add_images(stage.officer, stage.story, pictures_in(visit))
    async with app_as("officer-1") as pilot:
        await _open(pilot, PicturesScreen(stage.story))
        await _stop_while_scanning(pilot, stage, "s")
        assert "Stopped after 1 of 2" in seen(pilot)
        assert "1 not scanned" in seen(pilot)
        first, second = images_of(stage.officer, stage.story)
        assert first.scan is not None
        assert second.scan is None
        await press(pilot, "s")
        assert "0 not scanned" in seen(pilot)
        again = images_of(stage.officer, stage.story)
        assert again[0].scanned_at == first.scanned_at
        assert again[1].scan.outcome == "found"
        await press(pilot, "s")
        assert "Every picture is scanned" in seen(pilot)


@pytest.mark.slow
async def test_scanning_all_again_goes_on_where_it_was_stopped(app_as, stage, visit, clock):
    taken = add_images(stage.officer, stage.story, pictures_in(visit))
    scan_images(stage.officer, [one.image.id for one in taken if one.image])
    clock.advance(hours=1)
    async with app_as("officer-1") as pilot:
        await _open(pilot, PicturesScreen(stage.story))
        await _stop_while_scanning(pilot, stage, "S")
        first, second = images_of(stage.officer, stage.story)
        assert first.scanned_at > second.scanned_at
        await press(pilot, "S")
        assert "Going on with the 1 that were left" in seen(pilot)
    assert images_of(stage.officer, stage.story)[1].scanned_at == first.scanned_at


@pytest.mark.slow
async def test_pictures_of_people_who_need_no_protection_are_looked_at_thoroughly_by_a_key(app_as, open_as):
    officer = open_as("officer-1")
    staff = NewContributor(language="en", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT, is_survivor=False)
    story = add_story(officer, "A new well").id
    put_contributor(officer, story, add_contributor(officer, staff).code)
    add_images(officer, story, [incoming(DEMO / "grace_hopper.jpg")])
    async with app_as("officer-1") as pilot:
        await _open(pilot, PicturesScreen(story))
        for key, profile in (("s", "standard"), ("t", "thorough")):
            await press(pilot, key)
            (image,) = images_of(officer, story)
            assert image.scan.profile == profile
        await press(pilot, "enter")
        assert "faces found (thorough, after" in seen(pilot)


@pytest.mark.parametrize(
    ("keys", "settled", "words"),
    quick_first(
        [
            (("l", "enter"), (Settlement.LINKED, 0, True), "{person}, covered"),
            (("L", "down", "enter"), (Settlement.LINKED, 1, False), "{person}, shown"),
            (("r",), (Settlement.REDACTED, None, False), "redacted: covered"),
        ],
        1,
    ),
)
async def test_a_face_is_settled_by_a_key_and_ctrl_z_takes_it_back(
    *, app_as, stage, image, keys, settled, words
):
    settlement, person, is_hidden = settled
    wanted = None if person is None else stage.people[person]
    async with app_as("officer-1") as pilot:
        await _open(pilot, PictureScreen(image))
        await press(pilot, *keys)
        face = _face(stage, image)
        assert (face.settlement, face.contributor, face.is_hidden) == (settlement, wanted, is_hidden)
        assert words.format(person=wanted) in seen(pilot)
        await press(pilot, "ctrl+z")
        assert _face(stage, image).settlement is Settlement.OPEN
        assert "Taken back" in seen(pilot)


@pytest.mark.parametrize(
    ("keys", "settlement"),
    quick_first([(("n",), Settlement.NOT_A_FACE), (("d", "enter"), Settlement.DECLARED)], 1),
)
async def test_what_needs_a_why_asks_for_it_beside_the_field(app_as, stage, image, keys, settlement):
    async with app_as("officer-1") as pilot:
        await _open(pilot, PictureScreen(image))
        await press(pilot, *keys)
        await fill(pilot, why="no")
        await press(pilot, "ctrl+s")
        assert "Say why, in at least 5 characters." in seen(pilot)
        assert _face(stage, image).settlement is Settlement.OPEN
        await fill(pilot, why=WHY)
        await press(pilot, "ctrl+s")
        assert (_face(stage, image).settlement, _face(stage, image).why) == (settlement, WHY)
        await press(pilot, "r", "ctrl+z")
        assert (_face(stage, image).settlement, _face(stage, image).why) == (settlement, WHY)


@pytest.mark.slow
async def test_a_box_by_hand_joins_the_list_and_one_outside_is_told(app_as, stage, image):
    async with app_as("officer-1") as pilot:
        await _open(pilot, PictureScreen(image))
        await press(pilot, "b")
        assert "512 by 600 px" in seen(pilot)
        await fill(pilot, left="10", top="10", right="9000", bottom="90")
        await press(pilot, "ctrl+s")
        assert "reaches outside the picture" in seen(pilot)
        await fill(pilot, right="60")
        await press(pilot, "ctrl+s")
        assert "10,10–60,90" in seen(pilot)
        await press(pilot, "r")
    drawn = faces_of(stage.officer, image)[1]
    assert (drawn.box.right, drawn.detector, drawn.settlement) == (60, "by-hand", Settlement.REDACTED)


@pytest.mark.parametrize(
    ("keys", "moves"),
    [
        pytest.param(("right", "down"), (25, 25, 25, 25), marks=pytest.mark.slow),
        pytest.param(("l", "j", "h", "k"), (0, 0, 0, 0), marks=pytest.mark.slow),
        pytest.param(("left", "up"), (-25, -25, -25, -25), marks=pytest.mark.slow),
        pytest.param(("shift+right", "shift+down"), (0, 0, 25, 25), marks=pytest.mark.slow),
        pytest.param(("L", "J", "J", "H", "K"), (0, 0, 0, 25), marks=pytest.mark.slow),
        pytest.param(("plus",), (0, 0, 25, 25), marks=pytest.mark.slow),
        pytest.param(("minus",), (0, 0, -25, -25), marks=pytest.mark.slow),
        pytest.param(("s", "right"), (5, 0, 5, 0), marks=pytest.mark.slow),
        (("s", "s", "right"), (1, 0, 1, 0)),
    ],
)
async def test_a_box_is_moved_and_sized_by_keys_over_the_picture(app_as, stage, image, keys, moves):
    start = Box(left=192, top=236, right=320, bottom=364)
    left, top, right, bottom = (getattr(start, side) + by for side, by in zip(_SIDES, moves, strict=True))
    async with app_as("officer-1") as pilot:
        await _open(pilot, PictureScreen(image))
        await press(pilot, "b", *keys)
        assert str(left) in seen(pilot)
        await press(pilot, "enter")
        assert f"{left},{top}–{right},{bottom}" in seen(pilot)
    assert _drawn(stage, image).box == Box(left=left, top=top, right=right, bottom=bottom)


@pytest.mark.slow
async def test_a_box_stays_within_the_picture_whatever_is_pressed(app_as, stage, image):
    async with app_as("officer-1") as pilot:
        await _open(pilot, PictureScreen(image))
        await press(pilot, "b", *["right"] * 20, *["down"] * 20, *["plus"] * 3, "enter")
    assert _drawn(stage, image).box == Box(left=384, top=472, right=512, bottom=600)


@pytest.mark.slow
async def test_a_box_by_hand_is_taken_back_with_ctrl_z(app_as, stage, image):
    async with app_as("officer-1") as pilot:
        await _open(pilot, PictureScreen(image))
        await press(pilot, "b", "enter")
        face = _drawn(stage, image).id
        await press(pilot, "ctrl+z")
        assert f"Taken back: the box {face}" in seen(pilot)
        assert "192,236–320,364" not in seen(pilot).split("Taken back")[0]
    assert len(faces_of(stage.officer, image)) == 1


@pytest.mark.slow
async def test_a_box_that_was_relied_on_is_not_taken_back_and_it_is_told(app_as, stage, image):
    async with app_as("officer-1") as pilot:
        await _open(pilot, PictureScreen(image))
        await press(pilot, "b", "enter")
        scan_images(stage.officer, [image])
        await press(pilot, "ctrl+z")
        assert "settle it so and say why" in seen(pilot)
    assert _drawn(stage, image).detector == "by-hand"


@pytest.mark.slow
async def test_a_box_that_was_left_is_where_it_was_when_one_comes_back(app_as, stage, image):
    async with app_as("officer-1") as pilot:
        await _open(pilot, PictureScreen(image))
        await press(pilot, "b", "right", "escape")
        assert isinstance(pilot.app.screen, PictureScreen)
    async with app_as("officer-1") as pilot:
        await _open(pilot, PictureScreen(image))
        await press(pilot, "b", "n")
        assert pilot.app.screen.query_one("#field-left", Input).value == "217"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BoxScreen)
        await press(pilot, "enter", "b")
        assert pilot.app.screen.query_one("#field-left", Input).value == "192"
    assert len(faces_of(stage.officer, image)) == 2


@pytest.mark.slow
async def test_a_box_is_drawn_where_the_picture_cannot_be_opened(app_as, stage, image, workspace_folder):
    (taken,) = images_of(stage.officer, stage.story)
    (sealed,) = [path for path in workspace_folder.rglob(f"*{taken.original}*") if path.is_file()]
    sealed.chmod(0o600)
    sealed.write_bytes(b"changed")
    async with app_as("officer-1") as pilot:
        await _open(pilot, PictureScreen(image))
        await press(pilot, "b")
        assert "sealed file in the vault was changed" in seen(pilot)
        await press(pilot, "right", "enter")
    assert _drawn(stage, image).box.left == 217


@pytest.mark.slow
async def test_a_box_is_spanned_with_the_mouse(app_as, stage, image):
    async with app_as("officer-1") as pilot:
        await _open(pilot, PictureScreen(image))
        await press(pilot, "b")
        pane = pilot.app.screen.query_one(BoxPane)
        fit = pane._fit
        await pilot.mouse_down(pane, offset=(2, 1))
        await pilot.hover(pane, offset=(fit.columns - 1, fit.rows - 1))
        await pilot.mouse_up(pane, offset=(fit.columns - 1, fit.rows - 1))
        await press(pilot, "enter")
    box = _drawn(stage, image).box
    assert (box.left, box.top) == (2 * 512 // fit.columns, 600 // fit.rows)
    assert (box.right, box.bottom) == (512, 600)


async def test_a_look_is_recorded_when_its_form_is_kept_with_what_was_answered(app_as, stage, image):
    scan_images(stage.officer, [image])
    async with app_as("officer-1") as pilot:
        await _open(pilot, PictureScreen(image))
        await press(pilot, "f")
        assert "Programs miss faces" in seen(pilot)
        await press(pilot, "y", "escape")
        assert images_of(stage.officer, stage.story)[0].viewed_by is None
        await press(pilot, "f")
        # A key answers and goes on; what is left empty stays open.
        await press(pilot, "y", "n", "ctrl+s")
        told = " ".join(seen(pilot).split())
        assert "looked at by officer-1" in told
        assert "Still open about it: 1.2d (no), 3d." in told
        await press(pilot, "f", "y", "y", "ctrl+s")
        assert seen(pilot).rstrip().endswith("Recorded that you looked at it.")
        # Nothing is left to answer: the look alone is asked for.
        await press(pilot, "f")
        assert "Yes (y)" in seen(pilot)
    assert images_of(stage.officer, stage.story)[0].viewed_by == "officer-1"


@pytest.mark.slow
async def test_the_public_copy_tells_what_its_own_scan_said_and_leaves_with_its_story_alone(
    app_as, stage, image, tmp_path
):
    out = tmp_path / "public"
    out.mkdir()
    scan_images(stage.officer, [image])
    async with app_as("officer-1", size=LARGE) as pilot:
        await _open(pilot, PictureScreen(image))
        await press(pilot, "c")
        assert "has faces that are not settled" in seen(pilot)
        assert public_copies.where(stage.officer.reading, "image = ?", image) == ()
        for _ in faces_of(stage.officer, image):
            await press(pilot, "r", "down")
        await press(pilot, "c")
        assert "Its own scan found no face but those that you chose to show." in seen(pilot)
        assert "public copy: ready" in seen(pilot)
        await press(pilot, "m")
        assert "Before: the original" in seen(pilot)
        assert "After: the public copy" in seen(pilot)
        await press(pilot, "escape", "e")
        await fill(pilot, folder=str(out))
        await press(pilot, "ctrl+s", "y")
        assert "is not cleared for website." in " ".join(seen(pilot).split())
    assert list(out.iterdir()) == []


async def test_the_picture_is_shown_only_on_request_and_hidden_again(app_as, image):
    async with app_as("officer-1") as pilot:
        await _open(pilot, PictureScreen(image))
        assert "The original, numbered" not in seen(pilot)
        await press(pilot, "v")
        assert "The original, numbered" in seen(pilot)
        await press(pilot, "escape")
        assert "The original, numbered" not in seen(pilot)


async def test_the_file_for_the_viewer_is_private_and_gone_when_the_screen_is_left(
    app_as, image, monkeypatch, tmp_path
):
    monkeypatch.setenv("PATH", str(tmp_path))  # no opener
    async with app_as("officer-1", size=LARGE) as pilot:
        await _open(pilot, PictureScreen(image))
        await press(pilot, "o")
        assert "There is no viewer here" in seen(pilot)
        (shown,) = pilot.app.screen._outside
        assert shown.read_bytes().startswith(b"\x89PNG")
        assert (shown.parent.stat().st_mode & 0o777, shown.stat().st_mode & 0o777) == (0o700, 0o600)
        await press(pilot, "escape")
        assert not shown.exists()


async def test_locking_leaves_no_picture_behind(app_as, image, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    async with app_as("officer-1") as pilot:
        await _open(pilot, PictureScreen(image))
        await press(pilot, "v", "o")
        (shown,) = pilot.app.screen._outside
        await press(pilot, "ctrl+l")
        assert not shown.parent.exists()


async def _is_told_that_the_role_may_not(pilot, key):
    pilot.app.clear_notifications()
    await settle(pilot)
    assert "Your role may not do this" not in seen(pilot)
    await press(pilot, key)
    assert "Your role may not do this" in seen(pilot), key


async def test_who_may_not_settle_is_told_before_filling_anything_in(app_as, stage, image):
    async with app_as("manager-1") as pilot:
        await _open(pilot, PictureScreen(image))
        for key in ("l", "d", "r", "n", "b", "f", "c"):
            await _is_told_that_the_role_may_not(pilot, key)
            assert isinstance(pilot.app.screen, PictureScreen)
    assert _face(stage, image).settlement is Settlement.OPEN


async def test_an_auditor_reads_what_was_decided_sees_no_face_and_adds_nothing(app_as, stage, image):
    async with app_as("auditor-1") as pilot:
        await _open(pilot, PicturesScreen(stage.story))
        for key in ("a", "s"):
            await _is_told_that_the_role_may_not(pilot, key)
        await _open(pilot, PictureScreen(image))
        assert image in seen(pilot)
        for key in ("v", "o", "m", "w"):
            await _is_told_that_the_role_may_not(pilot, key)
            assert "The original" not in seen(pilot)


async def test_it_is_said_before_a_picture_is_opened_that_the_look_is_recorded(app_as, stage, image, open_as):
    async with app_as("officer-1") as pilot:
        await _open(pilot, PictureScreen(image))
        assert "each look is recorded" in seen(pilot)
        await press(pilot, "v")
    event = read_audit(open_as("auditor-1"), limit=1)[0]
    assert (event.action, event.subject, event.body) == ("original-shown", image, {"how": "shown"})


async def test_a_volunteer_sees_no_picture(app_as, stage, image):
    async with app_as("volunteer-1") as pilot:
        await _open(pilot, PicturesScreen(stage.story))
        assert "Your role may not read this" in seen(pilot)
        assert image not in seen(pilot)


@pytest.mark.slow
@in_every_size
async def test_every_key_is_named_and_nothing_breaks_at_any_size(app_as, stage, image, size):
    async with app_as("officer-1", size=size) as pilot:
        await _open(pilot, PicturesScreen(stage.story))
        assert image in seen(pilot)
        await press(pilot, "enter", "v", "escape")
        lines = seen(pilot)
        if size is not TINY:
            for label in ("Redact", "Declare", "Public copy", "Export", "Looked at it", "Viewer", "Back"):
                assert label in lines


@pytest.mark.slow
@pytest.mark.usefixtures("image")
async def test_all_pictures_are_written_on_one_contact_sheet_and_no_file_is_overwritten(
    app_as, stage, tmp_path
):
    out = tmp_path / "sheet.pdf"
    async with app_as("officer-1", size=LARGE) as pilot:
        pilot.app.push_screen(PicturesScreen(stage.story))
        await settle(pilot)
        await press(pilot, "c")
        await fill(pilot, file=str(out))
        await press(pilot, "ctrl+s")
        assert "sheet.pdf shows persons. Look, then delete the file." in seen(pilot)
        made = out.read_bytes()
        await press(pilot, "c")
        await fill(pilot, file=str(out))
        await press(pilot, "ctrl+s")
        assert pilot.app.screen.query("#field-file")
    assert made.startswith(b"%PDF-")
    assert out.read_bytes() == made
