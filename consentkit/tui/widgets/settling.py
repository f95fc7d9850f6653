"""Settle by keys who is seen: each decision is saved at once, and can be taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from consentkit.domain.pictures.images import Declaration, Face, FaceDecision, Settlement
from consentkit.domain.videos.videos import Track
from consentkit.pages.forms import Form
from consentkit.tui.widgets.dialogs import Choose
from consentkit.tui.widgets.forms import FormScreen
from consentkit.usecases.stories.stories import show_story
from consentkit.wording.languages import _
from consentkit.wording.pictures.images import DECLARATIONS, settlement_in_words

if TYPE_CHECKING:
    from consentkit.tui.screens.working import BesidePictureScreen

S = TypeVar("S", Face, Track)


@dataclass(frozen=True)
class SettlingActs(Generic[S]):
    """What is done to a face in a picture, or to a track through a video, of a story."""

    story: str
    settle: Callable[[S, FaceDecision], S]
    take_back: Callable[[S, S], object]
    """Given it as it was before, and as it was settled."""
    why_form: Callable[[S, Settlement, Declaration | None], Form[S]]


class Settling(Generic[S]):
    """The ways to settle the face or track under the cursor of a screen."""

    def __init__(self, screen: "BesidePictureScreen", acts: SettlingActs[S]) -> None:
        self._screen = screen
        self._acts: SettlingActs[S] = acts

    def begin(self, one: S, how: str) -> None:
        """Settle it in one way: a name of this table."""
        ways: dict[str, Callable[[S], None]] = {
            "link_covered": partial(self._link, is_hidden=True),
            "link_shown": partial(self._link, is_hidden=False),
            "declare": self._declare,
            "redact": partial(self._settle, decision=FaceDecision(settlement=Settlement.REDACTED)),
            "not_a_face": partial(self._ask_why, settlement=Settlement.NOT_A_FACE),
        }
        ways[how](one)

    def _link(self, one: S, *, is_hidden: bool) -> None:
        people = show_story(self._screen.desk.workspace, self._acts.story)[0].contributors
        if not people:
            self._screen.say(_("No contributor is in this story yet. Put them in on the story's page first."))
            return

        def linked(contributor: str | None) -> None:
            if contributor is not None:
                decision = FaceDecision(
                    settlement=Settlement.LINKED, contributor=contributor, is_hidden=is_hidden
                )
                self._settle(one, decision)

        if len(people) == 1:
            linked(people[0])
            return
        self._screen.app.push_screen(Choose(_("Whose face is it?"), [(c, c) for c in people]), linked)

    def _declare(self, one: S) -> None:
        def why(kind: str | None) -> None:
            if kind is not None:
                self._ask_why(one, Settlement.DECLARED, Declaration(kind))

        options = [(kind.value, _(words)) for kind, words in DECLARATIONS.items()]
        self._screen.app.push_screen(Choose(_("Who is it? It stays visible."), options), why)

    def _ask_why(self, one: S, settlement: Settlement, declaration: Declaration | None = None) -> None:
        form = self._acts.why_form(one, settlement, declaration)
        self._screen.app.push_screen(FormScreen(form), partial(self._saved, one))

    def _settle(self, one: S, decision: FaceDecision) -> None:
        self._saved(one, self._screen.try_act(partial(self._acts.settle, one, decision)))

    def _saved(self, before: S, after: object) -> None:
        if not isinstance(after, type(before)):
            return
        words = f"{after.id}: {settlement_in_words(after)}"
        self._screen.say(words + " · " + _("ctrl+z takes it back"))
        self._screen.consentkit.remember_undo(words, partial(self._acts.take_back, before, after))
        self._screen.refresh_rows()
