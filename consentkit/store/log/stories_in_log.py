"""One story's rows held against the log, where the log is too long to be read whole at each clearance."""

from collections.abc import Collection, Iterator

from consentkit.domain.problems import Problem, ProblemKind
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.migrations import NAMES_STORY
from consentkit.store.files_named import FILE_COLUMNS
from consentkit.store.log.audits import EVENT_COLUMNS, EventRow, event_hash, newest_digest, rows_digest
from consentkit.store.log.found_rows import found_problem
from consentkit.store.log.row_digests import GONE, CoveredTable, RowState, covered_tables, quoted
from consentkit.store.log.verifications import row_problem
from consentkit.store.people.interpreters import CHECKED_IN_STORY, INTERPRETED_IN_STORY
from consentkit.store.stories.origins import OF_STORY as BELONGS
from consentkit.store.stories.several import ids_of

_IMAGES = "image IN (SELECT id FROM images WHERE story = :story)"
_VIDEOS = "video IN (SELECT id FROM videos WHERE story = :story)"
_LETTERS = "letter IN (SELECT id FROM letters WHERE story = :story)"
_PEOPLE = " UNION ".join(
    f"SELECT contributor FROM {table} WHERE {of_story}"  # noqa: S608 - our own words
    for table, of_story in (
        ("story_contributors", "story = :story"),
        ("consents", "story = :story"),
        ("faces", _IMAGES),
        ("tracks", _VIDEOS),
    )
)
_ORIGINS = f"SELECT origin FROM belongings WHERE {BELONGS}"  # noqa: S608 - our own words
_GUARDIANS = f"SELECT code FROM guardians WHERE contributor IN ({_PEOPLE})"  # noqa: S608 - our own words
_MEDIA = "SELECT id FROM images WHERE story = :story UNION SELECT id FROM videos WHERE story = :story"
_FOR_ALL = "about = 'organisation' OR about BETWEEN 'place ' AND 'place ~'"
_ROWS_OF_STORY = {
    "actors": "1",
    "answers": f"(story = :story OR about IN ({_PEOPLE}) OR about IN ({_ORIGINS})"
    f" OR about IN ({_MEDIA}) OR about GLOB 'use ' || :story || ' *' OR {_FOR_ALL})",
    "approvals": "story = :story",
    "asked_to_be_asked": f"contributor IN ({_PEOPLE})",
    "assents": "story = :story",
    "bases": "story = :story",
    "back_checks": CHECKED_IN_STORY,
    "belongings": f"({BELONGS})",
    "box_changes": _IMAGES,
    "captures": _IMAGES,
    "certificates": f"id IN ({ids_of('certificates', ':story')})",
    "consents": "story = :story",
    "contributors": f"code IN ({_PEOPLE})",
    "draft_parts": "story = :story",
    "drafts": "story = :story",
    "faces": _IMAGES,
    "guardian_checks": f"guardian IN (SELECT code FROM guardians WHERE contributor IN ({_PEOPLE}))",  # noqa: S608
    "guardians": f"contributor IN ({_PEOPLE})",
    "image_hashes": _IMAGES,
    "images": "story = :story",
    "given_papers": "consent IN (SELECT id FROM consents WHERE story = :story)",
    "interpreters": INTERPRETED_IN_STORY,
    "key_epochs": "1",
    "letters": "story = :story",
    "name_digests": f"(code IN ({_PEOPLE}) OR code IN ({_GUARDIANS}))",
    "name_secrets": "1",
    "near_settlements": _IMAGES,
    "origins": f"id IN ({_ORIGINS})",
    "plans": "story = :story",
    "public_copies": _IMAGES,
    "publications": f"id IN ({ids_of('publications', ':story')})",
    "releases": _LETTERS,
    "returned_pages": _LETTERS,
    "roster_rows": _LETTERS,
    "stories": "id = :story",
    "story_contributors": "story = :story",
    "takedowns": f"publication IN ({ids_of('publications', ':story')})",
    "tracks": _VIDEOS,
    "video_copies": _VIDEOS,
    "videos": "story = :story",
    "word_checks": "story = :story",
    "word_findings": "story = :story",
    "withdrawals": "consent IN (SELECT id FROM consents WHERE story = :story)",
}
_FILES = " UNION ".join(
    f"SELECT {column} FROM {table} WHERE {_ROWS_OF_STORY[table]}"  # noqa: S608 - our own words
    for table, column in FILE_COLUMNS
    if table in _ROWS_OF_STORY
)
OF_STORY = _ROWS_OF_STORY | {"resealed_files": f"name IN ({_FILES})"}
"""Which rows of each table a clearance of a story rests on; whoever acts and signs counts for every story."""

OF_NO_STORY = frozenset({"recordings", "wording_reviews"})
"""Tables whose rows a clearance does not rest on: the words of letters."""

_AT_ONCE = 500


def story_problems(db: EncryptedDatabase, story: str) -> Iterator[Problem]:
    """Yield each row of a story that is not as the log left it, and each event about it that is not whole.

    From both sides: the rows that are there, and those that events about the story and its records left.
    """
    tables = {table.name: table for table in covered_tables(db)}
    rows = [row for name, of_story in OF_STORY.items() for row in _rows(db, tables[name], of_story, story)]
    told = [key for (key,) in db.execute("SELECT DISTINCT key FROM audit_rows WHERE tab = 'actors'")]
    # Who was an actor is told by no record of the story.
    rows += [
        _state(db, tables, "actors", key) for key in told if ("actors", key) not in {r[:2] for r in rows}
    ]
    events = {seq for (seq,) in db.execute(f"SELECT seq FROM audit WHERE {NAMES_STORY} = ?", (story,))}  # noqa: S608
    people = {code for (code,) in db.execute(_PEOPLE, {"story": story}) if code}
    events |= _events_about(db, {story, *people, *(row.key for row in rows)})
    known = {(row.tab, row.key) for row in rows}
    rows += [row for row in _left_by(db, tables, events) if (row.tab, row.key) not in known]
    for row in rows:
        if not row.is_as_logged:
            yield row_problem(db, row)
    for seq in sorted({*events, *_newest(db, rows)}):
        yield from _event_problems(db, seq)


def _rows(db: EncryptedDatabase, table: CoveredTable, of_story: str, story: str) -> Iterator[RowState]:
    sql = f"SELECT {table.key_of()}, {table.selected} FROM {quoted(table.name)} WHERE {of_story}"  # noqa: S608
    for key, *values in db.execute(sql, {"story": story}):
        yield RowState(table.name, key, table.digest(key, values), newest_digest(db, table.name, key))


def _events_about(db: EncryptedDatabase, subjects: Collection[str]) -> set[int]:
    found: set[int] = set()
    told = sorted(subjects)
    for first in range(0, len(told), _AT_ONCE):
        some = told[first : first + _AT_ONCE]
        marks = ",".join("?" * len(some))
        found |= {seq for (seq,) in db.execute(f"SELECT seq FROM audit WHERE subject IN ({marks})", some)}  # noqa: S608
    return found


def _left_by(
    db: EncryptedDatabase, tables: dict[str, CoveredTable], events: Collection[int]
) -> Iterator[RowState]:
    """Yield every row that these events left, once, as it is now."""
    seen: set[tuple[str, str]] = set()
    for seq in sorted(events):
        for tab, key in list(db.execute("SELECT tab, key FROM audit_rows WHERE seq = ?", (seq,))):
            if (tab, key) in seen:
                continue
            seen.add((tab, key))
            yield _state(db, tables, tab, key)


def _state(db: EncryptedDatabase, tables: dict[str, CoveredTable], tab: str, key: str) -> RowState:
    now = tables[tab].digest_of(db, key) if tab in tables else GONE
    return RowState(tab, key, now, newest_digest(db, tab, key))


def _newest(db: EncryptedDatabase, rows: list[RowState]) -> set[int]:
    sql = "SELECT max(seq) FROM audit_rows WHERE tab = ? AND key = ?"
    found = {db.execute(sql, (row.tab, row.key)).fetchone()[0] for row in rows}
    return {seq for seq in found if seq is not None}


def _event_problems(db: EncryptedDatabase, seq: int) -> Iterator[Problem]:
    """Yield whether an event is whole, and follows the one before it."""
    found = db.execute(f"SELECT {EVENT_COLUMNS} FROM audit WHERE seq = ?", (seq,)).fetchone()  # noqa: S608
    if found is None:
        yield Problem(kind=ProblemKind.REMOVED, seq=seq)
        return
    event = EventRow(*found)
    sql = "SELECT tab, key, digest, found FROM audit_rows WHERE seq = ? ORDER BY tab, key"
    rows = list(db.execute(sql, (seq,)))
    is_told = event.rows == rows_digest(rows) if event.rows is not None else not rows
    if event_hash(event) != event.hash or not is_told:
        yield Problem(kind=ProblemKind.CHANGED, seq=seq)
    before = db.execute("SELECT hash FROM audit WHERE seq = ?", (seq - 1,)).fetchone()
    if event.prev != (before[0] if before else ""):
        yield Problem(kind=ProblemKind.REORDERED, seq=seq)
    for tab, key, _digest, was in rows:
        if was is not None:
            yield found_problem(db, event, tab, key)
