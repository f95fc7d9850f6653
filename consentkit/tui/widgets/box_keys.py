"""Move and merge boxes by keys; each change is kept with who and why."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from consentkit.domain.events import EventName
from consentkit.domain.pictures.images import Box, Face
from consentkit.pages.forms import Form
from consentkit.pages.pictures.forms import merged_boxes_form, moved_box_form
from consentkit.tui.permissions import is_allowed
from consentkit.tui.screens.pictures.boxes import BoxScreen
from consentkit.tui.widgets.dialogs import Choose
from consentkit.tui.widgets.forms import FormScreen
from consentkit.wording.languages import _
from consentkit.wording.pictures.images import settlement_in_words

if TYPE_CHECKING:
    from consentkit.tui.screens.pictures.picture import PictureScreen


class BoxKeys:
    """What can be done with the box under the cursor of a picture's screen."""

    def __init__(self, screen: "PictureScreen") -> None:
        self._screen = screen

    def move(self) -> None:
        """Move the box, then ask why."""
        face, state = self._screen.face, self._screen.state
        if face is not None and state is not None and is_allowed(self._screen, EventName.FACE_MOVED):
            self._screen.app.push_screen(BoxScreen(state.image, face), partial(self._why_moved, face))

    def merge(self) -> None:
        """Choose which other box is on the same face, then ask why."""
        face, state = self._screen.face, self._screen.state
        if face is None or state is None or not is_allowed(self._screen, EventName.FACE_MERGED):
            return
        numbered = [(one, number) for number, one in enumerate(state.faces, start=1) if one.id != face.id]
        if not numbered:
            self._screen.say(_("There is no other box in this picture."))
            return
        options = [(one.id, f"{number}. {one.id} · {settlement_in_words(one)}") for one, number in numbered]
        question = _("Which box is on the same face? It goes into this one.")
        self._screen.app.push_screen(
            Choose(question, options), partial(self._why_merged, face, [one for one, _number in numbered])
        )

    def _why_moved(self, face: Face, box: object) -> None:
        if isinstance(box, Box) and box != face.box:
            self._ask(moved_box_form(self._screen.desk.workspace, face, box))

    def _why_merged(self, face: Face, others: Sequence[Face], code: str | None) -> None:
        for other in others:
            if other.id == code:
                self._ask(merged_boxes_form(self._screen.desk.workspace, face, other))

    def _ask(self, form: Form[Face]) -> None:
        self._screen.app.push_screen(FormScreen(form), self._done)

    def _done(self, face: object) -> None:
        if isinstance(face, Face):
            self._screen.say(_("Kept. Look at the whole picture again, then press f."))
            self._screen.refresh_rows()
            self._screen.go_to(face.id)
