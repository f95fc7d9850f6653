"""Stories, where they are meant to go, and where they went."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BeforeValidator, model_validator

from consentkit.domain.codes import Code
from consentkit.domain.consents import Audience, Place
from consentkit.domain.errors import InvalidInput
from consentkit.domain.roles import Handle
from consentkit.domain.values import Channel, Value, digest_of, none_of_before
from consentkit.domain.words.beside import WordsBeside


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
    beside: Annotated[tuple[WordsBeside, ...], BeforeValidator(none_of_before)] = ()
    """Captions, tags and the like, which go out with the words."""

    @property
    def version_digest(self) -> str:
        """The SHA-256 of what people are shown of it; its working title is printed nowhere."""
        beside = [[one.thing, one.kind, one.text] for one in self.beside]
        return digest_of(
            [self.id, self.revision, self.draft, self.contributors, *([beside] if beside else [])]
        )


class Plan(Value):
    """Where a story is meant to go, and for how long; `until` is the last day it stays there."""

    story: Code
    channel: Channel
    audience: Audience
    place: Place
    from_on: date
    until: date
    owner: Handle | None = None
    """Who takes it down there; `None` in plans of before."""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.until < self.from_on:
            raise ValueError("until must not be before from_on")
        return self


Others = Annotated[tuple[Code, ...], BeforeValidator(none_of_before)]
"""The stories that go out together with another one, in order."""

MOST_TOGETHER = 20
"""So many stories go out in one publication at most: the code of their certificate names each."""


def in_order(stories: Iterable[str]) -> tuple[str, ...]:
    """Return the stories of one publication, each once, as every record of it names them.

    Raises InvalidInput (stories-too-many).
    """
    named = tuple(sorted(set(stories)))
    if len(named) > MOST_TOGETHER:
        raise InvalidInput("stories-too-many", limit=MOST_TOGETHER, given=len(named))
    return named


class Certificate(Value):
    """A clearance that was printed: what it rested on (`parts`: name to digest), and the PDF's digest.

    `also` are the stories that go out together with `story`, and are cleared with it; in order.
    """

    id: Code
    story: Code
    also: Others = ()
    channel: Channel
    issued_at: datetime
    issued_by: Handle
    until: date
    parts: dict[str, str]
    pdf: str
    """The vault name of the printed page."""

    @property
    def stories(self) -> tuple[Code, ...]:
        """Every story that it clears."""
        return self.story, *self.also


class Publication(Value):
    """One story, or several together, on one channel at one place, from a day until a day.

    A record that was made by mistake is void: `voided_by` says who found so, `ended_on` the day, and it was
    recorded twice, the same as `same_as`, or it never went out, `void_why`.
    """

    id: Code
    story: Code
    also: Others = ()
    channel: Channel
    certificate: Code
    where: str
    from_on: date
    until: date
    ended_on: date | None = None
    voided_by: Handle | None = None
    same_as: Code | None = None
    void_why: str | None = None

    @property
    def stories(self) -> tuple[Code, ...]:
        """Every story that is in it."""
        return self.story, *self.also

    @property
    def is_void(self) -> bool:
        """Tell whether it was recorded by mistake."""
        return self.voided_by is not None


class Takedown(Value):
    """Our work to remove one publication; open until someone confirms that it is gone.

    It asks nobody any more from the day on which its publication was found to be no publication.
    """

    id: Code
    publication: Code
    opened_on: date
    confirmed_on: date | None = None
    voided_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether somebody has still to look."""
        return self.confirmed_on is None and self.voided_on is None
