"""Interpreters: which languages they speak, what ties them, and what they signed."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from consentkit.domain.codes import Code
from consentkit.domain.roles import Handle
from consentkit.domain.values import Value

ANOTHER_INTERPRETER = "I03.no"
"""The box of a letter with which a contributor asks for another interpreter."""


class Tie(StrEnum):
    """What ties an interpreter to the people concerned: those of whom `policies/uniap-2008.toml` asks (U5a).

    `none` says that somebody asked, and that there is no tie.
    """

    NONE = "none"
    FAMILY = "family"
    VILLAGE = "village"
    BROKERS = "brokers"
    POLICE = "police"
    EMPLOYER = "employer"


class Interpreter(Value):
    """One interpreter as told at one time: the last told of a handle counts for its ties.

    `tied_to` are the contributors to whom the ties are; where it is empty they are to everybody. `until` is
    the last day of the signed declaration, `declaration` its file in the vault, `seen_by` looked at it.
    """

    id: Code
    handle: Handle
    languages: frozenset[str]
    ties: frozenset[Tie]
    tied_to: frozenset[Code] = frozenset()
    declared_on: date | None = None
    until: date | None = None
    letter: Code | None = None
    """The interpreter's letter, where the declaration was made and confirmed here."""
    declaration: str | None = None
    recorded_by: Handle
    recorded_at: datetime
    seen_by: Handle | None = None
    ended_on: date | None = None
    ended_by: Handle | None = None

    @property
    def is_unseen(self) -> bool:
        """Tell whether nobody looked at the declaration yet."""
        return self.declaration is not None and self.seen_by is None

    def is_declared_on(self, day: date) -> bool:
        """Tell whether a declaration, looked at or not, holds on a day."""
        if self.declaration is None or self.declared_on is None or self.until is None:
            return False
        return self.declared_on <= day <= self.until and (self.ended_on is None or day < self.ended_on)

    def ties_to(self, contributor: str) -> frozenset[Tie]:
        """Return what ties the interpreter to a contributor."""
        is_meant = not self.tied_to or contributor in self.tied_to
        return self.ties - {Tie.NONE} if is_meant else frozenset()


def told_of(interpreters: Iterable[Interpreter], handle: str | None) -> tuple[Interpreter, ...]:
    """Return all that was told of one interpreter, oldest first."""
    return tuple(one for one in interpreters if one.handle == handle)
