"""Sealed identities: which event names each, what a keeper reads, and files that no event names."""

from datetime import date
from enum import StrEnum

from consentkit.domain.people import Identity
from consentkit.domain.values import Value

DIGEST_SHOWN = 12
"""As many digits of a file's digest are shown, and enough to tell files apart."""


class AcceptingReason(StrEnum):
    """Why a keeper takes in a sealed file that no event names. A closed list, as for an opening."""

    OLDER_VERSION = "older-version"
    """It was sealed with a version of before, whose events name no file."""
    SEALER_ASKED = "sealer-asked"
    PERSON_ASKED = "person-asked"


class DismissingReason(StrEnum):
    """Why a keeper wants to hear no more of a sealed file; it stays where it is."""

    STRANGER = "stranger"
    DAMAGED = "damaged"
    DOUBLED = "doubled"


class FileTrouble(StrEnum):
    """Why a file of the inbox is not taken in."""

    UNNAMED = "unnamed"
    """No event of the log names it: sealed with an older version, or put there by somebody else."""
    DAMAGED = "damaged"
    """An event names it, and what it holds now is something else, or nothing."""
    UNREADABLE = "unreadable"
    """An event names it, and it holds no identity of the person of that event."""


class SetAsideFile(Value):
    """A file of the inbox that was not taken in.

    `digest` is that of its content, or of its name where it is too large or no file at all. `code` is whom
    it says it is about, where a keeper's key opens it.
    """

    name: str
    digest: str
    trouble: FileTrouble
    code: str | None = None


class SealedVersion(Value):
    """One identity as it was sealed. The log says by whom and when; of what came before it says nothing.

    `accepted_by` is the keeper who took it in although no event named it.
    """

    identity: Identity
    seq: int
    sealed_by: str | None = None
    sealed_on: date | None = None
    accepted_by: str | None = None
    accepted_on: date | None = None


class OpenedIdentity(Value):
    """What a keeper reads: the newest version by the log, the earlier ones, and what was set aside."""

    newest: SealedVersion
    earlier: tuple[SealedVersion, ...] = ()
    set_aside: tuple[SetAsideFile, ...] = ()

    @property
    def identity(self) -> Identity:
        """The newest identity."""
        return self.newest.identity
