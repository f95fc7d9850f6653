"""A story or a contributor to choose, found by the beginning of a code or by a word of a working title."""

from collections.abc import Collection

from consentkit.usecases.consents.lists import code_start, page_of_people, stories_to_choose
from consentkit.usecases.workspaces import Workspace

_MOST_PEOPLE = 20
"""More than this nobody reads through: one types the beginning of a code."""


def people_found(workspace: Workspace, text: str, leave_out: Collection[str] = ()) -> list[tuple[str, str]]:
    """Return (code, what it says) of the newest contributors whose code begins so; none where none can."""
    if text.strip()[:1].upper() not in ("", "C"):
        return []
    page = page_of_people(workspace, code_start(text, "C"), 0, _MOST_PEOPLE + len(leave_out))
    return [(one.code, f"{one.code}  {one.language}") for one, _answers in page if one.code not in leave_out]


def stories_found(workspace: Workspace, text: str) -> list[tuple[str, str]]:
    """Return (code, what it says) of the stories whose code or working title fits what was typed."""
    start = code_start(text, "S") if any(c.isdigit() for c in text) else ""
    found = stories_to_choose(workspace, start)
    if not start:
        wanted = text.strip().casefold()
        found = tuple(one for one in found if wanted in one.title.casefold())
    return [(one.id, f"{one.id}  {one.title}") for one in found]
