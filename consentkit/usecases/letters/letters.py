"""Letters: made from a form for one contributor in one language, looked at, printed again, set aside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pydantic import Field, ValidationError

from consentkit.catalogue.forms import FormCatalogue
from consentkit.catalogue.local_dates import write_value
from consentkit.domain.codes import new_code
from consentkit.domain.errors import Conflict, InvalidInput, Refused
from consentkit.domain.events import EventName, require
from consentkit.domain.letters.composing import compose_letter
from consentkit.domain.letters.forms import Form, Reader
from consentkit.domain.letters.letters import Facts, LetterOrder, Sheet
from consentkit.domain.letters.orders import ORGANISATION, read_blanks
from consentkit.domain.letters.papers import ANSWERS
from consentkit.domain.letters.printed import Printed
from consentkit.domain.letters.recordings import digest_of_words
from consentkit.domain.letters.records import Letter, LetterPaper, Printing
from consentkit.domain.roles import Role
from consentkit.domain.values import Value
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import (
    first_letter_for,
    is_letter_out,
    letters,
    letters_out_to,
    letters_to_confirm,
    list_letters_out,
)
from consentkit.store.letters.letters import list_letters as stored_letters
from consentkit.store.people.contributors import contributors
from consentkit.store.stories.stories import get_story
from consentkit.usecases.changes import Change
from consentkit.usecases.letters.forms import fonts_at, forms_of, get_form, get_wording
from consentkit.usecases.letters.papers import printed_of
from consentkit.usecases.letters.recordings import find_recording
from consentkit.usecases.people.asking import check_may_be_asked
from consentkit.usecases.workspaces import Workspace

if TYPE_CHECKING:
    from consentkit.typesetting.text.fonts import Fonts

CODE_BLANK = "withdrawal_code"
"""What the holder names to stop: the same on every paper of a person and story."""

AUDIO_BLANK = "audio_code"
"""The code of the recording of the letter's words, where there is one."""

CHILD_BLANK = "child_code"
"""The contributor's code, in a letter to whom answers for a child."""


_MOST_TRIES = 3
"""How often pages are set again because what the letter says was changed meanwhile."""


class NewLetter(Value):
    """What a letter is to be: form, language, whom it is for, and what stands in its blanks as typed.

    A blank that is not named takes what the settings say for all letters.
    """

    form: str
    language: str
    contributor: str | None = None
    story: str | None = None
    organisation: str = ""
    """The name or the alias on the paper; `""`: the settings' own."""
    blanks: dict[str, str] = Field(default_factory=dict)
    offers: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    facts: Facts = Facts()
    wants_neutral_title: bool = False
    shown_name: str | None = None
    roster: tuple[str, ...] = ()
    printing: Printing = Printing()


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
    return _compose(workspace, forms_of(workspace), new, code)[0]


def make_letter(workspace: Workspace, new: NewLetter) -> MadeLetter:
    """Make a letter for a contributor, with a code of its own; its pages are set by `letter_pdf`.

    Raises what `compose` raises, and InvalidInput `glyph-missing` or `letter-too-long` before anything is
    recorded; Conflict (record-changed) where what it says went on changing while its pages were set.
    """
    return _make(workspace, new, lambda: None)


def find_or_make_letter(workspace: Workspace, new: NewLetter) -> MadeLetter:
    """Return the same letter where it was made before and is still out; else make it, as `make_letter` does.

    A batch can be run again, also by two people at once.
    """
    find = partial(find_made, workspace, new)
    return find() or _make(workspace, new, find)


def _make(workspace: Workspace, new: NewLetter, find: Callable[[], MadeLetter | None]) -> MadeLetter:
    """Make a letter unless `find` finds it under the lock."""
    require(workspace.actor, EventName.LETTER_MADE)
    code = new_code("L")
    for _ in range(_MOST_TRIES):
        composed = _composed(workspace, new, code)
        # A letter that cannot be printed is not made.
        letter_pdf(workspace, composed.paper)
        with workspace.change(EventName.LETTER_MADE) as change:
            known = find()
            if known is not None:
                return known
            if _composed(workspace, new, code) == composed:
                return MadeLetter(letter=_keep(change, new, composed), paper=composed.paper)
    raise Conflict("record-changed", kind="form", id=new.form, changed=("words",))


@dataclass(frozen=True)
class _Composed:
    """A letter to be made, with all that its words rest on."""

    code: str
    form: Form
    wording: str
    paper: LetterPaper
    printed: Printed


def _composed(workspace: Workspace, new: NewLetter, code: str) -> _Composed:
    catalogue = forms_of(workspace)
    form = get_form(catalogue, new.form)
    if form.sheet is not Sheet.LETTER:
        raise InvalidInput("form-is-no-letter", form=form.id)
    paper, printed = _compose(workspace, catalogue, new, code)
    words = digest_of_words(form, get_wording(catalogue, form, new.language))
    return _Composed(code, form, words, paper, printed)


def _keep(change: Change, new: NewLetter, composed: _Composed) -> Letter:
    form, paper = composed.form, composed.paper
    letter = Letter(
        id=composed.code,
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
    )
    letters.insert(change.db, letter)
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


def find_made(workspace: Workspace, new: NewLetter) -> MadeLetter | None:
    """Return the same letter where it was made before and is still out, so that a batch can be run again."""
    if new.contributor is None:
        return None
    same = letters_out_to(
        workspace.records.db, new.contributor, form=new.form, language=new.language, story=new.story
    )
    for letter in reversed(same):
        paper = open_letter(workspace, letter.id).paper
        if compose(workspace, new, letter.id) == paper:
            return MadeLetter(letter=letter, paper=paper)
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
    return find(workspace.records.db, story)


def list_letters_to_confirm(workspace: Workspace) -> tuple[Letter, ...]:
    """Return the letters of which pages came back and whose tick boxes nobody confirmed yet, oldest first."""
    return letters_to_confirm(workspace.records.db)


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
    workspace: Workspace, catalogue: FormCatalogue, new: NewLetter, code: str | None
) -> tuple[LetterPaper, Printed]:
    form = get_form(catalogue, new.form)
    wording = get_wording(catalogue, form, new.language)
    facts = _checked_facts(workspace, form, new)
    recording = (
        find_recording(workspace, catalogue, form.id, new.language) if AUDIO_BLANK in form.blanks else None
    )
    own = {
        CODE_BLANK: withdrawal_code(workspace.records.db, new, code),
        CHILD_BLANK: new.contributor,
        AUDIO_BLANK: recording.id if recording else None,
    }
    order = _order(workspace, form, new, facts, own, code=code)
    beside = None
    if new.printing.beside is not None:
        beside = compose_letter(form, get_wording(catalogue, form, new.printing.beside), order, write_value)
    text = compose_letter(form, wording, order, write_value)
    paper = LetterPaper(text=text, beside=beside, printing=new.printing)
    return paper, printed_of(paper, order)


def withdrawal_code(db: EncryptedDatabase, new: NewLetter, code: str | None) -> str | None:
    """Return what the holder names to stop: one code for a person and story, on every paper.

    It is the code of the first letter that was made for them; of a letter for nobody its own.
    """
    first = first_letter_for(db, new.contributor, new.story) if new.contributor else None
    return first.id if first and code else code


def _checked_facts(workspace: Workspace, form: Form, new: NewLetter) -> Facts:
    facts = new.facts
    if (facts.shows_face or facts.names_fully) and not workspace.actor.has(Role.SAFEGUARDING):
        raise Refused("offer-needs-safeguarding", form=form.id)
    if new.story is not None:
        get_story(workspace.records.db, new.story)
    if new.contributor is None:
        return facts
    # A volunteer may read no contributor; whether the form is the right one is checked past the role.
    person = contributors.get(workspace.records.db, new.contributor)
    if form.purpose in ANSWERS:
        check_may_be_asked(workspace.records.db, new.contributor)
    is_child = person.is_child_on(workspace.today)
    if is_child and form.is_for is Reader.ADULT:
        raise Refused("form-for-adults", form=form.id, contributor=new.contributor)
    return facts.model_copy(update={"is_child": facts.is_child or is_child})


def _order(
    workspace: Workspace,
    form: Form,
    new: NewLetter,
    facts: Facts,
    own: dict[str, str | None],
    *,
    code: str | None,
) -> LetterOrder:
    usual = workspace.settings.letter_blanks
    typed = {name: str(value) for name, value in usual.items() if name in form.blanks} | new.blanks
    for blank, own_code in own.items():
        if blank in form.blanks and own_code is not None:
            typed.setdefault(blank, own_code)
    alias = typed.pop(ORGANISATION, "")
    try:
        return LetterOrder(
            id=code,
            organisation=new.organisation or alias or workspace.settings.organisation,
            blanks=read_blanks(form, typed),
            offers=new.offers,
            facts=facts,
            wants_neutral_title=new.wants_neutral_title,
            shown_name=new.shown_name,
            roster=new.roster,
        )
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors(include_url=False)[0]["loc"])
        raise InvalidInput("letter-field-not-usable", field=field) from None
