"""Settle a track by keys: each decision is saved at once, and can be taken back."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from consentkit.domain.events import EventName
from consentkit.domain.pictures.images import Declaration, FaceDecision, Settlement
from consentkit.domain.videos.videos import Track
from consentkit.pages.videos.forms import settled_track_form, track_form
from consentkit.tui.permissions import is_allowed
from consentkit.tui.widgets.dialogs import Choose
from consentkit.tui.widgets.forms import FormScreen
from consentkit.usecases.stories.stories import show_story
from consentkit.usecases.videos.tracks import settle_track
from consentkit.wording.languages import _
from consentkit.wording.pictures.images import DECLARATIONS, settlement_in_words

if TYPE_CHECKING:
    from consentkit.tui.screens.videos.videos import VideosScreen


class TrackSettling:
    """The ways to settle the track under the cursor of a story's videos."""

    def __init__(self, screen: "VideosScreen") -> None:
        self._screen = screen

    def begin(self, how: str) -> None:
        """Settle in one way: the name of a method below."""
        ways: dict[str, Callable[[Track], None]] = {
            "link_covered": partial(self._link, is_hidden=True),
            "link_shown": partial(self._link, is_hidden=False),
            "declare": self._declare,
            "redact": partial(self._settle, decision=FaceDecision(settlement=Settlement.REDACTED)),
            "not_a_face": partial(self._ask_why, settlement=Settlement.NOT_A_FACE),
        }
        if how == "draw":
            self._draw()
            return
        track = self._screen.track
        if track is None:
            self._screen.say(_("Go to a track first. b adds one by hand."))
        elif is_allowed(self._screen, EventName.TRACK_SETTLED):
            ways[how](track)

    def _link(self, track: Track, *, is_hidden: bool) -> None:
        people = show_story(self._screen.desk.workspace, self._screen.story_id)[0].contributors
        if not people:
            self._screen.say(_("No contributor is in this story yet. Put them in on the story's page first."))
            return

        def linked(contributor: str | None) -> None:
            if contributor is not None:
                decision = FaceDecision(
                    settlement=Settlement.LINKED, contributor=contributor, is_hidden=is_hidden
                )
                self._settle(track, decision)

        if len(people) == 1:
            linked(people[0])
            return
        self._screen.app.push_screen(Choose(_("Whose face is it?"), [(c, c) for c in people]), linked)

    def _declare(self, track: Track) -> None:
        def why(kind: str | None) -> None:
            if kind is not None:
                self._ask_why(track, Settlement.DECLARED, Declaration(kind))

        options = [(kind.value, _(words)) for kind, words in DECLARATIONS.items()]
        self._screen.app.push_screen(Choose(_("Who is it? It stays visible."), options), why)

    def _ask_why(self, track: Track, settlement: Settlement, declaration: Declaration | None = None) -> None:
        form = settled_track_form(self._screen.desk.workspace, track, settlement, declaration)
        self._screen.app.push_screen(FormScreen(form), partial(self._saved, track))

    def _settle(self, track: Track, decision: FaceDecision) -> None:
        act = partial(settle_track, self._screen.desk.workspace, track.id, decision, expected=track)
        self._saved(track, self._screen.try_act(act))

    def _saved(self, before: Track, after: object) -> None:
        if not isinstance(after, Track):
            return
        words = f"{after.id}: {settlement_in_words(after)}"
        self._screen.say(words + " · " + _("ctrl+z takes it back"))
        undo = partial(settle_track, self._screen.desk.workspace, before.id, before.decision, expected=after)
        self._screen.consentkit.remember_undo(words, undo)
        self._screen.refresh_rows()

    def _draw(self) -> None:
        state = self._screen.state
        if state is None or not is_allowed(self._screen, EventName.TRACK_ADDED):
            return
        form = track_form(self._screen.desk.workspace, state.video.id)
        self._screen.app.push_screen(FormScreen(form), self._added)

    def _added(self, track: object) -> None:
        if isinstance(track, Track):
            self._screen.say(_("It is in the list. Settle it as any other."))
            self._screen.refresh_rows()
