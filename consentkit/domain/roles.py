"""Actors and what their roles are for."""

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from consentkit.domain.values import Value

Handle = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,31}$")]


class Role(StrEnum):
    """What an actor may do."""

    OFFICER = "officer"
    VOLUNTEER = "volunteer"
    MANAGER = "manager"
    SAFEGUARDING = "safeguarding"
    KEEPER = "keeper"
    AUDITOR = "auditor"


class Actor(Value):
    """Who is using consentkit: a short handle such as `officer-1`, never a contributor's name."""

    handle: Handle
    roles: frozenset[Role]

    def has(self, *roles: Role) -> bool:
        """Tell whether the actor holds at least one of these roles."""
        return bool(self.roles & set(roles))


READERS = frozenset({Role.OFFICER, Role.MANAGER, Role.SAFEGUARDING, Role.KEEPER, Role.AUDITOR})
"""Who may read stories, consents and faces; a volunteer handles letters only. A new role reads nothing."""

LETTER_READERS = READERS | {Role.VOLUNTEER}
"""Who may read which letters there are, by code; what stands on one is shown by another rule."""
