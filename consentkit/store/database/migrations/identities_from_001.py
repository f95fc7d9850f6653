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
