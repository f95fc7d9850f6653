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


@records_migrations()
def m042_interpreters(db: Database) -> None:
    """Interpreters as told, and checks of what they carried; in answers of before they are handles alone."""
    db.table("interpreters").create(
        {
            "id": str,
            "handle": str,
            "languages": str,
            "ties": str,
            "tied_to": str,
            "declared_on": str,
            "until": str,
            "letter": str,
            "declaration": str,
            "recorded_by": str,
            "recorded_at": str,
            "seen_by": str,
            "ended_on": str,
            "ended_by": str,
        },
        pk="id",
        not_null={"handle", "languages", "ties", "tied_to", "recorded_by", "recorded_at"},
    )
    db.table("interpreters").create_index(["handle"])
    db.execute(kept_trigger("interpreters"))
    db.table("back_checks").create(
        {
            "seq": int,
            "consent": str,
            "checked_on": str,
            "checked_by": str,
            "way": str,
            "outcome": str,
            "recorded_by": str,
            "recorded_at": str,
        },
        pk="seq",
        not_null={"consent", "checked_on", "checked_by", "way", "outcome", "recorded_by", "recorded_at"},
        foreign_keys=[("consent", "consents", "id")],
    )
    db.table("back_checks").create_index(["consent"])
    db.execute(kept_trigger("back_checks"))
    db.table("consents").add_column("needs_profile", int)


@records_migrations()
def m043_name_digests(db: Database) -> None:
    """Digests by which sealed names are found in words; of what was sealed before there are none.

    What was decided of words before holds; whose they may be is found when they are looked at again.
    """
    db.table("name_secrets").create(
        {"id": str, "secret": str, "cost": str, "number_cost": str},
        pk="id",
        not_null={"secret", "cost", "number_cost"},
    )
    db.table("name_digests").create(
        {"file": str, "code": str, "rules": int, "scripts": str, "digests": str, "made_at": str},
        pk="file",
        not_null={"code", "rules", "scripts", "digests", "made_at"},
    )
    db.table("name_digests").create_index(["code"])
    db.table("word_checks").add_column("names", str)
    db.table("word_checks").add_column("compared", str)
    db.table("word_findings").add_column("whose", str)


@records_migrations()
def m044_alias_letters(db: Database) -> None:
    """With what no alias of somebody may begin; of what was sealed before nothing is known."""
    db.table("name_digests").add_column("letters", str)


@records_migrations()
def m045_words_beside(db: Database) -> None:
    """Captions, tags and the like beside a story's words; stories of before have none."""
    db.table("stories").add_column("beside", str)
    db.table("word_checks").add_column("beside", str)


@records_migrations()
def m046_given_papers(db: Database) -> None:
    """What somebody saw on the signed file of a consent; nobody is asked about the files of before."""
    db.table("given_papers").create(
        {"consent": str, "given_by": str, "said": str, "said_by": str, "said_at": str},
        pk="consent",
        not_null={"given_by"},
        foreign_keys=[("consent", "consents", "id")],
    )
    db.execute(kept_trigger("given_papers"))
