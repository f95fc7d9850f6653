"""Public copies for each channel, documents, videos, recordings, words in pictures, rows in the log."""

from consentkit.store.database.encrypted import Database
from consentkit.store.database.migrations.frozen import AUDIT_ROWS_TRIGGERS, kept_trigger
from consentkit.store.database.migrations.sets import records_migrations


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
    for table in ("drafts", "draft_parts"):
        db.execute(kept_trigger(table))


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
    db.execute(kept_trigger("videos"))


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
    db.execute(kept_trigger("recordings"))


@records_migrations()
def m018_texts(db: Database) -> None:
    """What the words in a picture say, and how sure a program is of that."""
    db.table("faces").add_column("reads", str)
    db.table("faces").add_column("reads_score", float)


@records_migrations()
def m019_rows_in_the_log(db: Database) -> None:
    """How each event left the rows that it changed. `found` holds what was in a row's place where that was
    not as the event before had left it; an empty digest stands for no row. Events of before have no rows.
    """
    db.execute("ALTER TABLE audit ADD COLUMN rows TEXT")
    db.execute(
        "CREATE TABLE audit_rows ("
        " seq INTEGER NOT NULL, tab TEXT NOT NULL, key TEXT NOT NULL, digest BLOB NOT NULL, found BLOB,"
        " PRIMARY KEY (seq, tab, key)) STRICT, WITHOUT ROWID"
    )
    db.execute("CREATE INDEX audit_rows_of ON audit_rows(tab, key, seq, digest)")
    db.execute("CREATE INDEX audit_at ON audit(at)")
    for statement in AUDIT_ROWS_TRIGGERS.values():
        db.execute(statement)
