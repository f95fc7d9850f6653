"""Recordings of forms read aloud."""

from consentkit.domain.letters.recordings import Recording
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.tables import Table

recordings = Table("recordings", Recording)


def list_recordings(db: EncryptedDatabase, form: str | None, language: str | None) -> tuple[Recording, ...]:
    """Return the recordings of a form and in a language (`None`: of any), the newest first."""
    condition = "(? IS NULL OR form = ?) AND (? IS NULL OR language = ?)"
    return recordings.where(db, condition, form, form, language, language, order="rowid DESC")


def kept_recordings(db: EncryptedDatabase, form: str, language: str) -> tuple[Recording, ...]:
    """Return the recordings of a form in a language that nobody removed, the newest first."""
    condition = "form = ? AND language = ? AND removal IS NULL"
    return recordings.where(db, condition, form, language, order="rowid DESC")
