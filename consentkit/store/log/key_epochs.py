"""When the keys were replaced, and with which key the log's heads were signed before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consentkit.domain.errors import Conflict
from consentkit.domain.values import Value
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.tables import Table
from consentkit.store.keys import Keys
from consentkit.store.log.audits import Head, head_bytes
from consentkit.store.signatures import is_signed, public_key_of


class KeyEpoch(Value):
    """Since when other keys hold, by whom, and whether nothing is under those before any more.

    `public_key` is that of before: it signed heads up to event `last_seq`, and nothing that came after.
    """

    epoch: int
    begun_at: datetime
    begun_by: str
    public_key: str
    last_seq: int
    ended_at: datetime | None = None


EPOCHS = Table("key_epochs", KeyEpoch, key="epoch")


def list_epochs(db: EncryptedDatabase) -> tuple[KeyEpoch, ...]:
    """Return every time that the keys were replaced, the first first."""
    return tuple(sorted(EPOCHS.where(db, "1"), key=lambda one: one.epoch))


def unfinished_epoch(db: EncryptedDatabase) -> KeyEpoch | None:
    """Return the replacing of keys that is not at its end; `None` where all is under the keys of today."""
    return next((one for one in list_epochs(db) if one.ended_at is None), None)


def begin_epoch(db: EncryptedDatabase, before: Keys, *, by: str, at: datetime) -> None:
    """Note that other keys hold from the event on that is recorded next, which is still signed with these."""
    (last,) = db.execute("SELECT coalesce(max(seq), 0) FROM audit").fetchone()
    begun = KeyEpoch(
        epoch=before.epoch + 1,
        begun_at=at,
        begun_by=by,
        public_key=public_key_of(before.signing_key()),
        last_seq=last + 1,
    )
    EPOCHS.insert(db, begun)


def end_epoch(db: EncryptedDatabase, epoch: KeyEpoch, *, at: datetime) -> None:
    """Note that nothing is under the keys before any more."""
    db.execute("UPDATE key_epochs SET ended_at = ? WHERE epoch = ?", [at.isoformat(), epoch.epoch])


def check_epoch(db: EncryptedDatabase, keys: Keys) -> None:
    """Raise Conflict (keys-replaced) for keys that are not today's, which a session may still have open."""
    (newest,) = db.execute("SELECT coalesce(max(epoch), 0) FROM key_epochs").fetchone()
    if newest != keys.epoch:
        raise Conflict("keys-replaced")


@dataclass(frozen=True)
class Signers:
    """Who signs for a workspace: its key of today, and those of before up to the event where each ended."""

    today: str
    earlier: tuple[tuple[str, int], ...] = ()

    def has_signed(self, head: Head) -> bool:
        """Tell whether a head was signed with the key that held at its event."""
        known = [self.today, *(key for key, last_seq in self.earlier if head.seq <= last_seq)]
        return any(is_signed(key, head.signature, head_bytes(head)) for key in known)

    @property
    def public_keys(self) -> Iterable[str]:
        """Every public key there was, today's first."""
        return (self.today, *(key for key, _last_seq in reversed(self.earlier)))


def signers_of(db: EncryptedDatabase, key: Ed25519PrivateKey) -> Signers:
    """Return who signs, by the records that this key belongs to."""
    rows = db.execute("SELECT public_key, last_seq FROM key_epochs ORDER BY epoch")
    # What somebody changed past the log signs nothing here; a verification names the row.
    earlier = tuple((said, last) for said, last in rows if isinstance(said, str) and isinstance(last, int))
    return Signers(public_key_of(key), earlier)
