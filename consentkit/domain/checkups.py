"""What a look at a workspace or a machine found."""

from enum import StrEnum

from pydantic import Field

from consentkit.domain.values import Fact, Value


class Level(StrEnum):
    """How bad it is."""

    GOOD = "good"
    COSTS = "costs"
    BROKEN = "broken"


class CheckupFinding(Value):
    """One thing that was looked at; the code has its sentence in `wording`."""

    level: Level
    code: str
    facts: dict[str, Fact] = Field(default_factory=dict)
