"""Recordings: a form's words in one language, read aloud by somebody who speaks it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from consentkit.domain.codes import Code
from consentkit.domain.letters.forms import Form, Wording, title_of
from consentkit.domain.letters.gaps import labels_of
from consentkit.domain.letters.letters import FormId, Language
from consentkit.domain.roles import Handle
from consentkit.domain.values import Value, digest_of

NOT_SPOKEN = frozenset({"draft-mark", "keep", "page", "reference"})
"""Labels that stand on paper only. The mark of unreviewed words is a question of status, not of words."""

Note = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class RemovalReason(StrEnum):
    """Why a recording is played no more."""

    MISREAD = "misread"
    """It does not say what the letter says."""
    NOT_CLEAR = "not-clear"
    """People do not understand it, or there is noise."""
    VOICE_TAKEN_BACK = "voice-taken-back"
    """Who read it aloud does not want to be heard any more."""
    REPLACED = "replaced"
    """A better one is to take its place."""


class RecordingState(StrEnum):
    """Whether a recording may be played for letters that are made today."""

    CURRENT = "current"
    """It speaks exactly the words that are printed, and they are approved."""
    UNREVIEWED = "unreviewed"
    """It speaks the words that are printed, but nobody here approves them now."""
    OLDER = "older"
    """The words have changed since it was made, or the form is not offered in the language any more."""
    REMOVED = "removed"


class Recording(Value):
    """A form's words in one language, read aloud. The sound lies in the vault, rebuilt from its samples."""

    id: Code
    form: FormId
    form_version: int
    language: Language
    wording: Digest
    """The digest of the words that it speaks, as `digest_of_words` gives it."""
    stored: str
    """The vault name of the sound."""
    media_type: str
    duration_ms: int = Field(gt=0)
    spoken_by: Handle
    """Who reads: a handle such as `teacher-2`, never a contributor's name."""
    note: Note = ""
    attached_at: datetime
    attached_by: Handle
    removal: RemovalReason | None = None
    removed_at: datetime | None = None
    removed_by: Handle | None = None


def digest_of_words(form: Form, wording: Wording) -> str:
    """Return the SHA-256 of all that a form says in a language, as 64 lower-case hex digits.

    It changes with any word, part, choice, blank or signer of the form, and with its version; never with
    words of other forms, or with the status of the translation. What stands in blanks is not in it.
    """
    title = title_of(form, wording)
    return digest_of(
        {
            "form": form.model_dump(
                mode="json",
                include={"id", "version", "parts", "blanks", "signers", "optional_signers", "roster"},
                # A field that a later version of consentkit adds changes nothing of what is said.
                exclude_defaults=True,
            ),
            "language": wording.language,
            "title": title.model_dump() if title else None,
            "labels": {name: wording.labels.get(name) for name in labels_of(form) if name not in NOT_SPOKEN},
            "clauses": [
                wording.clauses[part.clause].model_dump() if part.clause in wording.clauses else None
                for part in form.parts
            ],
        }
    )


def state_of_recording(recording: Recording, words: str | None, *, is_approved: bool) -> RecordingState:
    """Return a recording's state beside the digest of the present words (`None`: there are none)."""
    if recording.removal is not None:
        return RecordingState.REMOVED
    if words is None or recording.wording != words:
        return RecordingState.OLDER
    return RecordingState.CURRENT if is_approved else RecordingState.UNREVIEWED
