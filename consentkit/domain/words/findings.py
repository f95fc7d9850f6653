"""What the program finds in the words of a story, and what a person decides about each."""

import hashlib
from enum import StrEnum

from consentkit.domain.values import Value


class WordKind(StrEnum):
    """What a finding is about."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    HANDLE = "handle"
    COORDINATES = "coordinates"
    NUMBER_OF_PERSON = "number-of-person"
    """Of an identity card, a passport, a case, a record of consentkit's own."""
    PLATE = "plate"
    EXACT_DATE = "exact-date"
    EXACT_AGE = "exact-age"
    INSTITUTION = "institution"
    """A school, pagoda, shelter, hospital, village or the like, by its name."""
    PLACE = "place"
    STATISTIC = "statistic"
    LEGAL_WORD = "legal-word"
    HARMFUL = "harmful"


class Severity(StrEnum):
    """How much a finding can do to somebody."""

    LEADS_TO_A_PERSON = "leads-to-a-person"
    NARROWS_DOWN = "narrows-down"
    """Alone it leads to nobody; with others it does."""
    TO_BE_WEIGHED = "to-be-weighed"
    """It harms by how it tells, or may be wrong: the checklist asks about it, and the gate does not."""


_LEADS = frozenset(
    {
        WordKind.NAME,
        WordKind.PHONE,
        WordKind.EMAIL,
        WordKind.LINK,
        WordKind.HANDLE,
        WordKind.COORDINATES,
        WordKind.NUMBER_OF_PERSON,
        WordKind.PLATE,
    }
)
TO_BE_WEIGHED = frozenset({WordKind.STATISTIC, WordKind.LEGAL_WORD, WordKind.HARMFUL})
"""What the checklist asks about, and the gate waits for in no story."""

CONTACTS = frozenset(
    {WordKind.PHONE, WordKind.EMAIL, WordKind.LINK, WordKind.HANDLE, WordKind.COORDINATES, WordKind.PLATE}
)
"""By what somebody can be reached or found without asking anybody."""

PLACES = frozenset({WordKind.PLACE, WordKind.INSTITUTION})


class WordFinding(Value):
    """Something in a text: `start` and `end` count its characters, the end is exclusive."""

    kind: WordKind
    start: int
    end: int
    wording: str
    """As it is compared: in small letters, unified, without what is not seen."""

    hint: str = ""
    """A term's own code, the country of a place, or what of somebody's identity it is; empty for others."""

    whose: tuple[str, ...] = ()
    """The codes of those of whom it is sealed, as a name or a number; empty where it is nobody's."""

    @property
    def severity(self) -> Severity:
        """How much it can do to somebody."""
        if self.kind in TO_BE_WEIGHED:
            return Severity.TO_BE_WEIGHED
        return Severity.LEADS_TO_A_PERSON if self.kind in _LEADS else Severity.NARROWS_DOWN

    @property
    def key(self) -> str:
        """What it is known by as long as it is worded so: its kind and wording."""
        return key_of(self.kind, self.wording)


def key_of(kind: WordKind, wording: str) -> str:
    """Return what a finding of this kind and wording is known by."""
    said = f"{kind}\n{''.join(wording.split())}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]
