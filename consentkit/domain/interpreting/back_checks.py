"""A check by a second speaker: whether somebody understood what was interpreted to them."""

from datetime import date, datetime
from enum import StrEnum

from consentkit.domain.codes import Code
from consentkit.domain.roles import Handle
from consentkit.domain.values import Value


class CheckWay(StrEnum):
    """How a second speaker of the language found out whether somebody understood."""

    ASKED = "asked"
    LISTENED = "listened"


class Understanding(StrEnum):
    """What that check came to."""

    UNDERSTOOD = "understood"
    NOT_UNDERSTOOD = "not-understood"


class BackCheck(Value):
    """A second speaker of the language asked the contributor, or listened to the recording of the talk.

    `consent` is the first of those that are one consent. Who interpreted or asked is no second speaker.
    """

    consent: Code
    checked_on: date
    checked_by: Handle
    way: CheckWay
    outcome: Understanding
    recorded_by: Handle
    recorded_at: datetime
