"""Which files of the vault the records name."""

from consentkit.store.database.encrypted import EncryptedDatabase

_NAMES = (
    "SELECT original AS name FROM images UNION SELECT stored FROM public_copies"
    " UNION SELECT original FROM videos UNION SELECT stored FROM video_copies"
    " UNION SELECT stored FROM recordings"
    " UNION SELECT draft FROM stories WHERE draft IS NOT NULL"
    " UNION SELECT release FROM consents WHERE release IS NOT NULL"
    " UNION SELECT pdf FROM certificates"
    " UNION SELECT paper FROM letters UNION SELECT file FROM releases"
    " UNION SELECT original FROM returned_pages"
    " UNION SELECT straightened FROM returned_pages WHERE straightened IS NOT NULL"
)


def named_files(db: EncryptedDatabase) -> frozenset[str]:
    """Return the names of all files without which a record would be incomplete."""
    return frozenset(row["name"] for row in db.rows(_NAMES))
