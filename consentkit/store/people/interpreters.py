"""What was told of interpreters, and whether what they carried was understood."""

from consentkit.domain.interpreting.back_checks import BackCheck
from consentkit.domain.interpreting.interpreters import Interpreter
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.tables import Table

interpreters = Table("interpreters", Interpreter, packed=frozenset({"languages", "ties", "tied_to"}))
back_checks = Table("back_checks", BackCheck, key="seq", extra=frozenset({"seq"}))

INTERPRETED_IN_STORY = "handle IN (SELECT interpreter FROM consents WHERE story = :story)"
CHECKED_IN_STORY = "consent IN (SELECT coalesce(same_as, id) FROM consents WHERE story = :story)"


def list_told(db: EncryptedDatabase) -> tuple[Interpreter, ...]:
    """Return all that was told of interpreters, oldest first."""
    return interpreters.where(db, "1")


def told_of_handle(db: EncryptedDatabase, handle: str) -> tuple[Interpreter, ...]:
    """Return all that was told of one interpreter, oldest first."""
    return interpreters.where(db, "handle = ?", handle)


def interpreters_of_story(db: EncryptedDatabase, story: str) -> tuple[Interpreter, ...]:
    """Return what was told of those who interpreted for a story's consents, oldest first."""
    return interpreters.where(db, INTERPRETED_IN_STORY.replace(":story", "?"), story)


def back_checks_of(db: EncryptedDatabase, consent: str) -> tuple[BackCheck, ...]:
    """Return the checks of a consent, by the first of those that are one; oldest first."""
    return back_checks.where(db, "consent = ?", consent)


def back_checks_of_story(db: EncryptedDatabase, story: str) -> tuple[BackCheck, ...]:
    """Return the checks of a story's consents, oldest first."""
    return back_checks.where(db, CHECKED_IN_STORY.replace(":story", "?"), story)
