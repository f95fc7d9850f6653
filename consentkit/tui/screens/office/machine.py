"""What is missing on this machine, and which policies the gate asks by."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from consentkit.domain.checklists import BrokenFile
from consentkit.domain.checkups import CheckupFinding
from consentkit.domain.events import EventName
from consentkit.domain.progress import Watcher
from consentkit.pages.fields import TextField
from consentkit.pages.forms import Form
from consentkit.pages.office.policies import policies_form
from consentkit.pages.office.words import checkup_lines, fault_in_words, policies_in_words
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.screens.base import DeskScreen
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.usecases.office.checkups import examine_machine, examine_workspace
from consentkit.usecases.office.policies import ChosenPolicies, check_policy
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _


class MachineScreen(DeskScreen):
    """The doctor: what was looked at, the worst first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "look", "Look again"),
        Binding("escape", "leave", "Back"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the findings."""
        yield self.title_bar(_("This machine and this workspace"))
        with VerticalScroll(id="machine-lines"):
            yield Static(_("Looking …"), id="machine-words", markup=False)
        yield LongWork()
        yield KeyLines()

    def on_mount(self) -> None:
        """Begin to look."""
        self.query_one("#machine-lines").focus()
        self.action_look()

    def action_look(self) -> None:
        """Look at everything again."""
        self.query_one(LongWork).start("doctor", _("Looking at the machine, the files and the log"), _examine)

    def action_leave(self) -> None:
        """Go back."""
        self.app.pop_screen()

    @on(LongWork.Done)
    def _finished(self, done: LongWork.Done) -> None:
        if done.error is not None:
            self.show_error(done.error)
            return
        found = cast("Sequence[CheckupFinding]", done.result)
        lines = checkup_lines(found)
        self.query_one("#machine-words", Static).update("\n".join(lines))


def _examine(workspace: Workspace, watch: Watcher) -> tuple[CheckupFinding, ...]:
    return (*examine_machine(), *examine_workspace(workspace, watch=watch))


class PoliciesScreen(ActingScreen):
    """The policies, which of them are asked here, whether someone reviewed them, and their questions."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "check", "Check a file"),
        Binding("a", "choose", "What is asked"),
        Binding("escape", "leave", "Back"),
    ]
    NEEDS: ClassVar = {"choose": EventName.POLICIES_CHOSEN}

    def compose(self) -> ComposeResult:
        """Lay out the policies and what a check said."""
        yield self.title_bar(_("Policies"))
        yield Static("", id="policy-verdict", markup=False)
        with VerticalScroll(id="policy-lines"):
            yield Static("", id="policy-words", markup=False)
        yield KeyLines()

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one("#policy-lines").focus()

    def refresh_rows(self) -> None:
        """Read again which are asked."""
        self.query_one("#policy-words", Static).update(policies_in_words(self.desk.workspace))

    def action_choose(self) -> None:
        """Ask which questions are asked of every story."""
        self.app.push_screen(FormScreen(policies_form(self.desk.workspace)), self._chosen)

    def _chosen(self, chosen: object) -> None:
        if isinstance(chosen, ChosenPolicies):
            self.say(_("Chosen. Every story is checked by these questions from now on."))

    def action_check(self) -> None:
        """Ask which file."""
        field = TextField(
            "file",
            _("Policy file"),
            help=_("Your own .toml file, before you put it into the workspace's folder of policies."),
        )
        form = Form(
            "policy-check", _("Check a policy file"), (field,), lambda filled: _check(field.read(filled))
        )
        self.app.push_screen(FormScreen(form), self._checked)

    def _checked(self, result: object) -> None:
        if result is None:
            return
        name, faults = cast("tuple[str, tuple[BrokenFile, ...]]", result)
        words = "\n".join(fault_in_words(one) for one in faults) or "✓ " + _("{file} can be used.").format(
            file=name
        )
        verdict = self.query_one("#policy-verdict", Static)
        verdict.update(words)
        verdict.add_class("shown")

    def action_leave(self) -> None:
        """Go back."""
        self.app.pop_screen()


def _check(typed: str) -> tuple[str, tuple[BrokenFile, ...]]:
    path = Path(typed).expanduser()
    return path.name, check_policy(path)
