"""The seven errors.

ConsentkitError
├── InvalidInput   exit 2    what was typed or given cannot be used
├── Refused        exit 3    the gate, or a role, says no
├── NotFound       exit 4    no such record
├── Conflict       exit 5    it clashes with what is recorded
├── BadDataFile    exit 6    a policy, form, key or setting file is damaged or wrong
├── Unavailable    exit 7    something that is needed is missing on this machine
└── Stopped        exit 130  a person stopped it

Anything else is a bug. Each error carries a code and facts; `wording` makes the sentence.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from consentkit.domain.gate.clearances import Reason
    from consentkit.domain.values import Fact


class ConsentkitError(Exception):
    """The base of the seven: a code, facts for its sentence, one exit code and one HTTP status."""

    exit_code: ClassVar[int]
    http_status: ClassVar[int]

    def __init__(self, code: str, /, **facts: "Fact") -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in what was given, and where: the row of a file, the heading of its column."""

    error: ConsentkitError
    row: int | None = None
    column: str | None = None


class InvalidInput(ConsentkitError):
    """What was typed or given cannot be used; nothing was changed.

    `faults` holds all that is wrong, where more than one thing is looked at; else `()`.
    """

    exit_code = 2
    http_status = 422

    def __init__(self, code: str, /, *faults: Fault, **facts: "Fact") -> None:
        super().__init__(code, **facts)
        self.faults = faults


class Refused(ConsentkitError):
    """The gate, or the actor's role, says no. `reasons` holds the gate's reasons, else `()`."""

    exit_code = 3
    http_status = 403

    def __init__(self, code: str, /, *, reasons: "tuple[Reason, ...]" = (), **facts: "Fact") -> None:
        super().__init__(code, **facts)
        self.reasons = reasons


class NotFound(ConsentkitError):
    """No such record."""

    exit_code = 4
    http_status = 404


class Conflict(ConsentkitError):
    """It clashes with what is recorded."""

    exit_code = 5
    http_status = 409


class BadDataFile(ConsentkitError):
    """A policy, form, key or setting file is damaged or wrong."""

    exit_code = 6
    http_status = 500


class Unavailable(ConsentkitError):
    """Something that is needed is missing on this machine."""

    exit_code = 7
    http_status = 503


class Stopped(ConsentkitError):
    """A person stopped it after `done` of `total` items; what was finished before stays."""

    exit_code = 130
    http_status = 499

    def __init__(self, code: str, /, *, done: int, total: int) -> None:
        super().__init__(code, done=done, total=total)
        self.done = done
