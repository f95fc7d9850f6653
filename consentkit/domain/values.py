"""The frozen base of every value, and the canonical bytes that digests are taken of."""

import hashlib
import json
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

Fact = str | int | float | bool | date | tuple[str, ...]


class Value(BaseModel):
    """A value: frozen, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Channel(StrEnum):
    """Where stories appear."""

    WEBSITE = "website"
    SOCIAL = "social"
    PRINT = "print"
    PRESS = "press"
    BROADCAST = "broadcast"
    EXHIBITION = "exhibition"
    DONOR_REPORT = "donor-report"
    INTERNAL = "internal"


def none_of_before(value: Any) -> Any:
    """Return what a row has in a list that it was recorded without: its column came later, and is empty."""
    return () if value is None else value


def nothing_of_before(value: Any) -> Any:
    """Return the text that a row has in a column that came later: none."""
    return "" if value is None else value


def review_word(value: Any) -> Any:
    """Return `unreviewed` for `draft`, as files and kept letters said it before: they still load."""
    return "unreviewed" if value == "draft" else value


def canonical(value: Any) -> bytes:
    """Return the one JSON form of `value`: sorted keys, no spaces, UTF-8, dates as ISO text."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    ).encode()


def digest_of(value: Any) -> str:
    """Return the SHA-256 of the canonical form, as 64 lower-case hex digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def day_in_words(day: date) -> str:
    """Return a day as English readers everywhere read it: `3 May 2026`."""
    return f"{day.day} {day:%B %Y}"


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        # In JSON mode a set becomes a list in the order of this run's string hashes.
        return value.model_dump()
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
