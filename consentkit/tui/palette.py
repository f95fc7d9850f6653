"""The command palette: every section, act, theme and language, by name."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from consentkit.domain.events import may_record
from consentkit.tui.sections import ACTS, SECTIONS, Act, load_screen
from consentkit.tui.themes import THEMES
from consentkit.wording.languages import LANGUAGES, _

if TYPE_CHECKING:
    from consentkit.tui.app import ConsentkitApp

Entry = tuple[str, str, Callable[[], object]]


class ActsProvider(Provider):
    """Offers what this actor may do."""

    async def discover(self) -> Hits:
        """Yield everything, before anything is typed."""
        for words, help_text, run in self._entries():
            yield DiscoveryHit(words, run, help=help_text)

    async def search(self, query: str) -> Hits:
        """Yield what matches."""
        matcher = self.matcher(query)
        for words, help_text, run in self._entries():
            score = matcher.match(words)
            if score > 0:
                yield Hit(score, matcher.highlight(words), run, help=help_text)

    def _entries(self) -> Iterator[Entry]:
        app = cast("ConsentkitApp", self.app)
        if app.is_unlocked:
            yield from self._work(app)
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
        yield _("Lock now"), _("Close the workspace and forget the keys"), app.action_lock


def _open(app: "ConsentkitApp", act: Act) -> None:
    app.push_screen(load_screen(act.screen))
