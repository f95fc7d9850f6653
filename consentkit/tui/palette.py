"""The command palette: every act of the screen, section, act, theme and language, by name."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import actions
from textual.app import App
from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode
from textual.screen import Screen

from consentkit.domain.events import may_record
from consentkit.domain.roles import READERS
from consentkit.tui.acts import ACTS, Act
from consentkit.tui.opening import story_screen
from consentkit.tui.screens.base import DeskScreen
from consentkit.tui.sections import SECTIONS, load_screen, screen_class
from consentkit.tui.textual_internals import bindings_of
from consentkit.tui.themes import THEMES
from consentkit.wording.languages import LANGUAGES, _

if TYPE_CHECKING:
    from consentkit.tui.app import ConsentkitApp

Entry = tuple[str, str, Callable[[], object]]

_STORY = "stories.story:StoryScreen"


class ActsProvider(Provider):
    """Offers what this actor may do: what stands in the bindings of screens, and in the lists of sections."""

    async def discover(self) -> Hits:
        """Yield everything, before anything is typed."""
        for words, help_text, run in self._once():
            yield DiscoveryHit(words, run, help=help_text)

    async def search(self, query: str) -> Hits:
        """Yield what matches."""
        matcher = self.matcher(query)
        for words, help_text, run in self._once():
            score = matcher.match(words)
            if score > 0:
                yield Hit(score, matcher.highlight(words), run, help=help_text)

    def _once(self) -> Iterator[Entry]:
        """Yield each name once: a section stands in the bindings of some screens too."""
        seen = set()
        for entry in self._entries():
            if entry[0] not in seen:
                seen.add(entry[0])
                yield entry

    def _entries(self) -> Iterator[Entry]:
        app = cast("ConsentkitApp", self.app)
        if app.is_unlocked:
            yield from _of_node(self.screen)
            yield from self._work(app)
            yield from _of_node(app)
        for theme in THEMES:
            name = theme.name.removeprefix("consentkit-")
            yield _("Theme:") + f" {name}", "", partial(setattr, app, "theme", theme.name)
        for code, name in LANGUAGES.items():
            yield _("Language:") + f" {name}", "", partial(app.speak, code)
        yield _("Quit"), _("Leave consentkit; it locks"), app.exit

    def _work(self, app: "ConsentkitApp") -> Iterator[Entry]:
        for section in SECTIONS:
            yield _(section.label), section.key.upper(), partial(app.action_go, section.id)
        actor = app.unlocked.workspace.actor
        for act in ACTS:
            if act.event is None or may_record(actor, act.event):
                yield _(act.label), _(act.help), partial(_open, app, act)
        yield from self._in_stories(app)
        yield _("Lock now"), _("Close the workspace and forget the keys"), app.action_lock

    def _in_stories(self, app: "ConsentkitApp") -> Iterator[Entry]:
        """Yield the acts of a story's page, where no story is open: which one is asked first."""
        page, actor = screen_class(_STORY), app.unlocked.workspace.actor
        if (
            isinstance(self.screen, page)
            or not isinstance(self.screen, DeskScreen)
            or not actor.has(*READERS)
        ):
            return
        needs = getattr(page, "NEEDS", {})
        for one in _bindings_of(page):
            if (
                one.show
                and one.action != "back"
                and (one.action not in needs or may_record(actor, needs[one.action]))
            ):
                run = partial(_ask_which, self.screen, one.action)
                yield _("In a story:") + f" {_(one.description)}", _("Asks which story"), run


def _of_node(node: Screen[object] | App[None]) -> Iterator[Entry]:
    """Yield what the labelled keys of a screen, or of the application, do here and for this actor."""
    own = {one.action for one in _bindings_of(type(node))}
    for bindings in bindings_of(node).values():
        for one in bindings:
            if one.description and one.action in own and _is_offered(node, one.action):
                yield one.description, node.app.get_key_display(one), partial(node.run_action, one.action)


def _is_offered(node: Screen[object] | App[None], action: str) -> bool:
    namespace, name, parameters = actions.parse(action)
    return bool((node.app if namespace == "app" else node).check_action(name, parameters))


def _bindings_of(kind: type[DOMNode]) -> Iterator[Binding]:
    """Yield our own bindings of a class; Textual's have no words in our languages."""
    for one in kind.__mro__:
        if one.__module__.startswith("consentkit."):
            yield from Binding.make_bindings(vars(one).get("BINDINGS", ()))


def _ask_which(screen: DeskScreen, action: str) -> None:
    # By the application: Home ends its own work when another screen covers it.
    screen.app.run_worker(_act_in_story(screen, action))


async def _act_in_story(screen: DeskScreen, action: str) -> None:
    from consentkit.tui.widgets.picking import pick_story

    story = await pick_story(screen, _("Which story?"))
    if story is not None:
        screen.app.push_screen(story_screen(story, "clearance", action))


def _open(app: "ConsentkitApp", act: Act) -> None:
    app.push_screen(load_screen(act.screen))
