"""Recordings: a form read aloud in a language, attached, played only with the very words that it speaks."""

from urllib.parse import quote

from consentkit.catalogue.forms import FormCatalogue
from consentkit.domain.codes import new_code
from consentkit.domain.errors import Conflict, NotFound, Refused
from consentkit.domain.events import EventName, require
from consentkit.domain.letters.forms import Form, Wording
from consentkit.domain.letters.letters import FormId, Language, TranslationStatus
from consentkit.domain.letters.recordings import (
    Note,
    Recording,
    RecordingState,
    RemovalReason,
    digest_of_words,
    state_of_recording,
)
from consentkit.domain.letters.records import Letter, LetterPaper
from consentkit.domain.roles import Handle
from consentkit.domain.values import Value
from consentkit.store.letters.recordings import kept_recordings, recordings
from consentkit.store.letters.recordings import list_recordings as stored_recordings
from consentkit.usecases.letters.forms import fonts_at, forms_of, get_form, get_wording
from consentkit.usecases.outgoing import Outgoing
from consentkit.usecases.workspaces import Workspace

SOUND_ENDING = ".mp3"
"""Of every recording that is given away."""

_LISTEN = "L-2"
"""The clause whose title asks to listen; a language without it has no word beside the player."""


class NewRecording(Value):
    """A form, a language, a sound file of somebody who reads it aloud, and who that is."""

    form: FormId
    language: Language
    sound: bytes
    spoken_by: Handle
    """A handle such as `teacher-2`, never a contributor's name."""
    note: Note = ""


class ListedRecording(Value):
    """A recording, and whether it may be played today."""

    recording: Recording
    state: RecordingState


def attach_recording(workspace: Workspace, new: NewRecording) -> Recording:
    """Keep a recording of the words that the form has now. No tag of the file is kept.

    Raises NotFound `form-unknown`, `letter-not-in-language`; Refused `recording-of-draft` (form, language)
    for words that nobody here approved; Conflict `recording-known` (recording), or `record-changed` for
    words that were changed meanwhile; InvalidInput for a file that is no sound, not whole, or too large;
    Unavailable `recording-needs-extra`.
    """
    from consentkit.imaging.sound.opening import MEDIA_TYPE, rebuilt_sound

    words = check_recordable(workspace, new.form, new.language)
    sound = rebuilt_sound(new.sound)
    with workspace.change(EventName.RECORDING_ATTACHED) as change:
        if check_recordable(workspace, new.form, new.language) != words:
            raise Conflict("record-changed", kind="form", id=new.form, changed=("words",))
        form, wording = words
        recording = Recording(
            id=new_code("W"),
            form=form.id,
            form_version=form.version,
            language=new.language,
            wording=digest_of_words(form, wording),
            stored=change.keep_file(sound.data),
            media_type=MEDIA_TYPE,
            duration_ms=sound.duration_ms,
            spoken_by=new.spoken_by,
            note=new.note,
            attached_at=change.at,
            attached_by=change.actor.handle,
        )
        recordings.insert(change.db, recording)
        change.record(
            recording.id,
            form=recording.form,
            version=recording.form_version,
            language=recording.language,
            words=recording.wording,
            spoken_by=recording.spoken_by,
            seconds=recording.duration_ms // 1000,
        )
    return recording


def check_recordable(workspace: Workspace, form: str, language: str) -> tuple[Form, Wording]:
    """Return the form and its words where this actor may attach a recording of them now.

    Raises Refused, NotFound and Conflict as `attach_recording` does.
    """
    require(workspace.actor, EventName.RECORDING_ATTACHED)
    catalogue = forms_of(workspace)
    found = get_form(catalogue, form)
    wording = get_wording(catalogue, found, language)
    if not _is_approved(wording):
        raise Refused("recording-of-draft", form=form, language=language)
    known = find_recording(workspace, catalogue, form, language)
    if known is not None:
        raise Conflict("recording-known", recording=known.id)
    return found, wording


def check_recording_file(sound: bytes) -> None:
    """Look at a file's size and first bytes before it is attached. Raises what `attach_recording` does."""
    from consentkit.imaging.sound.opening import check_sound

    check_sound(sound)


def list_recordings(
    workspace: Workspace, *, form: str | None = None, language: str | None = None
) -> tuple[ListedRecording, ...]:
    """Return recordings with their state, the newest first, those that were removed included."""
    catalogue = forms_of(workspace)
    found = stored_recordings(workspace.records.db, form, language)
    return tuple(ListedRecording(recording=one, state=_state(catalogue, one)) for one in found)


def recording_for(workspace: Workspace, form: str, language: str) -> Recording:
    """Return the recording of exactly the words that the form has now.

    Raises NotFound `recording-missing` (form, language): none, or only of other words, or the words are not
    approved now.
    """
    found = find_recording(workspace, forms_of(workspace), form, language)
    if found is None:
        raise NotFound("recording-missing", form=form, language=language)
    return found


def find_recording(
    workspace: Workspace, catalogue: FormCatalogue, form: str, language: str
) -> Recording | None:
    """Return the same as `recording_for`, with forms that were read before; `None` where there is none."""
    kept = kept_recordings(workspace.records.db, form, language)
    return next((one for one in kept if _state(catalogue, one) is RecordingState.CURRENT), None)


def recording_of_letter(workspace: Workspace, letter: Letter) -> Recording:
    """Return the recording of exactly the words that a letter was made of. Raises NotFound."""
    found = recording_for(workspace, letter.form, letter.language)
    if letter.wording != found.wording:
        raise NotFound("recording-missing", form=letter.form, language=letter.language)
    return found


def give_recording(workspace: Workspace, recording: str) -> Outgoing:
    """Return a recording as a file named by its code.

    Raises NotFound, Refused `recording-not-current` (recording), BadDataFile for an altered one.
    """
    found = recordings.get(workspace.records.db, recording)
    if _state(forms_of(workspace), found) is not RecordingState.CURRENT:
        raise Refused("recording-not-current", recording=recording)
    return Outgoing(f"{found.id}{SOUND_ENDING}", workspace.records.vault.get(found.stored))


def give_spoken_page(
    workspace: Workspace, letter: Letter, paper: LetterPaper, sound_name: str
) -> tuple[bytes, bytes]:
    """Return a letter as a web page that plays the file `sound_name` beside it, and that file's bytes.

    The page asks for nothing else. Raises NotFound `recording-missing`.
    """
    from consentkit.typesetting.letters.pages import Player, letter_page

    recording = recording_of_letter(workspace, letter)
    wording = next(w for w in forms_of(workspace).wordings if w.language == recording.language)
    clause = wording.clauses.get(_LISTEN)
    player = Player(file=quote(sound_name), label=clause.title if clause else "")
    page = letter_page(paper.text, fonts_at(workspace.folders), player)
    return page.encode(), workspace.records.vault.get(recording.stored)


def remove_recording(workspace: Workspace, recording: str, reason: RemovalReason) -> Recording:
    """Say why a recording is played no more. It stays sealed, as evidence of what was played.

    Raises NotFound, Conflict `recording-removed-already` (recording).
    """
    with workspace.change(EventName.RECORDING_REMOVED) as change:
        found = recordings.get(change.db, recording)
        if found.removal is not None:
            raise Conflict("recording-removed-already", recording=recording)
        removed = found.model_copy(
            update={"removal": reason, "removed_at": change.at, "removed_by": change.actor.handle}
        )
        recordings.update(change.db, removed, expected=found)
        change.record(recording, reason=reason)
    return removed


def _state(catalogue: FormCatalogue, recording: Recording) -> RecordingState:
    try:
        form = get_form(catalogue, recording.form)
        wording = get_wording(catalogue, form, recording.language)
    except NotFound:
        return state_of_recording(recording, None, is_approved=False)
    words = digest_of_words(form, wording)
    return state_of_recording(recording, words, is_approved=_is_approved(wording))


def _is_approved(wording: Wording) -> bool:
    return wording.status is TranslationStatus.APPROVED
