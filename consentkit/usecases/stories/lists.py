"""Find stories among very many: by words of their title, by code, by what state they are in."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from consentkit.domain.codes import parse_code
from consentkit.domain.errors import InvalidInput
from consentkit.domain.stories import StoryState
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.stories.lists import (
    newest_number,
    numbers_by_short_words,
    numbers_by_title,
    numbers_in_state,
    numbers_with_code,
    numbers_with_contributor,
    story_rows,
)
from consentkit.usecases.workspaces import Workspace

MOST_FOUND = 10_000
"""A search stops here; nobody reads on, and more words find less."""

SOON_DAYS = 30
"""A consent that ends within these days ends soon."""

_SHORTEST_INDEXED = 3
_NEWEST_LOOKED_THROUGH = 5_000
"""One or two letters are in no index; they are looked for in the titles of this many newest stories."""

_CODE_START = re.compile(r"[Ss]-[0-9A-Za-z]{0,4}(-[0-9A-Za-z]{0,4})?|[Ss][0-9A-Za-z]{4,8}")
_MISREAD = str.maketrans("ILO", "110")


@dataclass(frozen=True)
class FoundStories:
    """What a search found: how many (`MOST_FOUND` at most), and whether there are more.

    `numbers` are the stories', newest first; `None` means all of them, from `count` down to 1.
    """

    count: int
    is_cut: bool
    numbers: tuple[int, ...] | None


@dataclass(frozen=True)
class StoryLine:
    """What a list shows of a story."""

    id: str
    title: str
    added_on: date
    people: int
    pictures: int
    is_live: bool
    has_takedown: bool


def find_stories(workspace: Workspace, words: str = "", state: StoryState = StoryState.ALL) -> FoundStories:
    """Find the stories with all these words in their title, or with this code or that of a contributor."""
    db = workspace.reading
    parts = words.split()
    if not parts and state is StoryState.ALL:
        return FoundStories(newest_number(db), is_cut=False, numbers=None)
    if state is StoryState.ALL:
        found = _matching(db, words.strip(), parts)
    else:
        soon = (workspace.today, workspace.today + timedelta(days=SOON_DAYS))
        found = numbers_in_state(db, state, parts, soon, limit=MOST_FOUND + 1)
    return FoundStories(min(len(found), MOST_FOUND), len(found) > MOST_FOUND, found[:MOST_FOUND])


def lines_of(workspace: Workspace, found: FoundStories, first: int, count: int) -> tuple[StoryLine, ...]:
    """Return up to `count` lines of what was found, from line `first` (from 0) on."""
    if found.numbers is None:
        top = found.count - first
        numbers = tuple(range(top, max(0, top - count), -1))
    else:
        numbers = found.numbers[first : first + count]
    zone = ZoneInfo(workspace.settings.timezone)
    return tuple(
        StoryLine(
            id=row["id"],
            title=row["title"],
            added_on=datetime.fromisoformat(row["added_at"]).astimezone(zone).date(),
            people=row["people"],
            pictures=row["pictures"],
            is_live=bool(row["live"]),
            has_takedown=bool(row["takedown"]),
        )
        for row in story_rows(workspace.reading, numbers)
    )


def _by_title(db: EncryptedDatabase, parts: list[str]) -> tuple[int, ...]:
    long = [part for part in parts if len(part) >= _SHORTEST_INDEXED]
    if long:
        return numbers_by_title(db, long, limit=MOST_FOUND + 1)
    return numbers_by_short_words(db, parts, among=_NEWEST_LOOKED_THROUGH, limit=MOST_FOUND + 1)


def _matching(db: EncryptedDatabase, text: str, parts: list[str]) -> tuple[int, ...]:
    person = _contributor(text)
    if person:
        return numbers_with_contributor(db, person, limit=MOST_FOUND + 1)
    by_code = _by_code(db, text) if _CODE_START.fullmatch(text) else ()
    if by_code and "-" in text:
        return by_code
    # Without its dash it may be a word as well, such as "school".
    found = {*by_code, *_by_title(db, parts)}
    return tuple(sorted(found, reverse=True))


def _by_code(db: EncryptedDatabase, text: str) -> tuple[int, ...]:
    body = text[1:].replace("-", "").upper().translate(_MISREAD)
    start = f"S-{body[:4]}" + (f"-{body[4:]}" if len(body) > 4 else "")  # noqa: PLR2004 - S-XXXX-XXXX
    return numbers_with_code(db, start, limit=MOST_FOUND + 1)


def _contributor(text: str) -> str:
    try:
        return parse_code(text, "C")
    except InvalidInput:
        return ""
