"""The rows of a roster, as they are shown before anything is made."""

from consentkit.domain.errors import InvalidInput, NotFound, Refused
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.letters.batches import RosterRow, look_at_roster
from consentkit.usecases.letters.letters import NewLetter, compose
from consentkit.usecases.workspaces import Workspace

_LOOKED_AT = 50
"""Rows whose letter is composed before the list is shown; the others are checked when they are made."""


def look_at_rows(workspace: Workspace, roster: Incoming, usual: NewLetter) -> tuple[RosterRow, ...]:
    """Return a roster's rows, with what is wrong in each. Raises InvalidInput where it is no roster."""
    rows = look_at_roster(workspace, roster, usual)
    return tuple(_composed(workspace, row) if place < _LOOKED_AT else row for place, row in enumerate(rows))


def _composed(workspace: Workspace, row: RosterRow) -> RosterRow:
    if row.letter is None:
        return row
    try:
        compose(workspace, row.letter)
    except (InvalidInput, NotFound, Refused) as error:
        return RosterRow(row.number, row.contributor, row.language, None, error)
    return row
