"""Schemas from 22 on."""

from consentkit.store.database.encrypted import Database
from consentkit.store.database.migrations.frozen import kept_trigger
from consentkit.store.database.migrations.sets import records_migrations


@records_migrations()
def m022_papers(db: Database) -> None:
    """What is printed on a letter; the letter and the scope of a child's own answer; who asked to be asked.

    Letters of before have none kept: it is read from their words. Answers of before have no letter.
    """
    db.table("letters").add_column("printed", str)
    db.table("assents").add_column("letter", str)
    db.table("assents").add_column("scope", str)
    db.table("asked_to_be_asked").create(
        {"seq": int, "contributor": str, "asked_on": str, "heard_by": str},
        pk="seq",
        not_null={"contributor", "asked_on", "heard_by"},
        foreign_keys=[("contributor", "contributors", "code")],
    )
    db.table("asked_to_be_asked").create_index(["contributor"])
    db.execute(kept_trigger("asked_to_be_asked"))


@records_migrations()
def m023_other_keys(db: Database) -> None:
    """When the keys were replaced, and under which name a file lies since.

    Rows go on naming a file as it was first called; `sealed` is where it lies, `before` where it lay.
    `public_key` is the one before: it signed heads up to event `last_seq`.
    """
    db.table("key_epochs").create(
        {
            "epoch": int,
            "begun_at": str,
            "begun_by": str,
            "public_key": str,
            "last_seq": int,
            "ended_at": str,
        },
        pk="epoch",
        not_null={"begun_at", "begun_by", "public_key", "last_seq"},
    )
    db.execute(kept_trigger("key_epochs"))
    db.table("resealed_files").create(
        {"name": str, "sealed": str, "before": str, "epoch": int},
        pk="name",
        not_null={"sealed", "before", "epoch"},
    )


@records_migrations()
def m024_page_maps(db: Database) -> None:
    """The file that says where the boxes of a letter stand.

    Letters of before have none: where they were printed, no program knows any more for sure.
    """
    db.table("letters").add_column("page_maps", str)


@records_migrations()
def m025_looks(db: Database) -> None:
    """By which rules a draft was looked into: one of before is looked into again."""
    db.table("drafts").add_column("look", int)


@records_migrations()
def m026_void_publications(db: Database) -> None:
    """Which publications were recorded by mistake: who found so, which other record it is, or why."""
    for column in ("voided_by", "same_as", "void_why"):
        db.table("publications").add_column(column, str)
    db.table("takedowns").add_column("voided_on", str)


@records_migrations()
def m027_roster_rows(db: Database) -> None:
    """The rows of a group's sheet, one a person, from the day on which it is made."""
    db.table("roster_rows").create(
        {
            "id": str,
            "letter": str,
            "contributor": str,
            "place": int,
            "is_child": int,
            "columns": str,
            "ticked": str,
            "release": str,
            "confirmed_on": str,
            "confirmed_by": str,
        },
        pk="id",
        not_null={"letter", "contributor", "place", "is_child", "columns"},
        foreign_keys=[("letter", "letters", "id"), ("contributor", "contributors", "code")],
    )
    db.table("roster_rows").create_index(["letter"])
    db.table("roster_rows").create_index(["contributor"])
    db.execute(kept_trigger("roster_rows"))


@records_migrations()
def m028_signing(db: Database) -> None:
    """What seems to stand where somebody signs; nobody looked on the pages of before."""
    db.table("returned_pages").add_column("signing", str)


@records_migrations()
def m029_given_letters(db: Database) -> None:
    """Who prints a letter beside who made it."""
    db.table("letters").add_column("given_to", str)


@records_migrations()
def m030_stop_codes(db: Database) -> None:
    """What each person on a group's sheet names to stop; rows of before have none of their own."""
    db.table("roster_rows").add_column("stop_code", str)
    db.table("roster_rows").create_index(["stop_code"])


@records_migrations()
def m031_bases(db: Database) -> None:
    """What the parts of a story rest on beside consents."""
    db.table("bases").create(
        {
            "id": str,
            "story": str,
            "thing": str,
            "kind": str,
            "comes_from": str,
            "terms": str,
            "contact": str,
            "until": str,
            "is_endless": int,
            "is_adult": int,
            "channels": str,
            "places": str,
            "notice": str,
            "credit": str,
            "evidence": str,
            "recorded_by": str,
            "recorded_at": str,
            "seen_by": str,
            "ended_on": str,
            "ended_by": str,
        },
        pk="id",
        not_null={
            "story", "thing", "kind", "comes_from", "terms", "contact", "is_endless", "is_adult", "channels",
            "places", "credit", "recorded_by", "recorded_at",
        },
        foreign_keys=[("story", "stories", "id")],
    )  # fmt: skip
    db.table("bases").create_index(["story"])
    db.table("bases").create_index(["thing"])
    db.table("bases").create_index(["until"])
    db.execute(kept_trigger("bases"))


@records_migrations()
def m032_answers_about_things(db: Database) -> None:
    """For which thing an answer is kept, and on what it rests; those of before are about their story alone.

    An answer for the whole organisation is said in no story.
    """
    answers = db.table("answers")
    answers.add_column("about", str)
    answers.add_column("rests_on", str)
    answers.transform(not_null={"story": False})
    answers.create_index(["about"])
    # A table that is rebuilt loses its own.
    db.execute(kept_trigger("answers"))


@records_migrations()
def m033_listed_words(db: Database) -> None:
    """The words in a document that a person reads in one look.

    Rows of before have none: what the log says of a row holds only while no value is added to it.
    """
    db.table("draft_parts").add_column("words", str)


@records_migrations()
def m034_evidence(db: Database) -> None:
    """What shows an answer: a sentence, a day and a handle, and the name of a sealed file.

    Answers of before have none, and their column stays empty: what was given since is never that.
    """
    db.table("answers").add_column("evidence", str)
    db.table("answers").add_column("evidence_file", str)


@records_migrations()
def m035_several_stories(db: Database) -> None:
    """Which stories go out together with the first: a list, where there are several.

    Rows of before have none: what the log says of a row holds only while no value is added to it.
    """
    for table in ("certificates", "publications"):
        db.table(table).add_column("also", str)
        db.execute(f"CREATE INDEX {table}_of_several ON {table} (id) WHERE also <> '[]'")


@records_migrations()
def m036_uses(db: Database) -> None:
    """Of which uses an answer speaks; those of before spoke of all, and took the place of the ones before."""
    db.table("consents").add_column("asked", str)


@records_migrations()
def m037_owners_and_captures(db: Database) -> None:
    """Who takes a use down, and how pictures came to be; nothing is known of plans and pictures of before."""
    db.table("plans").add_column("owner", str)
    db.table("captures").create(
        {"image": str, "year": int, "is_as_taken": int},
        pk="image",
        not_null={"is_as_taken"},
        foreign_keys=[("image", "images", "id")],
    )
    db.execute(kept_trigger("captures"))


@records_migrations()
def m038_used_consents(db: Database) -> None:
    """Which consent one is that serves a further story; those of before serve their own alone."""
    db.table("consents").add_column("same_as", str)
    db.table("consents").create_index(["same_as"])


@records_migrations()
def m039_words(db: Database) -> None:
    """What was read of a story's words, what was found in them, and what was decided of it.

    Stories of before were never looked at: the gate says so.
    """
    db.table("word_checks").create(
        {
            "story": str,
            "title": str,
            "draft": str,
            "text": str,
            "rules": int,
            "readable": str,
            "checked_at": str,
            "read_by": str,
            "read_at": str,
            "read_why": str,
            "second_by": str,
        },
        pk="story",
        not_null={"title", "text", "rules", "readable", "checked_at", "read_why"},
        foreign_keys=[("story", "stories", "id")],
    )
    db.execute(kept_trigger("word_checks"))
    db.table("word_findings").create(
        {
            "id": str,
            "story": str,
            "kind": str,
            "key": str,
            "wording": str,
            "hint": str,
            "contexts": str,
            "times": int,
            "start": int,
            "end": int,
            "in_title": int,
            "settlement": str,
            "why": str,
            "contributor": str,
            "named_as": str,
            "settled_by": str,
            "settled_at": str,
        },
        pk="id",
        not_null={
            "story", "kind", "key", "wording", "hint", "contexts", "times", "in_title", "settlement", "why",
        },
        foreign_keys=[("story", "stories", "id"), ("contributor", "contributors", "code")],
    )  # fmt: skip
    db.table("word_findings").create_index(["story"])
    db.execute(kept_trigger("word_findings"))


@records_migrations()
def m040_passed_over(db: Database) -> None:
    """Which later answer binds for all uses of one; of rows of before, those that came later tell it."""
    db.table("consents").add_column("replaced_by", str)
