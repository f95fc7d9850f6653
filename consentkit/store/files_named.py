"""Which files of the vault the records name."""

from consentkit.store.database.encrypted import EncryptedDatabase

FILE_COLUMNS = (
    ("images", "original"),
    ("public_copies", "stored"),
    ("videos", "original"),
    ("video_copies", "stored"),
    ("recordings", "stored"),
    ("stories", "draft"),
    ("drafts", "name"),
    ("draft_parts", "draft"),
    ("consents", "release"),
    ("certificates", "pdf"),
    ("letters", "paper"),
    ("releases", "file"),
    ("returned_pages", "original"),
    ("returned_pages", "straightened"),
)
"""Every column that names a file of the vault; `tests/usecases/test_acts.py` finds one that is not here."""

_NAMES = " UNION ".join(
    f"SELECT {column} AS name FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608 - our own words
    for table, column in FILE_COLUMNS
)


def named_files(db: EncryptedDatabase) -> frozenset[str]:
    """Return the names of all files without which a record would be incomplete."""
    return frozenset(row["name"] for row in db.rows(_NAMES))
