"""What is found in a story's words: marked where it stands, next and previous by key, one key a decision."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from consentkit.domain.characters import visible_lines
from consentkit.domain.events import EventName
from consentkit.domain.progress import Watcher
from consentkit.domain.stories import Story
from consentkit.domain.words.settlements import KeptFinding, StoryWords, WordDecision, WordSettlement
from consentkit.pages.stories.words import (
    Piece,
    beside_form,
    beside_line,
    in_order,
    pieces_around,
    read_form,
    settle_form,
)
from consentkit.tui.opening import writing_screen
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.widgets.dialogs import Choose, Confirm
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.virtual_table import Row, VirtualTable
from consentkit.usecases.stories.stories import people_in
from consentkit.usecases.words.beside import things_beside
from consentkit.usecases.words.checks import check_words, settle_finding, words_of
from consentkit.usecases.words.cleaning import CleanDraft, CleanKind, make_clean_draft, put_clean_draft
from consentkit.usecases.words.comparing import compare_names
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.drafts import left_out_in_words
from consentkit.wording.languages import _
from consentkit.wording.words import WORD_KINDS, WORD_SETTLEMENTS, check_in_words, suggestion_in_words

_MOST_LINES = 12


class WordsScreen(ActingScreen):
    """Each thing found in the words of a story; the one under the cursor is marked in the text below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "false_hit", "No such thing"),
        Binding("a", "agreed", "Agreed"),
        Binding("p", "public", "Public"),
        Binding("k", "kept", "Stays"),
        Binding("u", "reopen", "Open again"),
        Binding("c", "check", "Search again"),
        Binding("i", "compare", "Compare identities"),
        Binding("r", "read", "I read them"),
        Binding("e", "edit", "Edit"),
        Binding("x", "clean", "Clean draft"),
        Binding("b", "beside", "Beside the words"),
        Binding("escape", "back", "Back"),
    ]
    NEEDS: ClassVar = {
        "false_hit": EventName.WORDS_SETTLED,
        "agreed": EventName.WORDS_SETTLED,
        "public": EventName.WORDS_SETTLED,
        "kept": EventName.WORDS_SETTLED,
        "reopen": EventName.WORDS_SETTLED,
        "check": EventName.WORDS_CHECKED,
        "compare": EventName.IDENTITIES_COMPARED,
        "read": EventName.WORDS_READ,
        "edit": EventName.DRAFT_OPENED,
        "clean": EventName.DRAFT_OPENED,
        "beside": EventName.STORY_CHANGED,
    }

    def __init__(self, story_id: str, at: str = "") -> None:
        super().__init__()
        self.story_id, self._at = story_id, at
        self._words: StoryWords | None = None
        self._found: tuple[KeptFinding, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out what was found over the words."""
        yield self.title_bar(_("Found in the words") + f" · {self.story_id}")
        yield Static("", id="check", classes="hint", markup=False)
        yield VirtualTable(
            [(_("Code"), 12), (_("What it is"), 26), (_("The words"), 24), (_("Decision"), 24)]
        )
        with VerticalScroll(id="words-around", can_focus=False):
            yield Static("", id="words", markup=False)
        yield LongWork()
        yield KeyLines()

    def on_mount(self) -> None:
        """Put the cursor among what was found."""
        table = self.query_one(VirtualTable)
        self.watch(table, "cursor", self._mark, init=False)
        table.focus()

    def refresh_rows(self) -> None:
        """Read again what is found."""
        self._words = self.try_act(lambda: words_of(self.desk.workspace, self.story_id))
        self._found = in_order(self._words) if self._words else ()

        def rows(first: int, count: int) -> Sequence[Row]:
            return [_row(one) for one in self._found[first : first + count]]

        table = self.query_one(VirtualTable)
        table.show_rows(len(self._found), rows)
        known = [one.id for one in self._found]
        table.cursor, self._at = (known.index(self._at) if self._at in known else table.cursor), ""
        never = _("Nobody looked at these words. c searches them.")
        said = check_in_words(self._words) if self._words else never
        self.query_one("#check", Static).update(said)
        self._mark()

    @property
    def chosen(self) -> KeptFinding | None:
        """What is under the cursor."""
        key = self.query_one(VirtualTable).key
        return next((one for one in self._found if one.id == key), None)

    def _mark(self) -> None:
        one, words = self.chosen, self._words
        drawn = [_drawn(piece, one.id) for piece in pieces_around(words, one)] if one and words else []
        better = suggestion_in_words(one, self.desk.workspace.catalogue.terms) if one else ""
        shown = Content.assemble(*drawn, Content.styled(f"\n\n{better}", "$text-muted"))
        self.query_one("#words", Static).update(shown)
        # What is marked stands in the middle of what is shown around it.
        around = self.query_one("#words-around", VerticalScroll)
        before = sum(piece.plain.count("\n") for piece in drawn[: len(drawn) // 2])
        around.scroll_to(y=max(0, before - 2), animate=False)

    def _settle(self, settlement: WordSettlement) -> None:
        one = self.chosen
        if one is None:
            self.say(_("Nothing is found in these words."))
            return
        people = tuple(who.code for who in people_in(self.desk.workspace, self.story_id))
        form = settle_form(self.desk.workspace, self.story_id, people, one, settlement)
        self.app.push_screen(FormScreen(form), self._settled)

    def _settled(self, kept: object) -> None:
        if kept is not None:
            self.refresh_rows()

    def action_false_hit(self) -> None:
        """Say that it is no such thing."""
        self._settle(WordSettlement.FALSE_HIT)

    def action_agreed(self) -> None:
        """Say that the consent carries it."""
        self._settle(WordSettlement.AGREED)

    def action_public(self) -> None:
        """Say that it is public already, and where."""
        self._settle(WordSettlement.PUBLIC)

    def action_kept(self) -> None:
        """Say that it stays, as safeguarding."""
        self._settle(WordSettlement.KEPT)

    def action_reopen(self) -> None:
        """Take a decision back."""
        one = self.chosen
        if one is not None and one.settlement is not WordSettlement.OPEN:
            decision = WordDecision(settlement=WordSettlement.OPEN)
            act = partial(settle_finding, self.desk.workspace, self.story_id, one.id, decision, expected=one)
            if self.try_act(act):
                self.say(_("It is open again."))
                self.refresh_rows()

    def action_read(self) -> None:
        """Say that one read words that no program can search."""
        form = read_form(self.desk.workspace, self.story_id)
        self.app.push_screen(FormScreen(form), self._settled)

    def action_check(self) -> None:
        """Search the words once more."""
        job = partial(_check, self.story_id)
        self.query_one(LongWork).start("check", _("Searching the words"), job)

    def action_compare(self) -> None:
        """Compare the words with every identity, which a keeper may and the log tells."""
        job = partial(_compare, self.story_id)
        self.query_one(LongWork).start("compare", _("Comparing all identities"), job)

    def action_edit(self) -> None:
        """Go to the words themselves."""
        self.app.push_screen(writing_screen(self.story_id))

    def action_beside(self) -> None:
        """Go to captions, descriptions, tags and the summary; of what, is asked where there is a choice."""
        found = self.try_act(lambda: things_beside(self.desk.workspace, self.story_id))
        if found is None:
            return
        story, things = found
        if len(things) == 1:
            self._write_beside(story, story.id)
            return
        options = [(thing, beside_line(story, thing)) for thing in things]

        def chosen(thing: str | None) -> None:
            if thing is not None:
                self._write_beside(story, thing)

        self.app.push_screen(Choose(_("Beside what?"), options), chosen)

    def _write_beside(self, story: Story, thing: str) -> None:
        self.app.push_screen(FormScreen(beside_form(self.desk.workspace, story, thing)), self._settled)

    def action_clean(self) -> None:
        """Make the draft anew of the words alone."""
        job = partial(_clean, self.story_id)
        self.query_one(LongWork).start("clean", _("Making a clean draft"), job)

    @on(LongWork.Done)
    def _done(self, done: LongWork.Done) -> None:
        if done.error is not None:
            self.show_error(done.error)
        elif isinstance(done.result, CleanDraft):
            self._ask_to_keep(done.result)
        self.refresh_rows()

    def _ask_to_keep(self, made: CleanDraft) -> None:
        left_out = left_out_in_words(made.left_out) or (_("Nothing is left out."),)
        consequence = "\n".join((*left_out[:_MOST_LINES], _("The draft of before is no longer the story's.")))
        question = _("Let the clean draft take the draft's place?")
        self.app.push_screen(Confirm(question, consequence), partial(self._keep_clean, made))

    def _keep_clean(self, made: CleanDraft, is_yes: bool | None) -> None:
        if is_yes:
            act = partial(put_clean_draft, self.desk.workspace, made)
            self.act_as_told(act, lambda _story: self._kept_clean())

    def _kept_clean(self) -> None:
        self.say(_("The clean draft is the story's now."))
        self.refresh_rows()


def _clean(story: str, workspace: Workspace, watch: Watcher) -> CleanDraft:  # noqa: ARG001 - one step
    return make_clean_draft(workspace, story, CleanKind.DOCX)


def _check(story: str, workspace: Workspace, watch: Watcher) -> StoryWords:
    return check_words(workspace, story, watch=watch)


def _compare(story: str, workspace: Workspace, watch: Watcher) -> StoryWords:
    return compare_names(workspace, story, watch=watch)


def _row(one: KeptFinding) -> Row:
    mark = "! " if one.is_open else ""
    return (one.id, _(WORD_KINDS[one.kind]), one.wording, mark + _(WORD_SETTLEMENTS[one.settlement]))


def _drawn(piece: Piece, chosen: str) -> Content:
    words = visible_lines(piece.words)
    if not piece.finding:
        return Content(words)
    return Content.styled(words, "reverse" if piece.finding == chosen else "underline")
