"""The languages of the letters: how far each is, what is wrong with it, and who approved its words."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from consentkit.catalogue.form_linting import Finding
from consentkit.catalogue.forms import FormCatalogue
from consentkit.domain.events import EventName
from consentkit.domain.letters.letters import TranslationStatus
from consentkit.domain.letters.records import WordingReview
from consentkit.domain.progress import Watcher
from consentkit.pages.forms import Form
from consentkit.pages.letters.reviews import review_form
from consentkit.pages.letters.word_sheets import proof_form, words_in_form, words_out_form
from consentkit.tui.opening import recordings_screen
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.virtual_table import Row, VirtualTable
from consentkit.usecases.letters.forms import Lint, form_choices, forms_of, lint_all_forms
from consentkit.usecases.letters.word_sheets import ImportedWords
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.letters.letters import STATUSES, sentence_of_finding
from consentkit.wording.letters.word_sheets import imported_in_words


class TranslationsScreen(ActingScreen):
    """Every language of the letters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "lint", "Look for mistakes"),
        Binding("a", "approve", "Approve"),
        Binding("d", "withdraw", "Withdraw approval"),
        Binding("r", "recordings", "Recordings"),
        Binding("w", "words_out", "Write a spreadsheet"),
        Binding("i", "words_in", "Take one in"),
        Binding("p", "proof", "Proof sheet"),
        Binding("escape", "back", "Back"),
    ]
    NEEDS: ClassVar = {
        "approve": EventName.WORDING_REVIEWED,
        "withdraw": EventName.WORDING_REVIEWED,
        "words_in": EventName.WORDS_TAKEN_IN,
    }

    def __init__(self) -> None:
        super().__init__()
        self._found: FormCatalogue | None = None
        self._lint: Lint | None = None

    def compose(self) -> ComposeResult:
        """Lay out the languages."""
        yield self.title_bar(_("Languages of the letters"))
        words = _(
            "Only an approved language is printed without the mark of unreviewed words. l looks for mistakes."
        )
        yield Static(words, classes="hint", markup=False)
        columns = [("", 3), (_("Forms"), 7), (_("Mistakes"), 9), (_("Status and language"), 20)]
        yield VirtualTable(columns)
        yield Static("", id="faults", classes="hint", markup=False)
        yield LongWork()
        yield KeyLines()

    def on_mount(self) -> None:
        """Put the cursor among the languages."""
        self.query_one(VirtualTable).focus()

    def refresh_rows(self) -> None:
        """Read the languages again."""
        found = forms_of(self.desk.workspace)
        self._found = found
        whole = Counter(code for one in form_choices(found) for code in one.languages)
        mistakes = Counter(one.language for one in self._findings())

        def rows(first: int, count: int) -> Sequence[Row]:
            return [
                (
                    one.language,
                    f"{whole[one.language]}/{len(found.forms)}",
                    "·" if self._lint is None else str(mistakes[one.language]),
                    f"{_(STATUSES[one.status])} · {one.name}",
                )
                for one in found.wordings[first : first + count]
            ]

        self.query_one(VirtualTable).show_rows(len(found.wordings), rows)
        faults = "\n".join(f"✗ {one.file}: {one.field}: {one.problem}" for one in found.broken)
        self.query_one("#faults", Static).update(faults)

    def _findings(self) -> tuple[Finding, ...]:
        return self._lint.findings if self._lint else ()

    def action_lint(self) -> None:
        """Look for what is wrong with the words, fonts and pages included; takes some seconds."""
        self.query_one(LongWork).start("lint", _("Reading the words of every language"), _lint)

    @on(LongWork.Done)
    def _finished(self, done: LongWork.Done) -> None:
        if done.error is not None:
            self.show_error(done.error)
            return
        self._lint = cast("Lint", done.result)
        count = len(self._lint.findings) + len(self._lint.broken)
        self.say(_("Found: {count}. Enter on a language shows what.").format(count=count))
        self.refresh_rows()

    @on(VirtualTable.Chosen)
    def _open(self, event: VirtualTable.Chosen) -> None:
        from consentkit.tui.screens.letters.letter import WordsScreen

        if self._lint is None:
            self.say(_("Press l first: it reads every word, and takes some seconds."))
            return
        mine = [one for one in self._findings() if one.language == event.key]
        lines = [f"{one.place}: {sentence_of_finding(one)}" for one in mine]
        words = "\n".join(lines) or _("Nothing was found.")
        self.app.push_screen(WordsScreen(_("Mistakes") + f" · {event.key}", words))

    def action_approve(self) -> None:
        """Record that somebody who grew up with the language read all its words, and approves them."""
        self._review(is_approved=True)

    def action_withdraw(self) -> None:
        """Record that its words are unreviewed again."""
        self._review(is_approved=False)

    def action_recordings(self) -> None:
        """Open the recordings of the forms in this language."""
        code = self.query_one(VirtualTable).key
        if code is not None:
            self.app.push_screen(recordings_screen(code))

    def action_words_out(self) -> None:
        """Ask for a form and a new file, and write its words there for who translates them."""
        self._ask(words_out_form, self._written)

    def action_proof(self) -> None:
        """Ask for a form and a new file, and write each text beside its English."""
        self._ask(proof_form, self._written)

    def action_words_in(self) -> None:
        """Ask for a form and a spreadsheet, and take its words in: all of them, or none."""
        self._ask(words_in_form, self._taken_in)

    def _ask(self, form: Callable[[Workspace, str], Form[Any]], then: Callable[[object], None]) -> None:
        code = self.query_one(VirtualTable).key
        if code is not None:
            self.app.push_screen(FormScreen(form(self.desk.workspace, code)), then)

    def _written(self, path: object) -> None:
        if path is not None:
            self.say(_("Written to {path}").format(path=path))

    def _taken_in(self, done: object) -> None:
        if isinstance(done, ImportedWords):
            self.say(imported_in_words(done))
            self._lint = None
            self.refresh_rows()

    def _review(self, *, is_approved: bool) -> None:
        code = self.query_one(VirtualTable).key
        wording = next((w for w in self._found.wordings if w.language == code), None) if self._found else None
        if wording is None:
            return
        if wording.status is TranslationStatus.EMPTY:
            self.say(_("This language has no words yet."))
            return
        form = review_form(self.desk.workspace, wording.language, is_approved=is_approved)
        self.app.push_screen(FormScreen(form), self._saved)

    def _saved(self, review: object) -> None:
        if isinstance(review, WordingReview):
            self.say(_("Recorded for {language}.").format(language=review.language))
            self.refresh_rows()


def _lint(workspace: Workspace, _watch: Watcher) -> Lint:
    return lint_all_forms(workspace.folders.root)
