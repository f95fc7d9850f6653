"""Letters: made from a form for one contributor in one language, looked at, printed again, set aside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from consentkit.catalogue.forms import FormCatalogue
from consentkit.catalogue.local_dates import write_value
from consentkit.domain.codes import new_code
from consentkit.domain.errors import Conflict, Fault, InvalidInput
from consentkit.domain.events import EventName, require
from consentkit.domain.letters.composing import compose_letter, printed_clauses
from consentkit.domain.letters.forms import Form, FormPurpose
from consentkit.domain.letters.letters import Sheet
from consentkit.domain.letters.page_maps import PageMap, PageMaps
from consentkit.domain.letters.printed import Printed
from consentkit.domain.letters.recordings import digest_of_words
from consentkit.domain.letters.records import Letter, LetterPaper
from consentkit.domain.letters.rosters import RosterRow, row_id, rows_of, stop_codes_in
from consentkit.domain.values import Value
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import (
    is_letter_out,
    letters,
    letters_out_to,
    letters_to_confirm,
    list_letters_out,
    roster_rows,
    stop_code_for,
)
from consentkit.store.letters.letters import list_letters as stored_letters
from consentkit.store.people.contributors import contributors
from consentkit.store.stories.stories import get_story
from consentkit.usecases.changes import Change
from consentkit.usecases.letters.approvals import version_of
from consentkit.usecases.letters.forms import fonts_at, forms_of, get_form, get_wording
from consentkit.usecases.letters.letterheads import letterhead_on
from consentkit.usecases.letters.orders import (
    AUDIO_BLANK,
    CHILD_BLANK,
    CODE_BLANK,
    STORY_BLANK,
    VERSION_BLANK,
    NewLetter,
    check_order_whole,
    letter_order,
    version_code,
)
from consentkit.usecases.letters.papers import printed_of
from consentkit.usecases.letters.recordings import find_recording
from consentkit.usecases.workspaces import Workspace

if TYPE_CHECKING:
    from consentkit.typesetting.text.fonts import Fonts

_SAME_PLACE_MM = 0.3
"""What rounding moves; a line of text is 3 mm and more."""
_MOST_TRIES = 3
"""How often pages are set again because what the letter says was changed meanwhile."""


class MadeLetter(Value):
    """A letter with what it says."""

    letter: Letter
    paper: LetterPaper


def compose(workspace: Workspace, new: NewLetter, code: str | None = None) -> LetterPaper:
    """Return what a letter would say, without making it; `code` is `None` for a blank form.

    Raises NotFound `form-unknown` or `letter-not-in-language`, InvalidInput for a blank or choice that does
    not fit, Refused `form-for-adults` for someone who counts as a child, `offer-needs-safeguarding`, and
    `do-not-ask` for who said so.
    """
    return _compose(workspace, forms_of(workspace), new, _Codes(code))[0]


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


_CODE_COLUMN = "roster-code"


@dataclass(frozen=True)
class _Codes:
    """The codes that a letter would have; `None`: it is a blank form."""

    own: str | None
    stop: str | None = None
    """What the holder names to stop, where no paper for this person and story was made before."""
    rows: tuple[str, ...] = ()
    """The same for each person of a group's sheet, in the order of its rows."""


@dataclass(frozen=True)
class _Composed:
    """A letter to be made, with all that its words rest on."""

    new: NewLetter
    codes: "_Codes"
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
        codes = _Codes(code, stop_code, tuple(new_code("L") for _person in new.roster))
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


def _composed(workspace: Workspace, catalogue: FormCatalogue, new: NewLetter, codes: _Codes) -> _Composed:
    form = get_form(catalogue, new.form)
    if form.sheet is not Sheet.LETTER:
        raise InvalidInput("form-is-no-letter", form=form.id)
    if form.purpose is FormPurpose.APPROVAL and not (new.contributor and new.story):
        raise InvalidInput("slip-for-nobody", form=form.id)
    paper, printed = _compose(workspace, catalogue, new, codes)
    words = digest_of_words(form, get_wording(catalogue, form, new.language))
    return _Composed(new, codes, form, words, paper, printed)


def _set(workspace: Workspace, composed: _Composed) -> _Composed:
    """Set the pages, and remember where the boxes stand on them."""
    return replace(composed, maps=PageMaps(pages=_set_today(workspace, composed.paper)))


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
        if compose(workspace, new, letter.id) == paper and _is_set_as_made(workspace, made):
            return made
    return None


def open_letter(workspace: Workspace, letter: str) -> MadeLetter:
    """Return a letter with exactly what it says. Raises NotFound, BadDataFile for changed words."""
    found = letters.get(workspace.records.db, letter)
    paper = LetterPaper.model_validate_json(workspace.records.vault.get(found.paper))
    return MadeLetter(letter=found, paper=paper)


def letter_pdf(workspace: Workspace, paper: LetterPaper) -> bytes:
    """Return the pages as a PDF; the same paper gives the same bytes.

    Raises InvalidInput `glyph-missing` (letters, points) and `letter-too-long` (form, language, pages, most).
    """
    from consentkit.typesetting.letters.letters import make_letter as set_letter

    return set_letter(paper, fonts_of(workspace))


def print_again(workspace: Workspace, made: MadeLetter) -> bytes:
    """Return the pages of a letter that was made before, as `letter_pdf`.

    Raises Conflict `letter-set-otherwise` where its boxes would stand elsewhere than when it was made: a
    version in between sets pages otherwise, and two papers of one code would be read by one map;
    `slip-of-another-version` (letter, story) for a slip whose story has changed: a yes on it would approve
    nothing.
    """
    letter = made.letter
    version = letter.printed.version if letter.printed else None
    if version and letter.story and version != version_of(get_story(workspace.records.db, letter.story)):
        raise Conflict("slip-of-another-version", letter=letter.id, story=letter.story)
    if not _is_set_as_made(workspace, made):
        raise Conflict("letter-set-otherwise", letter=made.letter.id)
    return letter_pdf(workspace, made.paper)


def _is_set_as_made(workspace: Workspace, made: MadeLetter) -> bool:
    """Tell whether this version puts every box where it stood; a letter without a kept map has no boxes."""
    if made.letter.page_maps is None:
        return True
    kept, now = maps_of(workspace, made), _set_today(workspace, made.paper)
    return len(kept) == len(now) and all(map(_has_its_boxes, now, kept))


def maps_of(workspace: Workspace, made: MadeLetter) -> tuple[PageMap, ...]:
    """Return where things stand on a letter's pages, as it was kept when it was made.

    For a letter of before they are set again: good for its marks and for how many pages it has, and never
    for its boxes.
    """
    if made.letter.page_maps is not None:
        return PageMaps.model_validate_json(workspace.records.vault.get(made.letter.page_maps)).pages
    return _set_today(workspace, made.paper)


def _set_today(workspace: Workspace, paper: LetterPaper) -> tuple[PageMap, ...]:
    from consentkit.typesetting.letters.letters import page_maps

    return page_maps(paper, fonts_of(workspace))


def _has_its_boxes(page: PageMap, kept: PageMap) -> bool:
    """Tell whether every box of a page stands where it stood."""
    ends_alike = abs(page.height_mm - kept.height_mm) <= _SAME_PLACE_MM
    return (
        ends_alike
        and page.tick_boxes.keys() == kept.tick_boxes.keys()
        and all(
            abs(box.left_mm - kept.tick_boxes[name].left_mm) <= _SAME_PLACE_MM
            and abs(box.top_mm - kept.tick_boxes[name].top_mm) <= _SAME_PLACE_MM
            for name, box in page.tick_boxes.items()
        )
    )


def letters_pdf(workspace: Workspace, papers: Sequence[LetterPaper]) -> bytes:
    """Return several letters as one PDF to print, in this order. Raises what `letter_pdf` does."""
    from consentkit.typesetting.letters.letters import join_letters

    return join_letters(papers, fonts_of(workspace))


def letter_page(workspace: Workspace, paper: LetterPaper) -> str:
    """Return the letter as one HTML page that needs nothing beside itself."""
    from consentkit.typesetting.letters.pages import letter_page as set_page

    return set_page(paper.text, fonts_of(workspace))


def letter_speech(paper: LetterPaper) -> str:
    """Return the letter as plain text to be read aloud."""
    from consentkit.typesetting.letters.pages import letter_as_speech

    return letter_as_speech(paper.text)


def fonts_of(workspace: Workspace) -> "Fonts":
    """Return the fonts that the workspace's letters are set in."""
    return fonts_at(workspace.folders)


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


def _compose(
    workspace: Workspace,
    catalogue: FormCatalogue,
    new: NewLetter,
    codes: _Codes,
) -> tuple[LetterPaper, Printed]:
    check_order_whole(workspace, catalogue, new)
    form = get_form(catalogue, new.form)
    wording = get_wording(catalogue, form, new.language)
    recording = (
        find_recording(workspace, catalogue, form.id, new.language) if AUDIO_BLANK in form.blanks else None
    )
    story = get_story(workspace.records.db, new.story) if new.story is not None else None
    is_slip = form.purpose is FormPurpose.APPROVAL
    own = {
        CODE_BLANK: withdrawal_code(workspace.records.db, new, codes.stop or codes.own),
        CHILD_BLANK: new.contributor,
        AUDIO_BLANK: recording.id if recording else None,
        STORY_BLANK: new.story,
        VERSION_BLANK: version_code(story) if story else None,
    }
    stop_codes = _stop_codes(workspace.records.db, new, codes)
    if stop_codes:
        # No code of the whole sheet: each finds their own in this column.
        own[CODE_BLANK] = f"L-… ({wording.labels[_CODE_COLUMN]})"
    order = letter_order(workspace, form, new, own, code=codes.own, stop_codes=stop_codes)
    beside = None
    if new.printing.beside is not None:
        beside = compose_letter(form, get_wording(catalogue, form, new.printing.beside), order, write_value)
    text = compose_letter(form, wording, order, write_value)
    if form.sheet is Sheet.LETTER:
        text = text.model_copy(update={"letterhead": letterhead_on(workspace, new)})
    paper = LetterPaper(text=text, beside=beside, printing=new.printing)
    version = version_of(story) if story and is_slip else None
    return paper, printed_of(paper, order, printed_clauses(form, order), version)


def withdrawal_code(db: EncryptedDatabase, new: NewLetter, code: str | None) -> str | None:
    """Return what the holder names to stop: one code for a person and story, on every paper.

    It is the code of the first paper that was made for them; of a letter for nobody its own.
    """
    known = stop_code_for(db, new.contributor, new.story) if new.contributor else None
    return known if known and code else code


def _stop_codes(db: EncryptedDatabase, new: NewLetter, codes: _Codes) -> tuple[str, ...]:
    """Return what each person of a group's sheet names to stop, in the order of its rows."""
    pairs = zip(new.roster, codes.rows, strict=False)
    return tuple(stop_code_for(db, person, new.story) or code for person, code in pairs)
