"""Videos: taken in, scanned, settled track by track, watched and copied, by keys and by what is seen."""

import pytest
from driving import LARGE, fill, press, settle
from filming import empty, film, still, tone
from preparing import ADULT, begin_story
from seeing import seen

from consentkit.domain.pictures.images import Settlement
from consentkit.pages.files import incoming
from consentkit.store.videos import videos
from consentkit.tui.screens.videos.videos import VideosScreen
from consentkit.usecases.videos.copies import show_video_copy
from consentkit.usecases.videos.states import list_video_states
from consentkit.usecases.videos.videos import add_video, scan_video, tracks_of, videos_of

WHY = "A drawing on the wall behind her."

# textual-image 0.12, the last for Python 3.11, asks Pillow by an old name; newer ones do not.
pytestmark = pytest.mark.filterwarnings("ignore:Image.Image.getdata is deprecated:DeprecationWarning")


@pytest.fixture
def officer(open_as):
    return open_as("officer-1")


@pytest.fixture
def story(officer):
    return begin_story(officer, ADULT)[0]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "visit.mp4"
    path.write_bytes(film(still(6), sound=tone(0.5)))
    return path


@pytest.fixture
def scanned(officer, story, file):
    return scan_video(officer, add_video(officer, story, incoming(file)).id).id


async def _open(pilot, story):
    pilot.app.push_screen(VideosScreen(story))
    await settle(pilot)


async def test_a_video_is_taken_in_and_scanned(app_as, officer, story, file):
    async with app_as("officer-1", size=LARGE) as pilot:
        await _open(pilot, story)
        assert "No videos yet" in seen(pilot)
        await press(pilot, "a")
        await fill(pilot, path=str(file))
        await press(pilot, "ctrl+s")
        assert "Taken in. Press s" in seen(pilot)
        await press(pilot, "s")
        lines = seen(pilot)
    assert "faces found (6 of 6 frames looked at)" in lines
    assert "1 face to settle" in lines
    assert "0:00.0–0:00.4" in lines
    (kept,) = videos_of(officer, story)
    assert kept.scan.is_of_every_frame


async def test_a_file_that_is_no_video_is_told_beside_its_field(app_as, officer, story, tmp_path):
    words = tmp_path / "words.mp4"
    words.write_text("no video at all, only words")
    async with app_as("officer-1", size=LARGE) as pilot:
        await _open(pilot, story)
        await press(pilot, "a")
        await fill(pilot, path=str(words))
        await press(pilot, "ctrl+s")
        assert "This file is no video that consentkit opens" in seen(pilot)
    assert videos_of(officer, story) == ()


@pytest.fixture
def opened(monkeypatch):
    """The files that a player was given."""
    given = []
    monkeypatch.setattr("consentkit.tui.widgets.viewers._opened", lambda path: given.append(path) or True)
    return given


@pytest.mark.slow
async def test_a_track_is_settled_taken_back_and_covered(app_as, officer, scanned, opened, tmp_path):
    (out := tmp_path / "out").mkdir()
    story = videos.get(officer.reading, scanned).story
    async with app_as("officer-1", size=LARGE) as pilot:
        await _open(pilot, story)
        await press(pilot, "r")
        assert "Go to a track first" in seen(pilot)
        await press(pilot, "down", "r")
        assert "redacted: covered" in seen(pilot)
        await press(pilot, "ctrl+z")
        (track,) = tracks_of(officer, scanned)
        assert track.settlement is Settlement.OPEN
        await press(pilot, "l", "v")
        assert "Where it is largest" in seen(pilot)
        await press(pilot, "escape", "c", "enter")
        assert "Every frame was scanned again" in seen(pilot)
        await press(pilot, "w")
        (shown,) = opened
        assert shown.read_bytes() == show_video_copy(officer, scanned).data
        await press(pilot, "f", "y", "y", "y", "ctrl+s")
        assert "Recorded that you watched it" in seen(pilot)
        await press(pilot, "e")
        await fill(pilot, folder=str(out))
        await press(pilot, "ctrl+s", "y")
        assert "is not cleared for website." in " ".join(seen(pilot).split())
    (state,) = list_video_states(officer, story)
    assert (state.video.viewed_by, state.copy_state.value) == ("officer-1", "ready")
    assert (state.tracks[0].settlement, state.tracks[0].is_hidden) == (Settlement.LINKED, True)
    assert not shown.exists()
    assert list(out.iterdir()) == []


@pytest.mark.slow
async def test_why_it_is_no_face_is_asked(app_as, officer, story, scanned):
    async with app_as("officer-1", size=LARGE) as pilot:
        await _open(pilot, story)
        await press(pilot, "down", "n")
        await fill(pilot, why="no")
        await press(pilot, "ctrl+s")
        (track,) = tracks_of(officer, scanned)
        assert track.settlement is Settlement.OPEN
        await fill(pilot, why=WHY)
        await press(pilot, "ctrl+s")
    (track,) = tracks_of(officer, scanned)
    assert (track.settlement, track.why) == (Settlement.NOT_A_FACE, WHY)


async def test_a_face_that_the_scan_missed_is_added_by_box_and_time(app_as, officer, story, tmp_path):
    path = tmp_path / "empty.mp4"
    path.write_bytes(film(empty(12)))
    video = add_video(officer, story, incoming(path)).id
    async with app_as("officer-1", size=LARGE) as pilot:
        await _open(pilot, story)
        await press(pilot, "b")
        await fill(pilot, box="120,70,180,150", **{"from": "0:00.2"}, until="99")
        await press(pilot, "ctrl+s")
        assert "The time lies outside the video" in seen(pilot)
        await fill(pilot, until="0.6")
        await press(pilot, "ctrl+s")
        assert "It is in the list" in seen(pilot)
    (track,) = tracks_of(officer, video)
    assert (track.from_ms, track.until_ms, track.detector) == (200, 600, "by-hand")


@pytest.mark.slow
async def test_the_player_gets_a_file_that_goes_with_the_screen(app_as, story, scanned, monkeypatch):
    shown = []
    monkeypatch.setattr("consentkit.tui.widgets.viewers._opened", lambda path: shown.append(path) or True)
    async with app_as("officer-1", size=LARGE) as pilot:
        await _open(pilot, story)
        await press(pilot, "o")
        assert "The video opens in your player" in seen(pilot)
        assert shown[0].exists()
        await press(pilot, "escape")
    assert not shown[0].exists()


@pytest.mark.slow
async def test_who_may_not_is_told_before_anything_is_asked(app_as, story, scanned):
    async with app_as("manager-1", size=LARGE) as pilot:
        await _open(pilot, story)
        await press(pilot, "down")
        for key in "asrbofc":
            await press(pilot, key)
            assert isinstance(pilot.app.screen, VideosScreen)
            assert "may" in seen(pilot)
