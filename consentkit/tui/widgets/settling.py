"""Settle a face by keys: each decision is saved at once, and can be taken back."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from consentkit.domain.events import EventName
from consentkit.domain.pictures.images import Declaration, Face, FaceDecision, Settlement
from consentkit.pages.pictures.forms import face_form
from consentkit.tui.permissions import is_allowed
from consentkit.tui.screens.pictures.boxes import BoxScreen
from consentkit.tui.widgets.dialogs import Choose
from consentkit.tui.widgets.forms import FormScreen
from consentkit.usecases.pictures.faces import reopen_face, settle_face, take_back_face
from consentkit.usecases.stories.stories import show_story
from consentkit.wording.languages import _
from consentkit.wording.pictures.images import DECLARATIONS, settlement_in_words

if TYPE_CHECKING:
    from consentkit.tui.screens.pictures.picture import PictureScreen


class Settling:
    """The ways to settle the face under the cursor of a picture's screen."""

    def __init__(self, screen: "PictureScreen") -> None:
        self._screen = screen

    def begin(self, how: str) -> None:
        """Settle in one way: the name of a method below."""
        ways: dict[str, Callable[[Face], None]] = {
            "link_covered": partial(self._link, is_hidden=True),
            "link_shown": partial(self._link, is_hidden=False),
            "declare": self._declare,
            "redact": self._redact,
            "not_a_face": self._not_a_face,
        }
        if how == "draw":
            self._draw()
            return
        face = self._screen.face
        if face is None:
            self._screen.say(_("There is no face to settle. b adds a box by hand."))
        elif is_allowed(self._screen, EventName.FACE_SETTLED):
            ways[how](face)

    def _link(self, face: Face, *, is_hidden: bool) -> None:
        people = self._contributors()
        if not people:
            self._screen.say(_("No contributor is in this story yet. Put them in on the story's page first."))
            return

        def linked(contributor: str | None) -> None:
            if contributor is not None:
                self._settle(
                    face,
                    FaceDecision(settlement=Settlement.LINKED, contributor=contributor, is_hidden=is_hidden),
                )

        if len(people) == 1:
            linked(people[0])
            return
        self._screen.app.push_screen(Choose(_("Whose face is it?"), [(c, c) for c in people]), linked)

    def _contributors(self) -> tuple[str, ...]:
        state = self._screen.state
        if state is None:
            return ()
        return show_story(self._screen.desk.workspace, state.image.story)[0].contributors

    def _declare(self, face: Face) -> None:
        def why(kind: str | None) -> None:
            if kind is not None:
                self._ask_why(face, Settlement.DECLARED, declaration=Declaration(kind))

        options = [(kind.value, _(words)) for kind, words in DECLARATIONS.items()]
        self._screen.app.push_screen(Choose(_("Who is it? It stays visible."), options), why)

    def _redact(self, face: Face) -> None:
        self._settle(face, FaceDecision(settlement=Settlement.REDACTED))

    def _not_a_face(self, face: Face) -> None:
        self._ask_why(face, Settlement.NOT_A_FACE)

    def _ask_why(self, face: Face, settlement: Settlement, declaration: Declaration | None = None) -> None:
        form = face_form(self._screen.desk.workspace, face, settlement, declaration)
        self._screen.app.push_screen(FormScreen(form), partial(self._saved, face))

    def _settle(self, face: Face, decision: FaceDecision) -> None:
        act = partial(settle_face, self._screen.desk.workspace, face.id, decision, expected=face)
        self._saved(face, self._screen.try_act(act))

    def _saved(self, before: Face, after: object) -> None:
        if not isinstance(after, Face):
            return
        words = f"{after.id}: {settlement_in_words(after)}"
        self._screen.say(words + " · " + _("ctrl+z takes it back"))
        self._screen.consentkit.remember_undo(words, partial(self._take_back, before, after))
        self._screen.refresh_rows()

    def _take_back(self, before: Face, after: Face) -> None:
        workspace = self._screen.desk.workspace
        if before.settlement is Settlement.OPEN:
            reopen_face(workspace, before.id, expected=after)
        else:
            settle_face(workspace, before.id, before.decision, expected=after)

    def _draw(self) -> None:
        state = self._screen.state
        if state is not None and is_allowed(self._screen, EventName.FACE_ADDED):
            self._screen.app.push_screen(BoxScreen(state.image), self._added)

    def _added(self, face: object) -> None:
        if not isinstance(face, Face):
            return
        self._screen.say(_("The box is in the list. Settle it as any other. ctrl+z takes it back."))
        undo = partial(take_back_face, self._screen.desk.workspace, face.id)
        self._screen.consentkit.remember_undo(_("the box {face}").format(face=face.id), undo)
        self._screen.refresh_rows()
        self._screen.go_to(face.id)
