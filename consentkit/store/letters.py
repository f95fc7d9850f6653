"""Letters, their pages that came back, releases, and reviews of the words."""

from datetime import date
from typing import Any

from consentkit.domain.letters.records import Letter, Release, ReturnedPage, WordingReview
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.tables import Table

letters = Table("letters", Letter)
returned_pages = Table("returned_pages", ReturnedPage, packed=frozenset({"ticks", "notes"}))
releases = Table("releases", Release, key="letter", packed=frozenset({"ticked"}))
wording_reviews = Table("wording_reviews", WordingReview, key="seq", extra=frozenset({"seq"}))

IS_OUT = "set_aside_on IS NULL AND id NOT IN (SELECT letter FROM releases)"
"""The condition of a letter that was made and has not come back."""

_CAME = "id IN (SELECT letter FROM returned_pages WHERE set_aside_on IS NULL AND letter IS NOT NULL)"
IS_BACK = f"{IS_OUT} AND {_CAME}"
"""The condition of a letter of which a page came back and that nobody confirmed yet."""

IS_AWAY = f"{IS_OUT} AND NOT {_CAME}"
"""The condition of a letter of which no page came back."""

IS_CONFIRMED = "id IN (SELECT letter FROM releases)"
"""The condition of a letter that became a release."""

IS_ASIDE = "set_aside_on IS NOT NULL"
"""The condition of a letter that will not come back."""

IS_LOOSE = "set_aside_on IS NULL AND letter IS NULL"
"""The condition of a page that belongs to no letter yet."""

IS_OF_LETTER = "set_aside_on IS NULL AND letter = ?"
"""The condition of a page of a letter."""


def latest_review(db: EncryptedDatabase, language: str, digest: str) -> WordingReview | None:
    """Return the last review of exactly these words, `None` where there is none."""
    found = wording_reviews.where(db, "language = ? AND digest = ?", language, digest, order="seq DESC")
    return found[0] if found else None


def letters_to_confirm(db: EncryptedDatabase) -> tuple[Letter, ...]:
    """Return the letters of which at least one page came back and that nobody confirmed yet."""
    came = "SELECT letter FROM returned_pages WHERE set_aside_on IS NULL"
    return letters.where(db, f"{IS_OUT} AND id IN ({came})")


def letters_not_back(db: EncryptedDatabase, before: date, most: int) -> list[dict[str, Any]]:
    """Return up to `most` letters made before a day of which no page came back, the oldest first."""
    came = "SELECT letter FROM returned_pages WHERE set_aside_on IS NULL AND letter IS NOT NULL"
    sql = (
        f"SELECT id, form, story, contributor, made_on FROM letters"  # noqa: S608 - our own words
        f" WHERE {IS_OUT} AND made_on < ? AND purpose IN ('consent', 'assent', 'renewal')"
        f" AND id NOT IN ({came}) ORDER BY made_on LIMIT ?"
    )
    return list(db.rows(sql, (before.isoformat(), most)))


_STARTS = "(id LIKE ? OR contributor LIKE ? OR story LIKE ?)"
"""Whose own code, contributor or story begins so; codes hold no character that LIKE reads otherwise."""


def count_letters(db: EncryptedDatabase, condition: str, start: str) -> int:
    """Return how many letters meet a condition and have a code that begins with `start`."""
    sql = f"SELECT count(*) AS n FROM letters WHERE {condition} AND {_STARTS}"  # noqa: S608 - our own words
    return int(db.rows(sql, (f"{start}%",) * 3)[0]["n"])


def page_of_letters(
    db: EncryptedDatabase, condition: str, start: str, first: int, count: int
) -> tuple[Letter, ...]:
    """Return up to `count` letters from number `first` (from 0) on, the newest first."""
    order = f"rowid DESC LIMIT {int(count)} OFFSET {int(first)}"
    return letters.where(db, f"{condition} AND {_STARTS}", *(f"{start}%",) * 3, order=order)
