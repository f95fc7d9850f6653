"""The key file: two random keys, wrapped once for each actor and once for the printed recovery code.

The records key opens the records, the vault and the audit signature. The identities key opens the
identities; it is wrapped for keepers and for the recovery code only. Changing a passphrase wraps the
same keys again, so nothing else is written. Other keys in their place are made in `new_keys.py`: for whose
passphrase is not at hand they are sealed to a public key of theirs.
"""

import base64
import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import DecryptError, decrypt, x25519

from consentkit.domain.errors import BadDataFile, Conflict, NotFound, Refused
from consentkit.domain.passphrases.rules import check_new_passphrase, normal
from consentkit.domain.roles import Actor, Handle, Role
from consentkit.domain.values import canonical
from consentkit.store.key_files import (
    GivenRoles,
    Hand,
    Handed,
    KdfCost,
    KeyFile,
    KeyPair,
    Slot,
    SlotHead,
    with_slot,
)
from consentkit.store.sealing import Sealed, derived, key_of_secret, new_key, seal, unseal
from consentkit.store.secrets_in_memory import wipe, wipe_own

_SALT_BYTES = 16


@dataclass(frozen=True, repr=False)
class Keys:
    """The opened keys. `identities` is `None` for everyone but keepers.

    `before` are the keys that these took the place of, while something is still sealed with them. `renewed`
    is the actor's slot as it should be written: with these keys, and a hand; `None` where it is so.
    """

    workspace: str
    records: bytearray
    identities: bytearray | None
    vault_recipient: str
    inbox_recipient: str
    _file: KeyFile = field(repr=False)
    epoch: int = 0
    before: "Keys | None" = None
    renewed: Slot | None = None

    def wipe(self) -> None:
        """Write over the keys: nothing can be opened with them any more."""
        wipe(self.records)
        if self.identities is not None:
            wipe(self.identities)
        if self.before is not None:
            self.before.wipe()

    def records_database(self) -> bytearray:
        """The key of `records.db`; whoever asks writes over it."""
        return derived(self.records, "records-db")

    def identities_database(self) -> bytearray:
        """The key of `identities.db`; whoever asks writes over it. Raises Refused for who is no keeper."""
        return derived(self._identities_key(), "identities-db")

    def vault_identity(self) -> x25519.Identity:
        """The age identity that opens what is sealed for the vault today."""
        return opened_pair(self._file.vault, self.records, self.workspace, "vault")

    def vault_identities(self) -> list[x25519.Identity]:
        """The age identities that open the vault: also the one before, while something needs it."""
        earlier = self.before.vault_identities() if self.before is not None else []
        return [self.vault_identity(), *earlier]

    def inbox_identity(self) -> x25519.Identity:
        """The age identity that opens what is sealed for keepers today; Refused for who is no keeper."""
        return opened_pair(self._file.inbox, self._identities_key(), self.workspace, "inbox")

    def inbox_identities(self) -> list[x25519.Identity]:
        """The age identities that open sealed identities: also the one before, while something needs it."""
        earlier = self.before.inbox_identities() if self.before is not None else []
        return [self.inbox_identity(), *earlier]

    def signing_key(self) -> Ed25519PrivateKey:
        """The key that signs audit heads."""
        key = derived(self.records, "audit-sign")
        try:
            return Ed25519PrivateKey.from_private_bytes(key)
        finally:
            wipe(key)

    def _identities_key(self) -> bytearray:
        if self.identities is None:
            raise Refused("keeper-only")
        return self.identities


def new_key_file(
    actor: Actor, passphrase: str, *, cost: KdfCost, organisation: str = ""
) -> tuple[KeyFile, str]:
    """Return a new key file with this first actor, and the recovery code to print (it is kept nowhere).

    Raises what `wrap_keys` does.
    """
    records, identities = new_key(), new_key()
    workspace = secrets.token_hex(8)
    vault = new_box(workspace, "vault", records)
    inbox = new_box(workspace, "inbox", identities)
    empty = KeyFile(workspace=workspace, vault=vault, inbox=inbox, slots=())
    keys = Keys(workspace, records, identities, vault.recipient, inbox.recipient, empty)
    recovery, code = recovery_slot(keys, cost)
    file = empty.model_copy(update={"slots": (recovery,)})
    slot = wrap_keys(keys, actor, passphrase, cost=cost, organisation=organisation)
    return with_slot(file, slot), code


def recovery_slot(keys: Keys, cost: KdfCost) -> tuple[Slot, str]:
    """Return the keys wrapped under a new recovery code, and the code."""
    code = _new_recovery_code()
    head = _slot_head("recovery", None, cost)
    with _wrapping(_plain_recovery(code), head) as wrapping:
        return _slot(keys, head, wrapping, with_identities=True), code


def with_actor(file: KeyFile, keys: Keys, actor: Actor, passphrase: str, *, cost: KdfCost) -> KeyFile:
    """Return the key file with the actor's slot added or replaced. Raises what `wrap_keys` does."""
    return with_slot(file, wrap_keys(keys, actor, passphrase, cost=cost))


def wrap_keys(keys: Keys, actor: Actor, passphrase: str, *, cost: KdfCost, organisation: str = "") -> Slot:
    """Return the keys wrapped for an actor: slow by design, so that no lock is held meanwhile.

    Raises InvalidInput for a passphrase that is not taken (`domain/passphrases/rules.py`), Refused when a
    keeper is added by someone who does not hold the identities key.
    """
    is_keeper = actor.has(Role.KEEPER)
    if is_keeper and keys.identities is None:
        raise Refused("keeper-only")
    secret = check_new_passphrase(passphrase, (actor.handle, organisation))
    head = _slot_head("passphrase", actor, cost)
    with _wrapping(secret, head) as wrapping:
        return _slot(keys, head, wrapping, with_identities=is_keeper)


def with_roles(file: KeyFile, keys: Keys, actor: Actor) -> KeyFile:
    """Return the key file with other roles for an actor, whose passphrase stays: it is not known here.

    Who is no keeper any more loses the identities key; nobody becomes a keeper so (ValueError). Raises
    NotFound.
    """
    slot = file.slot_of(actor.handle)
    if slot is None:
        raise NotFound("actor-unknown", actor=actor.handle)
    if actor.has(Role.KEEPER) and not slot.is_keepers:
        raise ValueError("the identities key has to be wrapped under a passphrase")
    roles = tuple(sorted(actor.roles))
    given = GivenRoles(roles=roles, mac=_roles_mac(keys.records, file.workspace, slot, roles))
    changed = slot.model_copy(update={"given": given})
    if not actor.has(Role.KEEPER):
        handed = tuple(one.model_copy(update={"identities": None}) for one in slot.handed)
        changed = changed.model_copy(update={"identities": None, "handed": handed})
    slots = tuple(changed if one == slot else one for one in file.slots)
    return file.model_copy(update={"slots": slots})


def unlock(file: KeyFile, handle: Handle, passphrase: str) -> tuple[Actor, Keys]:
    """Return the actor and the keys.

    Raises NotFound for an unknown actor, Refused for a wrong passphrase, InvalidInput for one that is no
    text.
    """
    slot = file.slot_of(handle)
    if slot is None:
        raise NotFound("actor-unknown", actor=handle)
    with _wrapping(normal(passphrase), slot) as wrapping:
        keys = _unwrapped(file, slot, wrapping, wrong="passphrase-wrong")
        actor = Actor(handle=handle, roles=roles_of(file, slot, keys))
        return actor, replace(keys, renewed=_renewed(file, slot, keys, actor, wrapping))


def unlock_with_recovery_code(file: KeyFile, code: str) -> Keys:
    """Return the keys. Raises Refused when the code is not this workspace's."""
    slot = next((s for s in file.slots if s.kind == "recovery"), None)
    if slot is None:
        raise Conflict("recovery-slot-missing")
    with _wrapping(_plain_recovery(code), slot) as wrapping:
        return _unwrapped(file, slot, wrapping, wrong="recovery-code-wrong")


def _slot_head(kind: Literal["passphrase", "recovery"], actor: Actor | None, cost: KdfCost) -> SlotHead:
    return SlotHead(
        kind=kind,
        actor=actor.handle if actor else "",
        roles=tuple(sorted(actor.roles)) if actor else (),
        cost=cost,
        salt=base64.b64encode(secrets.token_bytes(_SALT_BYTES)).decode(),
    )


def _slot(keys: Keys, head: SlotHead, wrapping: bytearray, *, with_identities: bool) -> Slot:
    bound = _bound(keys.workspace, (keys.vault_recipient, keys.inbox_recipient), head)
    identities = keys.identities if with_identities else None
    is_persons = head.kind == "passphrase"
    return Slot(
        **head.model_dump(),
        records=seal(wrapping, keys.records, bound + b"records"),
        identities=None if identities is None else seal(wrapping, identities, bound + b"identities"),
        hand=_new_hand(keys, head, wrapping) if is_persons else None,
    )


def _unwrapped(file: KeyFile, slot: Slot, wrapping: bytearray, *, wrong: str) -> Keys:
    today = file.vault.recipient, file.inbox.recipient
    bound = _bound(file.workspace, slot.bound or today, slot)
    try:
        records = unseal(wrapping, slot.records, bound + b"records")
        identities = slot.identities and unseal(wrapping, slot.identities, bound + b"identities")
    except (InvalidTag, ValueError):
        raise Refused(wrong) from None
    for step in slot.handed:
        records, identities = _taken_over(file.workspace, slot, step, records, wrapping)
    if slot.handed and (slot.handed[-1].vault, slot.handed[-1].inbox) != today:
        raise BadDataFile("keyfile-damaged", field="slots.handed")
    keys = Keys(file.workspace, records, identities or None, *today, file, file.epoch)
    return replace(keys, before=_opened_before(file, keys))


def _taken_over(
    workspace: str, slot: Slot, step: Handed, before: bytearray, wrapping: bytearray
) -> tuple[bytearray, bytearray | None]:
    """Return the keys that were handed over after those before. Raises BadDataFile."""
    if slot.hand is None:
        raise BadDataFile("keyfile-damaged", field="slots.hand")
    try:
        hand = opened_pair(slot.hand, wrapping, workspace, hand_label(slot.actor, slot.salt))
        header = handed_header(workspace, slot.actor, step)
        found = [
            None if text is None else _opened_step(before, text, hand, header + name)
            for text, name in ((step.records, b"records"), (step.identities, b"identities"))
        ]
    except (InvalidTag, ValueError, DecryptError):
        raise BadDataFile("keyfile-damaged", field="slots.handed") from None
    finally:
        wipe(before)
    records, identities = found
    assert records is not None  # noqa: S101 - a step always has the records key
    return records, identities


def _opened_step(before: bytearray, text: str, hand: x25519.Identity, header: bytes) -> bytearray:
    sealed = Sealed.model_validate_json(decrypt(base64.b64decode(text), [hand]))
    key = derived(before, "hand-over")
    try:
        return unseal(key, sealed, header)
    finally:
        wipe(key)


def handed_header(workspace: str, actor: str, step: Handed) -> bytes:
    """What is authenticated with handed keys: whose they are, with which roles, and what comes with them."""
    said = ["consentkit/handed/v1", workspace, actor, sorted(step.roles), step.vault, step.inbox]
    return canonical(said)


def _opened_before(file: KeyFile, keys: Keys) -> Keys | None:
    """Return the keys before, where something may still be sealed with them. Raises BadDataFile."""
    kept = file.before
    if kept is None:
        return None
    header = before_header(file)
    try:
        records = unseal(keys.records, kept.records, header + b"records")
        identities = keys.identities and unseal(keys.identities, kept.identities, header + b"identities")
    except (InvalidTag, ValueError):
        raise BadDataFile("keyfile-damaged", field="before") from None
    earlier = file.model_copy(update={"vault": kept.vault, "inbox": kept.inbox, "before": None})
    recipients = kept.vault.recipient, kept.inbox.recipient
    return Keys(file.workspace, records, identities or None, *recipients, earlier, file.epoch - 1)


def before_header(file: KeyFile) -> bytes:
    """What is authenticated with the keys before."""
    return canonical(["consentkit/before/v1", file.workspace, file.vault.recipient, file.inbox.recipient])


def _renewed(file: KeyFile, slot: Slot, keys: Keys, actor: Actor, wrapping: bytearray) -> Slot | None:
    """Return the slot as it should be, where its keys were handed over or there is nothing to hand to."""
    if not slot.handed and _has_own_hand(file.workspace, slot, keys, wrapping):
        return None
    roles = tuple(sorted(actor.roles))
    head = SlotHead(kind="passphrase", actor=slot.actor, roles=roles, cost=slot.cost, salt=slot.salt)
    return _slot(keys, head, wrapping, with_identities=actor.has(Role.KEEPER))


def _has_own_hand(workspace: str, slot: Slot, keys: Keys, wrapping: bytearray) -> bool:
    if slot.hand is None or not is_hand_of(slot, keys):
        return False
    try:
        opened = opened_pair(slot.hand, wrapping, workspace, hand_label(slot.actor, slot.salt))
    except BadDataFile:
        return False
    return str(opened.to_public()) == slot.hand.recipient


def _new_hand(keys: Keys, head: SlotHead, wrapping: bytearray) -> Hand:
    pair = new_box(keys.workspace, hand_label(head.actor, head.salt), wrapping)
    return Hand(**pair.model_dump(), mac=hand_mac(keys, head.actor, head.salt, pair.recipient))


def hand_label(actor: str, salt: str) -> str:
    """Return what an actor's own pair is called where it is sealed."""
    return f"hand/{actor}/{salt}"


def hand_mac(keys: Keys, actor: str, salt: str, recipient: str) -> str:
    """Return what whoever hands keys over believes of an actor's public key."""
    said = canonical(["consentkit/hand/v1", keys.workspace, actor, salt, recipient])
    return base64.b64encode(hmac.digest(derived(keys.records, "hand"), said, "sha256")).decode()


def is_hand_of(slot: Slot, keys: Keys) -> bool:
    """Tell whether the slot has a public key that somebody with these keys put there."""
    if slot.hand is None:
        return False
    mac = hand_mac(keys, slot.actor, slot.salt, slot.hand.recipient)
    return hmac.compare_digest(mac, slot.hand.mac)


def roles_of(file: KeyFile, slot: Slot, keys: Keys) -> frozenset[Role]:
    """Return the roles that a slot gives. Raises BadDataFile for given ones that nobody with keys gave."""
    if slot.given is None:
        return frozenset(slot.handed[-1].roles if slot.handed else slot.roles)
    mac = _roles_mac(keys.records, file.workspace, slot, slot.given.roles)
    if not hmac.compare_digest(mac, slot.given.mac):
        raise BadDataFile("keyfile-damaged", field="slots.given")
    return frozenset(slot.given.roles)


def _roles_mac(records: bytearray, workspace: str, slot: Slot, roles: tuple[Role, ...]) -> str:
    said = canonical(["consentkit/given-roles/v1", workspace, slot.actor, slot.salt, sorted(roles)])
    return base64.b64encode(hmac.digest(derived(records, "given-roles"), said, "sha256")).decode()


def _bound(workspace: str, recipients: tuple[str, str], head: SlotHead) -> bytes:
    """What is authenticated with the wrapped keys, so that nobody edits it in the file.

    Not roles, not costs, and not the public keys: else new files would be sealed to a stranger.
    """
    who = [head.kind, head.actor, sorted(head.roles)]
    return canonical(["consentkit/slot/v1", workspace, *recipients, *who, head.cost, head.salt])


@contextmanager
def _wrapping(secret: str, head: SlotHead) -> Iterator[bytearray]:
    """Give what the secret becomes by Argon2id, and write over it."""
    key = _wrapping_key(secret, head)
    try:
        yield key
    finally:
        wipe(key)


def _wrapping_key(secret: str, head: SlotHead) -> bytearray:
    cost = head.cost
    return key_of_secret(
        secret,
        base64.b64decode(head.salt),
        memory_kib=cost.memory_kib,
        passes=cost.passes,
        lanes=cost.lanes,
    )


def new_box(workspace: str, label: str, key: bytearray) -> KeyPair:
    """Return a new age key pair whose identity is under a key."""
    identity = x25519.Identity.generate()
    header = f"{workspace}/{label}".encode()
    sealed = seal(derived(key, f"{label}-identity"), str(identity).encode(), header)
    return KeyPair(recipient=str(identity.to_public()), identity=sealed)


def opened_pair(pair: KeyPair, key: bytearray, workspace: str, label: str) -> x25519.Identity:
    """Return the identity of a pair. Raises BadDataFile where the key is not the one above it."""
    above = derived(key, f"{label}-identity")
    try:
        packed = unseal(above, pair.identity, f"{workspace}/{label}".encode())
    except (InvalidTag, ValueError):
        raise BadDataFile("keyfile-damaged", field=f"{label.split('/', maxsplit=1)[0]}.identity") from None
    finally:
        wipe(above)
    text = packed.decode()
    try:
        return x25519.Identity.from_str(text)
    finally:
        wipe_own(text)
        wipe(packed)


def _new_recovery_code() -> str:
    letters = base64.b32encode(secrets.token_bytes(20)).decode()
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def _plain_recovery(code: str) -> str:
    return "".join(c for c in code.upper() if c.isalnum())
