"""Schemas from 41 on."""

from consentkit.store.database.encrypted import Database
from consentkit.store.database.migrations.frozen import kept_trigger
from consentkit.store.database.migrations.sets import records_migrations


@records_migrations()
def m041_origins(db: Database) -> None:
    """Gatherings and suppliers, and what belongs to them."""
    columns = ("kind", "first_on", "last_on", "country", "notice", "terms", "contact", "until", "owner")
    db.table("origins").create(
        {"id": str, **dict.fromkeys(columns, str), "recorded_by": str, "recorded_at": str},
        pk="id",
        not_null={"kind", "notice", "terms", "contact", "owner", "recorded_by", "recorded_at"},
    )
    db.execute(kept_trigger("origins"))
    db.table("belongings").create(
        {"origin": str, "thing": str, "put_by": str, "put_at": str},
        pk=("origin", "thing"),
        not_null={"put_by", "put_at"},
        foreign_keys=[("origin", "origins", "id")],
    )
    db.table("belongings").create_index(["thing"])
