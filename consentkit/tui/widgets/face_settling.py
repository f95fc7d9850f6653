"""Settle a face of a picture by keys, and add one by a box."""

from functools import partial
from typing import TYPE_CHECKING

from consentkit.domain.events import EventName
from consentkit.domain.pictures.images import Face, FaceDecision, Settlement
from consentkit.pages.pictures.forms import face_form
from consentkit.tui.permissions import is_allowed
from consentkit.tui.screens.pictures.boxes import BoxScreen
from consentkit.tui.widgets.settling import Settling, SettlingActs
from consentkit.usecases.pictures.faces import reopen_face, settle_face, take_back_face
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _

if TYPE_CHECKING:
    from consentkit.tui.screens.pictures.picture import PictureScreen


def begin_settling_face(screen: "PictureScreen", how: str) -> None:
    """Settle the face under the cursor of a picture's screen in one way, or draw another."""
    face, state = screen.face, screen.state
    if how == "draw":
        _draw(screen)
    elif face is None or state is None:
        screen.say(_("There is no face to settle. b adds a box by hand."))
    elif is_allowed(screen, EventName.FACE_SETTLED):
        acts = _acts(screen.desk.workspace, state.image.story)
        Settling(screen, acts).begin(face, how)


def _acts(workspace: Workspace, story: str) -> SettlingActs[Face]:
    def settle(face: Face, decision: FaceDecision) -> Face:
        return settle_face(workspace, face.id, decision, expected=face)

    def take_back(before: Face, after: Face) -> Face:
        if before.settlement is Settlement.OPEN:
            return reopen_face(workspace, before.id, expected=after)
        return settle_face(workspace, before.id, before.decision, expected=after)

    return SettlingActs(story, settle, take_back, partial(face_form, workspace))


def _draw(screen: "PictureScreen") -> None:
    if screen.state is not None and is_allowed(screen, EventName.FACE_ADDED):
        screen.app.push_screen(BoxScreen(screen.state.image), partial(_added, screen))


def _added(screen: "PictureScreen", face: object) -> None:
    if not isinstance(face, Face):
        return
    screen.say(_("The box is in the list. Settle it as any other. ctrl+z takes it back."))
    undo = partial(take_back_face, screen.desk.workspace, face.id)
    screen.consentkit.remember_undo(_("the box {face}").format(face=face.id), undo)
    screen.refresh_rows()
    screen.go_to(face.id)
