"""What people type, as values: the one parser of each, for forms and for the command line."""

import re
from datetime import date

from consentkit.domain.codes import Prefix, parse_code
from consentkit.domain.consents import WORLDWIDE, Appearance, Naming
from consentkit.domain.errors import InvalidInput
from consentkit.domain.letters.values import BUDDHIST_YEARS
from consentkit.domain.pictures.images import Box
from consentkit.domain.uses.apart import Apart
from consentkit.domain.values import Channel
from consentkit.domain.words.tags import is_country

_MONTH_LENGTH = len("2029-04")
_FIRST_BUDDHIST_YEAR = 1900 + BUDDHIST_YEARS
"""Nothing that is recorded lies before 1900, or so far ahead."""

_PLACE = re.compile(r"[A-Z]{2}|" + WORLDWIDE)
_LETTER_CODE = re.compile(r"[lL][\s-]?\w{4}[\s-]?\w{4}")


def day_in(text: str) -> date:
    """Return a day, written as 2026-05-31. Raises InvalidInput (day-malformed)."""
    try:
        return _of_our_era(date.fromisoformat(text.strip()), text)
    except ValueError:
        raise InvalidInput("day-malformed", given=text) from None


def month_in(text: str) -> date:
    """Return the first day of a month, written as 2029-04. Raises InvalidInput (month-malformed)."""
    text = text.strip()
    try:
        return _of_our_era(date.fromisoformat(f"{text}-01" if len(text) == _MONTH_LENGTH else text), text)
    except ValueError:
        raise InvalidInput("month-malformed", given=text) from None


def _of_our_era(day: date, text: str) -> date:
    """Return the day, where its year is one of the common era. Raises InvalidInput (day-of-another-era)."""
    if day.year < _FIRST_BUDDHIST_YEAR:
        return day
    meant = f"{day.year - BUDDHIST_YEARS:04}{text.strip()[4:]}"
    raise InvalidInput("day-of-another-era", given=text, meant=meant)


def place_in(text: str) -> str:
    """Return a country's two letters, or `worldwide`. Raises InvalidInput (place-malformed)."""
    text = text.strip()
    place = text.lower() if text.lower() == WORLDWIDE else text.upper()
    if not _PLACE.fullmatch(place):
        raise InvalidInput("place-malformed", given=text)
    if place != WORLDWIDE and not is_country(place):
        raise InvalidInput("place-unknown", given=text)
    return place


def apart_in(text: str) -> Apart:
    """Return a channel and how somebody appears or is named there alone: `social:face-hidden:none`.

    A part that is left out is as everywhere else. Raises InvalidInput (use-malformed).
    """
    channel, _colon, terms = text.strip().partition(":")
    appearance, _colon, naming = terms.partition(":")
    known = {*Channel} >= {channel} and {"", *Appearance} >= {appearance} and {"", *Naming} >= {naming}
    if not known or not terms:
        raise InvalidInput("use-malformed", given=text)
    return Apart(
        channel=Channel(channel),
        appearance=Appearance(appearance) if appearance else None,
        naming=Naming(naming) if naming else None,
    )


def every_apart_in(text: str) -> tuple[Apart, ...]:
    """Return such channels with spaces, commas or semicolons between them. Raises InvalidInput."""
    return tuple(apart_in(part) for part in re.split(r"[\s,;]+", text) if part)


def places_in(text: str) -> frozenset[str]:
    """Return places with spaces, commas or semicolons between them. Raises InvalidInput (place-malformed)."""
    return frozenset(place_in(part) for part in re.split(r"[\s,;]+", text) if part)


def codes_in(text: str, kind: Prefix) -> tuple[str, ...]:
    """Return codes with spaces, commas or semicolons between them. Raises InvalidInput."""
    return tuple(parse_code(part, kind) for part in re.split(r"[\s,;]+", text) if part)


def box_in(text: str) -> Box:
    """Return a box, written as left,top,right,bottom in px. Raises InvalidInput (box-malformed)."""
    try:
        left, top, right, bottom = (int(part) for part in text.split(","))
        return Box(left=left, top=top, right=right, bottom=bottom)
    except ValueError:
        raise InvalidInput("box-malformed", given=text) from None


def looks_like_letter(text: str) -> bool:
    """Tell whether somebody wrote a letter's code, well or badly, and not the name of a file."""
    return _LETTER_CODE.fullmatch(text.strip()) is not None
