"""What a story's words, its pictures and the people in them rest on: record it, look at its proof, end it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from consentkit.domain.bases import Basis, BasisKind
from consentkit.domain.events import EventName, Showing
from consentkit.domain.progress import Watcher
from consentkit.domain.questions.origins import Origin, OriginKind, Origins
from consentkit.pages.files import ending_of, write_file
from consentkit.pages.stories.bases import RestingThing, basis_form, kinds_for, read_resting
from consentkit.pages.stories.basis_words import basis_lines, resting_cell
from consentkit.pages.stories.origins import origin_form, origin_line
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.screens.working import OutsideScreen
from consentkit.tui.widgets.dialogs import Choose, Confirm, Told
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.viewers import open_in_viewer
from consentkit.tui.widgets.virtual_table import Row, VirtualTable
from consentkit.usecases.stories.bases import RecordedBasis, confirm_basis, end_basis, show_evidence
from consentkit.usecases.stories.origins import (
    list_origins,
    origins_in,
    put_in_origin,
    show_origin,
    take_out_of_origin,
)
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import ORIGINS


class BasesScreen(OutsideScreen, ActingScreen):
    """Everything of a story, with what it rests on; the first of `at` that is there is under the cursor."""

    RECORDS_LOOKS: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "record", "Record"),
        Binding("m", "origin", "Comes from"),
        Binding("o", "open", "Open the proof"),
        Binding("f", "confirm", "It says so"),
        Binding("e", "end", "It has ended"),
        Binding("escape", "back", "Back"),
    ]
    NEEDS: ClassVar = {
        "origin": EventName.ORIGIN_CHANGED,
        "record": EventName.BASIS_RECORDED,
        "open": EventName.ORIGINAL_SHOWN,
        "confirm": EventName.BASIS_CONFIRMED,
        "end": EventName.BASIS_ENDED,
    }

    def __init__(self, story_id: str, *at: str) -> None:
        super().__init__()
        self.story_id, self._at = story_id, at
        self._things: tuple[RestingThing, ...] = ()
        self._comes_from: dict[str, list[str]] = {}

    def compose(self) -> ComposeResult:
        """Lay out the things."""
        yield self.title_bar(_("What it rests on") + f" · {self.story_id}")
        words = _(
            "A picture of a story with contributors rests on their consent where nothing else is recorded."
            " Whoever is linked is asked for consent in any case."
        )
        yield Static(words, classes="hint", markup=False)
        yield VirtualTable([(_("Code"), 11), (_("What it is"), 21), (_("What it rests on"), 40)])
        yield Static("", id="basis", classes="hint", markup=False)
        yield LongWork()
        yield KeyLines()

    def on_mount(self) -> None:
        """Put the cursor among the things."""
        table = self.query_one(VirtualTable)
        self.watch(table, "cursor", self._describe, init=False)
        table.focus()

    def _describe(self) -> None:
        one = self.chosen
        words = f"{one.thing}, {one.words}: {resting_cell(one.basis)}" if one else ""
        words += "".join(f" · {line}" for line in self._comes_from.get(one.thing, ())) if one else ""
        self.query_one("#basis", Static).update(words)

    def refresh_rows(self) -> None:
        """Read again what everything rests on."""
        found = self.try_act(lambda: read_resting(self.desk.workspace, self.story_id))
        self._things = found or ()
        held = origins_in(self.desk.workspace, self.story_id) if found else Origins()
        lines = {one.id: origin_line(one) for one in held.known}
        self._comes_from = {
            thing.thing: [lines[one.origin] for one in held.belongings if one.thing == thing.thing]
            for thing in self._things
        }

        def rows(first: int, count: int) -> Sequence[Row]:
            return [_row(one) for one in self._things[first : first + count]]

        table = self.query_one(VirtualTable)
        table.show_rows(len(self._things), rows)
        known = [one.thing for one in self._things]
        places = [known.index(one) for one in self._at if one in known]
        table.cursor, self._at = (places[0] if places else table.cursor), ()
        self._describe()

    @property
    def chosen(self) -> RestingThing | None:
        """The thing under the cursor."""
        key = self.query_one(VirtualTable).key
        return next((one for one in self._things if one.thing == key), None)

    def _basis(self) -> Basis | None:
        """What the thing under the cursor rests on; says so where nothing is recorded."""
        basis = self.chosen.basis if self.chosen else None
        if basis is None:
            self.say(_("Nothing is recorded of it. n records what it rests on."))
        return basis

    def action_origin(self) -> None:
        """Ask to which gathering or supplier the thing belongs, or of which kind a new one is."""
        thing = self.chosen
        known = self.try_act(lambda: list_origins(self.desk.workspace))
        if thing is None or known is None:
            return
        held = origins_in(self.desk.workspace, self.story_id)
        mine = {one.origin for one in held.belongings if one.thing == thing.thing}
        offered = [
            *((f"-{one.id}", _("take it out of: {origin}").format(origin=origin_line(one)))
              for one in known if one.id in mine),
            *((f"={one.id}", _("correct: {origin}").format(origin=origin_line(one)))
              for one in known if one.id in mine),
            *((one.id, origin_line(one)) for one in reversed(known) if one.id not in mine),
            *((kind, _("new: {kind}").format(kind=_(ORIGINS[kind]))) for kind in OriginKind),
        ]  # fmt: skip
        question = _("Where does {thing} come from, or who passes it on?").format(thing=thing.thing)
        self.app.push_screen(Choose(question, offered), partial(self._belongs, thing.thing))

    def _belongs(self, thing: str, chosen: str | None) -> None:
        if chosen is None:
            return
        if chosen in set(OriginKind):
            form = origin_form(self.desk.workspace, OriginKind(chosen))
            self.app.push_screen(FormScreen(form), partial(self._put, thing))
        elif chosen.startswith("="):
            self._correct(chosen[1:])
        elif chosen.startswith("-"):
            self._said(thing, chosen[1:], take_out_of_origin)
        else:
            self._said(thing, chosen, put_in_origin)

    def _correct(self, code: str) -> None:
        shown = self.try_act(lambda: show_origin(self.desk.workspace, code))
        if shown is not None:
            form = origin_form(self.desk.workspace, shown[0].kind, shown[0])
            self.app.push_screen(FormScreen(form), self._corrected)

    def _corrected(self, made: object) -> None:
        if isinstance(made, Origin):
            self.say(_("Corrected: {origin}.").format(origin=origin_line(made)))
            self.refresh_rows()

    def _put(self, thing: str, made: object) -> None:
        if isinstance(made, Origin):
            self._said(thing, made.id, put_in_origin)

    def _said(self, thing: str, origin: str, act: Callable[..., object]) -> None:
        if self.try_act(lambda: act(self.desk.workspace, origin, (thing,))) is not None:
            self.say(_("Recorded for {thing} and {origin}.").format(thing=thing, origin=origin))
            self.refresh_rows()

    def action_record(self) -> None:
        """Ask for the kind, then for what that kind needs."""
        thing = self.chosen
        if thing is not None:
            question = _("What does {thing} rest on?").format(thing=thing.thing)
            self.app.push_screen(Choose(question, kinds_for(thing)), partial(self._ask, thing))

    def _ask(self, thing: RestingThing, kind: str | None) -> None:
        if kind is not None:
            form = basis_form(self.desk.workspace, thing.thing, BasisKind(kind))
            self.app.push_screen(FormScreen(form), self._recorded)

    def _recorded(self, made: object) -> None:
        if isinstance(made, RecordedBasis):
            words = [_("{basis} is recorded.").format(basis=made.basis.id)]
            if made.takedowns:
                words.append(_("Takedowns opened: {count}.").format(count=len(made.takedowns)))
            if made.basis.is_unseen:
                words.append(_("o opens its proof; f confirms that it says so."))
            self.say(" ".join(words))
            self.refresh_rows()

    @on(VirtualTable.Chosen)
    def _tell(self) -> None:
        if basis := self._basis():
            lines = [f"{name}: {words}" for name, words in basis_lines(basis)]
            self.app.push_screen(Told(f"{basis.id} · {basis.thing}", lines))

    def action_open(self) -> None:
        """Open what proves it in the desktop's viewer."""
        basis = self._basis()
        if basis is not None and (out := self.new_outside(".file")):
            job = partial(_write, basis.id, out)
            self.query_one(LongWork).start("open", _("Opening the proof"), job)

    @on(LongWork.Done)
    def _proof_opened(self, done: LongWork.Done) -> None:
        if done.error is not None:
            self.show_error(done.error)
        else:
            self.notify(open_in_viewer(cast("Path", done.result)), timeout=15, markup=False)

    def action_confirm(self) -> None:
        """Say that one read what proves it, and that it says what is recorded."""
        basis = self._basis()
        if basis and self.try_act(lambda: confirm_basis(self.desk.workspace, basis.id)):
            self.say(_("Recorded: you looked at what proves it."))
            self.refresh_rows()

    def action_end(self) -> None:
        """Ask, then end it today."""
        if basis := self._basis():
            question = _("Has {basis} ended, or was it taken back?").format(basis=basis.id)
            consequence = _("What is published of this story must then come down.")
            self.app.push_screen(Confirm(question, consequence), partial(self._end, basis.id))

    def _end(self, basis: str, yes: bool | None) -> None:
        opened = self.try_act(lambda: end_basis(self.desk.workspace, basis)) if yes else None
        if opened is not None:
            self.say(_("It has ended. Takedowns opened: {count}.").format(count=len(opened)))
            self.refresh_rows()


def _row(one: RestingThing) -> Row:
    is_done = one.basis is None or not (one.basis.is_unseen or one.basis.ended_on)
    return (one.thing, one.words, ("" if is_done else "! ") + resting_cell(one.basis))


def _write(basis: str, out: Path, workspace: Workspace, _watch: Watcher) -> Path:
    data = show_evidence(workspace, basis, Showing.SHOWN)
    return write_file(out.with_suffix(ending_of(data)), data)
