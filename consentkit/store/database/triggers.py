"""The triggers that must stand in the records: the log only grows, and evidence is kept."""

from consentkit.domain.errors import BadDataFile
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.migrations.frozen import (
    AUDIT_ROWS_TRIGGERS,
    AUDIT_TRIGGERS,
    kept_trigger,
)

KEPT_TABLES = (
    "contributors", "guardians", "consents", "withdrawals", "assents", "approvals", "stories", "images",
    "answers", "certificates", "publications", "takedowns", "letters", "returned_pages", "releases",
    "wording_reviews", "drafts", "draft_parts", "videos", "recordings",
    "asked_to_be_asked", "key_epochs",
)  # fmt: skip
"""Evidence outlives people: no row of these is ever deleted."""

EXPECTED_TRIGGERS = (
    AUDIT_TRIGGERS
    | AUDIT_ROWS_TRIGGERS
    | {f"{table}_no_delete": kept_trigger(table) for table in KEPT_TABLES}
)


def check_triggers(db: EncryptedDatabase) -> None:
    """Raise BadDataFile unless every trigger is there, letter by letter (a table rebuilt loses its own)."""
    rows = db.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    found = {row["name"]: row["sql"] for row in rows}
    for name, statement in EXPECTED_TRIGGERS.items():
        if found.get(name) != statement:
            raise BadDataFile("trigger-missing", trigger=name)
