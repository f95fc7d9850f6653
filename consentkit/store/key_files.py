"""What `keyfile.json` holds: the keys, wrapped once for each actor and once for the printed recovery code."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator

from consentkit.domain.errors import BadDataFile, NotFound
from consentkit.domain.roles import Role
from consentkit.domain.values import Value
from consentkit.sandbox.given_files import MOST_TEXT_BYTES, NoRegularFile, TooLarge, read_given
from consentkit.store.disk.files import write_atomically
from consentkit.store.machine import failures_told
from consentkit.store.sealing import Base64, Sealed


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


class SlotHead(Value):
    """Whose slot it is and what its secret costs; authenticated with the wrapped keys."""

    kind: Literal["passphrase", "recovery"]
    actor: str
    roles: tuple[Role, ...]
    cost: KdfCost
    salt: Annotated[Base64, StringConstraints(min_length=24, max_length=24)]


class GivenRoles(Value):
    """Roles that a manager gave later, whose passphrase it is not: authenticated with the records key."""

    roles: tuple[Role, ...]
    mac: Base64


class KeyPair(Value):
    """An age key pair: anyone may seal with `recipient`, `identity` is wrapped under a key above it."""

    recipient: str
    identity: Sealed


class Hand(KeyPair):
    """An actor's own key pair, under their passphrase: what later keys are handed to.

    Whoever hands keys over believes only the mac, which is made with the records key.
    """

    mac: Base64


class Handed(Value):
    """Keys that came after those before: sealed to an actor's hand, and inside it under the keys before.

    Who has the keys before and not the hand opens nothing here; who has neither cannot make it. `vault` and
    `inbox` are the public keys that came with them.
    """

    roles: tuple[Role, ...]
    vault: str
    inbox: str
    records: Base64
    identities: Base64 | None = None


class Slot(SlotHead):
    """The keys, wrapped under one secret. `given` takes the place of the roles that it was wrapped with.

    `handed` are the keys that came since, one after the other; `bound` are the public keys of vault and inbox
    that the first ones were wrapped with, where they are others now.
    """

    records: Sealed
    identities: Sealed | None = None
    given: GivenRoles | None = None
    hand: Hand | None = None
    bound: tuple[str, str] | None = None
    handed: tuple[Handed, ...] = ()

    @property
    def is_keepers(self) -> bool:
        """Tell whether the identities key of today is in it."""
        newest = self.handed[-1] if self.handed else self
        return newest.identities is not None


class EarlierKeys(Value):
    """The keys before, under those of today, for as long as anything is still sealed with them."""

    vault: KeyPair
    inbox: KeyPair
    records: Sealed
    identities: Sealed


class KeyFile(Value):
    """What `keyfile.json` holds."""

    version: Literal[1] = 1
    workspace: str
    vault: KeyPair
    inbox: KeyPair
    slots: tuple[Slot, ...]
    epoch: int = Field(default=0, ge=0)
    """How often the keys were replaced."""
    before: EarlierKeys | None = None

    @property
    def handles(self) -> tuple[str, ...]:
        """The actors who have a passphrase."""
        return tuple(slot.actor for slot in self.slots if slot.kind == "passphrase")

    def slot_of(self, handle: str) -> Slot | None:
        """Return the keys as they are wrapped for an actor; `None` for who has no passphrase."""
        return next((s for s in self.slots if s.kind == "passphrase" and s.actor == handle), None)


def with_slot(file: KeyFile, slot: Slot) -> KeyFile:
    """Return the key file with this slot in place of the one that its actor had."""
    kept = without_actor(file, slot.actor, must_exist=False)
    return kept.model_copy(update={"slots": (*kept.slots, slot)})


def without_actor(file: KeyFile, handle: str, *, must_exist: bool = True) -> KeyFile:
    """Return the key file without the actor's slot."""
    kept = tuple(s for s in file.slots if s.kind == "recovery" or s.actor != handle)
    if must_exist and len(kept) == len(file.slots):
        raise NotFound("actor-unknown", actor=handle)
    return file.model_copy(update={"slots": kept})


def read_key_file(path: Path) -> KeyFile:
    """Read the key file. Raises NotFound where there is none, BadDataFile where it is damaged."""
    try:
        with failures_told():
            return KeyFile.model_validate_json(_content(path))
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound("workspace-missing") from None
    except ValidationError as error:
        field_name = ".".join(str(part) for part in error.errors()[0]["loc"]) or "JSON"
        raise BadDataFile("keyfile-damaged", field=field_name) from None


def _content(path: Path) -> bytes:
    try:
        return read_given(path, MOST_TEXT_BYTES)
    except (NoRegularFile, TooLarge):
        raise BadDataFile("keyfile-damaged", field="keyfile.json") from None


def write_key_file(path: Path, file: KeyFile) -> None:
    """Write the key file so that a crash leaves the old one or the new one."""
    write_atomically(path, key_file_bytes(file))


def key_file_bytes(file: KeyFile) -> bytes:
    """Return the key file as it is written."""
    return file.model_dump_json(indent=2).encode()
