"""Letters, their pages that came back, releases, and reviews of the words."""

from collections.abc import Collection
from datetime import date
from typing import Any

from consentkit.domain.letters.papers import NEVER_ASK
from consentkit.domain.letters.records import (
    Letter,
    LetterState,
    Release,
    ReturnedPage,
    WordingReview,
)
from consentkit.domain.letters.rosters import RosterRow
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.tables import Table

letters = Table("letters", Letter, packed=frozenset({"printed"}))
returned_pages = Table("returned_pages", ReturnedPage, packed=frozenset({"ticks", "signing", "notes"}))
releases = Table("releases", Release, key="letter", packed=frozenset({"ticked"}))
roster_rows = Table("roster_rows", RosterRow, packed=frozenset({"columns", "ticked"}))
wording_reviews = Table("wording_reviews", WordingReview, key="seq", extra=frozenset({"seq"}))

_IS_OUT = "set_aside_on IS NULL AND id NOT IN (SELECT letter FROM releases)"
"""The condition of a letter that was made and has not come back."""

_CAME = "id IN (SELECT letter FROM returned_pages WHERE set_aside_on IS NULL AND letter IS NOT NULL)"

_HAS_RELEASE = "id IN (SELECT letter FROM releases)"

_IS_BACK = f"NOT {_HAS_RELEASE} AND {_CAME}"
"""A page is in and nobody confirmed it: also where the letter had been set aside as one that is not used."""

_IN_STATE: dict[LetterState | None, str] = {
    None: "1",
    LetterState.OUT: f"{_IS_OUT} AND NOT {_CAME}",
    LetterState.BACK: _IS_BACK,
    LetterState.CONFIRMED: _HAS_RELEASE,
    LetterState.ASIDE: f"set_aside_on IS NOT NULL AND NOT {_HAS_RELEASE} AND NOT {_CAME}",
}

_IS_LOOSE = "set_aside_on IS NULL AND letter IS NULL"
"""The condition of a page that belongs to no letter yet."""


def find_letter(db: EncryptedDatabase, letter: str) -> Letter | None:
    """Return a letter; `None` where the records know none of this code."""
    found = letters.where(db, "id = ?", letter)
    return found[0] if found else None


def is_letter_out(db: EncryptedDatabase, letter: str) -> bool:
    """Tell whether a letter was neither set aside nor came back, not even with one page."""
    return bool(letters.where(db, f"id = ? AND {_IS_OUT} AND NOT {_CAME}", letter))


def list_letters(db: EncryptedDatabase, story: str | None) -> tuple[Letter, ...]:
    """Return the letters for a story (`None`: all), oldest first."""
    return letters.where(db, "(? IS NULL OR story = ?)", story, story)


def list_letters_out(db: EncryptedDatabase, story: str | None) -> tuple[Letter, ...]:
    """Return the letters for a story (`None`: all) that are still out, oldest first."""
    return letters.where(db, f"(? IS NULL OR story = ?) AND {_IS_OUT}", story, story)


def letters_out_to(
    db: EncryptedDatabase, contributor: str, *, form: str, language: str, story: str | None
) -> tuple[Letter, ...]:
    """Return a contributor's letters of one form in one language for one story that are still out."""
    condition = f"contributor = ? AND form = ? AND language = ? AND story IS ? AND {_IS_OUT}"
    return letters.where(db, condition, contributor, form, language, story)


def letters_of_contributor(db: EncryptedDatabase, contributor: str) -> tuple[Letter, ...]:
    """Return the letters made for a contributor, and the sheets with a row of theirs; oldest first."""
    in_rows = "id IN (SELECT letter FROM roster_rows WHERE contributor = ?)"
    return letters.where(db, f"contributor = ? OR {in_rows}", contributor, contributor)


def state_of_letter(db: EncryptedDatabase, letter: str) -> LetterState:
    """Return what a letter has come to."""
    for state in LetterState:
        if letters.where(db, f"id = ? AND {_IN_STATE[state]}", letter):
            return state
    # Set aside after a page came back, or what nobody thought of: it counts as nothing that was agreed.
    return LetterState.ASIDE


def list_loose_pages(db: EncryptedDatabase) -> tuple[ReturnedPage, ...]:
    """Return the pages that belong to no letter yet, oldest first."""
    return returned_pages.where(db, _IS_LOOSE)


def pages_of_letter(db: EncryptedDatabase, letter: str) -> tuple[ReturnedPage, ...]:
    """Return the pages that came back of a letter, in the order of its pages."""
    return returned_pages.where(db, "set_aside_on IS NULL AND letter = ?", letter, order="page, rowid")


def page_with_digest(db: EncryptedDatabase, digest: str) -> ReturnedPage | None:
    """Return the first page of a file that was taken in; `None` where it never was."""
    found = returned_pages.where(db, "digest = ?", digest)
    return found[0] if found else None


def release_of(db: EncryptedDatabase, letter: str) -> Release | None:
    """Return what a letter became; `None` until it was confirmed."""
    found = releases.where(db, "letter = ?", letter)
    return found[0] if found else None


def letter_of_release(db: EncryptedDatabase, file: str) -> str | None:
    """Return the code of the letter that a kept release is of, a group's sheet too; `None`: of none."""
    found = [one.letter for one in releases.where(db, "file = ?", file)]
    found += [one.letter for one in roster_rows.where(db, "release = ?", file)]
    return found[0] if found else None


def never_ask_since(db: EncryptedDatabase, contributor: str) -> date | None:
    """Return the last day on which "do not ask me again" was confirmed for somebody; `None`: never."""
    own = "letter IN (SELECT id FROM letters WHERE contributor = ? AND purpose = 'refusal')"
    found = releases.where(db, own, contributor, order="confirmed_on DESC, rowid DESC")
    return next((one.confirmed_on for one in found if NEVER_ASK in one.ticked), None)


def latest_review(db: EncryptedDatabase, language: str, digest: str) -> WordingReview | None:
    """Return the last review of exactly these words, `None` where there is none."""
    found = wording_reviews.where(db, "language = ? AND digest = ?", language, digest, order="seq DESC")
    return found[0] if found else None


def letters_to_confirm(db: EncryptedDatabase) -> tuple[Letter, ...]:
    """Return the letters of which at least one page came back and that nobody confirmed yet."""
    return letters.where(db, _IS_BACK)


def letters_of_people_back(
    db: EncryptedDatabase, people: Collection[str], story: str | None = None
) -> tuple[Letter, ...]:
    """Return these people's letters of which a page came back, for a story or for any; oldest first.

    A group's sheet is a letter of everybody who has a row. A letter that names no story is about each.
    `story` `None`: all letters.
    """
    marks = ", ".join("?" * len(people))
    in_rows = f"id IN (SELECT letter FROM roster_rows WHERE contributor IN ({marks}))"  # noqa: S608 - ours
    condition = (
        f"(contributor IN ({marks}) OR {in_rows}) AND (? IS NULL OR story IS NULL OR story = ?)"
        f" AND ({_HAS_RELEASE} OR {_CAME})"
    )
    return letters.where(db, condition, *people, *people, story, story)


def rows_of_letter(db: EncryptedDatabase, letter: str) -> tuple[RosterRow, ...]:
    """Return the rows of a group's sheet as printed; `()` for any other letter."""
    return roster_rows.where(db, "letter = ?", letter, order="place")


def stop_code_for(db: EncryptedDatabase, contributor: str, story: str | None) -> str | None:
    """Return the one code that somebody names to stop a story; `None` where no paper was made for them yet.

    It is the one of their first row on a group's sheet, which is that of their first letter where that came
    before, else that of their first letter.
    """
    of_story = "letter IN (SELECT id FROM letters WHERE story IS ?)"
    condition = f"contributor = ? AND stop_code IS NOT NULL AND {of_story}"
    rows = roster_rows.where(db, condition, contributor, story, order="rowid LIMIT 1")
    if rows:
        return rows[0].stop_code
    found = letters.where(db, "contributor = ? AND story IS ?", contributor, story, order="rowid LIMIT 1")
    return found[0].id if found else None


def holder_of_code(db: EncryptedDatabase, code: str) -> tuple[str | None, str | None]:
    """Return whose the code on a paper is, and of which story; `None`: nobody's, or every story's.

    Raises NotFound `record-unknown`.
    """
    if find_letter(db, code) is None:
        for row in roster_rows.where(db, "stop_code = ?", code, order="rowid LIMIT 1"):
            return row.contributor, letters.get(db, row.letter).story
    letter = letters.get(db, code)
    return letter.contributor, letter.story


def letters_not_back(db: EncryptedDatabase, before: date, most: int) -> list[dict[str, Any]]:
    """Return up to `most` letters made before a day of which no page came back, the oldest first."""
    came = "SELECT letter FROM returned_pages WHERE set_aside_on IS NULL AND letter IS NOT NULL"
    sql = (
        f"SELECT id, form, story, contributor, made_on FROM letters"  # noqa: S608 - our own words
        f" WHERE {_IS_OUT} AND made_on < ? AND purpose IN ('consent', 'assent', 'renewal')"
        f" AND id NOT IN ({came}) ORDER BY made_on LIMIT ?"
    )
    return list(db.rows(sql, (before.isoformat(), most)))


_STARTS = "(id LIKE ? OR contributor LIKE ? OR story LIKE ?)"
"""Whose own code, contributor or story begins so; codes hold no character that LIKE reads otherwise."""


_GIVEN = "(? IS NULL OR given_to = ?)"


def count_letters(
    db: EncryptedDatabase, state: LetterState | None, start: str, given_to: str | None = None
) -> int:
    """Return how many letters are in a state (`None`: any) and have a code that begins with `start`.

    `given_to` counts those alone that this actor prints.
    """
    sql = f"SELECT count(*) AS n FROM letters WHERE {_IN_STATE[state]} AND {_STARTS} AND {_GIVEN}"  # noqa: S608
    return int(db.rows(sql, (*(f"{start}%",) * 3, given_to, given_to))[0]["n"])


def page_of_letters(
    db: EncryptedDatabase,
    state: LetterState | None,
    start: str,
    first: int,
    count: int,
    *,
    given_to: str | None = None,
) -> tuple[Letter, ...]:
    """Return up to `count` letters from number `first` (from 0) on, the newest first."""
    order = f"rowid DESC LIMIT {int(count)} OFFSET {int(first)}"
    condition = f"{_IN_STATE[state]} AND {_STARTS} AND {_GIVEN}"
    return letters.where(db, condition, *(f"{start}%",) * 3, given_to, given_to, order=order)


def letters_given_to(db: EncryptedDatabase, handle: str) -> tuple[Letter, ...]:
    """Return the letters that were given to an actor to be printed and are still out, oldest first."""
    return letters.where(db, f"given_to = ? AND {_IS_OUT} AND NOT {_CAME}", handle)
