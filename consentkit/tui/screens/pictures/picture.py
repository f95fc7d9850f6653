"""One picture: settle each face, look at it, make its public copy."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from consentkit.domain.events import EventName
from consentkit.domain.gate.reopenings import Reopened
from consentkit.domain.pictures.images import Face
from consentkit.domain.pictures.public_copies import CopyWish, PublicCopy
from consentkit.domain.progress import Watcher
from consentkit.pages.checks.looks import look_at_picture
from consentkit.pages.files import write_file
from consentkit.pages.pictures.words import face_row
from consentkit.tui.opening import bases_screen, story_screen
from consentkit.tui.permissions import is_allowed
from consentkit.tui.screens.looking import ask_look
from consentkit.tui.screens.pictures.leaks import LeaksScreen
from consentkit.tui.screens.working import BesidePictureScreen
from consentkit.tui.widgets.box_keys import BoxKeys
from consentkit.tui.widgets.copying import Copying
from consentkit.tui.widgets.dialogs import Confirm
from consentkit.tui.widgets.face_settling import begin_settling_face
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.picture_view import Fit, PictureView, fitted
from consentkit.tui.widgets.viewers import open_in_viewer
from consentkit.tui.widgets.virtual_table import Row, VirtualTable
from consentkit.usecases.pictures.images import mark_picture, take_out_image
from consentkit.usecases.pictures.states import (
    ImageState,
    get_image_state,
    preview_image,
    preview_public_copy,
)
from consentkit.usecases.reopenings import foresee_revision
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.pictures.images import (
    copy_in_words,
    face_in_words,
    state_in_words,
)
from consentkit.wording.reopenings import reopened_lines

_WIDE_COLUMNS = 130
_FACES_COLUMNS, _FACES_COLUMNS_WIDE, _OTHER_ROWS = 43, 81, 7
"""What the list keeps beside a picture, and the rows that are not the picture's."""


class PictureScreen(BesidePictureScreen):
    """The faces of one picture, numbered as in the picture, and what can be done with each."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE_COLUMNS, "-wide")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "settle('link_covered')", "Link, cover"),
        Binding("L", "settle('link_shown')", "Link, show"),
        Binding("d", "settle('declare')", "Declare"),
        Binding("r", "settle('redact')", "Redact"),
        Binding("n", "settle('not_a_face')", "Not a face"),
        Binding("b", "settle('draw')", "Box by hand"),
        Binding("M", "move_box", "Move box"),
        Binding("u", "merge", "One face"),
        Binding("v", "show", "Picture"),
        Binding("o", "open", "Viewer"),
        Binding("f", "looked", "Looked at it"),
        Binding("c", "copy", "Public copy"),
        Binding("C", "copy_as", "Copy as"),
        Binding("m", "compare", "Before, after"),
        Binding("w", "see_copy", "See the copy"),
        Binding("e", "export", "Export"),
        Binding("g", "leaks", "Gives away"),
        Binding("y", "bases", "Rests on"),
        Binding("x", "take_out", "Take out"),
        Binding("escape", "leave", "Back"),
    ]

    RECORDS_LOOKS: ClassVar[bool] = True

    def __init__(self, image_id: str) -> None:
        super().__init__()
        self.image_id = image_id
        self._state: ImageState | None = None

    def compose(self) -> ComposeResult:
        """Lay out the picture's state, its faces, the one under the cursor, and the picture itself."""
        yield self.title_bar(_("Picture") + f" · {self.image_id}")
        yield Static("", id="picture-state", classes="hint", markup=False)
        with Container(id="picture-parts"):
            with Container(id="picture-faces"):
                yield VirtualTable(
                    [
                        (_("Face"), 11),
                        (_("No."), 3),
                        (_("Settled as"), 24),
                        (_("Grade"), 12),
                        (_("Sure"), 4),
                        (_("Box"), 19),
                    ]
                )
                with VerticalScroll(id="face-detail"):
                    yield Static("", id="face-words", markup=False)
            yield PictureView(id="picture-view")
        yield LongWork()
        yield KeyLines()

    @property
    def state(self) -> ImageState | None:
        """How far the picture is, as it was last read."""
        return self._state

    @property
    def face(self) -> Face | None:
        """The face under the cursor."""
        key = self.query_one(VirtualTable).key
        return next((f for f in self._state.faces if f.id == key), None) if self._state else None

    def go_to(self, face: str) -> None:
        """Put the cursor on a face."""
        codes = [one.id for one in self._state.faces] if self._state else []
        if face in codes:
            self.query_one(VirtualTable).cursor = codes.index(face)

    def refresh_rows(self) -> None:
        """Read the picture again."""
        self._state = self.try_act(lambda: get_image_state(self.desk.workspace, self.image_id))
        count = len(self._state.faces) if self._state else 0
        self.query_one(VirtualTable).show_rows(count, self._rows)
        self.query_one("#picture-state", Static).update(state_in_words(self._state) if self._state else "")
        self.describe()

    def _rows(self, first: int, count: int) -> Sequence[Row]:
        faces = self._state.faces if self._state else ()
        return [face_row(number, face) for number, face in enumerate(faces, start=1)][first : first + count]

    def describe(self) -> None:
        """Say what the face under the cursor is."""
        face = self.face
        words = (
            face_in_words(face)
            if face
            else _("No face is listed here. Look at the whole picture, then press f.")
        )
        self.query_one("#face-words", Static).update(words)

    def action_settle(self, how: str) -> None:
        """Decide about the face under the cursor."""
        begin_settling_face(self, how)

    def action_show(self) -> None:
        """Show the picture with its faces numbered, or hide it."""
        if self.shows_picture:
            self.hide_pictures()
        elif is_allowed(self, EventName.ORIGINAL_SHOWN):
            self.run_long("show", _("Opening the picture"), partial(_preview, self.image_id, self._room(1)))

    def action_compare(self) -> None:
        """Show the picture beside its public copy, or hide both."""
        if self.shows_picture:
            self.hide_pictures()
        elif is_allowed(self, EventName.ORIGINAL_SHOWN):
            self.run_long("compare", _("Opening both"), partial(_both, self.image_id, self._room(2)))

    def _room(self, count: int) -> Fit:
        """How big each picture can be: one beside the list, two in its place where it is narrow."""
        is_wide = self.size.width >= _WIDE_COLUMNS
        faces = _FACES_COLUMNS_WIDE if is_wide else (_FACES_COLUMNS if count == 1 else 2)
        columns = (self.size.width - faces) // count
        image = self._state.image if self._state else None
        size = (image.width_px, image.height_px) if image else (1, 1)
        return fitted(size, columns, self.size.height - _OTHER_ROWS)

    def action_open(self) -> None:
        """Open the picture at full size in the desktop's viewer; once all is settled, ask for the look."""
        if is_allowed(self, EventName.ORIGINAL_SHOWN):
            out = self.new_outside(".png")
            if out is not None:
                self.run_long("look", _("Opening the picture"), partial(_write, self.image_id, out))

    def action_take_out(self) -> None:
        """Take the picture out of the story into which it was put by mistake."""
        if not is_allowed(self, EventName.IMAGE_TAKEN_OUT) or self._state is None:
            return
        foreseen = foresee_revision(self.desk.workspace, self._state.image.story)
        meaning = [_("It stays kept, and adding its file again brings it back."), *reopened_lines(foreseen)]
        question = _("Take this picture out of the story?")
        self.app.push_screen(Confirm(question, "\n".join(meaning)), partial(self._take_out, foreseen))

    def _take_out(self, foreseen: Reopened, is_sure: bool | None) -> None:
        workspace = self.desk.workspace
        if is_sure and workspace.agreement is not None:
            with workspace.agreement.given(foreseen):
                self.act_as_told(lambda: take_out_image(workspace, self.image_id), lambda _out: self.leave())

    def action_looked(self) -> None:
        """Record that somebody looked at the whole picture, with what they answer about it."""
        if not is_allowed(self, EventName.IMAGE_VIEWED):
            return
        state, workspace = self._state, self.desk.workspace
        if state is None:
            return
        look = self.try_act(lambda: look_at_picture(workspace, state.image, state.faces))
        ask_look(self, look, _("Recorded that you looked at it."), self._looked)

    def _looked(self) -> None:
        """Go on: where every face is settled and there is no public copy yet, make it."""
        self.refresh_rows()
        if self._is_settled and self._state and self._state.copy_made is None:
            self.action_copy()

    @property
    def _is_settled(self) -> bool:
        """Whether it was scanned, and every box was decided about."""
        state = self._state
        return state is not None and state.image.scan is not None and state.open_count == 0

    def action_copy(self) -> None:
        """Make the public copy, and scan that one too."""
        Copying(self).make(CopyWish())

    def action_copy_as(self) -> None:
        """Make the public copy for a channel, or with other covers."""
        Copying(self).ask()

    def action_export(self) -> None:
        """Go to the story's page, which gives its copies away once it is cleared."""
        if self._state is not None:
            self.app.push_screen(story_screen(self._state.image.story, "clearance", "export"))

    def action_see_copy(self) -> None:
        """Open the public copy at full size in the desktop's viewer."""
        Copying(self).show()

    def action_move_box(self) -> None:
        """Move the box under the cursor."""
        BoxKeys(self).move()

    def action_merge(self) -> None:
        """Make one box of two on the same face."""
        BoxKeys(self).merge()

    def action_leaks(self) -> None:
        """Show what the file gives away."""
        if is_allowed(self, EventName.IMAGE_VIEWED):
            self.app.push_screen(LeaksScreen(self.image_id))

    def action_bases(self) -> None:
        """Go to what the picture, or the face under the cursor, rests on."""
        if self._state is not None:
            at = (self.face.id,) if self.face else ()
            self.app.push_screen(bases_screen(self._state.image.story, *at, self.image_id))

    @on(LongWork.Done)
    def _finished(self, done: LongWork.Done) -> None:
        if done.error is not None:
            self.show_error(done.error)
            return
        if done.name == "show":
            self.show_pictures((_("The original, numbered"), *cast("Shot", done.result)))
        elif done.name == "compare":
            before, after = cast("tuple[Shot, Shot]", done.result)
            self.show_pictures((_("Before: the original"), *before), (_("After: the public copy"), *after))
            self.query_one("#picture-parts").add_class("comparing")
        elif done.name in {"look", "open"}:
            self.notify(open_in_viewer(cast("Path", done.result)), timeout=15, markup=False)
            is_looked_at = self._state is not None and self._state.image.viewed_by is not None
            if done.name == "look" and self._is_settled and not is_looked_at:
                self.action_looked()
        elif done.name == "copy":
            self.notify(copy_in_words(cast("PublicCopy", done.result)), timeout=15, markup=False)
            self.refresh_rows()


Shot = tuple[bytes, Fit]


def _preview(image: str, fit: Fit, workspace: Workspace, _watch: Watcher) -> Shot:
    return preview_image(workspace, image, width_px=fit.width_px, height_px=fit.height_px), fit


def _both(image: str, fit: Fit, workspace: Workspace, watch: Watcher) -> tuple[Shot, Shot]:
    after = preview_public_copy(workspace, image, width_px=fit.width_px, height_px=fit.height_px)
    return _preview(image, fit, workspace, watch), (after, fit)


def _write(image: str, out: Path, workspace: Workspace, _watch: Watcher) -> Path:
    return write_file(out, mark_picture(workspace, image))
