"""Recordings in words: whether one may be played, why one was removed, and what it is."""

from consentkit.domain.letters.recordings import Recording, RecordingState
from consentkit.usecases.letters.recordings import ListedRecording
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import REMOVAL_REASONS

RECORDING_STATES: dict[RecordingState, str] = {
    RecordingState.CURRENT: "speaks the words that are printed now",
    RecordingState.UNREVIEWED: "is not played: nobody here approves the words now",
    RecordingState.OLDER: "is not played: the words have changed since",
    RecordingState.REMOVED: "was removed",
}


def length_in_words(duration_ms: int) -> str:
    """Return a length as minutes and seconds, such as `3:20`."""
    minutes, seconds = divmod(round(duration_ms / 1000), 60)
    return f"{minutes}:{seconds:02}"


def recording_in_words(recording: Recording) -> str:
    """Say which recording it is, how long, and who reads."""
    return _("Recording {code}, {length}, read by {reader}").format(
        code=recording.id, length=length_in_words(recording.duration_ms), reader=recording.spoken_by
    )


def listed_recording_in_words(listed: ListedRecording) -> str:
    """Say what a recording is, of what, and whether it may be played."""
    one = listed.recording
    words = f"{recording_in_words(one)} · {one.form} · {one.language} · {_(RECORDING_STATES[listed.state])}"
    if one.removal is not None:
        words += f" ({_(REMOVAL_REASONS[one.removal])})"
    return f"{words} · {one.note}" if one.note else words
