"""Grades, lists, finding, letters."""

import json

from consentkit.store.database.encrypted import Database
from consentkit.store.database.migrations.frozen import (
    TITLE_TRIGGERS,
    grade_of_width,
    kept_trigger,
    width_of_box,
)
from consentkit.store.database.migrations.sets import records_migrations


@records_migrations()
def m007_grades(db: Database) -> None:
    """The grade of each face, beside the box that it follows from."""
    db.table("faces").add_column("grade", str)
    for row in list(db.query("SELECT id, box FROM faces")):
        grade = grade_of_width(width_of_box(row["box"]))
        db.execute("UPDATE faces SET grade = ? WHERE id = ?", [grade, row["id"]])


@records_migrations()
def m008_consent_lists(db: Database) -> None:
    """The interpreter; and the day from which nothing of a consent is left, to list what still holds."""
    db.table("consents").add_column("interpreter", str)
    db.table("consents").add_column("withdrawn_on", str)
    left: dict[str, set[str]] = {}
    sql = (
        "SELECT c.id, c.scope, w.withdrawn_on AS day, w.channels"
        " FROM withdrawals AS w JOIN consents AS c ON c.id = w.consent ORDER BY w.seq"
    )
    for row in list(db.query(sql)):
        given = set(json.loads(row["scope"] or "{}").get("channels", ()))
        taken = set(json.loads(row["channels"]))
        left[row["id"]] = left.get(row["id"], given) - taken if taken else set()
        if not left[row["id"]]:
            whole = "UPDATE consents SET withdrawn_on = coalesce(withdrawn_on, ?) WHERE id = ?"
            db.execute(whole, [row["day"], row["id"]])
    db.table("consents").create_index(["withdrawn_on", "until"])


@records_migrations()
def m009_finding(db: Database) -> None:
    """What finds a story by its words, and what waits for someone, among a million records."""
    db.execute(
        "CREATE VIRTUAL TABLE story_titles USING fts5"
        "(title, content='stories', content_rowid='rowid', tokenize='trigram remove_diacritics 1')"
    )
    # FTS5 keeps the words of a changed title otherwise (sqlite.org/fts5.html, 6.14, read 2026-11-21).
    db.execute("INSERT INTO story_titles(story_titles, rank) VALUES ('secure-delete', 1)")
    db.execute("INSERT INTO story_titles(story_titles) VALUES ('rebuild')")
    for statement in TITLE_TRIGGERS.values():
        db.execute(statement)
    for name, where in _FINDING_INDEXES.items():
        db.execute(f"CREATE INDEX finding_{name} ON {where}")


IS_UNDECIDED = "CASE WHEN json_valid(scan) THEN json_extract(scan, '$.outcome') END = 'undecided'"
"""The condition of an index; a question must use the same words to be answered from it."""

_FINDING_INDEXES = {
    "stories_of": "story_contributors(contributor)",
    "open_takedowns": "takedowns(opened_on) WHERE confirmed_on IS NULL",
    "live_publications": "publications(until) WHERE ended_on IS NULL",
    "unscanned": "images(story) WHERE scan IS NULL",
    "undecided": f"images(story) WHERE {IS_UNDECIDED}",
    "unviewed": "images(story) WHERE viewed_by IS NULL AND scan IS NOT NULL",
    "unchecked": "guardians(contributor) WHERE is_free_of_conflict IS NULL",
    "unsigned": "answers(story) WHERE signed_off_by IS NULL AND reply <> 'yes' AND justification <> ''",
    "plans": "plans(from_on)",
}


@records_migrations()
def m010_nothing_is_null(db: Database) -> None:
    """Earlier rows held the text "null" where there was nothing."""
    db.execute("UPDATE images SET scan = NULL WHERE scan = 'null'")
    db.execute("UPDATE consents SET scope = NULL WHERE scope = 'null'")


@records_migrations()
def m011_letters(db: Database) -> None:
    """Letters, their pages that came back, the releases, and reviews of the words."""
    db.table("letters").create(
        {
            "id": str, "form": str, "form_version": int, "purpose": str, "language": str, "contributor": str,
            "story": str, "paper": str, "digest": str, "made_on": str, "made_by": str, "set_aside_on": str,
        },
        pk="id",
        not_null={"form", "form_version", "purpose", "language", "paper", "digest", "made_on", "made_by"},
        foreign_keys=[("contributor", "contributors", "code"), ("story", "stories", "id")],
    )  # fmt: skip
    db.table("returned_pages").create(
        {
            "id": str, "letter": str, "page": int, "pages": int, "original": str, "digest": str,
            "original_page": int, "straightened": str, "ticks": str, "notes": str, "taken_in_on": str,
            "taken_in_by": str, "set_aside_on": str,
        },
        pk="id",
        not_null={"original", "digest", "original_page", "ticks", "notes", "taken_in_on", "taken_in_by"},
        foreign_keys=[("letter", "letters", "id")],
    )  # fmt: skip
    db.table("releases").create(
        {"letter": str, "file": str, "ticked": str, "confirmed_on": str, "confirmed_by": str},
        pk="letter",
        not_null={"file", "ticked", "confirmed_on", "confirmed_by"},
        foreign_keys=[("letter", "letters", "id")],
    )
    db.table("wording_reviews").create(
        {
            "seq": int, "language": str, "digest": str, "is_approved": int, "reviewer": str,
            "reviewed_on": str,
        },
        pk="seq",
        not_null={"language", "digest", "is_approved", "reviewer", "reviewed_on"},
    )  # fmt: skip
    db.table("letters").create_index(["story"])
    db.table("letters").create_index(["contributor"])
    db.table("returned_pages").create_index(["letter"])
    db.table("returned_pages").create_index(["digest"])
    db.execute("CREATE INDEX finding_letters_out ON letters(made_on) WHERE set_aside_on IS NULL")
    for table in ("letters", "returned_pages", "releases", "wording_reviews"):
        db.execute(kept_trigger(table))


@records_migrations()
def m012_same_files(db: Database) -> None:
    """Which images are the same file: what was found in one is not looked for again in another."""
    db.table("images").create_index(["digest"])
