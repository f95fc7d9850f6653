"""Stories found among very many, by their numbers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from consentkit.domain.stories import StoryState
from consentkit.store.consents import binds_still
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.stories.several import SEVERAL, ids_of


def newest_number(db: EncryptedDatabase) -> int:
    """Return the number of the newest story, which is how many there are: none is ever deleted."""
    return int(db.rows("SELECT coalesce(max(rowid), 0) AS n FROM stories")[0]["n"])


_TAKEN_DOWN = (
    "FROM takedowns AS t JOIN publications AS p ON p.id = t.publication"
    " WHERE t.confirmed_on IS NULL AND t.voided_on IS NULL"
)
_IN_STATE = {
    StoryState.ALL: "1",
    StoryState.PUBLISHED: (
        "id IN (SELECT story FROM publications WHERE ended_on IS NULL UNION ALL SELECT j.value"  # noqa: S608
        f" FROM publications AS p, json_each(p.also) AS j WHERE p.{SEVERAL} AND p.ended_on IS NULL)"
    ),
    StoryState.TAKEDOWN: (
        f"id IN (SELECT p.story {_TAKEN_DOWN} UNION ALL"
        f" SELECT j.value {_TAKEN_DOWN.replace('WHERE', ', json_each(p.also) AS j WHERE')})"
    ),
    StoryState.ENDING: (
        "(id IN (SELECT story FROM consents AS c"  # noqa: S608 - our own words
        " WHERE c.withdrawn_on IS NULL AND c.until BETWEEN ? AND ?"
        f" AND {binds_still('c')}"
        " ORDER BY c.until LIMIT ?)"
        " OR id IN (SELECT story FROM bases AS b WHERE b.ended_on IS NULL AND b.until BETWEEN ? AND ?"
        " AND b.rowid = (SELECT max(n.rowid) FROM bases AS n WHERE n.thing = b.thing)"
        " ORDER BY b.until LIMIT ?))"
    ),
}


def numbers_in_state(
    db: EncryptedDatabase, state: StoryState, words: Sequence[str], days: tuple[date, date], *, limit: int
) -> tuple[int, ...]:
    """Return the numbers of stories in a state that have every word in their title or code, newest first.

    `days` are the first and the last, inclusive, on which a consent or a basis ends soon.
    """
    ends: tuple[str | int, ...] = ()
    if state is StoryState.ENDING:
        soon: tuple[str | int, ...] = (*(day.isoformat() for day in days), limit)
        ends = (*soon, *soon)
    has_words = " AND (title LIKE ? ESCAPE '\\' OR id LIKE ? ESCAPE '\\')" * len(words)
    likes = [_like(word) for word in words for _twice in range(2)]
    return _numbers_where(db, _IN_STATE[state] + has_words, (*ends, *likes), limit=limit)


def numbers_with_contributor(db: EncryptedDatabase, contributor: str, *, limit: int) -> tuple[int, ...]:
    """Return the numbers of the stories that a contributor is in, newest first."""
    condition = "id IN (SELECT story FROM story_contributors WHERE contributor = ?)"
    return _numbers_where(db, condition, (contributor,), limit=limit)


def numbers_with_code(db: EncryptedDatabase, start: str, *, limit: int) -> tuple[int, ...]:
    """Return the numbers of the stories whose code begins so, newest first."""
    # "~" comes after every character of a code.
    return _numbers_where(db, "id >= ? AND id < ?", (start, start + "~"), limit=limit)


def numbers_by_short_words(
    db: EncryptedDatabase, words: Sequence[str], *, among: int, limit: int
) -> tuple[int, ...]:
    """Return the numbers of those `among` the newest stories whose title holds every word, newest first."""
    condition = "rowid > ?" + " AND title LIKE ? ESCAPE '\\'" * len(words)
    return _numbers_where(db, condition, (newest_number(db) - among, *map(_like, words)), limit=limit)


def numbers_by_title(db: EncryptedDatabase, words: Sequence[str], *, limit: int) -> tuple[int, ...]:
    """Return the numbers of stories whose title holds every one of these, newest first.

    Each must have three characters: shorter ones are not in the index.
    """
    match = " ".join('"' + word.replace('"', '""') + '"' for word in words)
    sql = "SELECT rowid AS n FROM story_titles WHERE story_titles MATCH ? ORDER BY rowid DESC LIMIT ?"
    return tuple(row["n"] for row in db.rows(sql, (match, limit)))


def story_rows(db: EncryptedDatabase, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Return what a list shows of these stories, newest first."""
    marks = ",".join("?" * len(numbers))
    published = ids_of("publications", "s.id")
    what = (
        "SELECT s.id, s.title, s.added_at,"  # noqa: S608
        " (SELECT count(*) FROM story_contributors AS c WHERE c.story = s.id) AS people,"
        " (SELECT count(*) FROM images AS i WHERE i.story = s.id AND i.is_set_aside = 0) AS pictures,"
        " EXISTS (SELECT 1 FROM publications AS p"
        f"  WHERE p.id IN ({published}) AND p.ended_on IS NULL) AS live,"
        " EXISTS (SELECT 1 FROM takedowns AS t"
        f"  WHERE t.publication IN ({published})"
        "   AND t.confirmed_on IS NULL AND t.voided_on IS NULL) AS takedown"
        " FROM stories AS s WHERE s.rowid IN"
    )
    return db.rows(f"{what} ({marks}) ORDER BY s.rowid DESC", tuple(numbers))


def _numbers_where(
    db: EncryptedDatabase, condition: str, arguments: Sequence[str | int], *, limit: int
) -> tuple[int, ...]:
    sql = f"SELECT rowid AS n FROM stories WHERE {condition} ORDER BY rowid DESC LIMIT ?"  # noqa: S608 - ours
    return tuple(row["n"] for row in db.rows(sql, (*arguments, limit)))


def _like(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
