"""Where what is published comes from, and who else receives it: gatherings and suppliers.

A gathering is a visit, a shoot or an event; a supplier takes the pictures, or passes a story on.
"""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from consentkit.domain.codes import Code
from consentkit.domain.consents import Place
from consentkit.domain.roles import Handle
from consentkit.domain.values import Value


class OriginKind(StrEnum):
    """What a gathering was, or what a supplier is."""

    VISIT = "visit"
    SHOOT = "shoot"
    EVENT = "event"
    PHOTOGRAPHER = "photographer"
    AGENCY = "agency"
    PARTNER = "partner"
    MEDIA = "media"


GATHERINGS = frozenset({OriginKind.VISIT, OriginKind.SHOOT, OriginKind.EVENT})
MAKERS = frozenset({OriginKind.PHOTOGRAPHER, OriginKind.AGENCY, OriginKind.PARTNER})
"""From whom pictures come; of a partner's they may."""
RECEIVERS = frozenset({OriginKind.PARTNER, OriginKind.MEDIA})
"""Who passes a story on."""


class Origin(Value):
    """One gathering or supplier. Of where a gathering was, the country is all that is kept.

    `notice` says how it was told that pictures are taken (`""`: it was not). `contact` is a desk, no person's
    number, and `terms` in words; `until` is the last day of them (`None`: without one).
    """

    id: Code
    kind: OriginKind
    first_on: date | None = None
    last_on: date | None = None
    country: Place | None = None
    notice: str = ""
    terms: str = ""
    contact: str = ""
    until: date | None = None
    owner: Handle
    recorded_by: Handle
    recorded_at: datetime

    @property
    def is_gathering(self) -> bool:
        """Tell whether it is a gathering, and no supplier."""
        return self.kind in GATHERINGS

    @property
    def lacks(self) -> tuple[str, ...]:
        """What it needs and is not said, as names of fields."""
        needed = ("first_on", "country") if self.is_gathering else ("terms",)
        return tuple(name for name in needed if not getattr(self, name))

    def facts_on(self, day: date) -> dict[str, object]:
        """Return what answers about it rest on, on a day: another owner or contact asks nothing again."""
        asked = self.model_dump(exclude={"owner", "contact", "recorded_by", "recorded_at"})
        return asked | {"has_ended": self.until is not None and self.until < day}


class Belonging(Value):
    """That a story, a picture, a video, a consent, a basis or a person belongs to one of them."""

    origin: Code
    thing: Code
    put_by: Handle
    put_at: datetime


class Origins(Value):
    """The gatherings and suppliers of one story, and what of it belongs to which."""

    known: tuple[Origin, ...] = ()
    belongings: tuple[Belonging, ...] = ()

    def of(self, things: Iterable[str], kinds: frozenset[OriginKind]) -> tuple[Origin, ...]:
        """Return those of some kinds to which one of these things belongs, by code."""
        wanted = set(things)
        held = {one.origin for one in self.belongings if one.thing in wanted}
        return tuple(one for one in self.known if one.id in held and one.kind in kinds)
