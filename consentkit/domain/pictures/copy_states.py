"""What a public copy has come to: the gate's own reasons about it, in a word."""

from collections.abc import Iterable
from enum import StrEnum

from consentkit.domain.gate.clearances import Reason, ReasonCode


class CopyState(StrEnum):
    """What the public copy has come to. It is ready where the gate has no reason about it, and only there."""

    MISSING = "missing"
    DAMAGED = "damaged"
    """Its file was changed, or is gone."""
    STALE = "stale"
    """It covers other boxes than the faces ask for now."""
    LEAKING = "leaking"
    """It still carries metadata."""
    UNPROVED = "unproved"
    """Its own scan found something or could not decide, or another check was not done."""
    COSMETIC = "cosmetic"
    """A mosaic or a blur is over somebody who is at risk."""
    TOO_LARGE = "too-large"
    """It is larger than a channel needs to which the story goes."""
    READY = "ready"
    NOT_NEEDED = "not-needed"
    """The picture is a page of the draft: what it shows is covered in the document itself."""


STATES: dict[ReasonCode, CopyState] = {
    ReasonCode.COPY_MISSING: CopyState.MISSING,
    ReasonCode.FILE_MISSING: CopyState.DAMAGED,
    ReasonCode.FILE_CHANGED: CopyState.DAMAGED,
    ReasonCode.COPY_STALE: CopyState.STALE,
    ReasonCode.METADATA_LEFT: CopyState.LEAKING,
    ReasonCode.REDACTION_UNPROVED: CopyState.UNPROVED,
    ReasonCode.COPY_CHECK_FAILED: CopyState.UNPROVED,
    ReasonCode.COVER_ONLY_COSMETIC: CopyState.COSMETIC,
    ReasonCode.COPY_TOO_LARGE: CopyState.TOO_LARGE,
}
"""What comes first here is said where a copy has several reasons against it."""


def copy_state_of(reasons: Iterable[Reason]) -> CopyState:
    """Return what a copy has come to that has these reasons against it."""
    codes = {reason.code for reason in reasons}
    if not codes:
        return CopyState.READY
    # A reason that nobody put into the table yet must not look like none.
    return next((state for code, state in STATES.items() if code in codes), CopyState.UNPROVED)
