"""The videos of one story: add, scan, settle each track by time, watch, make the public copy."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Static

from consentkit.domain.events import EventName
from consentkit.domain.progress import Watcher
from consentkit.domain.videos.videos import Sound, Track, Video, VideoCopy, VideoProfile
from consentkit.pages.checks.looks import look_at_video
from consentkit.pages.files import write_file
from consentkit.pages.videos.forms import video_form
from consentkit.pages.videos.words import state_in_words, track_row, video_row
from consentkit.tui.opening import bases_screen, story_screen
from consentkit.tui.permissions import is_allowed
from consentkit.tui.screens.looking import ask_look
from consentkit.tui.screens.working import BesidePictureScreen
from consentkit.tui.widgets.dialogs import Choose
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.picture_view import Fit, PictureView, fitted
from consentkit.tui.widgets.track_settling import begin_settling_track
from consentkit.tui.widgets.viewers import open_video
from consentkit.tui.widgets.virtual_table import Row, VirtualTable
from consentkit.usecases.videos.copies import make_video_copy, show_video_copy
from consentkit.usecases.videos.states import VideoState, list_video_states, preview_track
from consentkit.usecases.videos.videos import mark_video, scan_video
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.pictures.videos import SOUNDS, video_copy_in_words

_LIST_COLUMNS, _OTHER_ROWS = 44, 8


class VideosScreen(BesidePictureScreen):
    """Every video of a story, and below each the tracks in it, by time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add"),
        Binding("s", "scan", "Scan"),
        Binding("l", "settle('link_covered')", "Link, cover"),
        Binding("L", "settle('link_shown')", "Link, show"),
        Binding("d", "settle('declare')", "Declare"),
        Binding("r", "settle('redact')", "Redact"),
        Binding("n", "settle('not_a_face')", "Not a face"),
        Binding("b", "settle('draw')", "Box by hand"),
        Binding("v", "show", "Picture"),
        Binding("o", "open", "Player"),
        Binding("f", "watched", "Watched it"),
        Binding("c", "copy", "Public copy"),
        Binding("w", "see_copy", "See the copy"),
        Binding("e", "export", "Export"),
        Binding("y", "bases", "Rests on"),
        Binding("x", "stop", "Stop"),
        Binding("escape", "leave", "Back"),
    ]

    RECORDS_LOOKS: ClassVar[bool] = True

    def __init__(self, story_id: str) -> None:
        super().__init__()
        self.story_id = story_id
        self._states: tuple[VideoState, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the list, what is under the cursor, and a picture of it."""
        yield self.title_bar(_("Videos") + f" · {self.story_id}")
        yield Static("", id="hint", classes="hint", markup=False)
        with Container(id="picture-parts"):
            with Container(id="picture-faces"):
                yield VirtualTable(
                    [(_("Code"), 13), (_("When"), 14), (_("Grade"), 12), (_("What it has come to"), 30)]
                )
            yield PictureView(id="picture-view")
        yield LongWork()
        yield KeyLines()

    def refresh_rows(self) -> None:
        """Read the videos again."""
        found = self.try_act(lambda: list_video_states(self.desk.workspace, self.story_id))
        self._states = found or ()
        self.query_one(VirtualTable).show_rows(len(self._all_rows()), self._rows)
        self.describe()

    def _all_rows(self) -> list[Row]:
        rows = []
        for state in self._states:
            rows.append(video_row(state))
            rows += [track_row(number, track) for number, track in enumerate(state.tracks, start=1)]
        return rows

    def _rows(self, first: int, count: int) -> Sequence[Row]:
        return self._all_rows()[first : first + count]

    @property
    def state(self) -> VideoState | None:
        """The video under the cursor, or the one whose track is."""
        code = (self.query_one(VirtualTable).key or "").strip()
        for state in self._states:
            if code == state.video.id or any(track.id == code for track in state.tracks):
                return state
        return None

    @property
    def track(self) -> Track | None:
        """The track under the cursor."""
        code, state = (self.query_one(VirtualTable).key or "").strip(), self.state
        return next((track for track in state.tracks if track.id == code), None) if state else None

    def describe(self) -> None:
        """Say how far the video under the cursor is."""
        state = self.state
        words = _("No videos yet. Press a to add one.") if state is None else state_in_words(state)
        self.query_one("#hint", Static).update(words)

    def action_bases(self) -> None:
        """Go to what the video under the cursor, or the track, rests on."""
        at = [one.id for one in (self.track, self.state and self.state.video) if one]
        self.app.push_screen(bases_screen(self.story_id, *at))

    def action_add(self) -> None:
        """Ask which file."""
        if not is_allowed(self, EventName.VIDEO_ADDED):
            return
        form = video_form(self.desk.workspace, self.story_id)
        self.app.push_screen(FormScreen(form), self._added)

    def _added(self, video: object) -> None:
        if isinstance(video, Video):
            self.say(_("Taken in. Press s to scan every frame of it."))
            self.refresh_rows()

    def action_scan(self) -> None:
        """Scan every frame of the video."""
        if self.state is not None and is_allowed(self, EventName.VIDEO_SCANNED):
            self.run_long("scan", _("Scanning, second"), partial(_scan, self.state.video.id))

    def action_settle(self, how: str) -> None:
        """Decide about the track under the cursor."""
        begin_settling_track(self, how)

    def action_show(self) -> None:
        """Show the track where it is largest, or hide it."""
        track, state = self.track, self.state
        if self.shows_picture:
            self.hide_pictures()
        elif track is None or state is None:
            self.say(_("Go to a track first: v shows it where it is largest. o opens the whole video."))
        elif is_allowed(self, EventName.ORIGINAL_SHOWN):
            size = (state.video.width_px, state.video.height_px)
            fit = fitted(size, self.size.width - _LIST_COLUMNS, self.size.height - _OTHER_ROWS)
            self.run_long("show", _("Looking for the frame"), partial(_preview, track.id, fit))

    def action_open(self) -> None:
        """Open the video with numbered tracks in the desktop's player; when all is settled, ask if it was."""
        if self.state is None or not is_allowed(self, EventName.ORIGINAL_SHOWN):
            return
        if out := self.new_outside(".mp4"):
            job = partial(_write, self.state.video.id, out)
            self.run_long("open", _("Drawing the boxes, second"), job)

    def action_watched(self) -> None:
        """Record that somebody watched the whole video, with what they answer about it."""
        if self.state is None or not is_allowed(self, EventName.VIDEO_VIEWED):
            return
        state, workspace = self.state, self.desk.workspace
        look = self.try_act(lambda: look_at_video(workspace, state.video, state.tracks))
        ask_look(self, look, _("Recorded that you watched it."), self.refresh_rows)

    def action_copy(self) -> None:
        """Ask what becomes of the sound, and make the public copy."""
        if self.state is None or not is_allowed(self, EventName.VIDEO_COPY_MADE):
            return
        options = [(sound.value, _(words)) for sound, words in SOUNDS.items()]
        question = _("What becomes of the sound? An altered voice can be shifted back: it protects nobody.")
        self.app.push_screen(Choose(question, options), partial(self._copy, self.state.video.id))

    def _copy(self, video: str, sound: str | None) -> None:
        if sound is not None:
            self.run_long("copy", _("Making the public copy, second"), partial(_copy, video, Sound(sound)))

    def action_export(self) -> None:
        """Go to the story's page, which gives its copies away once it is cleared."""
        self.app.push_screen(story_screen(self.story_id, "clearance", "export"))

    def action_see_copy(self) -> None:
        """Open the public copy in the desktop's player, cleared or not."""
        if self.state is None or not is_allowed(self, EventName.COPY_SHOWN):
            return
        if out := self.new_outside(".mp4"):
            self.run_long("open", _("Opening the public copy"), partial(_show_copy, self.state.video.id, out))

    @on(LongWork.Done)
    def _finished(self, done: LongWork.Done) -> None:
        if done.error is not None:
            self.show_error(done.error)
        elif done.name == "show":
            data, fit = cast("tuple[bytes, Fit]", done.result)
            self.show_pictures((_("Where it is largest"), data, fit))
        elif done.name == "open":
            self.notify(open_video(cast("Path", done.result)), timeout=15, markup=False)
            state = self.state
            scan = state.video.scan if state else None
            if state and scan and scan.is_of_every_frame and not (state.open_count or state.video.viewed_by):
                self.action_watched()
        elif done.name == "copy":
            self.notify(video_copy_in_words(cast("VideoCopy", done.result)), timeout=15, markup=False)
        else:
            self.say(_("Scanned. Settle each track, then watch the whole video."))
        self.refresh_rows()


def _scan(video: str, workspace: Workspace, watch: Watcher) -> Video:
    return scan_video(workspace, video, profile=VideoProfile.THOROUGH, watch=watch)


def _preview(track: str, fit: Fit, workspace: Workspace, _watch: Watcher) -> tuple[bytes, Fit]:
    return preview_track(workspace, track, width_px=fit.width_px, height_px=fit.height_px), fit


def _write(video: str, out: Path, workspace: Workspace, watch: Watcher) -> Path:
    return write_file(out, mark_video(workspace, video, watch=watch))


def _copy(video: str, sound: Sound, workspace: Workspace, watch: Watcher) -> VideoCopy:
    return make_video_copy(workspace, video, sound=sound, watch=watch)


def _show_copy(video: str, out: Path, workspace: Workspace, _watch: Watcher) -> Path:
    return write_file(out, show_video_copy(workspace, video).data)
