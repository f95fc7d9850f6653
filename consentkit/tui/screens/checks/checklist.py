"""The checklist of one story for one channel: one question a page, each answer saved at once."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import TextArea
from textual.worker import get_current_worker

from consentkit.domain.checklists import MIN_JUSTIFICATION_LENGTH, Reply, Severity
from consentkit.domain.errors import ConsentkitError, InvalidInput
from consentkit.domain.events import EventName
from consentkit.domain.values import Channel
from consentkit.pages.checks.words import answer_lines
from consentkit.tui.desk import Desk
from consentkit.tui.screens.walking import WalkScreen
from consentkit.tui.widgets.dialogs import Choose, Confirm
from consentkit.tui.widgets.explaining import Explanation
from consentkit.tui.widgets.picking import pick_story
from consentkit.usecases.checks.checklists import (
    AskedQuestion,
    answer_question,
    list_questions,
    look_again,
    sign_off_answer,
)
from consentkit.usecases.office.unfinished_forms import (
    drop_unfinished_form,
    get_unfinished_form,
    keep_unfinished_form,
)
from consentkit.wording import sentence_of_error
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import CHANNELS, REPLIES


class ChecklistScreen(WalkScreen):
    """Walks through the questions of a story. Without a story and a channel it asks for them first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sign_off", "Sign off"),
        Binding("o", "only_open", "Only mine"),
        Binding("ctrl+s", "explain", "Save explanation", priority=True),
    ]
    NEEDS: ClassVar = {"answer": EventName.QUESTION_ANSWERED, "sign_off": EventName.ANSWER_SIGNED_OFF}

    def __init__(self, story_id: str = "", channel: Channel | None = None) -> None:
        super().__init__()
        self._story, self._channel = story_id, channel
        self._only_mine = False
        self._reply = Reply.NO
        """The answer that waits for its explanation."""

    def heading(self) -> str:
        """Say where one is."""
        if self._channel is None:
            return _("Checklist")
        return _("Checklist of story {story}, {channel}").format(
            story=self._story, channel=_(CHANNELS[self._channel])
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to save an explanation only while one is written."""
        if action == "explain":
            return self.is_mounted and self._is_explaining
        return super().check_action(action, parameters)

    def compose_explanation(self) -> ComposeResult:
        """Lay out the field for an explanation; it shows when it is asked for."""
        yield Explanation()

    def on_mount(self) -> None:
        """Read the questions, after asking which story where that is not said."""
        super().on_mount()
        self._close_explanation()
        self.begin()

    def begin(self) -> None:
        """Read the questions of a story; ask which where that is not said."""
        if self._story and self._channel is not None:
            self._load(self.desk, self._story, self._channel)
        else:
            self._choose()

    @property
    def _said_in(self) -> str | None:
        """The story in which an answer is said; `None` on the organisation's own sheet."""
        return self._story or None

    @work
    async def _choose(self) -> None:
        self._story = self._story or await pick_story(self, _("Which story?")) or ""
        if not self._story:
            self.dismiss(None)
            return
        options = [(one.value, _(words)) for one, words in CHANNELS.items()]
        chosen = await self.app.push_screen_wait(Choose(_("For which channel?"), options))
        if chosen is None:
            self.dismiss(None)
            return
        self._channel = Channel(chosen)
        await self.recompose()
        self._close_explanation()
        self.query_one("#page").focus()
        self._load(self.desk, self._story, self._channel)

    @work(thread=True, exclusive=True, group="load")
    def _load(self, desk: Desk, story: str, channel: Channel) -> None:
        """Every file's digest is taken again for this, which may last."""
        try:
            with desk.elsewhere() as workspace:
                asked = list_questions(workspace, story, channel)
        except ConsentkitError as error:
            self.app.call_from_thread(self.show_error, error)
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._begin, asked)

    def _begin(self, asked: tuple[AskedQuestion, ...]) -> None:
        if not self.is_open:
            return
        self.asked = asked
        kept = get_unfinished_form(self.desk.workspace, self._unfinished).get("at")
        names = [_name(one) for one in asked]
        mine = [index for index, one in enumerate(asked) if one.is_waiting_for(self.desk.workspace.actor)]
        self.place = names.index(kept) if kept in names else next(iter(mine), 0)
        self.show_page()

    @property
    def _unfinished(self) -> str:
        return f"checklist-{self._story}"

    def refresh_rows(self) -> None:
        """Read the answers to the current question again."""
        if self.current is not None:
            self._renew(self.place)
            self.show_page()

    def _renew(self, place: int) -> None:
        again = look_again(self.desk.workspace, self._said_in, self.asked[place])
        self.asked = (*self.asked[:place], again, *self.asked[place + 1 :])

    def lines_below(self, asked: AskedQuestion) -> Iterator[str]:
        """Say who answered what."""
        yield from answer_lines(asked)
        if self._kept_explanation():
            yield "… " + _("You began an explanation here. Press n or u to go on with it.")
        yield ""

    # answers

    def act_on(self, reply: Reply) -> None:
        """Save the answer and go on; what needs an explanation asks for it first."""
        asked = self.current
        if asked is None:
            return
        may_answer = self.desk.workspace.actor.has(*asked.question.who)
        if reply is not Reply.YES and asked.question.severity is Severity.JUSTIFY and may_answer:
            self._open_explanation(reply)
        elif (error := self._save(reply, "")) is not None:
            self.show_error(error)

    def _save(self, reply: Reply, justification: str) -> ConsentkitError | None:
        """Save an answer and go on; return what stands against it."""
        asked = self.asked[self.place]
        before = self._my_last(asked)
        try:
            self._answer(asked, reply, justification)
        except ConsentkitError as error:
            # Whoever changed the story meanwhile is told; the question is shown as it is now.
            self._renew(self.place)
            return error
        self._renew(self.place)
        self.consentkit.remember_undo(
            _("the answer to {question}").format(question=asked.question.id),
            partial(self._answer, asked, *before),
        )
        self.say(f"{asked.question.id}: {_(REPLIES[reply])}")
        self._go_on()
        return None

    def _answer(self, asked: AskedQuestion, reply: Reply, justification: str) -> None:
        workspace = self.desk.workspace
        policy, question = asked.policy.id, asked.question.id
        answer_question(
            workspace, self._said_in, policy, question,
            reply=reply, justification=justification, revision=asked.revision,
        )  # fmt: skip

    def _my_last(self, asked: AskedQuestion) -> tuple[Reply, str]:
        """What taking back answers: one's former reply, or "don't know" where there was none."""
        mine = [a for a in asked.answers if a.by == self.desk.workspace.actor.handle]
        return (mine[-1].reply, mine[-1].justification) if mine else (Reply.UNKNOWN, "")

    def _go_on(self) -> None:
        following = self._next(1)
        if following is None:
            self.show_page()
            self.say(_("That was the last question."))
        else:
            self.go_to(following)

    def action_step(self, by: int) -> None:
        """Go back and forth; with "only mine", among the questions that wait for this role."""
        place = self._next(by)
        if place is not None:
            self.go_to(place)

    def _next(self, by: int) -> int | None:
        actor = self.desk.workspace.actor
        place = self.place + by
        while 0 <= place < len(self.asked):
            if not self._only_mine or self.asked[place].is_waiting_for(actor):
                return place
            place += by
        return None

    def go_to(self, place: int) -> None:
        """Show another question, and remember where one is."""
        self._close_explanation()
        super().go_to(place)
        if self.current is not None:
            keep_unfinished_form(self.desk.workspace, self._unfinished, {"at": _name(self.current)})

    def action_only_open(self) -> None:
        """Walk through all questions, or only through those that wait for this role."""
        actor = self.desk.workspace.actor
        waiting = [index for index, one in enumerate(self.asked) if one.is_waiting_for(actor)]
        self._only_mine = not self._only_mine and bool(waiting)
        if not waiting:
            self.say(_("No question waits for you."))
        elif self._only_mine:
            self.say(_("Only the questions that wait for you: {count}.").format(count=len(waiting)))
            if self.place not in waiting:
                self.go_to(next((index for index in waiting if index > self.place), waiting[0]))
        else:
            self.say(_("All questions again."))

    def action_leave(self) -> None:
        """Leave the explanation first, then the walk; where one was is kept."""
        if self._is_explaining:
            self._close_explanation()
            self.show_page()
            self.query_one("#page").scroll_home(animate=False)
            return
        super().action_leave()

    # explanations

    @property
    def _is_explaining(self) -> bool:
        return any(one.display for one in self.query(Explanation))

    @property
    def _unfinished_explanation(self) -> str:
        return f"explanation-{self._story}-{_name(self.asked[self.place])}"

    def _kept_explanation(self) -> str:
        return get_unfinished_form(self.desk.workspace, self._unfinished_explanation).get("text", "")

    def _open_explanation(self, reply: Reply) -> None:
        self._reply = reply
        label = _(
            "Your answer: {reply}. Explain why, in at least {minimum} characters; ctrl+s saves."
        ).format(reply=_(REPLIES[reply]), minimum=MIN_JUSTIFICATION_LENGTH)
        self.query_one(Explanation).ask(label, self._kept_explanation())
        self.refresh_bindings()

    def _close_explanation(self) -> None:
        self.query_one(Explanation).display = False
        self.query_one("#page").focus()
        self.refresh_bindings()

    @on(TextArea.Changed)
    def _keep_explanation(self, event: TextArea.Changed) -> None:
        if self._is_explaining and event.text_area.text:
            keep_unfinished_form(
                self.desk.workspace, self._unfinished_explanation, {"text": event.text_area.text}
            )

    def action_explain(self) -> None:
        """Save the answer with its explanation; a complaint stands beside the field."""
        text = self.query_one(Explanation).text
        form = self._unfinished_explanation
        error: ConsentkitError | None = InvalidInput("justification-short", minimum=MIN_JUSTIFICATION_LENGTH)
        if len(text) >= MIN_JUSTIFICATION_LENGTH:
            error = self._save(self._reply, text)
        if error is None:
            drop_unfinished_form(self.desk.workspace, form)
            self.show_page()
            return
        self.query_one(Explanation).complain(sentence_of_error(error))

    # a manager's second look

    @work
    async def action_sign_off(self) -> None:
        """Sign an explanation off, as a second person."""
        asked = self.current
        if asked is None:
            return
        explained = [a for a in asked.answers if a.justification and a.signed_off_by is None]
        words = "\n".join(f"{a.by}: “{a.justification}”" for a in explained)
        question = _("Sign off the explanation of question {question}?").format(question=asked.question.id)
        consequence = words + "\n\n" + _("Your handle stands beside it from now on. This cannot be undone.")
        if explained and not await self.app.push_screen_wait(Confirm(question, consequence)):
            return
        story, policy, number = self._said_in, asked.policy.id, asked.question.id
        workspace, read = self.desk.workspace, asked.answers
        signed = self.try_act(lambda: sign_off_answer(workspace, story, policy, number, expected=read))
        self._renew(self.place)
        if signed is not None:
            self.say(_("Question {question} is signed off.").format(question=number))
            self._go_on()


def _name(asked: AskedQuestion) -> str:
    return f"{asked.policy.id}/{asked.question.id}"
