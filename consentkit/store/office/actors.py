"""Who may use the workspace, as the records know it."""

import json
from collections.abc import Iterable
from typing import Any

from consentkit.domain.accounts import Account, Gift
from consentkit.domain.errors import Refused
from consentkit.domain.events import EventName
from consentkit.domain.roles import Actor, Role
from consentkit.store.database.encrypted import EncryptedDatabase


def save_account(db: EncryptedDatabase, account: Account) -> None:
    """Add an account, or replace all that is known of it but whether it was removed."""
    row = account.model_dump(mode="json", exclude={"roles", "is_removed", "gifts"})
    row |= {"roles": json.dumps(sorted(account.roles))}
    db.table("actors").upsert(row, pk="handle")


def remove_actor(db: EncryptedDatabase, handle: str, *, at: str) -> None:
    """Note that an actor is gone."""
    db.execute("UPDATE actors SET removed_at = ? WHERE handle = ?", [at, handle])


def list_actors(db: EncryptedDatabase) -> tuple[Actor, ...]:
    """Return everyone who has not been removed."""
    rows = db.rows("SELECT handle, roles FROM actors WHERE removed_at IS NULL ORDER BY handle")
    return tuple(Actor(handle=row["handle"], roles=_roles(row["roles"])) for row in rows)


def list_accounts(db: EncryptedDatabase) -> tuple[Account, ...]:
    """Return every account that there was, also those that were removed: they made others."""
    gifts = _gifts(db)
    rows = db.rows("SELECT * FROM actors ORDER BY handle")
    return tuple(_account(row, gifts.get(row["handle"], ())) for row in rows)


def find_account(db: EncryptedDatabase, handle: str) -> Account | None:
    """Return an account, removed or not; `None` for a handle that was never used."""
    return next((one for one in list_accounts(db) if one.handle == handle), None)


def check_roles(db: EncryptedDatabase, actor: Actor) -> Account:
    """Return the actor's account. Raises Refused unless records and key file agree about the roles."""
    account = find_account(db, actor.handle)
    if account is None or account.is_removed or account.roles != actor.roles:
        raise Refused("roles-disagree", actor=actor.handle)
    return account


def check_actor(db: EncryptedDatabase, actor: Actor) -> None:
    """Raise Refused as `check_roles` does, and for an account that has no passphrase of its own yet."""
    if not check_roles(db, actor).may_act:
        raise Refused("passphrase-not-own", actor=actor.handle)


def _account(row: dict[str, Any], gifts: Iterable[Gift]) -> Account:
    removed = row["removed_at"] is not None
    fields = {name: row[name] for name in Account.model_fields if name in row}
    beside = {"roles": _roles(row["roles"]), "is_removed": removed, "gifts": tuple(gifts)}
    return Account.model_validate(fields | beside)


_GIVING = (EventName.ACTOR_ROLES_CHANGED, EventName.ACTOR_RECOVERED, EventName.KEEPER_APPOINTED)


def _gifts(db: EncryptedDatabase) -> dict[str, list[Gift]]:
    """Return what was ever given to whom, oldest first: the account's own row keeps the newest alone."""
    marks = ", ".join("?" * len(_GIVING))
    sql = "SELECT subject, actor, at, body FROM audit WHERE subject IN (SELECT handle FROM actors)"
    sql += f" AND action IN ({marks}) ORDER BY seq"
    found: dict[str, list[Gift]] = {}
    for row in db.rows(sql, tuple(one.value for one in _GIVING)):
        body = json.loads(row["body"])
        is_more = "before" not in body or set(body["roles"]) - set(body["before"])
        if is_more and row["actor"] != row["subject"]:
            found.setdefault(row["subject"], []).append(Gift(by=row["actor"], at=row["at"]))
    return found


def _roles(packed: str) -> frozenset[Role]:
    return frozenset(Role(role) for role in json.loads(packed))
