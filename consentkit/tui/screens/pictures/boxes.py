"""A box by hand over one picture: moved and sized by keys, by mouse, or typed as numbers."""

import io
from functools import partial
from typing import ClassVar, cast

from pydantic import ValidationError
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label, Static

from consentkit.domain.errors import ConsentkitError, InvalidInput
from consentkit.domain.pictures.images import Box, BoxKind, Face, Image
from consentkit.domain.progress import Watcher
from consentkit.pages.pictures.box_moves import around, between, moved, sized, steps
from consentkit.tui.labels import label_keys
from consentkit.tui.line_inputs import LineInput
from consentkit.tui.screens.base import DeskScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.picture_view import Fit, drawn, fitted
from consentkit.usecases.office.unfinished_forms import (
    drop_unfinished_form,
    get_unfinished_form,
    keep_unfinished_form,
)
from consentkit.usecases.pictures.faces import add_face, check_inside
from consentkit.usecases.pictures.states import mark_preview, preview_image
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import sentence_of_error
from consentkit.wording.languages import _
from consentkit.wording.pictures.images import KINDS

_SIDES = ("left", "top", "right", "bottom")
_OTHER_ROWS = 9
"""The rows that are not the picture's."""


class BoxPane(Vertical, can_focus=True):
    """The picture under the box; it has the keys that move and size, so that numbers can be typed too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "screen.move(0, -1)", "Move", key_display="←↓↑→ hjkl"),
        Binding("down,j", "screen.move(0, 1)", show=False),
        Binding("left,h", "screen.move(-1, 0)", show=False),
        Binding("right,l", "screen.move(1, 0)", show=False),
        Binding("shift+up,K", "screen.size(0, -1)", "Size", key_display="⇧ HJKL"),
        Binding("shift+down,J", "screen.size(0, 1)", show=False),
        Binding("shift+left,H", "screen.size(-1, 0)", show=False),
        Binding("shift+right,L", "screen.size(1, 0)", show=False),
        Binding("plus,equals_sign", "screen.size(1, 1)", "Larger", key_display="+"),
        Binding("minus", "screen.size(-1, -1)", "Smaller", key_display="-"),
        Binding("s", "screen.step", "Step"),
        Binding("n", "screen.numbers", "Numbers"),
        Binding("t", "screen.kind", "Kind"),
        Binding("enter", "screen.keep", "Keep"),
    ]

    def __init__(self, fit: Fit) -> None:
        super().__init__(id="box-pane")
        self._fit = fit
        self._corner: tuple[int, int] | None = None
        label_keys(self)

    def show(self, data: bytes) -> None:
        """Show a picture (PNG) in place of what was shown."""
        known = self.query(".box-picture")
        if known:
            known.first().image = io.BytesIO(data)  # type: ignore[attr-defined]  # textual-image: Image.image
            return
        picture = drawn(data, self._fit)
        picture.add_class("box-picture")
        self.mount(picture)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a box at this corner."""
        self._corner = (event.x, event.y)
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Span the box to here."""
        if self._corner is not None and self._corner != (event.x, event.y):
            cast("BoxScreen", self.screen).span(self._corner, (event.x, event.y))

    def on_mouse_up(self) -> None:
        """Leave the box as it is."""
        self._corner = None
        self.release_mouse()


class BoxScreen(DeskScreen):
    """Draw one box; leaving with a box kept gives the new Face. What was drawn is kept until then.

    With a face its box is moved instead, and leaving gives the Box: who moves it is asked why first.
    """

    AUTO_FOCUS = "#box-pane"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Keep", show=False),
        Binding("escape", "leave", "Back"),
    ]

    RECORDS_LOOKS: ClassVar[bool] = True

    def __init__(self, image: Image, face: Face | None = None) -> None:
        super().__init__()
        self._image, self._face = image, face
        self._size_px = (image.width_px, image.height_px)
        self._steps = steps(self._size_px)
        self._step = 0
        self._kind = face.kind if face else BoxKind.FACE
        self._start = face.box if face else around(self._size_px)
        self._box = self._start
        """The last box that could be read."""
        self._preview: bytes | None = None
        self._is_due = False
        """Whether the picture is about to be drawn again; keys come faster than a picture is drawn."""

    def compose(self) -> ComposeResult:
        """Lay out the four edges as numbers, and the picture below."""
        title = _("Move the box") if self._face else _("Box by hand")
        yield self.title_bar(f"{title} · {self._image.id}")
        yield Static("", id="box-hint", classes="hint", markup=False)
        kept = get_unfinished_form(self.desk.workspace, self._unfinished)
        labels = (_("Left edge, px"), _("Top edge, px"), _("Right edge, px"), _("Bottom edge, px"))
        with Horizontal(id="box-numbers"):
            for side, label in zip(_SIDES, labels, strict=True):
                with Vertical():
                    yield Label(label, classes="hint", markup=False)
                    yield LineInput(
                        kept.get(side, str(getattr(self._box, side))), id=f"field-{side}", compact=True
                    )
        yield Label("", id="complaint", classes="complaint", markup=False)
        self._fit = fitted(self._size_px, self.size.width - 2, max(3, self.size.height - _OTHER_ROWS))
        yield BoxPane(self._fit)
        yield LongWork()
        yield KeyLines()

    def on_mount(self) -> None:
        """Open the picture beside the screen."""
        self._tell()
        self.query_one(LongWork).start(
            "show", _("Opening the picture"), partial(_preview, self._image.id, self._fit)
        )

    @property
    def _unfinished(self) -> str:
        return f"box-{self._face.id if self._face else self._image.id}"

    @on(LongWork.Done)
    def _opened(self, done: LongWork.Done) -> None:
        if done.error is not None:
            self.show_error(done.error)
            return
        self._preview = cast("bytes", done.result)
        self._draw()

    def _tell(self) -> None:
        words = _("The picture is {width} by {height} px; 0,0 is its top left corner.").format(
            width=self._image.width_px, height=self._image.height_px
        )
        step = _("A key moves it by {step} px.").format(step=self._steps[self._step])
        kind = _("It marks: {kind}.").format(kind=_(KINDS[self._kind]))
        self.query_one("#box-hint", Static).update(f"{words} {step} {kind}")

    # where the box is

    def _typed(self) -> dict[str, str]:
        return {side: self.query_one(f"#field-{side}", Input).value.strip() for side in _SIDES}

    def _read(self) -> Box:
        """Return the box that the numbers say. Raises InvalidInput."""
        typed = self._typed()
        try:
            return Box.model_validate(typed)
        except ValidationError:
            raise InvalidInput("box-malformed", given=",".join(typed.values())) from None

    def _put(self, box: Box) -> None:
        for side in _SIDES:
            self.query_one(f"#field-{side}", Input).value = str(getattr(box, side))

    def action_move(self, across: int, down: int) -> None:
        """Move the box by one step, within the picture."""
        step = self._steps[self._step]
        self._put(moved(self._box, (across * step, down * step), self._size_px))

    def action_size(self, across: int, down: int) -> None:
        """Move the right and bottom edges by one step, within the picture."""
        step = self._steps[self._step]
        self._put(sized(self._box, (across * step, down * step), self._size_px))

    def span(self, corner: tuple[int, int], other: tuple[int, int]) -> None:
        """Lay the box between two cells of the picture."""
        cells = (self._fit.columns, self._fit.rows)
        self._put(between(corner, other, cells=cells, size_px=self._size_px))

    def action_step(self) -> None:
        """Move by larger or smaller steps."""
        self._step = (self._step + 1) % len(self._steps)
        self._tell()

    def action_kind(self) -> None:
        """Mark another kind of thing: a face, a tattoo, a name tag, a plate, a sign, a document."""
        if self._face is None:
            kinds = list(BoxKind)
            self._kind = kinds[(kinds.index(self._kind) + 1) % len(kinds)]
            self._tell()

    def action_numbers(self) -> None:
        """Type the edges."""
        self.query_one("#field-left", Input).focus()

    @on(Input.Changed)
    def _changed(self) -> None:
        if not self._is_due:
            self._is_due = True
            self.call_later(self._follow)

    def _follow(self) -> None:
        """Show the box where the numbers say, and keep them for another time."""
        self._is_due = False
        if not self.is_open:
            return
        typed = self._typed()
        if typed != {side: str(getattr(self._start, side)) for side in _SIDES}:
            keep_unfinished_form(self.desk.workspace, self._unfinished, typed)
        try:
            self._box = self._read()
        except InvalidInput:
            return  # half a number; the box stays where it was seen last
        self.query_one("#complaint").remove_class("shown")
        self._draw()

    def _draw(self) -> None:
        if self._preview is not None:
            width, height = self._size_px
            marked = mark_preview(self._preview, self._box, width_px=width, height_px=height)
            self.query_one(BoxPane).show(marked)

    # keep or leave

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Add the box to the faces; a complaint stands below the numbers."""
        try:
            kept = self._keep(self._read())
        except ConsentkitError as error:
            label = self.query_one("#complaint", Label)
            label.update(sentence_of_error(error))
            label.add_class("shown")
            return
        drop_unfinished_form(self.desk.workspace, self._unfinished)
        self.dismiss(kept)

    def _keep(self, box: Box) -> Face | Box:
        """Add the face, or give the box back to who moves it. Raises InvalidInput outside the picture."""
        if self._face is None:
            return add_face(self.desk.workspace, self._image.id, box, self._kind)
        check_inside(self._image, box)
        return box

    def action_leave(self) -> None:
        """Leave the numbers first, then the picture; where the box was is kept."""
        if isinstance(self.focused, Input):
            self.query_one(BoxPane).focus()
        else:
            self.dismiss(None)


def _preview(image: str, fit: Fit, workspace: Workspace, _watch: Watcher) -> bytes:
    return preview_image(workspace, image, width_px=fit.width_px, height_px=fit.height_px)
