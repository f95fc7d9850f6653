"""Recordings by keys alone: attached to approved words, heard, written, removed; a letter is heard too."""

import pytest
from driving import LARGE, fill, press, settle, text_of
from seeing import seen
from speaking import spoken

from consentkit.domain.letters.recordings import RecordingState, RemovalReason
from consentkit.tui.screens.letters import listening as letter_listening
from consentkit.tui.sections import load_screen
from consentkit.usecases.letters.forms import form_choices, forms_of, review_wording
from consentkit.usecases.letters.letters import make_letter
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.recordings import (
    NewRecording,
    attach_recording,
    list_recordings,
    remove_recording,
)

USUAL = {"contact": "+66 2 555 0100", "purpose": "our yearly report", "until": "2027-05-03"}
RECORDINGS = "letters.recordings:RecordingsScreen"


@pytest.fixture
def sound(tmp_path):
    path = tmp_path / "a.m4a"
    path.write_bytes(spoken())
    return path


@pytest.fixture
def approved(open_as):
    review_wording(open_as("manager-1"), "km", is_approved=True, reviewer="dara-1")


@pytest.fixture
def recorded(open_as, approved, sound):
    new = NewRecording(
        form="adult", language="km", sound=sound.read_bytes(), spoken_by="teacher-2", note="slow"
    )
    return attach_recording(open_as("officer-1"), new)


@pytest.fixture
def played(monkeypatch):
    """Return the sounds that were handed to the desktop's player."""
    files = []

    def play(path):
        files.append((path, path.read_bytes()))
        return "The recording plays in your player."

    monkeypatch.setattr(letter_listening, "open_sound", play)
    return files


def line_of(pilot, form):
    return next(line for line in text_of(pilot.app).splitlines() if form in line.split())


async def go_to(pilot, workspace, form, language="km"):
    forms = [one.form.id for one in form_choices(forms_of(workspace)) if language in one.languages]
    await press(pilot, "home", *["down"] * forms.index(form))


async def test_an_officer_attaches_a_recording_and_hears_it(app_as, open_as, approved, sound, played):
    officer = open_as("officer-1")
    async with app_as("officer-1", size=LARGE) as pilot:
        await press(pilot, "f8", "l")
        codes = [one.language for one in forms_of(officer).wordings]
        await press(pilot, *["down"] * codes.index("km"), "r")
        assert "Recordings · km" in text_of(pilot.app).splitlines()[0]
        assert "no recording" in line_of(pilot, "adult")
        await go_to(pilot, officer, "adult")
        await press(pilot, "a")
        await fill(pilot, file=str(sound.parent / "absent.mp3"), spoken_by="Teacher Two")
        await press(pilot, "ctrl+s")
        assert pilot.app.screen.query_one("#complaint-file").has_class("shown")
        await fill(pilot, file=str(sound))
        await press(pilot, "ctrl+s")
        assert pilot.app.screen.query_one("#complaint-spoken_by").has_class("shown")
        await fill(pilot, spoken_by="teacher-2", note="slow")
        await press(pilot, "ctrl+s")
        await settle(pilot)
        assert "Listen to it to its end before anyone plays it." in " ".join(seen(pilot).split())
        assert "speaks the words that are printed now" in line_of(pilot, "adult")
        assert "0:02, read by teacher-2 · slow" in text_of(pilot.app)
        await press(pilot, "l")
        assert "The recording plays in your player." in seen(pilot)
    ((path, data),) = played
    (listed,) = list_recordings(officer)
    assert data == officer.records.vault.get(listed.recording.stored)
    assert not path.exists()


async def test_words_that_nobody_approved_are_said_before_anything_is_filled_in(app_as):
    async with app_as("officer-1", size=LARGE) as pilot:
        pilot.app.push_screen(load_screen(RECORDINGS, "km"))
        await press(pilot, "a")
        assert "A recording has no mark" in " ".join(seen(pilot).split())
        assert "Recordings · km" in text_of(pilot.app).splitlines()[0]


@pytest.mark.slow
async def test_a_file_that_is_no_recording_after_all_is_told_and_nothing_is_kept(
    app_as, open_as, approved, sound
):
    sound.write_bytes(spoken("flac", "flac")[:9000])
    async with app_as("officer-1", size=LARGE) as pilot:
        pilot.app.push_screen(load_screen(RECORDINGS, "km"))
        await settle(pilot)
        await press(pilot, "a")
        await fill(pilot, file=str(sound), spoken_by="teacher-2")
        await press(pilot, "ctrl+s")
        await settle(pilot)
        assert "The recording is damaged" in " ".join(seen(pilot).split())
    assert list_recordings(open_as("officer-1")) == ()


@pytest.mark.slow
async def test_a_volunteer_takes_it_along_and_removes_it_with_a_reason(app_as, open_as, recorded, tmp_path):
    folder = tmp_path / "telephone"
    folder.mkdir()
    volunteer = open_as("volunteer-1")
    async with app_as("volunteer-1", size=LARGE) as pilot:
        pilot.app.push_screen(load_screen(RECORDINGS, "km"))
        await settle(pilot)
        await go_to(pilot, volunteer, "adult")
        assert "Attach" not in text_of(pilot.app)
        await press(pilot, "e")
        await fill(pilot, folder=str(tmp_path / "absent"))
        await press(pilot, "ctrl+s")
        assert pilot.app.screen.query_one("#complaint-folder").has_class("shown")
        await fill(pilot, folder=str(folder))
        await press(pilot, "ctrl+s")
        assert [file.name for file in folder.iterdir()] == [f"{recorded.id}.mp3"]
        await press(pilot, "d", "enter")
        assert "is played no more" in " ".join(seen(pilot).split())
        assert "no recording" in line_of(pilot, "adult")
    (listed,) = list_recordings(volunteer)
    assert (listed.state, listed.recording.removal) == (RecordingState.REMOVED, RemovalReason.MISREAD)


@pytest.mark.slow
async def test_a_letter_is_heard_and_written_as_a_page_with_its_recording(
    app_as, open_as, recorded, played, tmp_path
):
    volunteer = open_as("volunteer-1")
    letter = make_letter(volunteer, NewLetter(form="adult", language="km", blanks=USUAL)).letter
    page = tmp_path / "page.html"
    async with app_as("volunteer-1", size=LARGE) as pilot:
        pilot.app.push_screen(load_screen("letters.letter:LetterScreen", letter.id))
        await settle(pilot)
        assert f"Recording {recorded.id}, 0:02, read by teacher-2: l plays it." in text_of(pilot.app)
        await press(pilot, "l", "l")
        await press(pilot, "e")
        await fill(pilot, file=str(page))
        await press(pilot, "ctrl+s")
        assert "Is the letter to be heard, too?" in text_of(pilot.app)
        await press(pilot, "enter")
        await settle(pilot)
        assert "Written to" in seen(pilot)
        await press(pilot, "e")
        await fill(pilot, file=str(tmp_path / "plain.html"))
        await press(pilot, "ctrl+s", "down", "enter")
        await settle(pilot)
    assert len(played) == 2
    assert 'src="page.mp3"' in page.read_text(encoding="utf-8")
    assert (tmp_path / "page.mp3").read_bytes() == played[0][1]
    assert "<audio" not in (tmp_path / "plain.html").read_text(encoding="utf-8")
    assert not (tmp_path / "plain.mp3").exists()


@pytest.mark.slow
async def test_a_letter_without_a_recording_of_its_words_offers_none(app_as, open_as, recorded):
    volunteer = open_as("volunteer-1")
    letter = make_letter(volunteer, NewLetter(form="adult", language="km", blanks=USUAL)).letter
    remove_recording(volunteer, recorded.id, RemovalReason.NOT_CLEAR)
    async with app_as("volunteer-1", size=LARGE) as pilot:
        pilot.app.push_screen(load_screen("letters.letter:LetterScreen", letter.id))
        await settle(pilot)
        assert "Recording W-" not in text_of(pilot.app)
        assert "Listen" not in text_of(pilot.app)
