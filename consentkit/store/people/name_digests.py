"""Digests of sealed names: made slowly of each, so that guessing is slow too, and kept with the records.

Nothing makes a check of a story quicker than guessing: whoever holds the records key tries a name at the
price at which a word of a story is looked up (`SECURITY.md` has figures, `benchmarks/names.py` the measure).
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from consentkit.domain.names.keys import KEYS, NameKey, NamePart
from consentkit.domain.names.matching import Match, Matches, NameDigests
from consentkit.domain.values import Value, digest_of
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.tables import Table
from consentkit.store.people.inboxes import namings_of
from consentkit.store.sealing import key_of_secret


class SlowCost(Value):
    """What one try costs, in Argon2id."""

    memory_kib: int
    passes: int


class NameSecret(Value):
    """What every digest is made with. It stays when the keys are replaced: no name is at hand then."""

    id: str = "names"
    secret: str
    cost: SlowCost
    number_cost: SlowCost


name_secrets = Table("name_secrets", NameSecret, packed=frozenset({"cost", "number_cost"}))
name_digests = Table(
    "name_digests", NameDigests, key="file", packed=frozenset({"scripts", "digests", "letters"})
)


NAME_COST = SlowCost(memory_kib=16 * 1024, passes=1)
NUMBER_COST = SlowCost(memory_kib=32 * 1024, passes=2)
"""There are fewer numbers of a telephone than wordings of a name, and few numbers in a story."""

_TAG_BYTES = 10
_SECRET_BYTES = 32
_MOST_REMEMBERED = 50_000
_remembering = secrets.token_bytes(_SECRET_BYTES)
_remembered: dict[bytes, bytes] = {}
"""Slow digests that this process made, by a quick digest under a key of its own: words in neither."""


def new_secret() -> NameSecret:
    """Return a secret for a workspace that has none yet."""
    return NameSecret(secret=secrets.token_hex(_SECRET_BYTES), cost=NAME_COST, number_cost=NUMBER_COST)


def secret_of(db: EncryptedDatabase) -> NameSecret | None:
    """Return the secret of the digests; `None` before anything was sealed."""
    return next(iter(name_secrets.where(db, "1")), None)


def slow_digests(secret: NameSecret, keys: Iterable[str]) -> dict[str, bytes]:
    """Return the slow digest of each key, on all cores."""
    asked = list(dict.fromkeys(keys))
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        return dict(zip(asked, pool.map(partial(_slow_digest, secret), asked), strict=True))


def _slow_digest(secret: NameSecret, key: str) -> bytes:
    cost = secret.number_cost if key.startswith("d:") else secret.cost
    said = f"{secret.secret}\n{cost.memory_kib} {cost.passes}\n{key}"
    mark = hmac.digest(_remembering, said.encode(), "sha256")
    found = _remembered.get(mark)
    if found is None:
        salt = bytes.fromhex(secret.secret)
        found = bytes(key_of_secret(key, salt, memory_kib=cost.memory_kib, passes=cost.passes, lanes=1))
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        _remembered[mark] = found
    return found


def tag_of(slow: bytes, code: str) -> str:
    """Return what is kept of a key for a person: of two with one name it is not the same."""
    return hashlib.blake2b(code.encode(), key=slow, digest_size=_TAG_BYTES).hexdigest()


def digested(secret: NameSecret, code: str, keys: Iterable[NameKey]) -> tuple[tuple[NamePart, str], ...]:
    """Return what is kept of the keys of somebody: slow by design, so that no lock is held meanwhile."""
    asked = list(keys)
    slow = slow_digests(secret, (one.key for one in asked))
    return tuple(sorted({(one.part, tag_of(slow[one.key], code)) for one in asked}))


def all_digests(db: EncryptedDatabase) -> tuple[NameDigests, ...]:
    """Return what is kept of every sealed file."""
    return name_digests.where(db, "1")


def put_digests(db: EncryptedDatabase, row: NameDigests) -> None:
    """Keep what is made of a sealed file, in place of what was made by rules of before."""
    before = name_digests.where(db, "file = ?", row.file)
    if before:
        name_digests.update(db, row, expected=before[0])
        return
    name_digests.insert(db, row)


def state_of(rows: Iterable[NameDigests]) -> str:
    """Return what stands for all that is kept; `""` for nothing."""
    known = sorted(row.file for row in rows)
    return digest_of(known)[:16] if known else ""


def whose(secret: NameSecret, rows: Iterable[NameDigests], keys: Iterable[str]) -> Matches:
    """Return of whom keys are sealed: slow by design."""
    tags: dict[str, dict[str, NamePart]] = {}
    for row in rows:
        tags.setdefault(row.code, {}).update({tag: part for part, tag in reversed(row.digests)})
    found = {key: tuple(_matches(slow, tags)) for key, slow in slow_digests(secret, keys).items()}
    return {key: matches for key, matches in found.items() if matches}


def _matches(slow: bytes, tags: dict[str, dict[str, NamePart]]) -> Iterator[Match]:
    for code, known in tags.items():
        part = known.get(tag_of(slow, code))
        if part is not None:
            yield Match(code, part)


def files_without_digests(db: EncryptedDatabase) -> dict[str, str]:
    """Return whom each sealed file of the log is about of which no digests are kept, by its digest."""
    known = {row.file for row in all_digests(db) if row.rules == KEYS}
    return {file: naming.code for file, naming in namings_of(db).items() if file not in known}
