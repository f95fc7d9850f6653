"""Other keys in the place of those that somebody may have a copy of, handed to everyone who stays.

Each actor's next keys are sealed to a public key that only their passphrase opens, and inside it under the
keys of today: whoever has an old key file and a passphrase that counts no more opens none of it.
"""

import base64
from collections.abc import Collection
from dataclasses import dataclass

import pyrage
from pyrage import x25519

from consentkit.domain.errors import Conflict, Refused
from consentkit.store.key_files import EarlierKeys, Handed, KdfCost, KeyFile, Slot
from consentkit.store.keys import (
    Keys,
    before_header,
    hand_mac,
    handed_header,
    is_hand_of,
    new_box,
    recovery_slot,
    roles_of,
)
from consentkit.store.sealing import derived, new_key, seal
from consentkit.store.secrets_in_memory import wipe


@dataclass(frozen=True, repr=False)
class NewKeys:
    """The next key file, the keys that it holds, and the recovery code to print (it is kept nowhere)."""

    file: KeyFile
    keys: Keys
    recovery_code: str


def without_hand(file: KeyFile, keys: Keys) -> tuple[str, ...]:
    """Return the actors to whom nothing can be handed over: they did not sign in since that is possible."""
    slots = (one for one in file.slots if one.kind == "passphrase")
    return tuple(sorted(one.actor for one in slots if not is_hand_of(one, keys)))


def new_keys(file: KeyFile, keys: Keys, *, leave_out: Collection[str], cost: KdfCost) -> NewKeys:
    """Return a key file with other keys, for every actor but those that are left out, and a new code.

    The keys of today stand in it until `without_before`. Raises Refused for who is no keeper, Conflict while
    the keys before are still there (rekey-unfinished), or where somebody has no hand and is not left out.
    """
    if keys.identities is None:
        raise Refused("keeper-only")
    if file.before is not None:
        raise Conflict("rekey-unfinished")
    waiting = tuple(one for one in without_hand(file, keys) if one not in leave_out)
    if waiting:
        raise Conflict("actors-without-hand", actors=waiting)
    records, identities = new_key(), new_key()
    vault, inbox = (
        new_box(file.workspace, label, key) for label, key in (("vault", records), ("inbox", identities))
    )
    empty = KeyFile(workspace=file.workspace, vault=vault, inbox=inbox, slots=(), epoch=file.epoch + 1)
    empty = empty.model_copy(update={"before": _before(empty, file, keys, records, identities)})
    recipients = vault.recipient, inbox.recipient
    after = Keys(file.workspace, records, identities, *recipients, empty, empty.epoch, keys)
    handed = tuple(
        _handed_slot(file, slot, keys, after)
        for slot in file.slots
        if slot.kind == "passphrase" and slot.actor not in leave_out
    )
    recovery, code = recovery_slot(after, cost)
    return NewKeys(empty.model_copy(update={"slots": (recovery, *handed)}), after, code)


def without_before(file: KeyFile) -> KeyFile:
    """Return the key file without the keys before: what is still sealed with them is lost."""
    return file.model_copy(update={"before": None})


def _before(
    after: KeyFile, file: KeyFile, keys: Keys, records: bytearray, identities: bytearray
) -> EarlierKeys:
    header = before_header(after)
    assert keys.identities is not None  # noqa: S101 - looked at by who calls
    return EarlierKeys(
        vault=file.vault,
        inbox=file.inbox,
        records=seal(records, keys.records, header + b"records"),
        identities=seal(identities, keys.identities, header + b"identities"),
    )


def _handed_slot(file: KeyFile, slot: Slot, keys: Keys, after: Keys) -> Slot:
    """Return an actor's slot with the next keys handed over; their passphrase is not needed."""
    assert slot.hand is not None  # noqa: S101 - who has none is left out
    roles = tuple(sorted(roles_of(file, slot, keys)))
    step = Handed(roles=roles, vault=after.vault_recipient, inbox=after.inbox_recipient, records="")
    header = handed_header(file.workspace, slot.actor, step)
    identities = after.identities if slot.is_keepers else None
    handed = step.model_copy(
        update={
            "records": _step(keys, slot.hand.recipient, after.records, header + b"records"),
            "identities": identities and _step(keys, slot.hand.recipient, identities, header + b"identities"),
        }
    )
    mac = hand_mac(after, slot.actor, slot.salt, slot.hand.recipient)
    return slot.model_copy(
        update={
            "given": None,
            "hand": slot.hand.model_copy(update={"mac": mac}),
            "bound": slot.bound or (file.vault.recipient, file.inbox.recipient),
            "handed": (*slot.handed, handed),
        }
    )


def _step(keys: Keys, recipient: str, key: bytearray, header: bytes) -> str:
    under = derived(keys.records, "hand-over")
    try:
        inner = seal(under, key, header).model_dump_json().encode()
    finally:
        wipe(under)
    return base64.b64encode(pyrage.encrypt(inner, [x25519.Recipient.from_str(recipient)])).decode()
