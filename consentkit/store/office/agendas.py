"""What waits in the records, found by index: each question gives a few rows, never all of a million."""

from datetime import date
from typing import Any

from consentkit.store.consents import binds_still
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.migrations import IS_UNDECIDED
from consentkit.store.stories.several import SEVERAL, ids_of, is_same

Rows = list[dict[str, Any]]

_AND_BINDS = " AND " + binds_still("c")


def open_takedowns(db: EncryptedDatabase, limit: int) -> Rows:
    """Return open takedowns, oldest first."""
    sql = (
        "SELECT t.id, p.story, p.channel, t.opened_on FROM takedowns AS t"
        " JOIN publications AS p ON p.id = t.publication"
        " WHERE t.confirmed_on IS NULL AND t.voided_on IS NULL ORDER BY t.opened_on LIMIT ?"
    )
    return db.rows(sql, (limit,))


def overdue_publications(db: EncryptedDatabase, today: date, limit: int) -> Rows:
    """Return publications that stand past their last day, without an open takedown; longest first."""
    sql = (
        "SELECT p.id, p.story, p.channel, p.until FROM publications AS p"
        " WHERE p.ended_on IS NULL AND p.until < ? AND NOT EXISTS"
        " (SELECT 1 FROM takedowns AS t"
        "  WHERE t.publication = p.id AND t.confirmed_on IS NULL AND t.voided_on IS NULL)"
        " ORDER BY p.until LIMIT ?"
    )
    return db.rows(sql, (today.isoformat(), limit))


def ended_consents_in_use(db: EncryptedDatabase, today: date, limit: int) -> Rows:
    """Return consents that bind and ended while a publication of their story stands, soonest end first.

    Without those that were taken back before: their publications are being taken down already.
    """
    sql = (
        "SELECT c.id, c.story, c.contributor, c.until FROM consents AS c"  # noqa: S608 - our own words
        f" WHERE c.until < ? AND c.withdrawn_on IS NULL AND {_stands('c.story')}"
        + _AND_BINDS
        + " ORDER BY c.until LIMIT ?"
    )
    return db.rows(sql, (today.isoformat(), today.isoformat(), limit))


def _stands(story: str) -> str:
    """Return the condition that a publication with a story stands, and is still to stand (`?`: today)."""
    return (
        f"EXISTS (SELECT 1 FROM publications AS p WHERE p.id IN ({ids_of('publications', story)})"  # noqa: S608
        " AND p.ended_on IS NULL AND p.until >= ?)"
    )


def ending_consents(db: EncryptedDatabase, today: date, until: date, limit: int) -> Rows:
    """Return consents that bind, hold today and end by `until`, soonest end first."""
    sql = (
        "SELECT c.id, c.story, c.contributor, c.until FROM consents AS c"  # noqa: S608 - our own words
        " WHERE c.withdrawn_on IS NULL AND c.until BETWEEN ? AND ?" + _AND_BINDS + " ORDER BY c.until LIMIT ?"
    )
    return db.rows(sql, (today.isoformat(), until.isoformat(), limit))


_NEWEST_BASIS = "b.rowid = (SELECT max(n.rowid) FROM bases AS n WHERE n.thing = b.thing)"


def ended_bases_in_use(db: EncryptedDatabase, today: date, limit: int) -> Rows:
    """Return what ended by its own last day while a publication of its story stands, soonest end first.

    Without those that somebody ended: their publications are being taken down already.
    """
    sql = (
        "SELECT b.id, b.story, b.thing, b.until FROM bases AS b"  # noqa: S608 - our own words
        f" WHERE b.until < ? AND b.ended_on IS NULL AND {_stands('b.story')}"
        f" AND {_NEWEST_BASIS} ORDER BY b.until LIMIT ?"
    )
    return db.rows(sql, (today.isoformat(), today.isoformat(), limit))


def ending_bases(db: EncryptedDatabase, today: date, until: date, limit: int) -> Rows:
    """Return what things rest on that holds today and ends by `until`, soonest end first."""
    sql = (
        "SELECT b.id, b.story, b.thing, b.until FROM bases AS b"  # noqa: S608 - our own words
        f" WHERE b.ended_on IS NULL AND b.until BETWEEN ? AND ? AND {_NEWEST_BASIS} ORDER BY b.until LIMIT ?"
    )
    return db.rows(sql, (today.isoformat(), until.isoformat(), limit))


_ITS_POLICIES = (
    "coalesce(json_extract(v.parts, '$.policies'), json_extract(v.parts, '$.\"' || v.story || ' policies\"'))"
)
"""The digest of the policies that a certificate rests on; of several stories each has the same."""


def doubtful_certificates(db: EncryptedDatabase, policies: str, limit: int) -> Rows:
    """Return live publications whose newest certificate may be void.

    Either it rests on other policies than those with the digest `policies`, or an event came after it on
    the story or a record of it. Whether it is void only a clearance tells.
    """
    others = "SELECT value FROM json_each(p.also)"
    is_in_doubt = _happened_since("SELECT p.story", "= p.story")
    sql = (
        "SELECT p.story, p.also, p.channel, v.id FROM publications AS p"  # noqa: S608 - our own words
        " JOIN certificates AS v ON v.rowid ="
        f" (SELECT max(w.rowid) FROM certificates AS w WHERE {is_same('w', 'p')} AND w.channel = p.channel)"
        f" WHERE p.ended_on IS NULL AND ({_ITS_POLICIES} IS NOT ? OR {is_in_doubt}"
        f" OR (p.{SEVERAL} AND {_happened_since(others, f'IN ({others})')}))"
        " GROUP BY p.story, coalesce(p.also, '[]'), p.channel ORDER BY p.from_on LIMIT ?"
    )
    return db.rows(sql, (policies, limit))


def _happened_since(stories: str, is_of_them: str) -> str:
    """Return the condition that an event came after certificate `v` on some stories, or a record of theirs.

    `stories` selects them; `is_of_them` is what holds of a column that names one.
    """
    of_them = f"story {is_of_them}"
    subjects = " UNION ALL ".join(
        (
            stories,
            *(f"SELECT id FROM {table} WHERE {of_them}" for table in _WITH_A_STORY),  # noqa: S608
            f"SELECT f.id FROM images AS i JOIN faces AS f ON f.image = i.id WHERE i.{of_them}",  # noqa: S608
            f"SELECT t.id FROM videos AS i JOIN tracks AS t ON t.video = i.id WHERE i.{of_them}",  # noqa: S608
            f"SELECT contributor FROM story_contributors WHERE {of_them}",  # noqa: S608
            "SELECT g.code FROM story_contributors AS s JOIN guardians AS g"  # noqa: S608
            f" ON g.contributor = s.contributor WHERE s.{of_them}",
        )
    )
    return (
        "EXISTS (SELECT 1 FROM audit AS a WHERE a.seq >"  # noqa: S608 - our own words
        " (SELECT coalesce(max(b.seq), 0) FROM audit AS b WHERE b.subject = v.id)"
        f" AND a.subject IN ({subjects}))"
    )


_WITH_A_STORY = ("consents", "assents", "bases", "images", "videos")


def unrecorded_exports(db: EncryptedDatabase, act: str, today: date, limit: int) -> Rows:
    """Return stories that were given away (`act` is the event's) under their newest certificate, unpublished.

    Without those whose last day is over. A record of what never went out is none. The newest first.
    """
    sql = (
        "SELECT v.story, v.also, v.channel FROM certificates AS v WHERE v.until >= ? AND v.rowid ="  # noqa: S608 - our own
        f" (SELECT max(w.rowid) FROM certificates AS w WHERE {is_same('w', 'v')} AND w.channel = v.channel)"
        " AND EXISTS (SELECT 1 FROM audit AS a WHERE a.subject = v.id AND a.action = ?)"
        " AND NOT EXISTS (SELECT 1 FROM publications AS p"
        f"  WHERE {is_same('p', 'v')} AND p.certificate = v.id AND (p.voided_by IS NULL OR EXISTS"
        "   (SELECT 1 FROM publications AS q WHERE q.id = p.same_as AND q.voided_by IS NULL)))"
        " ORDER BY v.rowid DESC LIMIT ?"
    )
    return db.rows(sql, (today.isoformat(), act, limit))


# The plus keeps the index of settlements, which holds too many open faces, out of a look at one image.
_OPEN_FACE_OF_J = "SELECT 1 FROM faces AS g WHERE g.image = j.id AND +g.settlement = 'open'"


def stories_with_open_faces(db: EncryptedDatabase, limit: int) -> Rows:
    """Return stories with faces to settle, and how many faces."""
    some = "SELECT image FROM faces WHERE settlement = 'open' LIMIT 2000"
    stories = (
        f"SELECT DISTINCT i.story FROM ({some}) AS f JOIN images AS i ON i.id = f.image"  # noqa: S608
        " WHERE i.is_set_aside = 0 LIMIT ?"
    )
    exact = (
        "SELECT count(*) FROM images AS j JOIN faces AS g ON g.image = j.id AND +g.settlement = 'open'"
        " WHERE j.story = s.story AND j.is_set_aside = 0"
    )
    return db.rows(f"SELECT s.story, ({exact}) AS count FROM ({stories}) AS s", (limit,))  # noqa: S608


def stories_with_second_looks(db: EncryptedDatabase, handle: str, limit: int) -> Rows:
    """Return stories with faces and tracks that somebody else than this actor decided alone, and how many."""
    of_pictures = (
        "SELECT i.story FROM faces AS f JOIN images AS i ON i.id = f.image"
        " WHERE f.lacks_second = 1 AND f.settled_by <> ? AND i.is_set_aside = 0"
    )
    of_videos = (
        "SELECT v.story FROM tracks AS t JOIN videos AS v ON v.id = t.video"
        " WHERE t.lacks_second = 1 AND t.settled_by <> ?"
    )
    both = f"{of_pictures} UNION ALL {of_videos}"
    sql = f"SELECT story, count(*) AS count FROM ({both}) GROUP BY story LIMIT ?"  # noqa: S608 - our words
    return db.rows(sql, (handle, handle, limit))


def stories_with_unscanned_images(db: EncryptedDatabase, limit: int) -> Rows:
    """Return stories with pictures that were never scanned, and how many."""
    return _stories_with_images(db, "scan IS NULL", limit)


def stories_with_undecided_images(db: EncryptedDatabase, limit: int) -> Rows:
    """Return stories with pictures whose scan could not decide, and how many."""
    return _stories_with_images(db, IS_UNDECIDED, limit)


def stories_with_unviewed_images(db: EncryptedDatabase, limit: int) -> Rows:
    """Return stories with scanned pictures that nobody looked at whole, and how many."""
    return _stories_with_images(db, "viewed_by IS NULL AND scan IS NOT NULL", limit)


def _stories_with_images(db: EncryptedDatabase, condition: str, limit: int) -> Rows:
    # Grouping along the partial index stops after `limit` stories.
    sql = (
        f"SELECT story, count(*) AS count FROM images WHERE {condition}"  # noqa: S608 - our own words
        " AND is_set_aside = 0 GROUP BY story LIMIT ?"
    )
    return db.rows(sql, (limit,))


def stories_without_copies(db: EncryptedDatabase, limit: int) -> Rows:
    """Return stories with viewed pictures whose faces are settled and that have no public copy."""
    lacking = (
        "j.viewed_by IS NOT NULL AND j.is_set_aside = 0"  # noqa: S608 - our own words
        " AND NOT EXISTS (SELECT 1 FROM draft_parts AS d WHERE d.image = j.id AND d.holds = 'whole-page')"
        " AND NOT EXISTS (SELECT 1 FROM public_copies AS c WHERE c.image = j.id)"
        f" AND NOT EXISTS ({_OPEN_FACE_OF_J})"
    )
    stories = f"SELECT DISTINCT story FROM images AS j WHERE {lacking} LIMIT ?"  # noqa: S608 - our own words
    exact = f"SELECT count(*) FROM images AS j WHERE j.story = s.story AND {lacking}"  # noqa: S608 - ours
    return db.rows(f"SELECT s.story, ({exact}) AS count FROM ({stories}) AS s", (limit,))  # noqa: S608


def stories_with_videos_to_do(db: EncryptedDatabase, limit: int) -> Rows:
    """Return stories with videos that are not watched, not settled or not copied yet, and how many."""
    # Grouping along the index of stories stops after `limit` of them.
    sql = (
        "SELECT story, count(*) AS count FROM videos AS v WHERE viewed_by IS NULL"
        " OR EXISTS (SELECT 1 FROM tracks AS t WHERE t.video = v.id AND t.settlement = 'open')"
        " OR NOT EXISTS (SELECT 1 FROM video_copies AS c WHERE c.video = v.id)"
        " GROUP BY story LIMIT ?"
    )
    return db.rows(sql, (limit,))


def next_plans(db: EncryptedDatabase, today: date, limit: int) -> Rows:
    """Return plans that have not ended and are not published, first day first."""
    sql = (
        "SELECT story, channel, from_on FROM plans WHERE until >= ? AND NOT EXISTS"  # noqa: S608 - our own
        " (SELECT 1 FROM publications AS p"
        f"  WHERE p.id IN ({ids_of('publications', 'plans.story')})"
        "   AND p.channel = plans.channel AND p.ended_on IS NULL)"
        " ORDER BY from_on LIMIT ?"
    )
    return db.rows(sql, (today.isoformat(), limit))


def unsigned_answers(db: EncryptedDatabase, limit: int) -> Rows:
    """Return stories with explained answers that wait for a signature: story, policy, question."""
    sql = (
        "SELECT DISTINCT story, policy, question FROM answers"
        " WHERE signed_off_by IS NULL AND reply <> 'yes' AND justification <> '' AND story IS NOT NULL"
        " LIMIT ?"
    )
    return db.rows(sql, (limit,))


def unchecked_guardians(db: EncryptedDatabase, limit: int) -> Rows:
    """Return guardians at whom no safeguarding lead has looked, with their contributor."""
    sql = "SELECT code, contributor FROM guardians WHERE is_free_of_conflict IS NULL LIMIT ?"
    return db.rows(sql, (limit,))
