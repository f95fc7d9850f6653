"""The records' first schema."""

from consentkit.store.database.encrypted import Database
from consentkit.store.database.migrations.frozen import AUDIT_TRIGGERS, kept_trigger
from consentkit.store.database.migrations.sets import records_migrations

_KEPT = (
    "contributors", "guardians", "consents", "withdrawals", "assents", "approvals", "stories", "images",
    "answers", "certificates", "publications", "takedowns",
)  # fmt: skip


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
    for statement in AUDIT_TRIGGERS.values():
        db.execute(statement)
    for table in _KEPT:
        db.execute(kept_trigger(table))
