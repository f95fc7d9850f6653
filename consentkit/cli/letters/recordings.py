"""`consentkit form record` and its like: forms read aloud, for people who do not read."""

from pathlib import Path

import click
from pydantic import ValidationError

from consentkit.cli.options import RECORDING, choice, json_option
from consentkit.cli.output import show
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.errors import InvalidInput
from consentkit.domain.letters.recordings import RemovalReason
from consentkit.imaging.sound.limits import MAX_FILE_BYTES
from consentkit.pages.files import read_file, write_file
from consentkit.usecases.letters import recordings
from consentkit.usecases.letters.recordings import NewRecording
from consentkit.wording.letters.recordings import listed_recording_in_words, recording_in_words


@click.command(epilog="\b\nExample:\n  consentkit form record adult km adult-km.m4a --spoken-by teacher-2")
@click.argument("form_id", metavar="FORM")
@click.argument("language")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--spoken-by", required=True, metavar="HANDLE",
    help="Who reads aloud: a handle such as teacher-2, never a contributor and never a name.",
)  # fmt: skip
@click.option("--note", default="", help="What to know of it, such as the dialect; no names.")
@json_option
@pass_session
def record(session: Session, form_id: str, language: str, file: Path, spoken_by: str, note: str) -> None:
    """Attach FILE, in which somebody reads FORM aloud in LANGUAGE, to be played with its letters.

    The words must be approved. The sound is made again from its samples; no tag of the file stays.
    """
    try:
        sound = read_file(file, MAX_FILE_BYTES)
        new = NewRecording(form=form_id, language=language, sound=sound, spoken_by=spoken_by, note=note)
    except ValidationError as error:
        raise _complaint(error, spoken_by) from None
    with session.opened() as workspace:
        kept = recordings.attach_recording(workspace, new)
    lines = [f"{recording_in_words(kept)}. Listen to it to its end before anyone plays it."]
    show(kept, lines, as_json=session.as_json)


def _complaint(error: ValidationError, spoken_by: str) -> InvalidInput:
    field = str(error.errors(include_url=False)[0]["loc"][0])
    if field == "spoken_by":
        return InvalidInput("handle-malformed", given=spoken_by)
    return InvalidInput("field-not-usable", field=field)


@click.command("recordings", epilog="\b\nExample:\n  consentkit form recordings --language km")
@click.option("--form", "form_id", metavar="FORM", help="Only of this form.")
@click.option("--language", help="Only in this language.")
@json_option
@pass_session
def list_(session: Session, form_id: str | None, language: str | None) -> None:
    """List the recordings, and whether each speaks the words that are printed now."""
    with session.opened() as workspace:
        found = recordings.list_recordings(workspace, form=form_id, language=language)
    lines = [listed_recording_in_words(one) for one in found] or ["None."]
    show(found, lines, as_json=session.as_json)


_EXPORT_EPILOG = "\b\nExample:\n  consentkit form export-recording W-7K3Q-X9MN --to telephone/"


@click.command("export-recording", epilog=_EXPORT_EPILOG)
@click.argument("recording", metavar="RECORDING", type=RECORDING)
@click.option(
    "--to", "out", type=click.Path(path_type=Path), required=True,
    help="A folder, where it is named by its code, or a new file.",
)  # fmt: skip
@json_option
@pass_session
def export(session: Session, recording: str, out: Path) -> None:
    """Write a recording, to play it where consentkit is not. Only one of the present words is written."""
    with session.opened() as workspace:
        given = recordings.give_recording(workspace, recording)
        path = write_file(out / given.name if out.is_dir() else out, given.data)
    show({"file": str(path)}, [f"Written to {path}"], as_json=session.as_json)


_REMOVE_EPILOG = "\b\nExample:\n  consentkit form remove-recording W-7K3Q-X9MN --reason voice-taken-back"


@click.command("remove-recording", epilog=_REMOVE_EPILOG)
@click.argument("recording", metavar="RECORDING", type=RECORDING)
@click.option("--reason", type=choice(RemovalReason), required=True, help="Why it is played no more.")
@json_option
@pass_session
def remove(session: Session, recording: str, reason: RemovalReason) -> None:
    """Say that a recording is played no more. Copies that were handed out are yours to collect."""
    with session.opened() as workspace:
        removed = recordings.remove_recording(workspace, recording, reason)
    lines = ["Recorded. It stays sealed, and is not played. Delete the copies that were handed out."]
    show(removed, lines, as_json=session.as_json)


VERBS = (record, list_, export, remove)
"""What `consentkit form` takes over from here."""
