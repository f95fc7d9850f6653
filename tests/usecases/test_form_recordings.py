"""Recordings are attached to approved words, played with those alone, written, and removed."""

import shutil

import pytest
from speaking import spoken

from consentkit.catalogue.shipped import forms_folder
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.events import EventName
from consentkit.domain.letters.recordings import RecordingState, RemovalReason
from consentkit.domain.people import Age, AgeBasis
from consentkit.pages.files import read_file
from consentkit.pages.spoken_pages import write_spoken_page
from consentkit.store.letters.letters import letters
from consentkit.usecases.letters.compositions import compose
from consentkit.usecases.letters.forms import review_wording
from consentkit.usecases.letters.letters import make_letter
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.prints import letter_speech, open_letter
from consentkit.usecases.letters.recordings import (
    NewRecording,
    attach_recording,
    check_recording_file,
    give_recording,
    list_recordings,
    recording_for,
    recording_of_letter,
    remove_recording,
)
from consentkit.usecases.office.checkups import examine_workspace
from consentkit.usecases.people.contributors import NewContributor, add_contributor

BLANKS = {"purpose": "our yearly report", "until": "2027-05-03", "contact": "+66 2 555 0100"}
SOUND = spoken()


@pytest.fixture
def officer(open_as):
    return open_as("officer-1")


@pytest.fixture
def sound(tmp_path):
    path = tmp_path / "Sokha reads to survivors.m4a"
    path.write_bytes(SOUND)
    return path


@pytest.fixture
def approve(open_as):
    def approve(language="km", *, is_approved=True):
        review_wording(open_as("manager-1"), language, is_approved=is_approved, reviewer="dara-1")

    return approve


def new(sound, **changed):
    return NewRecording(
        **({"form": "adult", "language": "km", "sound": read_file(sound), "spoken_by": "teacher-2"} | changed)
    )


def change_words(workspace, language="km"):
    """Put words of the organisation's own in the place of the shipped ones: one letter is another."""
    own = workspace.folders.forms / "clauses"
    own.mkdir(parents=True, exist_ok=True)
    words = (forms_folder() / "clauses" / f"{language}.toml").read_text(encoding="utf-8")
    title = words.index('title = "', words.index("[clauses.L03]")) + len('title = "')
    (own / f"{language}.toml").write_text(words[:title] + "… " + words[title:], encoding="utf-8")


def letter_of(workspace, language="km"):
    person = NewContributor(language=language, age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    code = add_contributor(workspace, person).code
    return make_letter(workspace, NewLetter(form="adult", language=language, contributor=code, blanks=BLANKS))


def states(workspace):
    return [one.state for one in list_recordings(workspace)]


def test_a_recording_is_kept_with_its_event_and_found_for_the_words(officer, sound, approve, events):
    approve()
    kept = attach_recording(officer, new(sound, note=" a slow one "))
    assert kept.id.startswith("W-")
    assert (kept.form, kept.language, kept.spoken_by, kept.note) == ("adult", "km", "teacher-2", "a slow one")
    assert kept.media_type == "audio/mpeg"
    assert kept.duration_ms == pytest.approx(2000, abs=60)
    assert recording_for(officer, "adult", "km") == kept
    (event,) = events("recording-attached")
    assert (event.subject, event.actor) == (kept.id, "officer-1")
    assert event.body == {
        "form": "adult", "version": kept.form_version, "language": "km", "words": kept.wording,
        "spoken_by": "teacher-2", "seconds": kept.duration_ms // 1000,
    }  # fmt: skip
    assert sound.read_bytes() == SOUND


def test_nothing_of_the_file_is_kept_but_its_sound(officer, sound, approve):
    approve()
    kept = attach_recording(officer, new(sound))
    stored = officer.records.vault.get(kept.stored)
    assert b"Sokha" in SOUND
    for trace in (b"Sokha", b"brother", b"11.55", b"2026-05"):
        assert trace not in stored
    rows = [dict(row) for table in ("recordings", "audit") for row in officer.records.db[table].rows]
    assert "Sokha" not in str(rows)
    assert "survivors" not in str(rows)


def test_a_draft_is_not_recorded_because_a_sound_has_no_mark(officer, sound, nothing_kept):
    with nothing_kept(Refused, "recording-of-draft"):
        attach_recording(officer, new(sound))


@pytest.mark.parametrize("handle", ["volunteer-1", "auditor-1"])
def test_who_may_not_prepare_attaches_nothing(open_as, sound, approve, nothing_kept, handle):
    approve()
    with nothing_kept(Refused, "role-may-not"):
        attach_recording(open_as(handle), new(sound))


@pytest.mark.slow
def test_a_second_one_of_the_same_words_waits_until_the_first_is_removed(
    open_as, sound, approve, nothing_kept, last_event
):
    approve()
    officer = open_as("officer-1")
    first = attach_recording(officer, new(sound))
    with nothing_kept(Conflict, "recording-known"):
        attach_recording(officer, new(sound))
    volunteer = open_as("volunteer-1")
    remove_recording(volunteer, first.id, RemovalReason.MISREAD)
    assert last_event() == ("recording-removed", "volunteer-1", first.id)
    second = attach_recording(officer, new(sound))
    assert recording_for(officer, "adult", "km") == second
    assert states(officer) == [RecordingState.CURRENT, RecordingState.REMOVED]


@pytest.mark.slow
def test_what_is_removed_is_never_written_again_and_stays_as_evidence(
    officer, sound, approve, tmp_path, nothing_kept
):
    approve()
    kept = attach_recording(officer, new(sound))
    removed = remove_recording(officer, kept.id, RemovalReason.VOICE_TAKEN_BACK)
    assert (removed.removal, removed.removed_by) == (RemovalReason.VOICE_TAKEN_BACK, "officer-1")
    assert removed.removed_at is not None
    with pytest.raises(NotFound, match="recording-missing"):
        recording_for(officer, "adult", "km")
    with pytest.raises(Refused, match="recording-not-current"):
        give_recording(officer, kept.id)
    with nothing_kept(Conflict, "recording-removed-already"):
        remove_recording(officer, kept.id, RemovalReason.MISREAD)
    assert officer.records.vault.get(kept.stored)


@pytest.mark.slow
def test_an_auditor_removes_nothing(officer, open_as, sound, approve, nothing_kept):
    approve()
    kept = attach_recording(officer, new(sound))
    with nothing_kept(Refused, "role-may-not"):
        remove_recording(open_as("auditor-1"), kept.id, RemovalReason.MISREAD)


@pytest.mark.slow
def test_a_recording_of_older_words_is_told_apart_and_never_played(officer, sound, approve, tmp_path):
    approve()
    kept = attach_recording(officer, new(sound))
    change_words(officer)
    assert states(officer) == [RecordingState.OLDER]
    # Also once the new words are approved: it still speaks the old ones.
    approve()
    assert states(officer) == [RecordingState.OLDER]
    with pytest.raises(NotFound, match="recording-missing"):
        recording_for(officer, "adult", "km")
    with pytest.raises(Refused, match="recording-not-current"):
        give_recording(officer, kept.id)
    assert attach_recording(officer, new(sound)).wording != kept.wording
    assert states(officer) == [RecordingState.CURRENT, RecordingState.OLDER]


@pytest.mark.slow
def test_words_whose_approval_was_withdrawn_are_not_played(officer, sound, approve):
    approve()
    attach_recording(officer, new(sound))
    approve(is_approved=False)
    assert states(officer) == [RecordingState.UNREVIEWED]
    with pytest.raises(NotFound, match="recording-missing"):
        recording_for(officer, "adult", "km")


@pytest.mark.slow
def test_a_recording_is_of_one_form_and_one_language(officer, sound, approve):
    approve()
    approve("th")
    attach_recording(officer, new(sound))
    for form, language in (("refusal", "km"), ("adult", "th")):
        with pytest.raises(NotFound, match="recording-missing"):
            recording_for(officer, form, language)
    assert list_recordings(officer, form="refusal") == ()
    assert list_recordings(officer, language="th") == ()
    assert len(list_recordings(officer, form="adult", language="km")) == 1


@pytest.mark.parametrize(
    "case",
    [
        ({"form": "nothing"}, NotFound, "form-unknown"),
        ({"language": "shn"}, NotFound, "letter-not-in-language"),
        ({"sound": b""}, InvalidInput, "recording-empty"),
        ({"sound": b"no sound"}, InvalidInput, "recording-format-unknown"),
    ],
)
def test_what_cannot_be_attached_says_why(officer, sound, approve, nothing_kept, case):
    changed, error, code = case
    approve()
    wished = new(sound).model_copy(update=changed)
    with nothing_kept(error, code):
        attach_recording(officer, wished)


def test_a_file_is_looked_at_before_it_is_attached(sound, tmp_path):
    check_recording_file(read_file(sound))
    with pytest.raises(InvalidInput, match="file-not-found"):
        read_file(tmp_path)


@pytest.mark.slow
def test_a_volunteer_takes_it_along_under_a_code_that_tells_nothing(
    officer, open_as, sound, approve, tmp_path
):
    approve()
    kept = attach_recording(officer, new(sound))
    file = give_recording(open_as("volunteer-1"), kept.id)
    assert (file.name, file.data) == (f"{kept.id}.mp3", officer.records.vault.get(kept.stored))


def test_a_letter_is_heard_only_with_a_recording_of_its_very_words(officer, sound, approve):
    older = letter_of(officer)
    approve()
    kept = attach_recording(officer, new(sound))
    # The words are the same; only the mark of unreviewed words stands on the older paper.
    assert recording_of_letter(officer, older.letter) == kept
    change_words(officer)
    approve()
    newer = letter_of(officer)
    for letter in (older, newer):
        with pytest.raises(NotFound, match="recording-missing"):
            recording_of_letter(officer, letter.letter)
    later = attach_recording(officer, new(sound))
    assert recording_of_letter(officer, newer.letter) == later
    with pytest.raises(NotFound, match="recording-missing"):
        recording_of_letter(officer, older.letter)


@pytest.mark.slow
def test_a_letter_from_before_its_words_were_noted_is_heard_with_nothing(officer, sound, approve):
    approve()
    attach_recording(officer, new(sound))
    made = letter_of(officer)
    with officer.change(EventName.LETTER_SET_ASIDE) as change:
        unnoted = made.letter.model_copy(update={"wording": None})
        letters.update(change.db, unnoted, expected=made.letter)
        change.record(made.letter.id)
    with pytest.raises(NotFound, match="recording-missing"):
        recording_of_letter(officer, open_letter(officer, made.letter.id).letter)


@pytest.mark.slow
def test_the_web_page_plays_the_file_beside_it_with_a_word_in_the_language(officer, sound, approve, tmp_path):
    approve()
    kept = attach_recording(officer, new(sound))
    made = letter_of(officer)
    page, beside = write_spoken_page(officer, made.letter, made.paper, tmp_path / "a page.html")
    assert beside == tmp_path / "a page.mp3"
    assert beside.read_bytes() == officer.records.vault.get(kept.stored)
    words = page.read_text(encoding="utf-8")
    assert '<audio controls preload="metadata" aria-label="' in words
    assert 'src="a%20page.mp3"' in words
    assert "<figcaption>សូមស្តាប់</figcaption>" in words
    for name in ("a page.html", "a page.htm"):
        # The page or the sound is there already; neither is written over.
        with pytest.raises(Conflict, match="file-exists"):
            write_spoken_page(officer, made.letter, made.paper, tmp_path / name)
    assert not (tmp_path / "a page.htm").exists()


@pytest.mark.slow
def test_a_picture_letter_names_its_recording_by_code(officer, sound, approve):
    order = NewLetter(form="pictures", language="km", blanks=BLANKS)
    approve()
    assert "W-" not in letter_speech(compose(officer, order))
    kept = attach_recording(officer, new(sound, form="pictures"))
    assert kept.id in letter_speech(compose(officer, order))
    remove_recording(officer, kept.id, RemovalReason.NOT_CLEAR)
    assert "W-" not in letter_speech(compose(officer, order))


def test_a_page_without_a_recording_is_not_written_at_all(officer, tmp_path):
    made = letter_of(officer)
    with pytest.raises(NotFound, match="recording-missing"):
        write_spoken_page(officer, made.letter, made.paper, tmp_path / "page.html")
    assert list(tmp_path.glob("page*")) == []


@pytest.mark.slow
def test_a_page_is_not_written_over_its_own_sound(officer, sound, approve, tmp_path):
    approve()
    attach_recording(officer, new(sound))
    made = letter_of(officer)
    with pytest.raises(InvalidInput, match="recording-needs-page"):
        write_spoken_page(officer, made.letter, made.paper, tmp_path / "page.mp3")
    assert list(tmp_path.glob("page*")) == []


@pytest.mark.slow
def test_a_recording_that_was_altered_is_told_by_the_doctor_and_not_written(
    officer, sound, approve, tmp_path
):
    approve()
    kept = attach_recording(officer, new(sound))
    shutil.copy(sound, officer.folders.vault / f"{kept.stored}.age")
    assert "vault-files-missing" in {finding.code for finding in examine_workspace(officer)}
