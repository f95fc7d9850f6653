"""The tables, as numbered migrations, and the triggers that must be there."""

import json

from consentkit.domain.errors import BadDataFile
from consentkit.domain.images import Box, grade_of
from consentkit.store.databases import Database, EncryptedDatabase, Migrations

records_migrations = Migrations("consentkit-records")
identities_migrations = Migrations("consentkit-identities")

_KEPT_WITH_THE_LETTERS = ("letters", "returned_pages", "releases", "wording_reviews")
_KEPT_WITH_THE_DRAFTS = ("drafts", "draft_parts")
_KEPT_WITH_THE_VIDEOS = ("videos",)
_KEPT_WITH_THE_RECORDINGS = ("recordings",)

KEPT_TABLES = (
    "contributors", "guardians", "consents", "withdrawals", "assents", "approvals", "stories", "images",
    "answers", "certificates", "publications", "takedowns", *_KEPT_WITH_THE_LETTERS,
    *_KEPT_WITH_THE_DRAFTS, *_KEPT_WITH_THE_VIDEOS, *_KEPT_WITH_THE_RECORDINGS,
)  # fmt: skip
"""Evidence outlives people: no row of these is ever deleted."""

_AUDIT_TRIGGERS = {
    "audit_no_update": """CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT raise(abort, 'audit is append-only'); END""",
    "audit_no_delete": """CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT raise(abort, 'audit is append-only'); END""",
    "audit_chain": """CREATE TRIGGER audit_chain BEFORE INSERT ON audit
WHEN new.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
  OR new.prev IS NOT coalesce((SELECT hash FROM audit ORDER BY seq DESC LIMIT 1), '')
BEGIN SELECT raise(abort, 'audit chain mismatch'); END""",
}


def _kept_trigger(table: str) -> str:
    return f"""CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
BEGIN SELECT raise(abort, 'rows of {table} are kept'); END"""


EXPECTED_TRIGGERS = _AUDIT_TRIGGERS | {f"{table}_no_delete": _kept_trigger(table) for table in KEPT_TABLES}


@records_migrations()
def m001_people(db: Database) -> None:
    """Actors, contributors, guardians."""
    db.table("actors").create(
        {"handle": str, "roles": str, "removed_at": str}, pk="handle", not_null={"roles"}
    )
    db.table("contributors").create(
        {
            "code": str, "age": str, "age_basis": str, "adult_on": str, "is_survivor": int, "language": str,
            "added_at": str,
        },
        pk="code",
        not_null={"age", "age_basis", "is_survivor", "language", "added_at"},
    )  # fmt: skip
    db.table("guardians").create(
        {"code": str, "contributor": str, "link": str, "is_free_of_conflict": int},
        pk="code",
        not_null={"contributor", "link"},
        foreign_keys=[("contributor", "contributors", "code")],
    )
    db.table("guardians").create_index(["contributor"])


@records_migrations()
def m002_stories(db: Database) -> None:
    """Stories, who is in them, and where they are meant to go."""
    db.table("stories").create(
        {
            "id": str, "title": str, "revision": int, "draft": str, "states_nobody_is_victim": int,
            "added_at": str,
        },
        pk="id",
        not_null={"title", "revision", "states_nobody_is_victim", "added_at"},
    )  # fmt: skip
    db.table("story_contributors").create(
        {"story": str, "contributor": str},
        pk=("story", "contributor"),
        foreign_keys=[("story", "stories", "id"), ("contributor", "contributors", "code")],
    )
    db.table("plans").create(
        {"story": str, "channel": str, "audience": str, "place": str, "from_on": str, "until": str},
        pk=("story", "channel"),
        not_null={"audience", "place", "from_on", "until"},
        foreign_keys=[("story", "stories", "id")],
    )


@records_migrations()
def m003_consents(db: Database) -> None:
    """Consents, withdrawals, assents and approvals. `seq` keeps the order in which they were recorded."""
    db.table("consents").create(
        {
            "seq": int, "id": str, "contributor": str, "story": str, "decision": str, "scope": str,
            "until": str, "given_by": str, "asked_on": str, "given_on": str, "method": str, "language": str,
            "witness": str, "release": str, "face_agreed_by": str,
        },
        pk="seq",
        not_null={"id", "contributor", "story", "decision", "given_by", "given_on", "method", "language"},
        foreign_keys=[("contributor", "contributors", "code"), ("story", "stories", "id")],
    )  # fmt: skip
    db.table("consents").create_index(["id"], unique=True)
    for columns in (["contributor"], ["story"], ["until"]):
        db.table("consents").create_index(columns)
    db.table("withdrawals").create(
        {"seq": int, "consent": str, "withdrawn_on": str, "channels": str},
        pk="seq",
        not_null={"consent", "withdrawn_on", "channels"},
        foreign_keys=[("consent", "consents", "id")],
    )
    db.table("withdrawals").create_index(["consent"])
    _create_answers_of_people(db)


def _create_answers_of_people(db: Database) -> None:
    links = [("contributor", "contributors", "code"), ("story", "stories", "id")]
    db.table("assents").create(
        {
            "seq": int, "id": str, "contributor": str, "story": str, "decision": str, "given_on": str,
            "method": str,
        },
        pk="seq",
        not_null={"id", "contributor", "story", "decision", "given_on", "method"},
        foreign_keys=links,
    )  # fmt: skip
    db.table("approvals").create(
        {
            "seq": int, "contributor": str, "story": str, "revision": int, "decision": str, "given_on": str,
        },
        pk="seq",
        not_null={"contributor", "story", "revision", "decision", "given_on"},
        foreign_keys=links,
    )  # fmt: skip
    for table in ("assents", "approvals"):
        db.table(table).create_index(["story"])


@records_migrations()
def m004_images(db: Database) -> None:
    """Images, faces and public copies."""
    db.table("images").create(
        {
            "id": str, "story": str, "digest": str, "original": str, "media_type": str, "width_px": int,
            "height_px": int, "leaks": str, "scan": str, "scanned_at": str, "viewed_by": str,
        },
        pk="id",
        not_null={"story", "digest", "original", "media_type", "width_px", "height_px", "leaks"},
        foreign_keys=[("story", "stories", "id")],
    )  # fmt: skip
    db.table("images").create_index(["story", "digest"], unique=True)
    db.table("faces").create(
        {
            "id": str, "image": str, "box": str, "score": float, "detector": str, "settlement": str,
            "contributor": str, "declaration": str, "is_hidden": int, "why": str, "settled_by": str,
            "settled_at": str,
        },
        pk="id",
        not_null={"image", "box", "score", "detector", "settlement", "is_hidden"},
        foreign_keys=[("image", "images", "id"), ("contributor", "contributors", "code")],
    )  # fmt: skip
    db.table("faces").create_index(["image"])
    db.table("faces").create_index(["settlement"])
    db.table("public_copies").create(
        {
            "image": str, "digest": str, "stored": str, "width_px": int, "height_px": int, "covered": str,
            "rescan": str, "unsettled": str, "leaks": str,
        },
        pk="image",
        not_null={"digest", "stored", "covered", "rescan", "unsettled", "leaks"},
        foreign_keys=[("image", "images", "id")],
    )  # fmt: skip


@records_migrations()
def m005_answers(db: Database) -> None:
    """Answers to questions, certificates, publications, takedowns."""
    db.table("answers").create(
        {
            "seq": int, "story": str, "policy": str, "question": str, "reply": str, "justification": str,
            "by": str, "roles": str, "at": str, "revision": int, "signed_off_by": str,
        },
        pk="seq",
        not_null={"story", "policy", "question", "reply", "justification", "by", "roles", "at", "revision"},
        foreign_keys=[("story", "stories", "id")],
    )  # fmt: skip
    db.table("answers").create_index(["story"])
    db.table("certificates").create(
        {
            "id": str, "story": str, "channel": str, "issued_at": str, "issued_by": str, "until": str,
            "parts": str, "pdf": str,
        },
        pk="id",
        not_null={"story", "channel", "issued_at", "issued_by", "until", "parts", "pdf"},
        foreign_keys=[("story", "stories", "id")],
    )  # fmt: skip
    db.table("certificates").create_index(["story", "channel"])
    db.table("publications").create(
        {
            "id": str, "story": str, "channel": str, "certificate": str, "where": str, "from_on": str,
            "until": str, "ended_on": str,
        },
        pk="id",
        not_null={"story", "channel", "certificate", "where", "from_on", "until"},
        foreign_keys=[("story", "stories", "id"), ("certificate", "certificates", "id")],
    )  # fmt: skip
    db.table("publications").create_index(["story"])
    db.table("takedowns").create(
        {"id": str, "publication": str, "opened_on": str, "confirmed_on": str},
        pk="id",
        not_null={"publication", "opened_on"},
        foreign_keys=[("publication", "publications", "id")],
    )
    db.table("takedowns").create_index(["publication"])


@records_migrations()
def m006_audit(db: Database) -> None:
    """The chain, and every trigger."""
    db.table("audit").create(
        {
            "seq": int, "at": str, "actor": str, "action": str, "subject": str, "body": str, "prev": str,
            "hash": str,
        },
        pk="seq",
        not_null={"at", "actor", "action", "subject", "body", "prev", "hash"},
    )  # fmt: skip
    db.table("audit").create_index(["subject"])
    for name, statement in EXPECTED_TRIGGERS.items():
        later = {
            *_KEPT_WITH_THE_LETTERS, *_KEPT_WITH_THE_DRAFTS, *_KEPT_WITH_THE_VIDEOS,
            *_KEPT_WITH_THE_RECORDINGS,
        }  # fmt: skip
        if name.removesuffix("_no_delete") not in later:
            db.execute(statement)


@records_migrations()
def m007_grades(db: Database) -> None:
    """The grade of each face, beside the box that it follows from."""
    db.table("faces").add_column("grade", str)
    for row in list(db.query("SELECT id, box FROM faces")):
        grade = grade_of(Box.model_validate_json(row["box"]).width_px)
        db.execute("UPDATE faces SET grade = ? WHERE id = ?", [grade.value, row["id"]])


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
    db.execute(
        "CREATE TRIGGER stories_title_added AFTER INSERT ON stories BEGIN"
        " INSERT INTO story_titles(rowid, title) VALUES (new.rowid, new.title); END"
    )
    db.execute(
        "CREATE TRIGGER stories_title_changed AFTER UPDATE OF title ON stories"
        " WHEN old.title IS NOT new.title BEGIN"
        " INSERT INTO story_titles(story_titles, rowid, title) VALUES ('delete', old.rowid, old.title);"
        " INSERT INTO story_titles(rowid, title) VALUES (new.rowid, new.title); END"
    )
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
    for table in _KEPT_WITH_THE_LETTERS:
        db.execute(EXPECTED_TRIGGERS[f"{table}_no_delete"])


@records_migrations()
def m012_same_files(db: Database) -> None:
    """Which images are the same file: what was found in one is not looked for again in another."""
    db.table("images").create_index(["digest"])


@records_migrations()
def m013_public_copies(db: Database) -> None:
    """A public copy for each channel, how each face is covered, and what was checked; copies made before
    were not checked so, and are made anew. What a box marks, and who moved or merged boxes.
    """
    columns = {
        "image": str, "channel": str, "digest": str, "stored": str, "width_px": int, "height_px": int,
        "covered": str, "methods": str, "rescan": str, "unsettled": str, "leaks": str, "results": str,
    }  # fmt: skip
    db.table("public_copies_new").create(
        columns,
        not_null=set(columns) - {"channel"},
        foreign_keys=[("image", "images", "id")],
    )
    kept = "image, digest, stored, width_px, height_px, covered, rescan, unsettled, leaks"
    db.execute(
        f"INSERT INTO public_copies_new ({kept}, methods, results)"  # noqa: S608 - our own words
        f" SELECT {kept}, '[]', '{{}}' FROM public_copies"
    )
    db.execute("DROP TABLE public_copies")
    db.execute("ALTER TABLE public_copies_new RENAME TO public_copies")
    db.table("public_copies").create_index(["image", "channel"])
    db.table("faces").add_column("kind", str, not_null_default="face")
    db.table("box_changes").create(
        {
            "seq": int, "image": str, "face": str, "change": str, "before": str, "after": str, "why": str,
            "by": str, "at": str,
        },
        pk="seq",
        not_null={"image", "face", "change", "before", "after", "why", "by", "at"},
        foreign_keys=[("image", "images", "id")],
    )  # fmt: skip
    db.table("box_changes").create_index(["image"])


@records_migrations()
def m014_near_copies(db: Database) -> None:
    """What pictures look like at a glance, and who said why one like a withdrawn one may be used."""
    db.table("image_hashes").create(
        {"image": str, "hashes": bytes},
        pk="image",
        not_null={"hashes"},
        foreign_keys=[("image", "images", "id")],
    )
    db.table("near_settlements").create(
        {"seq": int, "image": str, "other": str, "why": str, "settled_by": str, "settled_at": str},
        pk="seq",
        not_null={"image", "other", "why", "settled_by", "settled_at"},
        foreign_keys=[("image", "images", "id"), ("other", "images", "id")],
    )
    db.table("near_settlements").create_index(["image"])


@records_migrations()
def m015_drafts(db: Database) -> None:
    """What was found inside the documents of stories; images that only a draft showed, and of which one
    that was replaced. Drafts of before were not looked into: the gate asks for them again.
    """
    db.table("drafts").create(
        {"name": str, "story": str, "format": str, "pages": int, "opened_at": str},
        pk="name",
        not_null={"story", "format", "pages", "opened_at"},
        foreign_keys=[("story", "stories", "id")],
    )
    db.table("draft_parts").create(
        {
            "story": str, "draft": str, "number": int, "place": str, "position": int, "holds": str,
            "digest": str, "image": str, "why": str, "seen_by": str, "seen_at": str,
        },
        pk=("draft", "number"),
        not_null={"story", "place", "position", "holds"},
        foreign_keys=[("story", "stories", "id"), ("draft", "drafts", "name"), ("image", "images", "id")],
    )  # fmt: skip
    db.table("draft_parts").create_index(["image"])
    db.table("images").add_column("came_in_draft", int, not_null_default=0)
    db.table("images").add_column("is_set_aside", int, not_null_default=0)
    for table in _KEPT_WITH_THE_DRAFTS:
        db.execute(EXPECTED_TRIGGERS[f"{table}_no_delete"])


@records_migrations()
def m016_videos(db: Database) -> None:
    """Videos, their tracks and public copies."""
    db.table("videos").create(
        {
            "id": str, "story": str, "digest": str, "original": str, "media_type": str, "width_px": int,
            "height_px": int, "duration_ms": int, "has_sound": int, "leaks": str, "scan": str,
            "scanned_at": str, "viewed_by": str,
        },
        pk="id",
        not_null={"story", "digest", "original", "media_type", "width_px", "height_px", "duration_ms",
                  "has_sound", "leaks"},
        foreign_keys=[("story", "stories", "id")],
    )  # fmt: skip
    db.table("videos").create_index(["story"])
    db.table("tracks").create(
        {
            "id": str, "video": str, "path": str, "width_px": int, "grade": str, "score": float,
            "detector": str, "settlement": str, "contributor": str, "declaration": str, "is_hidden": int,
            "why": str, "settled_by": str, "settled_at": str,
        },
        pk="id",
        not_null={"video", "path", "width_px", "grade", "score", "detector", "settlement", "is_hidden"},
        foreign_keys=[("video", "videos", "id"), ("contributor", "contributors", "code")],
    )  # fmt: skip
    db.table("tracks").create_index(["video"])
    db.table("video_copies").create(
        {
            "video": str, "digest": str, "stored": str, "width_px": int, "height_px": int, "covered": str,
            "covered_count": int, "sound": str, "rescan": str, "unsettled": str, "leaks": str, "results": str,
        },
        pk="video",
        not_null={"digest", "stored", "covered", "sound", "rescan", "unsettled", "leaks", "results"},
        foreign_keys=[("video", "videos", "id")],
    )  # fmt: skip
    for table in _KEPT_WITH_THE_VIDEOS:
        db.execute(EXPECTED_TRIGGERS[f"{table}_no_delete"])


@records_migrations()
def m017_recordings(db: Database) -> None:
    """Forms read aloud; and of each letter which words it was made of, so that no other is played with it.

    Letters of before have none: nothing is played with them.
    """
    db.table("recordings").create(
        {
            "id": str, "form": str, "form_version": int, "language": str, "wording": str, "stored": str,
            "media_type": str, "duration_ms": int, "spoken_by": str, "note": str, "attached_at": str,
            "attached_by": str, "removal": str, "removed_at": str, "removed_by": str,
        },
        pk="id",
        not_null={"form", "form_version", "language", "wording", "stored", "media_type", "duration_ms",
                  "spoken_by", "note", "attached_at", "attached_by"},
    )  # fmt: skip
    db.table("recordings").create_index(["form", "language"])
    db.table("letters").add_column("wording", str)
    for table in _KEPT_WITH_THE_RECORDINGS:
        db.execute(EXPECTED_TRIGGERS[f"{table}_no_delete"])


@records_migrations()
def m018_texts(db: Database) -> None:
    """What the words in a picture say, and how sure a program is of that."""
    db.table("faces").add_column("reads", str)
    db.table("faces").add_column("reads_score", float)


@identities_migrations()
def i001_identities(db: Database) -> None:
    """Who is behind a code."""
    db.table("identities").create(
        {"code": str, "name": str, "contact": str, "birth_date": str, "note": str, "sealed_at": str},
        pk="code",
        not_null={"name", "contact", "note", "sealed_at"},
    )


def migrate(db: EncryptedDatabase, migrations: Migrations) -> None:
    """Apply what is missing, all in one transaction: several programs may start at once."""
    if not migrations.pending(db):
        return
    with db.writing():
        migrations.apply(db)


def check_triggers(db: EncryptedDatabase) -> None:
    """Raise BadDataFile unless every trigger is there, letter by letter (a table rebuilt loses its own)."""
    rows = db.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    found = {row["name"]: row["sql"] for row in rows}
    for name, statement in EXPECTED_TRIGGERS.items():
        if found.get(name) != statement:
            raise BadDataFile("trigger-missing", trigger=name)
