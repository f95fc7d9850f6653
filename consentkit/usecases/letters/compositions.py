"""What a letter would say, from its form, its words and its order, before it is made."""

from dataclasses import dataclass

from consentkit.catalogue.forms import FormCatalogue
from consentkit.catalogue.local_dates import write_value
from consentkit.domain.letters.composing import compose_letter, printed_clauses
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.letters import Sheet
from consentkit.domain.letters.printed import Printed
from consentkit.domain.letters.records import LetterPaper
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import (
    stop_code_for,
)
from consentkit.store.stories.stories import get_story
from consentkit.usecases.letters.approvals import version_of
from consentkit.usecases.letters.forms import forms_of, get_form, get_wording
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

_CODE_COLUMN = "roster-code"


@dataclass(frozen=True)
class Codes:
    """The codes that a letter would have; `None`: it is a blank form."""

    own: str | None
    stop: str | None = None
    """What the holder names to stop, where no paper for this person and story was made before."""
    rows: tuple[str, ...] = ()
    """The same for each person of a group's sheet, in the order of its rows."""


def compose(workspace: Workspace, new: NewLetter, code: str | None = None) -> LetterPaper:
    """Return what a letter would say, without making it; `code` is `None` for a blank form.

    Raises NotFound `form-unknown` or `letter-not-in-language`, InvalidInput for a blank or choice that does
    not fit, Refused `form-for-adults` for someone who counts as a child, `offer-needs-safeguarding`, and
    `do-not-ask` for who said so.
    """
    return composed_paper(workspace, forms_of(workspace), new, Codes(code))[0]


def composed_paper(
    workspace: Workspace,
    catalogue: FormCatalogue,
    new: NewLetter,
    codes: Codes,
) -> tuple[LetterPaper, Printed]:
    """Return what a letter of these codes says, and what is printed on it. Raises as `compose`."""
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


def _stop_codes(db: EncryptedDatabase, new: NewLetter, codes: Codes) -> tuple[str, ...]:
    """Return what each person of a group's sheet names to stop, in the order of its rows."""
    pairs = zip(new.roster, codes.rows, strict=False)
    return tuple(stop_code_for(db, person, new.story) or code for person, code in pairs)
