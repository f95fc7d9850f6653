"""The identities' schema."""

from consentkit.store.database.encrypted import Database
from consentkit.store.database.migrations.sets import identities_migrations


@identities_migrations()
def i001_identities(db: Database) -> None:
    """Who is behind a code."""
    db.table("identities").create(
        {"code": str, "name": str, "contact": str, "birth_date": str, "note": str, "sealed_at": str},
        pk="code",
        not_null={"name", "contact", "note", "sealed_at"},
    )


@identities_migrations()
def i002_versions(db: Database) -> None:
    """Every version of an identity, each by the file and the event that brought it.

    What was kept before came from no named file: it stands before all that the log names.
    """
    columns = {
        "digest": str, "code": str, "seq": int, "name": str, "contact": str, "birth_date": str, "note": str,
    }  # fmt: skip
    db.table("versions").create(columns, not_null={"digest", "code", "seq", "name", "contact", "note"})
    db.table("versions").create_index(["digest"], unique=True)
    db.table("versions").create_index(["code"])
    db.execute(
        "INSERT INTO versions (digest, code, seq, name, contact, birth_date, note)"
        " SELECT 'before ' || code, code, 0, name, contact, birth_date, note FROM identities"
    )
    db.execute("DROP TABLE identities")
