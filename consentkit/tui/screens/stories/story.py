"""One story: may it go out, what stands in the way, and everything around it, always as it is now."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import ClassVar, ParamSpec

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static, Tab, Tabs
from textual.worker import get_current_worker

from consentkit.domain.errors import ConsentkitError
from consentkit.domain.stories import Plan
from consentkit.domain.values import Channel
from consentkit.pages.lines import PageLine
from consentkit.pages.stories import lines as story_lines
from consentkit.pages.stories.clearance_lines import Unfolding, clearance_lines
from consentkit.pages.stories.pages import StoryPage, read_page
from consentkit.tui.desk import Desk
from consentkit.tui.keys import key_of
from consentkit.tui.screens.stories.acts import StoryActs
from consentkit.tui.textual_internals import bindings_of
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.lines import Act, Lines
from consentkit.wording import sentence_of_error
from consentkit.wording.languages import _

P = ParamSpec("P")
SECTIONS: dict[str, str] = {
    "clearance": "Clearance",
    "people": "People",
    "pictures": "Pictures",
    "words": "Words",
    "plans": "Plans",
    "publications": "Published",
    "timeline": "Events",
}
"""What stands under each number key, in order."""

_KEYS_OF: dict[str, frozenset[str]] = {
    "clearance": frozenset({"channel", "plan", "certify", "check_certificate", "export", "publish"}),
    "people": frozenset({"put_in", "take_out", "approve"}),
    "pictures": frozenset({"pictures", "videos", "bases"}),
    "words": frozenset({"draft", "write", "found", "statement", "bases"}),
    "plans": frozenset({"plan"}),
    "publications": frozenset({"export", "publish", "take_down", "void"}),
    "timeline": frozenset(),
}
"""The acts whose keys are shown in a section; every key works in every section."""


class StoryScreen(StoryActs):
    """One story's page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *[
            Binding(str(number), f"section('{name}')", label, show=False)
            for number, (name, label) in enumerate(SECTIONS.items(), 1)
        ],
        Binding("h", "channel", "Channel"),
        Binding("i", "put_in", "Put in"),
        Binding("x", "take_out", "Take out"),
        Binding("a", "approve", "Said"),
        Binding("o", "pictures", "Pictures"),
        Binding("v", "videos", "Videos"),
        Binding("y", "bases", "Rests on"),
        Binding("d", "draft", "Words"),
        Binding("w", "write", "Write"),
        Binding("f", "found", "Found in words"),
        Binding("s", "statement", "Statement"),
        Binding("r", "title", "Title"),
        Binding("l", "plan", "Plan"),
        Binding("c", "certify", "Certify"),
        Binding("g", "check_certificate", "Check certificate"),
        Binding("e", "export", "Export"),
        Binding("p", "publish", "Publish"),
        Binding("t", "take_down", "Take down"),
        Binding("z", "void", "Mistake"),
        Binding("escape", "back", "Back"),
    ]

    def __init__(self, story_id: str, section: str = "clearance", then: str = "") -> None:
        """Show a section; `then` is an action that follows once the page is read."""
        super().__init__(story_id)
        self.section, self._then = section, then
        self._unfolded: set[tuple[Channel, str]] = set()

    def compose(self) -> ComposeResult:
        """Lay out the title on a line of its own, and the sections; one of them is shown."""
        yield self.title_bar(_("Story {code}").format(code=self.story_id))
        yield Static("", id="story-title", classes="body", markup=False)
        tabs = [
            Tab(f"{number} {_(label)}", id=name) for number, (name, label) in enumerate(SECTIONS.items(), 1)
        ]
        yield Tabs(*tabs, active=self.section)
        yield Static(_("Checking …"), id="page-hint", classes="hint", markup=False)
        yield Lines(id="page-lines")
        yield KeyLines()

    def on_screen_resume(self) -> None:
        """Look again whenever the page is shown; a lock uncovers it on its way, when nothing can be read."""
        if self.consentkit.is_unlocked:
            self.query_one(Lines).focus()
            self.refresh_rows()

    def refresh_rows(self) -> None:
        """Read the page again, beside the screen: every file is read through for the clearance."""
        self.query_one("#page-hint", Static).update(_("Checking …"))
        self._read(self.desk, self.also)

    @work(thread=True, exclusive=True, group="page")
    def _read(self, desk: Desk, also: Channel | None) -> None:
        try:
            with desk.elsewhere() as workspace:
                page: StoryPage | ConsentkitError = read_page(workspace, self.story_id, also)
        except ConsentkitError as error:
            page = error
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, page)

    def _show(self, page: StoryPage | ConsentkitError) -> None:
        if not self.is_open:
            return
        if isinstance(page, ConsentkitError):
            self.query_one("#page-hint", Static).update(sentence_of_error(page))
            return
        self.page = page
        self.query_one("#story-title", Static).update(page.story.title)
        self._show_section()
        then, self._then = self._then, ""
        if then:
            self.call_later(self.run_action, then)

    def _show_section(self) -> None:
        if self.page is None:
            return
        hint = _("As it is now. Enter opens what cures a reason; h checks another channel.")
        self.query_one("#page-hint", Static).update(hint if self.section == "clearance" else "")
        self.query_one(Lines).show(tuple(self._lines(self.page)))

    def _lines(self, page: StoryPage) -> Iterable[PageLine[Act]]:
        sections: dict[str, Callable[[], Iterable[PageLine[Act]]]] = {
            "clearance": lambda: clearance_lines(
                page, _then(self.cure), key_of, Unfolding(frozenset(self._unfolded), _then(self._turn_step))
            ),
            "people": lambda: story_lines.people_lines(page, _then(self.choose_for), key_of),
            "pictures": lambda: story_lines.picture_lines(page, self.action_pictures, self.action_bases),
            "words": lambda: story_lines.words_lines(
                page, self._if_may("draft"), self._if_may("statement"), self.action_bases, self.action_found
            ),
            "plans": lambda: story_lines.plan_lines(page, _then(self._change_plan), key_of),
            "publications": lambda: story_lines.publication_lines(
                page, _then(self.confirm_gone), _then(self.take_down), key_of
            ),
            "timeline": lambda: story_lines.timeline_lines(page),
        }
        return sections[self.section]()

    def _turn_step(self, channel: Channel, step: str) -> None:
        self._unfolded ^= {(channel, step)}
        self._show_section()

    def _if_may(self, action: str) -> Callable[[], object] | None:
        act: Callable[[], object] = getattr(self, f"action_{action}")
        return act if self.check_action(action, ()) else None

    def _change_plan(self, plan: Plan) -> None:
        if self.check_action("plan", ()):
            self.plan_for(plan.channel, plan)

    @on(Tabs.TabActivated)
    def _turned(self, event: Tabs.TabActivated) -> None:
        self.section = str(event.tab.id)
        self._show_keys()
        self._show_section()
        self.query_one(Lines).focus()

    def _show_keys(self) -> None:
        shown = _KEYS_OF[self.section] | {"back"}
        keys = bindings_of(self)
        for key, bindings in keys.items():
            keys[key] = [replace(one, show=one.action in shown) for one in bindings]
        self.refresh_bindings()

    def action_section(self, name: str) -> None:
        """Turn to a section."""
        self.query_one(Tabs).active = name


def _then(act: Callable[P, object]) -> Callable[P, Act]:
    """Return what gives, for the same arguments, the act that a line opens."""
    return lambda *args, **kwargs: partial(act, *args, **kwargs)
