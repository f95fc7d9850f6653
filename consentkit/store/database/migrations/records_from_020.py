"""Two people are two people: accounts, noes to guardians, second looks at faces; events of stories."""

import json

from consentkit.store.database.encrypted import Database
from consentkit.store.database.migrations.sets import records_migrations


@records_migrations()
def m020_two_people(db: Database) -> None:
    """Who made each account and since when it is somebody's own; who checked which guardian, and how; whom
    a face or track was ever linked to, who agreed where it takes two, and where a second is lacking.

    Accounts of before keep working, and are asked for a passphrase of their own.
    """
    _accounts(db)
    _guardian_checks(db)
    for table, settled in (("faces", "face-settled"), ("tracks", "track-settled")):
        db.table(table).add_column("linked_before", str, not_null_default="[]")
        db.table(table).add_column("agreed_by", str)
        _linked_before(db, table, settled)
        _seconds(db, table)


_BY_AND_WHEN = ("made_by", "made_at", "given_by", "given_at", "vouched_by", "vouched_at")


def _accounts(db: Database) -> None:
    for name in (*_BY_AND_WHEN, "since", "own_since"):
        db.table("actors").add_column(name, str)
    db.table("actors").add_column("is_from_before", int, not_null_default=0)
    db.table("actors").add_column("is_unattended", int, not_null_default=0)
    for row in list(db.query("SELECT handle FROM actors")):
        made_by, made_at, founder_since = _made(db, row["handle"])
        changed = _last(db, "passphrase-changed", row["handle"], made_at)
        recovered = _last(db, "actor-recovered", row["handle"], made_at)
        own = max(filter(None, (changed, recovered, founder_since)), default=None)
        given_by = "recovery" if recovered else None
        db.execute(
            "UPDATE actors SET made_by = ?, made_at = ?, given_by = ?, given_at = ?, since = ?,"
            " own_since = ?, is_from_before = ? WHERE handle = ?",
            [
                made_by,
                made_at,
                given_by,
                recovered,
                recovered or made_at,
                own,
                int(own is None),
                row["handle"],
            ],
        )


def _made(db: Database, handle: str) -> tuple[str, str, str | None]:
    """Return who made an account, when, and since when it is its owner's by that; the first made itself."""
    for row in db.query(
        "SELECT actor, at FROM audit WHERE action = 'actor-added' AND subject = ? ORDER BY seq DESC", [handle]
    ):
        return row["actor"], row["at"], None
    for row in db.query("SELECT at FROM audit WHERE action = 'workspace-created' AND actor = ?", [handle]):
        return handle, row["at"], row["at"]
    # Nobody knows: as if it were made by whoever holds the recovery code, long ago.
    return handle, "1970-01-01T00:00:00+00:00", None


def _last(db: Database, action: str, handle: str, since: str) -> str | None:
    rows = db.query(
        "SELECT max(at) AS at FROM audit WHERE action = ? AND subject = ? AND at >= ?",
        [action, handle, since],
    )
    return next((str(row["at"]) for row in rows if row["at"] is not None), None)


def _guardian_checks(db: Database) -> None:
    db.table("guardian_checks").create(
        {"seq": int, "guardian": str, "is_free_of_conflict": int, "by": str, "at": str},
        pk="seq",
        not_null={"guardian", "is_free_of_conflict", "by", "at"},
        foreign_keys=[("guardian", "guardians", "code")],
    )
    db.table("guardian_checks").create_index(["guardian"])
    rows = list(
        db.query("SELECT subject, actor, at, body FROM audit WHERE action = 'guardian-checked' ORDER BY seq")
    )
    for row in rows:
        is_free = int(json.loads(row["body"])["is_free_of_conflict"])
        db.execute(
            "INSERT INTO guardian_checks (guardian, is_free_of_conflict, by, at) VALUES (?, ?, ?, ?)",
            [row["subject"], is_free, row["actor"], row["at"]],
        )


def _linked_before(db: Database, table: str, action: str) -> None:
    linked = f"SELECT id, contributor FROM {table}"  # noqa: S608 - our own words
    known = {row["id"]: {row["contributor"]} - {None} for row in db.query(linked)}
    for row in db.query("SELECT subject, body FROM audit WHERE action = ?", [action]):
        person = json.loads(row["body"]).get("contributor")
        if person and row["subject"] in known:
            known[row["subject"]].add(person)
    for code, people in known.items():
        if people:
            db.execute(
                f"UPDATE {table} SET linked_before = ? WHERE id = ?",  # noqa: S608 - our own words
                [json.dumps(sorted(people)), code],
            )


_STRONG = "(detector = 'by-hand' OR score > 0.5)"
_STRONG_AS_TEXT = (
    "CASE WHEN kind = 'text' AND detector <> 'by-hand' THEN coalesce(reads_score, 0) >= 0.9"
    f" ELSE {_STRONG} END"
)


def _seconds(db: Database, table: str) -> None:
    """Note where one person decided what takes two from now on."""
    strong = _STRONG_AS_TEXT if table == "faces" else _STRONG
    others = "EXISTS (SELECT 1 FROM json_each(linked_before) WHERE value IS NOT contributor)"
    is_unsafe = "is_hidden = 0 AND settlement NOT IN ('open', 'redacted')"
    lacks = f"{is_unsafe} AND ((settlement = 'not-a-face' AND {strong}) OR {others})"
    db.table(table).add_column("lacks_second", int, not_null_default=0)
    db.execute(f"UPDATE {table} SET lacks_second = 1 WHERE {lacks}")  # noqa: S608 - our own words
    seen_in = "image" if table == "faces" else "video"
    db.execute(f"CREATE INDEX {table}_lacking ON {table} ({seen_in}) WHERE lacks_second = 1")


@records_migrations()
def m021_events_of_stories(db: Database) -> None:
    """Which events name a story: what they left must be there when the story is cleared."""
    db.execute(f"CREATE INDEX audit_story ON audit({NAMES_STORY}) WHERE {NAMES_STORY} IS NOT NULL")


NAMES_STORY = "CASE WHEN json_valid(body) THEN json_extract(body, '$.story') END"
"""The expression of an index; a question must use the same words to be answered from it."""
