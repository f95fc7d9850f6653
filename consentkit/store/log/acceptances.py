"""What the log says of settings, own files and engines: which state was accepted last, and by whom."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from consentkit.store.database.encrypted import EncryptedDatabase

_ACCEPTING = "('workspace-created', 'settings-accepted', 'engine-accepted')"


@dataclass(frozen=True)
class Acceptance:
    """The last accepted state. `files` maps names, as events hold them, to digests."""

    by: str | None = None
    at: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    engines: frozenset[str] = frozenset()


def last_acceptance(db: EncryptedDatabase, workspace: str) -> Acceptance:
    """Return what was accepted last; nothing where the workspace is older than that."""
    sql = (
        f"SELECT actor, at, action, body FROM audit WHERE subject = ? AND action IN {_ACCEPTING}"  # noqa: S608
        " ORDER BY seq DESC"
    )
    rows = [row | {"body": json.loads(row["body"])} for row in db.rows(sql, (workspace,))]
    states = [row for row in rows if "files" in row["body"]]
    # Who was named when somebody scanned stays accepted; what settings name goes with the settings.
    naming = [row for row in rows if row["action"] == "engine-accepted"] + states[:1]
    engines = frozenset(row["body"]["engine"] for row in naming if "engine" in row["body"])
    if not states:
        return Acceptance(engines=engines)
    newest = states[0]
    files = dict(one.rsplit(":", 1) for one in newest["body"]["files"])
    return Acceptance(newest["actor"], newest["at"], files, engines)
