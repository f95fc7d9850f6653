"""The triggers that must stand in the records: the log only grows, and evidence is kept."""

from consentkit.domain.errors import BadDataFile
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.migrations.frozen import (
    AUDIT_ROWS_TRIGGERS,
    AUDIT_TRIGGERS,
    TITLE_TRIGGERS,
    kept_trigger,
)

KEPT_TABLES = (
    "contributors", "guardians", "consents", "withdrawals", "assents", "approvals", "stories", "images",
    "answers", "certificates", "publications", "takedowns", "letters", "returned_pages", "releases",
    "wording_reviews", "drafts", "draft_parts", "videos", "recordings", "roster_rows", "bases", "captures",
    "origins", "interpreters", "back_checks", "given_papers", "asked_to_be_asked", "key_epochs",
    "word_checks", "word_findings",
)  # fmt: skip
"""Evidence outlives people: no row of these is ever deleted."""

EXPECTED_TRIGGERS = (
    AUDIT_TRIGGERS
    | AUDIT_ROWS_TRIGGERS
    | TITLE_TRIGGERS
    | {f"{table}_no_delete": kept_trigger(table) for table in KEPT_TABLES}
)


def check_triggers(db: EncryptedDatabase) -> None:
    """Raise BadDataFile unless these triggers are there, letter by letter, and no other, and no view.

    A table that is rebuilt loses its own. One that somebody put there could drop the row of a withdrawal in
    silence while its event is kept.
    """
    rows = db.rows("SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')")
    found = {row["name"]: row["sql"] for row in rows}
    for name, statement in EXPECTED_TRIGGERS.items():
        if found.get(name) != statement:
            raise BadDataFile("trigger-missing", trigger=name)
    for name in found.keys() - EXPECTED_TRIGGERS.keys():
        raise BadDataFile("trigger-foreign", trigger=name)
