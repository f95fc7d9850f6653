"""What the log says of policies: which were chosen last, and by whom."""

import json
from dataclasses import dataclass

from consentkit.store.database.encrypted import EncryptedDatabase


@dataclass(frozen=True)
class Choice:
    """The shipped policies that were chosen last beside the one that is always asked."""

    policies: tuple[str, ...] = ()
    by: str | None = None
    at: str = ""


def last_choice(db: EncryptedDatabase, workspace: str) -> Choice:
    """Return what was chosen last; none where nobody chose yet."""
    sql = (
        "SELECT actor, at, body FROM audit WHERE subject = ? AND action = 'policies-chosen'"
        " ORDER BY seq DESC LIMIT 1"
    )
    for row in db.rows(sql, (workspace,)):
        return Choice(tuple(json.loads(row["body"])["policies"]), row["actor"], row["at"])
    return Choice()
