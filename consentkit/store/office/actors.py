"""Who may use the workspace, as the records know it."""

import json

from consentkit.domain.errors import Refused
from consentkit.domain.roles import Actor, Role
from consentkit.store.database.encrypted import EncryptedDatabase


def save_actor(db: EncryptedDatabase, actor: Actor) -> None:
    """Add an actor, or replace the roles."""
    row = {"handle": actor.handle, "roles": json.dumps(sorted(actor.roles)), "removed_at": None}
    db.table("actors").upsert(row, pk="handle")


def remove_actor(db: EncryptedDatabase, handle: str, *, at: str) -> None:
    """Note that an actor is gone."""
    db.execute("UPDATE actors SET removed_at = ? WHERE handle = ?", [at, handle])


def list_actors(db: EncryptedDatabase) -> tuple[Actor, ...]:
    """Return everyone who has not been removed."""
    rows = db.rows("SELECT handle, roles FROM actors WHERE removed_at IS NULL ORDER BY handle")
    return tuple(_actor(row["handle"], row["roles"]) for row in rows)


def check_actor(db: EncryptedDatabase, actor: Actor) -> None:
    """Raise Refused unless the records agree with the key file about this actor's roles."""
    if actor not in list_actors(db):
        raise Refused("roles-disagree", actor=actor.handle)


def _actor(handle: str, roles: str) -> Actor:
    return Actor(handle=handle, roles=frozenset(Role(role) for role in json.loads(roles)))
