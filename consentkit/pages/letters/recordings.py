"""The form for a recording of a form's words."""

from pydantic import ValidationError

from consentkit.domain.errors import InvalidInput
from consentkit.pages.fields import Filled, TextField
from consentkit.pages.file_fields import FileField
from consentkit.pages.forms import Form
from consentkit.usecases.letters.recordings import NewRecording, check_recording_file
from consentkit.wording.languages import _

_FILE_ERRORS = (
    "file-not-found",
    "recording-empty",
    "recording-format-unknown",
    "recording-too-large",
    "recording-needs-extra",
)


def recording_form(form: str, language: str) -> Form[NewRecording]:
    """Return the form for a recording to attach; saving gives what is to be kept, its file looked at."""
    from consentkit.imaging.sound.limits import MAX_FILE_BYTES

    file = FileField(
        "file",
        _("The sound file"),
        help=_("WAV, MP3, M4A, AAC, Ogg or FLAC. The file stays as it is; none of its tags is kept."),
        is_kept=False,
        most_bytes=MAX_FILE_BYTES,
        error_codes=_FILE_ERRORS,
    )
    spoken_by = TextField(
        "spoken_by",
        _("Who reads?"),
        help=_("A handle such as teacher-2; never a contributor, and never a name."),
        error_codes=("handle-malformed",),
    )
    note = TextField("note", _("Note"), is_required=False, help=_("Such as the dialect. No names."))

    def save(filled: Filled) -> NewRecording:
        sound = file.read(filled).read()
        check_recording_file(sound)
        reader = spoken_by.read(filled)
        try:
            return NewRecording(
                form=form, language=language, sound=sound, spoken_by=reader, note=note.read(filled)
            )
        except ValidationError as error:
            if error.errors(include_url=False)[0]["loc"][0] == spoken_by.name:
                raise InvalidInput("handle-malformed", given=reader) from None
            raise InvalidInput("field-not-usable", field=note.name) from None

    title = _("Attach a recording") + f" · {form} · {language}"
    return Form(f"recording-{form}-{language}", title, (file, spoken_by, note), save)
