"""Recordings: a form read aloud in a language, attached, played only with the very words that it speaks."""

from pathlib import Path
from urllib.parse import quote

from consentkit.catalogue.forms import FormCatalogue
from consentkit.domain.codes import new_code
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
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
from consentkit.store.files import write_atomically
from consentkit.store.recordings import IS_KEPT, recordings
from consentkit.usecases.exports import check_new_file
from consentkit.usecases.letters.forms import fonts_at, forms_of, get_form, get_wording
from consentkit.usecases.workspaces import Workspace

_ENDING = ".mp3"
_LISTEN = "L-2"
"""The clause whose title asks to listen; a language without it has no word beside the player."""


class NewRecording(Value):
    """A form, a language, a sound file of somebody who reads it aloud, and who that is."""

    form: FormId
    language: Language
    file: Path
    spoken_by: Handle
    """A handle such as `teacher-2`, never a contributor's name."""
    note: Note = ""


class ListedRecording(Value):
    """A recording, and whether it may be played today."""

    recording: Recording
    state: RecordingState


def attach_recording(workspace: Workspace, new: NewRecording) -> Recording:
    """Keep a recording of the words that the form has now. The file stays as it is; its tags are not kept.

    Raises NotFound `form-unknown`, `letter-not-in-language`; Refused `recording-of-draft` (form, language)
    for words that nobody here approved; Conflict `recording-known` (recording); InvalidInput for a file that
    is no sound, not whole, or too large; Unavailable `recording-needs-extra`.
    """
    from consentkit.imaging.sound.opening import MEDIA_TYPE, rebuilt_sound

    form, wording = check_recordable(workspace, new.form, new.language)
    sound = rebuilt_sound(_read(new.file))
    recording = Recording(
        id=new_code("W"),
        form=form.id,
        form_version=form.version,
        language=new.language,
        wording=digest_of_words(form, wording),
        stored=workspace.records.vault.put(sound.data),
        media_type=MEDIA_TYPE,
        duration_ms=sound.duration_ms,
        spoken_by=new.spoken_by,
        note=new.note,
        attached_at=workspace.clock(),
        attached_by=workspace.actor.handle,
    )
    with workspace.transaction() as transaction:
        recordings.insert(transaction.db, recording)
        transaction.record(
            EventName.RECORDING_ATTACHED,
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


def check_recording_file(file: Path) -> None:
    """Look at a file's size and first bytes before it is attached. Raises what `attach_recording` does."""
    from consentkit.imaging.sound.opening import check_sound

    check_sound(_read(file))


def list_recordings(
    workspace: Workspace, *, form: str | None = None, language: str | None = None
) -> tuple[ListedRecording, ...]:
    """Return recordings with their state, the newest first, those that were removed included."""
    catalogue = forms_of(workspace)
    found = recordings.where(
        workspace.records.db,
        "(? IS NULL OR form = ?) AND (? IS NULL OR language = ?)",
        *(form, form, language, language),
        order="rowid DESC",
    )
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
    kept = recordings.where(
        workspace.records.db, f"form = ? AND language = ? AND {IS_KEPT}", form, language, order="rowid DESC"
    )
    return next((one for one in kept if _state(catalogue, one) is RecordingState.CURRENT), None)


def recording_of_letter(workspace: Workspace, letter: Letter) -> Recording:
    """Return the recording of exactly the words that a letter was made of. Raises NotFound."""
    found = recording_for(workspace, letter.form, letter.language)
    if letter.wording != found.wording:
        raise NotFound("recording-missing", form=letter.form, language=letter.language)
    return found


def export_recording(workspace: Workspace, recording: str, out: Path) -> Path:
    """Write a recording into a folder under its code, or into a new file; return its path.

    Raises NotFound, Refused `recording-not-current` (recording), Conflict where the file exists,
    InvalidInput where it cannot be, BadDataFile for an altered one.
    """
    found = recordings.get(workspace.records.db, recording)
    if _state(forms_of(workspace), found) is not RecordingState.CURRENT:
        raise Refused("recording-not-current", recording=recording)
    path = out / f"{found.id}{_ENDING}" if out.is_dir() else out
    check_new_file(path)
    write_atomically(path, workspace.records.vault.get(found.stored), mode=0o644)
    return path


def export_spoken_page(
    workspace: Workspace, letter: Letter, paper: LetterPaper, out: Path
) -> tuple[Path, Path]:
    """Write a letter as a web page, and its recording beside it under the same name; return both paths.

    The page plays that file and asks for nothing else. Raises NotFound `recording-missing`, Conflict where
    a file exists, InvalidInput where it cannot be.
    """
    from consentkit.typesetting.letters.pages import Player, letter_page

    recording = recording_of_letter(workspace, letter)
    beside = out.with_suffix(_ENDING)
    if beside == out:
        raise InvalidInput("recording-needs-page")
    for file in (out, beside):
        check_new_file(file)
    wording = next(w for w in forms_of(workspace).wordings if w.language == recording.language)
    clause = wording.clauses.get(_LISTEN)
    player = Player(file=quote(beside.name), label=clause.title if clause else "")
    page = letter_page(paper.text, fonts_at(workspace.places), player)
    write_atomically(beside, workspace.records.vault.get(recording.stored), mode=0o644)
    write_atomically(out, page.encode(), mode=0o644)
    return out, beside


def remove_recording(workspace: Workspace, recording: str, reason: RemovalReason) -> Recording:
    """Say why a recording is played no more. It stays sealed, as evidence of what was played.

    Raises NotFound, Conflict `recording-removed-already` (recording).
    """
    require(workspace.actor, EventName.RECORDING_REMOVED)
    found = recordings.get(workspace.records.db, recording)
    if found.removal is not None:
        raise Conflict("recording-removed-already", recording=recording)
    removed = found.model_copy(
        update={
            "removal": reason,
            "removed_at": workspace.clock(),
            "removed_by": workspace.actor.handle,
        }
    )
    with workspace.transaction() as transaction:
        recordings.update(transaction.db, removed)
        transaction.record(EventName.RECORDING_REMOVED, recording, reason=reason)
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


def _read(file: Path) -> bytes:
    from consentkit.imaging.sound.limits import MAX_FILE_BYTES

    try:
        with file.open("rb") as opened:
            # One byte more than is allowed: what is larger is told, and never read in.
            return opened.read(MAX_FILE_BYTES + 1)
    except OSError:
        raise InvalidInput("file-not-found", file=file.name) from None
