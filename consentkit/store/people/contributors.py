"""Contributors and guardians, by code."""

from consentkit.domain.people import Contributor, Guardian, GuardianCheck
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.tables import Table

contributors = Table("contributors", Contributor, key="code", extra=frozenset({"added_at"}))
guardians = Table("guardians", Guardian, key="code")
guardian_checks = Table("guardian_checks", GuardianCheck, key="seq", extra=frozenset({"seq"}))


def list_contributors(db: EncryptedDatabase) -> tuple[Contributor, ...]:
    """Return every contributor, in the order in which they were recorded."""
    return contributors.where(db, "1")


def is_person(db: EncryptedDatabase, code: str) -> bool:
    """Tell whether a contributor or a guardian has this code."""
    return bool(contributors.where(db, "code = ?", code) or guardians.where(db, "code = ?", code))


def people_in_pictures(db: EncryptedDatabase, story: str) -> tuple[Contributor, ...]:
    """Return the contributors to whom faces in a story's pictures are linked."""
    linked = "SELECT f.contributor FROM images AS i JOIN faces AS f ON f.image = i.id WHERE i.story = ?"
    return contributors.where(db, f"code IN ({linked})", story)


def guardians_of(db: EncryptedDatabase, contributor: str) -> tuple[Guardian, ...]:
    """Return a contributor's guardians, oldest first."""
    return guardians.where(db, "contributor = ?", contributor)


def checks_of_guardians(db: EncryptedDatabase, contributor: str) -> tuple[GuardianCheck, ...]:
    """Return how a contributor's guardians were found, oldest first."""
    known = "SELECT code FROM guardians WHERE contributor = ?"
    return guardian_checks.where(db, f"guardian IN ({known})", contributor, order="seq")


def guardians_in_conflict(db: EncryptedDatabase, limit: int) -> list[tuple[str, str]]:
    """Return guardians, each with the contributor, in whom anybody ever found a conflict, newest first."""
    sql = (
        "SELECT g.code, g.contributor, max(k.seq) AS last FROM guardian_checks AS k"
        " JOIN guardians AS g ON g.code = k.guardian WHERE k.is_free_of_conflict = 0"
        " GROUP BY g.code ORDER BY last DESC LIMIT ?"
    )
    return [(row["code"], row["contributor"]) for row in db.rows(sql, (limit,))]


def count_contributors(db: EncryptedDatabase, start: str) -> int:
    """Return how many contributors' codes begin with `start` (`""`: all)."""
    if not start:
        # No contributor is ever deleted, so that their numbers have no gaps.
        return int(db.rows("SELECT coalesce(max(rowid), 0) AS n FROM contributors")[0]["n"])
    sql = "SELECT count(*) AS n FROM contributors WHERE code >= ? AND code < ?"
    return int(db.rows(sql, _range(start))[0]["n"])


def page_of_contributors(
    db: EncryptedDatabase, start: str, first: int, count: int
) -> tuple[Contributor, ...]:
    """Return up to `count` contributors from number `first` on: the newest first; by code for a `start`."""
    if not start:
        last = "(SELECT max(rowid) FROM contributors)"
        newest = f"rowid <= {last} - ? AND rowid > {last} - ?"
        return contributors.where(db, newest, first, first + count, order="rowid DESC")
    codes = "SELECT code FROM contributors WHERE code >= ? AND code < ? ORDER BY code LIMIT ? OFFSET ?"
    return contributors.where(db, f"code IN ({codes})", *_range(start), count, first, order="code")


def consents_per_contributor(db: EncryptedDatabase, codes: tuple[str, ...]) -> dict[str, int]:
    """Return how many answers each contributor gave; who gave none is left out."""
    marks = ", ".join("?" * len(codes))
    sql = (
        f"SELECT contributor, count(*) AS n FROM consents WHERE contributor IN ({marks}) GROUP BY contributor"  # noqa: S608
    )
    return {row["contributor"]: row["n"] for row in db.rows(sql, codes)}


def _range(start: str) -> tuple[str, str]:
    # "~" comes after every character of a code.
    return start, f"{start}~"
