"""The risks that safeguarding weighs for a contributor, and how far each is left."""

from collections.abc import Mapping
from enum import StrEnum


class Risk(StrEnum):
    """From where harm may come: the Note's list, and nothing that only one story has."""

    TRAFFICKER = "trafficker"
    FAMILY = "family"
    COMMUNITY = "community"
    AUTHORITIES = "police-or-immigration"
    COURT = "court-case"
    ONLINE = "online-abuse"
    DISTRESS = "own-distress"


class RiskLevel(StrEnum):
    """What is left of a risk, after all that protects the person; a person says so, never the program."""

    NONE = "none"
    LOW = "low"
    HIGH = "high"
    UNKNOWN = "unknown"


Risks = Mapping[Risk, RiskLevel]


def not_low(risks: Risks) -> tuple[Risk, ...]:
    """Return the risks that are high, not known or not weighed: with one of them nobody says yes."""
    safe = {RiskLevel.NONE, RiskLevel.LOW}
    return tuple(risk for risk in Risk if risks.get(risk) not in safe)
