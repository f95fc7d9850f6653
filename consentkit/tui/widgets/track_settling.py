"""Settle a track of a video by keys, and add one by hand."""

from functools import partial
from typing import TYPE_CHECKING

from consentkit.domain.events import EventName
from consentkit.domain.pictures.images import FaceDecision
from consentkit.domain.videos.videos import Track
from consentkit.pages.videos.forms import settled_track_form, track_form
from consentkit.tui.permissions import is_allowed
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.settling import Settling, SettlingActs
from consentkit.usecases.videos.tracks import settle_track
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _

if TYPE_CHECKING:
    from consentkit.tui.screens.videos.videos import VideosScreen


def begin_settling_track(screen: "VideosScreen", how: str) -> None:
    """Settle the track under the cursor of a story's videos in one way, or add another."""
    track = screen.track
    if how == "draw":
        _draw(screen)
    elif track is None:
        screen.say(_("Go to a track first. b adds one by hand."))
    elif is_allowed(screen, EventName.TRACK_SETTLED):
        Settling(screen, _acts(screen.desk.workspace, screen.story_id)).begin(track, how)


def _acts(workspace: Workspace, story: str) -> SettlingActs[Track]:
    def settle(track: Track, decision: FaceDecision) -> Track:
        return settle_track(workspace, track.id, decision, expected=track)

    def take_back(before: Track, after: Track) -> Track:
        return settle_track(workspace, before.id, before.decision, expected=after)

    return SettlingActs(story, settle, take_back, partial(settled_track_form, workspace))


def _draw(screen: "VideosScreen") -> None:
    if screen.state is None or not is_allowed(screen, EventName.TRACK_ADDED):
        return
    form = track_form(screen.desk.workspace, screen.state.video.id)
    screen.app.push_screen(FormScreen(form), partial(_added, screen))


def _added(screen: "VideosScreen", track: object) -> None:
    if isinstance(track, Track):
        screen.say(_("It is in the list. Settle it as any other."))
        screen.refresh_rows()
