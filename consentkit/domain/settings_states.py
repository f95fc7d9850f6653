"""Whether the settings and the organisation's own files are still those that a manager accepted."""

from datetime import date
from enum import StrEnum

from consentkit.domain.values import Value


class FileChange(StrEnum):
    """What happened to a file since it was accepted."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


class ChangedFile(Value):
    """A file of the workspace that is not as it was accepted; `name` is meant from the workspace's folder."""

    name: str
    change: FileChange


class SettingsState(Value):
    """How settings, own policies, forms and words stand against what was accepted last.

    `digest` is that of the whole state as it is. Nobody accepted anything yet where `accepted_by` is
    `None`: then every file is new. `engine` is the cluster that the settings name, `None` for this machine.
    """

    digest: str
    changes: tuple[ChangedFile, ...] = ()
    accepted_by: str | None = None
    accepted_on: date | None = None
    engine: str | None = None
    is_engine_accepted: bool = True

    @property
    def is_accepted(self) -> bool:
        """Tell whether all is as it was accepted."""
        return not self.changes and self.is_engine_accepted
