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
    ("word_checks", "draft"),
    ("consents", "release"),
    ("certificates", "pdf"),
    ("bases", "evidence"),
    ("interpreters", "declaration"),
    ("answers", "evidence_file"),
    ("letters", "paper"),
    ("letters", "page_maps"),
    ("releases", "file"),
    ("roster_rows", "release"),
    ("returned_pages", "original"),
    ("returned_pages", "straightened"),
)
"""Every column that names a file of the vault; `tests/usecases/test_acts.py` finds one that is not here."""

_NAMES = " UNION ".join(
    f"SELECT {column} AS name FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608 - our own words
    for table, column in FILE_COLUMNS
)


_SEALED_AS = f"""
    SELECT coalesce(resealed_files.sealed, named.name) AS name
    FROM ({_NAMES}) AS named LEFT JOIN resealed_files ON resealed_files.name = named.name
"""  # noqa: S608 - our own words
_KNOWN = f"{_NAMES} UNION SELECT name FROM resealed_files"  # noqa: S608 - our own words
"""Every file as rows call it, also where no row does any more."""
_NOT_OF = f"""
    SELECT known.name AS name
    FROM ({_KNOWN}) AS known LEFT JOIN resealed_files ON resealed_files.name = known.name
    WHERE resealed_files.epoch IS NOT ?
"""  # noqa: S608 - our own words


def named_files(db: EncryptedDatabase) -> frozenset[str]:
    """Return all files without which a record would be incomplete, by the names under which they lie."""
    return frozenset(row["name"] for row in db.rows(_SEALED_AS))


def sealed_as(db: EncryptedDatabase, name: str) -> str:
    """Return under which name a file lies: the one that rows say, or another since it was sealed anew."""
    for (sealed,) in db.execute("SELECT sealed FROM resealed_files WHERE name = ?", (name,)):
        return str(sealed)
    return name


def all_sealed_anew(db: EncryptedDatabase) -> dict[str, str]:
    """Return under which name each file lies that was sealed anew, by the name that rows say."""
    return {row["name"]: row["sealed"] for row in db.rows("SELECT name, sealed FROM resealed_files")}


def names_not_of(db: EncryptedDatabase, epoch: int) -> frozenset[str]:
    """Return the files, as rows call them, that were not sealed anew when the keys of this number came."""
    return frozenset(row["name"] for row in db.rows(_NOT_OF, (epoch,)))


def known_names(db: EncryptedDatabase) -> frozenset[str]:
    """Return every name that rows know: as they call a file, where it lies, and where it lay before."""
    rows = db.rows("SELECT name, sealed, before FROM resealed_files")
    return frozenset(row["name"] for row in db.rows(_KNOWN)) | {one for row in rows for one in row.values()}


def left_behind(db: EncryptedDatabase) -> frozenset[str]:
    """Return the names under which files lay before they were sealed anew."""
    return frozenset(row["before"] for row in db.rows("SELECT before FROM resealed_files"))
