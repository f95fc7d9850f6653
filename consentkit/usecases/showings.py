"""That an original or a public copy was shown: recorded before anybody sees it."""

from consentkit.domain.events import EventName, Showing
from consentkit.usecases.workspaces import Workspace


def record_original_shown(workspace: Workspace, subject: str, how: Showing, **facts: object) -> None:
    """Record that a picture, a video, or a story's sheet of them goes out.

    Raises Refused for a role that sees no faces, and for an actor whom the records no longer know.
    """
    with workspace.change(EventName.ORIGINAL_SHOWN) as change:
        change.record(subject, how=how, **facts)


def record_copy_shown(workspace: Workspace, subject: str) -> None:
    """Record that somebody sees a public copy, cleared or not. Raises what `record_original_shown` does."""
    with workspace.change(EventName.COPY_SHOWN) as change:
        change.record(subject)
