"""The checklist of one story for one channel: one question a page, each answer saved at once."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import TextArea
from textual.worker import get_current_worker

from consentkit.domain.checklists import MIN_JUSTIFICATION_LENGTH, Answer, Reply, Severity
from consentkit.domain.errors import ConsentkitError, InvalidInput, Refused
from consentkit.domain.events import EventName, Showing
from consentkit.domain.progress import Watcher
from consentkit.domain.values import Channel
from consentkit.pages.checks.evidence import evidence_form
from consentkit.pages.checks.risks import risk_form
from consentkit.pages.checks.words import answer_lines
from consentkit.pages.files import ending_of, write_file
from consentkit.tui.desk import Desk
from consentkit.tui.screens.walking import WalkScreen
from consentkit.tui.screens.working import OutsideScreen
from consentkit.tui.widgets.dialogs import Choose, Confirm
from consentkit.tui.widgets.explaining import Explanation
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.picking import pick_story
from consentkit.tui.widgets.viewers import open_in_viewer
from consentkit.usecases.checks.checklists import (
    AskedQuestion,
    answer_question,
    list_questions,
    look_again,
    show_evidence_to,
    sign_off_answer,
)
from consentkit.usecases.checks.evidence import NewEvidence, evidence_of
from consentkit.usecases.office.unfinished_forms import (
    drop_unfinished_form,
    get_unfinished_form,
    keep_unfinished_form,
)
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import sentence_of_error
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import CHANNELS, REPLIES


class ChecklistScreen(OutsideScreen, WalkScreen):
    """Walks through the questions of a story. Without a story and a channel it asks for them first."""

    RECORDS_LOOKS: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sign_off", "Sign off"),
        Binding("o", "only_open", "Only mine"),
        Binding("v", "view_evidence", "Open what shows it"),
        Binding("ctrl+s", "explain", "Save explanation", priority=True),
    ]
    NEEDS: ClassVar = {
        "answer": EventName.QUESTION_ANSWERED,
        "sign_off": EventName.ANSWER_SIGNED_OFF,
        "view_evidence": EventName.ORIGINAL_SHOWN,
    }

    def __init__(self, story_id: str = "", channel: Channel | None = None) -> None:
        super().__init__()
        self._story, self._channel = story_id, channel
        self._only_mine = False
        self._came_from: int | None = None
        """The question from which an answer led on."""
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
        """Offer to save an explanation only while one is written, and to open a file only where one is."""
        if action == "explain":
            return self.is_mounted and self._is_explaining
        if action == "view_evidence" and not self._has_file:
            return False
        return super().check_action(action, parameters)

    def compose_explanation(self) -> ComposeResult:
        """Lay out the field for an explanation; it shows when it is asked for."""
        yield Explanation()
        yield LongWork()

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
        if asked.question.form is not None:
            self._fill_in(asked)
            return
        if reply is Reply.YES and asked.question.evidence_kinds and may_answer:
            form = evidence_form(self.desk.workspace, self._said_in, asked)
            self.app.push_screen(FormScreen(form), partial(self._said_yes, asked))
        elif reply is not Reply.YES and asked.question.severity is Severity.JUSTIFY and may_answer:
            self._open_explanation(reply)
        elif (error := self._save(reply, "")) is not None:
            self.show_error(error)

    @work
    async def _fill_in(self, asked: AskedQuestion) -> None:
        """Open the form that answers the question, for one of the story's people."""
        if not self.may(EventName.RISKS_WEIGHED):
            self.show_error(Refused("answered-in-form", question=asked.question.id))
            return
        people = [(code, code) for code in asked.things]
        chosen = people[0][0] if len(people) == 1 else None
        if len(people) > 1:
            chosen = await self.app.push_screen_wait(Choose(_("Whose risks?"), people))
        if chosen is None:
            return
        form = risk_form(self.desk.workspace, chosen)
        if await self.app.push_screen_wait(FormScreen(form)) is not None:
            for place, one in enumerate(self.asked):
                if one.question.form is not None:
                    self._renew(place)
            self.say(_("The risk form is filled in."))
            self._go_on()

    def _said_yes(self, asked: AskedQuestion, answer: object) -> None:
        """Go on where the form with what shows it was saved."""
        if isinstance(answer, Answer):
            self._saved(asked, Reply.YES)

    def _save(self, reply: Reply, justification: str) -> ConsentkitError | None:
        """Save an answer and go on; return what stands against it."""
        asked = self.asked[self.place]
        try:
            self._answer(asked, reply, justification)
        except ConsentkitError as error:
            # Whoever changed the story meanwhile is told; the question is shown as it is now.
            self._renew(self.place)
            return error
        self._saved(asked, reply)
        return None

    def _saved(self, asked: AskedQuestion, reply: Reply) -> None:
        """Say so, and go on; `asked` is the question as it was before."""
        self._renew(self.place)
        self.consentkit.remember_undo(
            _("the answer to {question}").format(question=asked.question.id),
            partial(self._answer, asked, *self._my_last(asked)),
        )
        self.say(f"{asked.question.id}: {_(REPLIES[reply])}")
        self._go_on()

    def _answer(
        self, asked: AskedQuestion, reply: Reply, justification: str, shown: NewEvidence | None = None
    ) -> None:
        workspace = self.desk.workspace
        policy, question = asked.policy.id, asked.question.id
        answer_question(
            workspace, self._said_in, policy, question,
            reply=reply, justification=justification, revision=asked.revision, shown=shown,
        )  # fmt: skip

    def _my_last(self, asked: AskedQuestion) -> tuple[Reply, str, NewEvidence]:
        """What taking back answers: one's former reply, or "don't know" where there was none."""
        mine = [a for a in asked.answers if a.by == self.desk.workspace.actor.handle]
        if not mine or asked.question.lacks(mine[-1]):
            return Reply.UNKNOWN, "", NewEvidence()
        return mine[-1].reply, mine[-1].justification, evidence_of(mine[-1])

    def _go_on(self) -> None:
        """Go on to the next question that waits for this role; one step back leads here again."""
        actor, here = self.desk.workspace.actor, self.place
        rest = range(here + 1, len(self.asked))
        following = next((place for place in rest if self.asked[place].is_waiting_for(actor)), None)
        if following is None:
            self.show_page()
            self.say(_("That was the last question."))
        else:
            self.go_to(following)
            self._came_from = here

    def action_step(self, by: int) -> None:
        """Go back and forth; with "only mine", among the questions that wait for this role."""
        place = self._came_from if by < 0 and self._came_from is not None else self._next(by)
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
        self._came_from = None
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

    # what was given with an answer

    @property
    def _has_file(self) -> bool:
        asked = self.current if self.is_mounted else None
        return asked is not None and any(one.evidence_file for one in asked.answers)

    def action_view_evidence(self) -> None:
        """Open the file that was given with the last answer in the desktop's viewer."""
        asked = self.current
        if asked is not None and (out := self.new_outside(".file")):
            about = (self._said_in, asked.policy.id, asked.question.id)
            job = partial(_write, about, out)
            self.query_one(LongWork).start("open", _("Opening the file"), job)

    @on(LongWork.Done)
    def _evidence_opened(self, done: LongWork.Done) -> None:
        if done.error is not None:
            self.show_error(done.error)
        else:
            self.notify(open_in_viewer(cast("Path", done.result)), timeout=15, markup=False)

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


def _write(about: tuple[str | None, str, str], out: Path, workspace: Workspace, _watch: Watcher) -> Path:
    data = show_evidence_to(workspace, *about, Showing.SHOWN)
    return write_file(out.with_suffix(ending_of(data)), data)


def _name(asked: AskedQuestion) -> str:
    return f"{asked.policy.id}/{asked.question.id}"
