"""Which files open with the keys that somebody kept: each is tried with all of them."""

from contextlib import closing

import pyrage

from consentkit.domain.errors import BadDataFile
from consentkit.store.database.encrypted import look_into_database


def opened_by(folder, keys):
    """The files below a folder that open with these keys, each tried with all of them."""
    boxes = [keys.vault_identity(), keys.inbox_identity()]
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if _opens(path, keys, boxes)}


def _opens(path, keys, boxes):
    if path.suffix == ".age":
        try:
            return bool(pyrage.decrypt(path.read_bytes(), boxes))
        except pyrage.DecryptError:
            return False
    if path.suffix == ".db":
        return any(_reads(path, key) for key in (keys.records_database(), keys.identities_database()))
    return False


def _reads(path, key):
    try:
        with closing(look_into_database(path, key)) as db:
            return bool(db.rows("SELECT * FROM sqlite_master"))
    except BadDataFile:
        return False


def sealed_below(folder):
    return {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in {".age", ".db"}
    }
