"""Stories, where they are meant to go, and where they went."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from consentkit.domain.codes import Code
from consentkit.domain.consents import Audience, Place
from consentkit.domain.roles import Handle
from consentkit.domain.values import Channel, Value


class StoryState(StrEnum):
    """What a list of stories is narrowed to."""

    ALL = "all"
    PUBLISHED = "published"
    TAKEDOWN = "takedown"
    ENDING = "ending"


class Story(Value):
    """What is to be published about contributors.

    `revision` grows with every change of words, pictures or people; a contributor's approval and
    some answers hold for one revision only. `draft` is the vault name of the words.
    """

    id: Code
    title: str
    revision: int
    contributors: tuple[Code, ...] = ()
    draft: str | None = None
    states_nobody_is_victim: bool = False


class Plan(Value):
    """Where a story is meant to go, and for how long; `until` is the last day it stays there."""

    story: Code
    channel: Channel
    audience: Audience
    place: Place
    from_on: date
    until: date

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.until < self.from_on:
            raise ValueError("until must not be before from_on")
        return self


class Certificate(Value):
    """A clearance that was printed: what it rested on (`parts`: name to digest), and the PDF's digest."""

    id: Code
    story: Code
    channel: Channel
    issued_at: datetime
    issued_by: Handle
    until: date
    parts: dict[str, str]
    pdf: str
    """The vault name of the printed page."""


class Publication(Value):
    """One story on one channel at one place, from a day until a day."""

    id: Code
    story: Code
    channel: Channel
    certificate: Code
    where: str
    from_on: date
    until: date
    ended_on: date | None = None


class Takedown(Value):
    """Our work to remove one publication; open until someone confirms that it is gone."""

    id: Code
    publication: Code
    opened_on: date
    confirmed_on: date | None = None
