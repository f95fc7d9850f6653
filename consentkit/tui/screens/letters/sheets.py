"""The rows of a group's sheet while it is confirmed: each is read by a person, then all that were kept."""

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from consentkit.domain.events import EventName
from consentkit.domain.letters.records import TickState
from consentkit.domain.letters.rosters import RosterRow, in_rows
from consentkit.pages.letters.sheets import meaning_lines, signing_form
from consentkit.pages.letters.signing import empty_lines
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.widgets.dialogs import Confirm
from consentkit.tui.widgets.forms import FormScreen
from consentkit.usecases.consents.rosters import ConfirmedRows, confirm_rows, correct_rows
from consentkit.usecases.consents.row_meanings import Said, Signing, foresee_rows
from consentkit.usecases.letters.returns import pages_of_letter
from consentkit.wording.languages import _, _n


class Sheet:
    """The rows of a sheet (none: it is another letter), and what a person said of them so far."""

    def __init__(self, rows: Sequence[RosterRow] = (), to_correct: Sequence[RosterRow] = ()) -> None:
        self.rows = {row.contributor: row for row in rows}
        self._to_correct = {row.contributor for row in to_correct}
        self._read: set[str] = set()
        self._absent: set[str] = set()

    def is_closed(self, person: str) -> bool:
        """Tell whether a row was confirmed before, and something rests on it."""
        return self._was_confirmed(person) and person not in self._to_correct

    def line(self, person: str) -> str | None:
        """Return the heading of a row; `None` for what is no row."""
        if person not in self.rows:
            return None
        told = _("not read yet")
        if self.is_closed(person):
            told = _("confirmed before")
        elif person in self._absent:
            told = _("you say: nobody was there")
        elif person in self._read:
            told = _("you say: it stands so")
        elif self._was_confirmed(person):
            told = _("confirmed before, and can be corrected")
        return f"{person} · {told}"

    def hint(self) -> str:
        """Return how the rows are said."""
        said = self._read | self._absent
        waiting = sum(row.is_waiting and person not in said for person, row in self.rows.items())
        count = _n("{count} row is not read yet.", "{count} rows are not read yet.", waiting)
        how = _(
            "Look at each page (v, o). space corrects a box, r says that the row stands so, n that nobody was"
            " there; c confirms what was read."
        )
        return f"{count.format(count=waiting)} {how}"

    def say_read(self, box: str | None, seen: Mapping[str, TickState]) -> bool:
        """Say of a box's row that it stands so, or take that back; `False`: a box of it is unclear."""
        person = self._person(box)
        if person is None:
            return True
        unclear = (one for one, state in seen.items() if state is TickState.UNSURE)
        if in_rows(unclear, person):
            return False
        self._absent.discard(person)
        self._read ^= {person}
        return True

    def say_absent(self, box: str | None) -> None:
        """Say of a box's row that nobody was there, or take that back."""
        person = self._person(box)
        if person is not None:
            self._read.discard(person)
            self._absent ^= {person}

    def unsay(self, box: str) -> None:
        """Forget what was said of a box's row: it changed."""
        person = self._person(box)
        self._read.discard(person or "")
        self._absent.discard(person or "")

    def said(self, ticked: frozenset[str]) -> Said:
        """Return what was said of the rows."""
        read = {person: in_rows(ticked, person) for person in self._read}
        return {**read, **dict.fromkeys(self._absent)}

    def parted(self, said: Said) -> tuple[Said, Said]:
        """Return what was said of rows that waited, and of those that were confirmed before."""
        before = {person: one for person, one in said.items() if self._was_confirmed(person)}
        return {person: one for person, one in said.items() if person not in before}, before

    def others(self, ticked: frozenset[str]) -> frozenset[str]:
        """Return the boxes that stand in no row."""
        return frozenset(box for box in ticked if self._person(box) is None)

    def _was_confirmed(self, person: str) -> bool:
        return person in self.rows and not self.rows[person].is_waiting

    def _person(self, box: str | None) -> str | None:
        person = (box or "").partition(".")[0]
        return person if person in self.rows and not self.is_closed(person) else None


async def confirm_sheet(screen: ActingScreen, letter: str, sheet: Sheet, ticked: frozenset[str]) -> bool:
    """Ask for the day and the countries where a row says yes, then record; tell whether that was done."""
    workspace, said = screen.desk.workspace, sheet.said(ticked)
    if not said:
        screen.say(_("No row is read yet: r says that a row stands so."))
        return False
    seen = pages_of_letter(workspace, letter)
    signing = await _signing(screen, letter, said)
    if signing is None or not await _is_sure(screen, letter, said, signing):
        return False
    others, (new, before) = sheet.others(ticked), sheet.parted(said)
    acts: list[Callable[[], ConfirmedRows]] = []
    if new:
        acts.append(lambda: confirm_rows(workspace, letter, new, signing, ticked=others, seen=seen))
    if before:
        acts.append(lambda: correct_rows(workspace, letter, before, signing))
    for act in acts:
        done = await screen.act_once_told(act)
        if done is None:
            return False
        _say(screen, done)
    return True


def _say(screen: ActingScreen, done: ConfirmedRows) -> None:
    words = _("Confirmed. Consents recorded: {count}. Rows that wait: {waiting}.")
    screen.say(words.format(count=len(done.consents), waiting=len(done.waiting)))


async def _signing(screen: ActingScreen, letter: str, said: Said) -> Signing | None:
    """Return what holds for all rows that say yes; `None`: it was not filled in, or may not be."""
    meanings = screen.try_act(lambda: foresee_rows(screen.desk.workspace, letter, said))
    if meanings is None or not any(one.is_yes for one in meanings):
        return None if meanings is None else Signing()
    if not screen.may(EventName.CONSENT_RECORDED):
        screen.say(_("A row says yes, and you may record no consent. Leave it out: r takes it back."))
        return None
    return cast("Signing | None", await screen.app.push_screen_wait(FormScreen(signing_form(letter))))


async def _is_sure(screen: ActingScreen, letter: str, said: Said, signing: Signing) -> bool:
    meanings = screen.try_act(lambda: foresee_rows(screen.desk.workspace, letter, said, signing))
    if meanings is None:
        return False
    question = _n("Confirm {count} row of sheet {code}?", "Confirm {count} rows of sheet {code}?", len(said))
    question = question.format(count=len(said), code=letter)
    kept = _(
        "With yes you say that you looked at every page, and that these rows say so. What is not ticked means"
        " no. This cannot be undone; rows that you did not read wait, and hold the gate."
    )
    empty = empty_lines(screen.desk.workspace, letter, [person for person, one in said.items() if one])
    meaning = "\n".join([*empty, *meaning_lines(meanings), kept])
    return await screen.app.push_screen_wait(Confirm(question, meaning)) is True
