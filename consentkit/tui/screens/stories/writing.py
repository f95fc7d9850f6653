"""Write a story's words, or mend them; what leads to a person is told while they are typed."""

from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import Static, TextArea
from textual.widgets.text_area import Selection
from textual.worker import get_current_worker

from consentkit.domain.errors import Unavailable
from consentkit.domain.stories import Story
from consentkit.domain.words.findings import WordFinding
from consentkit.pages.stories.writing import found_lines, location_of, place_of
from consentkit.tui.screens.base import DeskScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.usecases.office.unfinished_forms import (
    drop_unfinished_form,
    get_unfinished_form,
    keep_unfinished_form,
)
from consentkit.usecases.words.cleaning import (
    TypedFindings,
    TypedSearch,
    TypedWords,
    words_to_edit,
    write_words,
)
from consentkit.wording.drafts import left_out_in_words
from consentkit.wording.languages import _

_SECONDS_STILL = 0.3
"""So long no key is pressed before the words are searched and kept. Chosen by eye."""

_WORDS, _DRAFT = "words", "draft"
_LINES_LEFT_OUT = 3


class WritingScreen(DeskScreen):
    """A text area over what is found in it; saving makes the words the story's draft, in plain text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save"),
        Binding("ctrl+n", "next_found", "Next found"),
        Binding("ctrl+b", "previous_found", "The one before"),
        Binding("escape", "leave", "Back"),
    ]

    def __init__(self, story_id: str) -> None:
        super().__init__()
        self.story_id = story_id
        self._typed: TypedWords | None = None
        self._search: TypedSearch | None = None
        self._found: tuple[WordFinding, ...] = ()
        self._waiting: Timer | None = None
        self._is_comparing = False

    def compose(self) -> ComposeResult:
        """Lay out the words over what is found in them."""
        yield self.title_bar(_("The words of the story") + f" · {self.story_id}")
        yield Static("", id="left-out", classes="hint", markup=False)
        yield TextArea("", id="writing", soft_wrap=True, show_line_numbers=True)
        yield Static("", id="found", markup=False)
        yield KeyLines()

    def on_mount(self) -> None:
        """Open the words as they are, or as they were typed so far."""
        workspace = self.desk.workspace
        self._typed = self.try_act(lambda: words_to_edit(workspace, self.story_id))
        if self._typed is None:
            self.dismiss(None)
            return
        kept = get_unfinished_form(workspace, self._form)
        # What was typed into another draft than this one is shown, and not saved over it unseen.
        is_of_now = not kept or kept.get(_DRAFT) == (self._typed.story.draft or "")
        told = () if is_of_now else (_("The words changed since you typed these. Look before you save."),)
        self.query_one("#left-out", Static).update("\n".join((*told, *_left_out(self._typed))))
        area = self.query_one(TextArea)
        area.text = kept.get(_WORDS, self._typed.text)
        area.focus()

    @property
    def _form(self) -> str:
        return f"writing/{self.story_id}"

    @on(TextArea.Changed)
    def _changed(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(_SECONDS_STILL, self._look)

    def _look(self) -> None:
        if not self.is_open:
            return
        self._keep()
        if self._search is None:
            self._search = self.try_act(lambda: TypedSearch(self.desk.workspace, self.story_id))
        if self._search is not None:
            text = self.query_one(TextArea).text
            self._show(text, self._search.find(text))
            if not self._is_comparing:
                self._is_comparing = True
                self._find(self._search, text)

    def _keep(self) -> None:
        text, typed = self.query_one(TextArea).text, self._typed
        if typed is not None and text != typed.text:
            # A full disk is told when the words are saved: at every key it would be in the way.
            with suppress(Unavailable):
                kept = {_WORDS: text, _DRAFT: typed.story.draft or ""}
                keep_unfinished_form(self.desk.workspace, self._form, kept)

    @work(thread=True, group="find")
    def _find(self, search: TypedSearch, text: str) -> None:
        found = search.find_with_sealed_names(text)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._compared, text, found)

    def _compared(self, text: str, found: TypedFindings) -> None:
        """Show sealed names too; what was typed meanwhile is compared in turn, one text at a time."""
        self._is_comparing = False
        if not self.is_open:
            return
        if self.query_one(TextArea).text == text:
            self._show(text, found)
        else:
            self._look()

    def _show(self, text: str, found: TypedFindings) -> None:
        self._found = found.findings
        lines = found_lines(text, found.readable, found.findings)
        self.query_one("#found", Static).update("\n".join(lines))

    def action_next_found(self) -> None:
        """Mark the next thing that is found."""
        at = self._at
        self._mark(
            next((one for one in self._found if one.start > at), self._found[0] if self._found else None)
        )

    def action_previous_found(self) -> None:
        """Mark the thing that is found before."""
        at = self._at
        before = (one for one in reversed(self._found) if one.start < at)
        self._mark(next(before, self._found[-1] if self._found else None))

    @property
    def _at(self) -> int:
        area = self.query_one(TextArea)
        return place_of(area.text, min(area.selection))

    def _mark(self, one: WordFinding | None) -> None:
        if one is None:
            self.say(_("Nothing is found in these words."))
            return
        area = self.query_one(TextArea)
        area.selection = Selection(location_of(area.text, one.start), location_of(area.text, one.end))

    def action_save(self) -> None:
        """Make these words the story's draft."""
        typed, text = self._typed, self.query_one(TextArea).text
        if typed is not None:
            self.act_as_told(partial(write_words, self.desk.workspace, typed, text), self._saved)

    def _saved(self, story: Story) -> None:
        if self._waiting is not None:
            self._waiting.stop()
        with suppress(Unavailable):
            drop_unfinished_form(self.desk.workspace, self._form)
        self.dismiss(story)

    def action_leave(self) -> None:
        """Go back; what was typed is kept, sealed, for who typed it."""
        self._keep()
        self.dismiss(None)


def _left_out(typed: TypedWords) -> Iterable[str]:
    lines = left_out_in_words(typed.left_out)
    more = len(lines) - _LINES_LEFT_OUT
    return lines if more <= 0 else (*lines[:_LINES_LEFT_OUT], _("… and {count} more").format(count=more))
