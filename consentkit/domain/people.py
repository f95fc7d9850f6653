"""Contributors and guardians, by code alone; who is a child and who is protected."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from consentkit.domain.codes import Code
from consentkit.domain.errors import InvalidInput
from consentkit.domain.roles import Handle
from consentkit.domain.values import Value


class Age(StrEnum):
    """What is known of a contributor's age on the day they were recorded."""

    ADULT = "adult"
    CHILD = "child"
    UNKNOWN = "unknown"


class AgeBasis(StrEnum):
    """What the age rests on."""

    DOCUMENT = "document"
    STATED = "stated"
    ASSESSED = "assessed"
    NONE = "none"


class GuardianLink(StrEnum):
    """Why a guardian may lawfully consent for someone."""

    PARENT = "parent"
    RELATIVE = "relative"
    COURT = "court"
    STATE = "state"


class Contributor(Value):
    """The person whose story or picture it is, known by a random code.

    `adult_on` is the first day of a month on which a child is surely grown (`None`: not known, so
    the child stays a child until someone records more). It is coarse on purpose: the birth date
    itself belongs in the identities.
    """

    code: Code
    age: Age = Age.UNKNOWN
    age_basis: AgeBasis = AgeBasis.NONE
    adult_on: date | None = None
    is_survivor: bool = True
    language: str
    """The language the person speaks best, as a BCP 47 tag."""

    @model_validator(mode="after")
    def _adult_on_is_coarse(self) -> Self:
        if self.adult_on is not None and self.adult_on.day != 1:
            raise ValueError("adult_on must be the first day of a month")
        return self

    def is_child_on(self, day: date) -> bool:
        """Tell whether the person counts as a child on `day`.

        Unknown is a child, and an adult without a basis is unknown (Council of Europe Convention on
        Action against Trafficking, art. 10(3): presume a child where age is uncertain).
        """
        if self.age_basis is AgeBasis.NONE:
            return True
        if self.adult_on is not None:
            return day < self.adult_on
        return self.age is not Age.ADULT

    def lacks_age_basis_on(self, day: date) -> bool:
        """Tell whether the person is recorded as grown by `day`, and it rests on nothing."""
        is_grown = self.age is Age.ADULT or (self.adult_on is not None and self.adult_on <= day)
        return is_grown and self.age_basis is AgeBasis.NONE

    def is_protected_on(self, day: date) -> bool:
        """Tell whether someone who knows them must not be able to find them: survivors and children."""
        return self.is_survivor or self.is_child_on(day)


MAJORITY_YEARS = 18
"""Under this age everybody is a child (Palermo Protocol, art. 3(d); CRC, art. 1)."""


_YEARS_UNSURE = 2
"""So much later than anybody's birthday a month may be with which everybody is sure."""


def grown_on(birth_date: date) -> date:
    """Return the day on which somebody comes of age; who was born on 29 February does on 1 March."""
    year = birth_date.year + MAJORITY_YEARS
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def first_month_grown(birth_date: date) -> date:
    """Return the first day of the first month on whose every day somebody is grown."""
    grown = grown_on(birth_date)
    if grown.day == 1:
        return grown
    return date(grown.year + grown.month // 12, grown.month % 12 + 1, 1)


def earliest_majority(adult_on: date) -> date:
    """Return the first day on which somebody may come of age whose month of surely being grown is known."""
    years = adult_on.replace(year=adult_on.year - _YEARS_UNSURE)
    return (years - timedelta(days=1)).replace(day=1)


def check_majority(age: Age, adult_on: date | None, today: date) -> None:
    """Raise InvalidInput where the age of today and the month of coming of age contradict each other."""
    if adult_on is None:
        return
    last = grown_on(today.replace(day=1, year=today.year + _YEARS_UNSURE))
    if adult_on > last:
        raise InvalidInput("comes-of-age-too-late", adult_on=adult_on, last=f"{last:%Y-%m}")
    if age is Age.ADULT and adult_on > today:
        raise InvalidInput("adult-comes-of-age", adult_on=adult_on)
    if age is Age.CHILD and adult_on <= today:
        raise InvalidInput("child-came-of-age", adult_on=adult_on)


def check_birth_date(birth_date: date | None, age: Age, adult_on: date | None, today: date) -> None:
    """Raise InvalidInput where a birth date contradicts the age, or the month of coming of age.

    This is the one moment at which both are in hand: later they lie in two stores. The month may be later
    than the birthday, never earlier.
    """
    if birth_date is None:
        return
    grown = grown_on(birth_date)
    if birth_date > today:
        raise InvalidInput("day-not-come", day=birth_date)
    if age is Age.ADULT and (adult_on is None or adult_on <= today) and grown > today:
        raise InvalidInput("birth-date-of-child")
    if age is Age.CHILD and grown <= today:
        raise InvalidInput("birth-date-of-adult")
    first = first_month_grown(birth_date)
    if adult_on is not None and adult_on < first:
        raise InvalidInput("comes-of-age-too-early", adult_on=adult_on, first=f"{first:%Y-%m}")


class Guardian(Value):
    """The adult who may lawfully consent for one contributor, known by a random code.

    `is_free_of_conflict` is a safeguarding lead's finding; `None` is not yet looked at, which is no.
    """

    code: Code
    contributor: Code
    link: GuardianLink
    is_free_of_conflict: bool | None = None


class GuardianCheck(Value):
    """What a safeguarding lead found about a guardian; a conflict is a no."""

    guardian: Code
    is_free_of_conflict: bool
    by: Handle
    at: datetime


class Identity(Value):
    """What only a keeper may read: a name, a way to reach the person, a birth date."""

    name: str
    contact: str = ""
    birth_date: date | None = None
    note: str = ""
