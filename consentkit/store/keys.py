"""The key file: two random keys, wrapped once for each actor and once for the printed recovery code.

The records key opens the records, the vault and the audit signature. The identities key opens the
identities; it is wrapped for keepers and for the recovery code only. Changing a passphrase wraps the
same keys again, so nothing else is written.
"""

import base64
import hmac
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, Self

from argon2.exceptions import HashingError
from argon2.low_level import ARGON2_VERSION, Type, core, error_to_str, ffi
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import AfterValidator, Field, StringConstraints, ValidationError, model_validator
from pyrage import x25519

from consentkit.domain.errors import BadDataFile, Conflict, NotFound, Refused
from consentkit.domain.passphrases.rules import check_new_passphrase, normal
from consentkit.domain.roles import Actor, Handle, Role
from consentkit.domain.values import Value, canonical
from consentkit.store.disk.files import write_atomically
from consentkit.store.machine import failures_told
from consentkit.store.secrets_in_memory import wipe, wipe_own

_KEY_BYTES = 32
_NONCE_BYTES = 12
_SALT_BYTES = 16


def _in_base64(text: str) -> str:
    base64.b64decode(text, validate=True)
    return text


_Base64 = Annotated[str, AfterValidator(_in_base64)]


class KdfCost(Value):
    """What one guess costs (Argon2id): memory in KiB, passes, lanes."""

    memory_kib: int = Field(default=131072, ge=8, le=4 * 1024 * 1024)
    passes: int = Field(default=3, ge=1, le=50)
    lanes: int = Field(default=4, ge=1, le=64)

    @model_validator(mode="after")
    def _lanes_have_memory(self) -> Self:
        if self.memory_kib < 8 * self.lanes:
            raise ValueError("memory_kib must be at least 8 for each lane")
        return self


class _Sealed(Value):
    """Bytes under AES-256-GCM, in base 64."""

    nonce: _Base64
    text: _Base64


class _SlotHead(Value):
    """Whose slot it is and what its secret costs; authenticated with the wrapped keys."""

    kind: Literal["passphrase", "recovery"]
    actor: str
    roles: tuple[Role, ...]
    cost: KdfCost
    salt: Annotated[_Base64, StringConstraints(min_length=24, max_length=24)]


class _GivenRoles(Value):
    """Roles that a manager gave later, whose passphrase it is not: authenticated with the records key."""

    roles: tuple[Role, ...]
    mac: _Base64


class Slot(_SlotHead):
    """The keys, wrapped under one secret. `given` takes the place of the roles that it was wrapped with."""

    records: _Sealed
    identities: _Sealed | None = None
    given: _GivenRoles | None = None


class _KeyPair(Value):
    """An age key pair: anyone may seal with `recipient`, `identity` is wrapped under a key above it."""

    recipient: str
    identity: _Sealed


class KeyFile(Value):
    """What `keyfile.json` holds."""

    version: Literal[1] = 1
    workspace: str
    vault: _KeyPair
    inbox: _KeyPair
    slots: tuple[Slot, ...]

    @property
    def handles(self) -> tuple[str, ...]:
        """The actors who have a passphrase."""
        return tuple(slot.actor for slot in self.slots if slot.kind == "passphrase")

    def slot_of(self, handle: str) -> Slot | None:
        """Return the keys as they are wrapped for an actor; `None` for who has no passphrase."""
        return next((s for s in self.slots if s.kind == "passphrase" and s.actor == handle), None)


@dataclass(frozen=True, repr=False)
class Keys:
    """The opened keys. `identities` is `None` for everyone but keepers."""

    workspace: str
    records: bytearray
    identities: bytearray | None
    vault_recipient: str
    inbox_recipient: str
    _file: KeyFile = field(repr=False)

    def wipe(self) -> None:
        """Write over the keys: nothing can be opened with them any more."""
        wipe(self.records)
        if self.identities is not None:
            wipe(self.identities)

    def records_database(self) -> bytearray:
        """The key of `records.db`; whoever asks writes over it."""
        return _derived(self.records, "records-db")

    def identities_database(self) -> bytearray:
        """The key of `identities.db`; whoever asks writes over it. Raises Refused for who is no keeper."""
        return _derived(self._identities_key(), "identities-db")

    def vault_identity(self) -> x25519.Identity:
        """The age identity that opens the vault."""
        return _opened_box(self._file, "vault", self.records)

    def inbox_identity(self) -> x25519.Identity:
        """The age identity that opens sealed identities; raises Refused for who is no keeper."""
        return _opened_box(self._file, "inbox", self._identities_key())

    def signing_key(self) -> Ed25519PrivateKey:
        """The key that signs audit heads."""
        derived = _derived(self.records, "audit-sign")
        try:
            return Ed25519PrivateKey.from_private_bytes(derived)
        finally:
            wipe(derived)

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
    records, identities = (_owned(secrets.token_bytes(_KEY_BYTES)) for _ in range(2))
    workspace = secrets.token_hex(8)
    vault = _new_box(workspace, "vault", records)
    inbox = _new_box(workspace, "inbox", identities)
    empty = KeyFile(workspace=workspace, vault=vault, inbox=inbox, slots=())
    keys = Keys(workspace, records, identities, vault.recipient, inbox.recipient, empty)
    code = _new_recovery_code()
    recovery = _slot(keys, _slot_head("recovery", None, cost), _plain_recovery(code), with_identities=True)
    file = empty.model_copy(update={"slots": (recovery,)})
    slot = wrap_keys(keys, actor, passphrase, cost=cost, organisation=organisation)
    return with_slot(file, slot), code


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
    return _slot(keys, _slot_head("passphrase", actor, cost), secret, with_identities=is_keeper)


def with_slot(file: KeyFile, slot: Slot) -> KeyFile:
    """Return the key file with this slot in place of the one that its actor had."""
    kept = without_actor(file, slot.actor, must_exist=False)
    return kept.model_copy(update={"slots": (*kept.slots, slot)})


def with_roles(file: KeyFile, keys: Keys, actor: Actor) -> KeyFile:
    """Return the key file with other roles for an actor, whose passphrase stays: it is not known here.

    Who is no keeper any more loses the identities key; nobody becomes a keeper so (ValueError). Raises
    NotFound.
    """
    slot = file.slot_of(actor.handle)
    if slot is None:
        raise NotFound("actor-unknown", actor=actor.handle)
    if actor.has(Role.KEEPER) and slot.identities is None:
        raise ValueError("the identities key has to be wrapped under a passphrase")
    roles = tuple(sorted(actor.roles))
    given = _GivenRoles(roles=roles, mac=_roles_mac(keys.records, file.workspace, slot, roles))
    identities = slot.identities if actor.has(Role.KEEPER) else None
    changed = slot.model_copy(update={"given": given, "identities": identities})
    slots = tuple(changed if one == slot else one for one in file.slots)
    return file.model_copy(update={"slots": slots})


def without_actor(file: KeyFile, handle: str, *, must_exist: bool = True) -> KeyFile:
    """Return the key file without the actor's slot."""
    kept = tuple(s for s in file.slots if s.kind == "recovery" or s.actor != handle)
    if must_exist and len(kept) == len(file.slots):
        raise NotFound("actor-unknown", actor=handle)
    return file.model_copy(update={"slots": kept})


def unlock(file: KeyFile, handle: Handle, passphrase: str) -> tuple[Actor, Keys]:
    """Return the actor and the keys.

    Raises NotFound for an unknown actor, Refused for a wrong passphrase, InvalidInput for one that is no
    text.
    """
    slot = file.slot_of(handle)
    if slot is None:
        raise NotFound("actor-unknown", actor=handle)
    keys = _unwrapped(file, slot, normal(passphrase), wrong="passphrase-wrong")
    return Actor(handle=handle, roles=_roles_of(file, slot, keys)), keys


def unlock_with_recovery_code(file: KeyFile, code: str) -> Keys:
    """Return the keys. Raises Refused when the code is not this workspace's."""
    slot = next((s for s in file.slots if s.kind == "recovery"), None)
    if slot is None:
        raise Conflict("recovery-slot-missing")
    return _unwrapped(file, slot, _plain_recovery(code), wrong="recovery-code-wrong")


def read_key_file(path: Path) -> KeyFile:
    """Read the key file. Raises NotFound where there is none, BadDataFile where it is damaged."""
    try:
        with failures_told():
            return KeyFile.model_validate_json(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound("workspace-missing") from None
    except ValidationError as error:
        field_name = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise BadDataFile("keyfile-damaged", field=field_name) from None


def write_key_file(path: Path, file: KeyFile) -> None:
    """Write the key file so that a crash leaves the old one or the new one."""
    write_atomically(path, key_file_bytes(file))


def key_file_bytes(file: KeyFile) -> bytes:
    """Return the key file as it is written."""
    return file.model_dump_json(indent=2).encode()


def _slot_head(kind: Literal["passphrase", "recovery"], actor: Actor | None, cost: KdfCost) -> _SlotHead:
    return _SlotHead(
        kind=kind,
        actor=actor.handle if actor else "",
        roles=tuple(sorted(actor.roles)) if actor else (),
        cost=cost,
        salt=base64.b64encode(secrets.token_bytes(_SALT_BYTES)).decode(),
    )


def _slot(keys: Keys, head: _SlotHead, secret: str, *, with_identities: bool) -> Slot:
    wrapping = _wrapping_key(secret, head)
    bound = _bound(keys.workspace, (keys.vault_recipient, keys.inbox_recipient), head)
    identities = keys.identities if with_identities else None
    try:
        return Slot(
            **head.model_dump(),
            records=_seal(wrapping, keys.records, bound + b"records"),
            identities=None if identities is None else _seal(wrapping, identities, bound + b"identities"),
        )
    finally:
        wipe(wrapping)


def _unwrapped(file: KeyFile, slot: Slot, secret: str, *, wrong: str) -> Keys:
    wrapping = _wrapping_key(secret, slot)
    bound = _bound(file.workspace, (file.vault.recipient, file.inbox.recipient), slot)
    try:
        records = _unseal(wrapping, slot.records, bound + b"records")
        identities = slot.identities and _unseal(wrapping, slot.identities, bound + b"identities")
    except (InvalidTag, ValueError):
        raise Refused(wrong) from None
    finally:
        wipe(wrapping)
    return Keys(file.workspace, records, identities or None, file.vault.recipient, file.inbox.recipient, file)


def _roles_of(file: KeyFile, slot: Slot, keys: Keys) -> frozenset[Role]:
    if slot.given is None:
        return frozenset(slot.roles)
    mac = _roles_mac(keys.records, file.workspace, slot, slot.given.roles)
    if not hmac.compare_digest(mac, slot.given.mac):
        raise BadDataFile("keyfile-damaged", field="slots.given")
    return frozenset(slot.given.roles)


def _roles_mac(records: bytearray, workspace: str, slot: Slot, roles: tuple[Role, ...]) -> str:
    said = canonical(["consentkit/given-roles/v1", workspace, slot.actor, slot.salt, sorted(roles)])
    return base64.b64encode(hmac.digest(_derived(records, "given-roles"), said, "sha256")).decode()


def _bound(workspace: str, recipients: tuple[str, str], head: _SlotHead) -> bytes:
    """What is authenticated with the wrapped keys, so that nobody edits it in the file.

    Not roles, not costs, and not the public keys: else new files would be sealed to a stranger.
    """
    who = [head.kind, head.actor, sorted(head.roles)]
    return canonical(["consentkit/slot/v1", workspace, *recipients, *who, head.cost, head.salt])


def _wrapping_key(secret: str, head: _SlotHead) -> bytearray:
    """Return what the secret becomes by Argon2id.

    The library's own call for this copies the secret, and leaves the copy in memory.
    """
    said, salt, key = _owned(secret.encode()), base64.b64decode(head.salt), bytearray(_KEY_BYTES)
    cost = head.cost
    context = ffi.new(
        "argon2_context *",
        {
            "out": ffi.from_buffer("uint8_t[]", key), "outlen": len(key),
            "pwd": ffi.from_buffer("uint8_t[]", said), "pwdlen": len(said),
            "salt": ffi.from_buffer("uint8_t[]", salt), "saltlen": len(salt),
            "t_cost": cost.passes, "m_cost": cost.memory_kib, "lanes": cost.lanes, "threads": cost.lanes,
            "version": ARGON2_VERSION, "allocate_cbk": ffi.NULL, "free_cbk": ffi.NULL, "flags": 0,
        },
    )  # fmt: skip
    try:
        failed = core(context, Type.ID.value)
    finally:
        wipe(said)
    if failed:
        raise HashingError(error_to_str(failed))
    return key


def _derived(key: bytearray, label: str) -> bytearray:
    return _owned(HKDF(SHA256(), _KEY_BYTES, None, b"consentkit/" + label.encode()).derive(key))


def _owned(fresh: bytes) -> bytearray:
    """Return what was made just now as what can be written over, and write over the rest."""
    owned = bytearray(fresh)
    wipe_own(fresh)
    return owned


def _seal(key: bytearray, data: bytes | bytearray, header: bytes) -> _Sealed:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    text = AESGCM(key).encrypt(nonce, data, header)
    return _Sealed(nonce=base64.b64encode(nonce).decode(), text=base64.b64encode(text).decode())


def _unseal(key: bytearray, sealed: _Sealed, header: bytes) -> bytearray:
    return _owned(AESGCM(key).decrypt(base64.b64decode(sealed.nonce), base64.b64decode(sealed.text), header))


def _new_box(workspace: str, label: str, key: bytearray) -> _KeyPair:
    identity = x25519.Identity.generate()
    sealed = _seal(
        _derived(key, f"{label}-identity"), str(identity).encode(), f"{workspace}/{label}".encode()
    )
    return _KeyPair(recipient=str(identity.to_public()), identity=sealed)


def _opened_box(file: KeyFile, label: Literal["vault", "inbox"], key: bytearray) -> x25519.Identity:
    pair = file.vault if label == "vault" else file.inbox
    derived = _derived(key, f"{label}-identity")
    try:
        packed = _unseal(derived, pair.identity, f"{file.workspace}/{label}".encode())
    except (InvalidTag, ValueError):
        raise BadDataFile("keyfile-damaged", field=f"{label}.identity") from None
    finally:
        wipe(derived)
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
