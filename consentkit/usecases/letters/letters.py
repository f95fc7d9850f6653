"""Letters: made from a form for one contributor in one language, looked at, printed again, set aside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from consentkit.catalogue.forms import FormCatalogue
from consentkit.domain.codes import new_code
from consentkit.domain.errors import Conflict, Fault, InvalidInput
from consentkit.domain.events import EventName, require
from consentkit.domain.letters.forms import Form, FormPurpose
from consentkit.domain.letters.letters import Sheet
from consentkit.domain.letters.page_maps import PageMaps
from consentkit.domain.letters.printed import Printed
from consentkit.domain.letters.recordings import digest_of_words
from consentkit.domain.letters.records import Letter, LetterPaper
from consentkit.domain.letters.rosters import RosterRow, row_id, rows_of, stop_codes_in
from consentkit.store.letters.letters import (
    is_letter_out,
    letters,
    letters_out_to,
    letters_to_confirm,
    list_letters_out,
    roster_rows,
)
from consentkit.store.letters.letters import list_letters as stored_letters
from consentkit.store.people.contributors import contributors
from consentkit.usecases.changes import Change
from consentkit.usecases.letters.compositions import Codes, compose, composed_paper
from consentkit.usecases.letters.forms import forms_of, get_form, get_wording
from consentkit.usecases.letters.orders import (
    NewLetter,
)
from consentkit.usecases.letters.prints import (
    MadeLetter,
    is_set_as_made,
    open_letter,
    set_today,
)
from consentkit.usecases.workspaces import Workspace

_MOST_TRIES = 3
"""How often pages are set again because what the letter says was changed meanwhile."""


def make_letter(workspace: Workspace, new: NewLetter) -> MadeLetter:
    """Make a letter for a contributor, with a code of its own; its pages are set by `letter_pdf`.

    Raises what `compose` raises, and InvalidInput `glyph-missing` or `letter-too-long` before anything is
    recorded; Conflict (record-changed) where what it says went on changing while its pages were set.
    """
    return _make(workspace, [new], lambda _workspace, _new: None, _unwatched)[0]


def find_or_make_letter(workspace: Workspace, new: NewLetter) -> MadeLetter:
    """Return the same letter where it was made before and is still out; else make it, as `make_letter` does.

    A letter can be asked for again, also by two people at once.
    """
    return find_or_make_letters(workspace, [new])[0]


Watch = Callable[[int], None]
"""Is told the place of each letter before its pages are set, which takes longest."""


def _unwatched(_place: int) -> None:
    """Do nothing."""


def find_or_make_letters(
    workspace: Workspace, wanted: Sequence[NewLetter], *, watch: Watch = _unwatched
) -> tuple[MadeLetter, ...]:
    """Make all these letters in one act, or none; one that was made before and is still out is returned.

    Raises what `make_letter` raises; of several letters InvalidInput `order-faults` (count) with all that
    is wrong, each fault with the letter's place in `wanted`, from 0, as its row.
    """
    return _make(workspace, wanted, find_made, watch)


_Find = Callable[[Workspace, NewLetter], MadeLetter | None]


def _make(
    workspace: Workspace, wanted: Sequence[NewLetter], find: _Find, watch: Watch
) -> tuple[MadeLetter, ...]:
    """Make the letters that `find` does not find, also not under the lock."""
    require(workspace.actor, EventName.LETTER_MADE)
    for _ in range(_MOST_TRIES):
        composed = _composed_all(workspace, wanted, find, watch)
        with workspace.change(EventName.LETTER_MADE) as change:
            change.check_day()
            made = _kept_all(workspace, change, composed, find)
            if made is not None:
                return made
    raise Conflict("record-changed", kind="form", id=wanted[0].form, changed=("words",))


@dataclass(frozen=True)
class _Composed:
    """A letter to be made, with all that its words rest on."""

    new: NewLetter
    codes: "Codes"
    form: Form
    wording: str
    paper: LetterPaper
    printed: Printed
    maps: PageMaps | None = None
    """Where its boxes stand; `None` until its pages are set."""


def _composed_all(
    workspace: Workspace, wanted: Sequence[NewLetter], find: _Find, watch: Watch
) -> list[MadeLetter | _Composed]:
    """Compose what is not made yet, and set its pages: a letter that cannot be printed is not made."""
    catalogue = forms_of(workspace)
    composed: list[MadeLetter | _Composed] = []
    faults: list[Fault] = []
    firsts: dict[tuple[str, str | None], str] = {}
    for place, new in enumerate(wanted):
        watch(place)
        code = new_code("L")
        stop_code = firsts.setdefault((new.contributor, new.story), code) if new.contributor else code
        rows = tuple(firsts.setdefault((person, new.story), new_code("L")) for person in new.roster)
        codes = Codes(code, stop_code, rows)
        try:
            one = find(workspace, new) or _composed(workspace, catalogue, new, codes)
            composed.append(_set(workspace, one) if isinstance(one, _Composed) else one)
        except InvalidInput as error:
            faults += [replace(fault, row=place) for fault in error.faults] or [Fault(error, row=place)]
            if len(wanted) == 1:
                raise
    if faults:
        raise InvalidInput("order-faults", *faults, count=len(faults))
    return composed


def _composed(workspace: Workspace, catalogue: FormCatalogue, new: NewLetter, codes: Codes) -> _Composed:
    form = get_form(catalogue, new.form)
    if form.sheet is not Sheet.LETTER:
        raise InvalidInput("form-is-no-letter", form=form.id)
    if form.purpose is FormPurpose.APPROVAL and not (new.contributor and new.story):
        raise InvalidInput("slip-for-nobody", form=form.id)
    paper, printed = composed_paper(workspace, catalogue, new, codes)
    words = digest_of_words(form, get_wording(catalogue, form, new.language))
    return _Composed(new, codes, form, words, paper, printed)


def _set(workspace: Workspace, composed: _Composed) -> _Composed:
    """Set the pages, and remember where the boxes stand on them."""
    return replace(composed, maps=PageMaps(pages=set_today(workspace, composed.paper)))


def _kept_all(
    workspace: Workspace, change: Change, composed: Sequence[MadeLetter | _Composed], find: _Find
) -> tuple[MadeLetter, ...] | None:
    """Keep every letter whose words are still so; `None`: one of them is not, and nothing holds."""
    catalogue = forms_of(workspace)
    still: list[MadeLetter | _Composed] = []
    for one in composed:
        known = one if isinstance(one, MadeLetter) else find(workspace, one.new)
        if isinstance(one, _Composed) and known is None:
            again = _composed(workspace, catalogue, one.new, one.codes)
            if replace(again, maps=one.maps) != one:
                return None
        still.append(known or one)
    return tuple(
        one if isinstance(one, MadeLetter) else MadeLetter(letter=_keep(change, one), paper=one.paper)
        for one in still
    )


def _keep(change: Change, composed: _Composed) -> Letter:
    new, form, paper = composed.new, composed.form, composed.paper
    letter = Letter(
        id=composed.codes.own or "",
        form=form.id,
        form_version=form.version,
        purpose=form.purpose,
        language=new.language,
        contributor=new.contributor,
        story=new.story,
        paper=change.keep_file(paper.model_dump_json().encode()),
        digest=paper.digest,
        wording=composed.wording,
        made_on=change.today,
        made_by=change.actor.handle,
        printed=composed.printed,
        page_maps=change.keep_file(composed.maps.model_dump_json().encode()) if composed.maps else None,
    )
    letters.insert(change.db, letter)
    _keep_rows(change, letter, paper)
    change.record(
        letter.id,
        form=letter.form,
        version=letter.form_version,
        language=letter.language,
        contributor=letter.contributor,
        story=letter.story,
        words=letter.digest,
    )
    return letter


def _keep_rows(change: Change, letter: Letter, paper: LetterPaper) -> None:
    """Keep whose rows stand on a group's sheet: what comes back of it is each one's paper."""
    stop_codes = stop_codes_in(paper.text)
    for place, (person, columns) in enumerate(rows_of(paper.text).items(), start=1):
        is_child = contributors.get(change.db, person).is_child_on(change.today)
        row = RosterRow(
            id=row_id(letter.id, person), letter=letter.id, contributor=person,
            place=place, is_child=is_child, columns=columns, stop_code=stop_codes.get(person),
        )  # fmt: skip
        roster_rows.insert(change.db, row)


def find_made(workspace: Workspace, new: NewLetter) -> MadeLetter | None:
    """Return the same letter where it was made before and is still out, so that a batch can be run again."""
    if new.contributor is None:
        return None
    same = letters_out_to(
        workspace.records.db, new.contributor, form=new.form, language=new.language, story=new.story
    )
    for letter in reversed(same):
        paper = open_letter(workspace, letter.id).paper
        made = MadeLetter(letter=letter, paper=paper)
        if compose(workspace, new, letter.id) == paper and is_set_as_made(workspace, made):
            return made
    return None


def list_letters(
    workspace: Workspace, *, story: str | None = None, only_out: bool = False
) -> tuple[Letter, ...]:
    """Return letters, oldest first; `only_out` leaves out what came back or was set aside."""
    find = list_letters_out if only_out else stored_letters
    return find(workspace.reading_letters, story)


def list_letters_to_confirm(workspace: Workspace) -> tuple[Letter, ...]:
    """Return the letters of which pages came back and whose tick boxes nobody confirmed yet, oldest first."""
    return letters_to_confirm(workspace.reading_letters)


def set_letter_aside(workspace: Workspace, letter: str) -> Letter:
    """Record that a letter was not used and will not come back. Raises NotFound, Conflict where it did."""
    with workspace.change(EventName.LETTER_SET_ASIDE) as change:
        found = letters.get(change.db, letter)
        if not is_letter_out(change.db, letter):
            raise Conflict("letter-not-out", letter=letter)
        aside = found.model_copy(update={"set_aside_on": change.today})
        letters.update(change.db, aside, expected=found)
        change.record(letter)
    return aside
