"""The tick boxes of a letter in words, for the staff who compare them with the paper."""

from collections.abc import Iterator
from dataclasses import dataclass

from consentkit.catalogue.forms import FormCatalogue
from consentkit.domain.letters.forms import Form, Wording
from consentkit.domain.letters.gaps import SOURCE_LANGUAGE
from consentkit.domain.letters.letters import WITH_ANSWERS, Choices, LetterText, Rows, Signature
from consentkit.domain.letters.records import LetterPaper, TickState
from consentkit.domain.letters.rosters import SIGNED, SIGNED_COLUMN, box_of_row, columns_of, name_of_column
from consentkit.domain.letters.signing import DAY, SIGNATURE, THUMB, signing_fields
from consentkit.wording.languages import language

MARKS = {TickState.TICKED: "[x]", TickState.EMPTY: "[ ]", TickState.UNSURE: "[?]"}


def words_for_staff(catalogue: FormCatalogue, form: Form) -> Wording | None:
    """Return the form's words in the language of the interface, else in English; `None` where it has none."""
    needed = {part.clause for part in form.parts}
    for code in (language(), SOURCE_LANGUAGE):
        for wording in catalogue.wordings:
            if wording.language == code and needed <= wording.clauses.keys():
                return wording
    return None


@dataclass(frozen=True)
class TickBox:
    """A tick box of a letter: its id, the question it belongs to, and its words, for staff and as printed."""

    id: str
    question: str
    words: str
    printed: str


def signing_in_words(catalogue: FormCatalogue, paper: LetterPaper) -> dict[str, str]:
    """Return what each field to sign in is, by id, in the words of the interface's language, else as printed."""
    form = next((one for one in catalogue.forms if one.id == paper.text.form), None)
    staff = words_for_staff(catalogue, form) if form else None
    labels = staff.labels if staff else {}
    words: dict[str, str] = {}
    for block in paper.text.blocks:
        if isinstance(block, Rows) and block.columns:
            mark = labels.get(SIGNED_COLUMN, block.header[-1])
            words |= {f"{row[0]}.{SIGNED}": f"{row[0]} · {mark}" for row in block.rows}
        if isinstance(block, Signature):
            who = labels.get(f"sign-{block.signer}", block.label)
            words[f"{block.signer}.{SIGNATURE}"] = who
            words[f"{block.signer}.{DAY}"] = f"{who} · {labels.get('date', block.date_label)}"
            thumb = labels.get("thumbprint", block.thumbprint_label or "")
            words[f"{block.signer}.{THUMB}"] = f"{who} · {thumb}"
    return {field: words[field] for field in signing_fields(paper.text) if field in words}


def tick_boxes_in_words(catalogue: FormCatalogue, paper: LetterPaper) -> tuple[TickBox, ...]:
    """Return every tick box of a letter in reading order; a yes-or-no question has two."""
    form = next((one for one in catalogue.forms if one.id == paper.text.form), None)
    staff = words_for_staff(catalogue, form) if form else None
    return tuple(_tick_boxes(paper.text, staff))


def _tick_boxes(text: LetterText, staff: Wording | None) -> Iterator[TickBox]:
    for block in text.blocks:
        if isinstance(block, Rows):
            yield from _boxes_of_rows(block, staff)
        if not isinstance(block, Choices):
            continue
        for option in block.options:
            printed = "".join(run.text for run in option.words)
            clause, _dot, name = option.id.partition(".")
            own = staff.clauses.get(clause) if staff else None
            question = own.title if own else clause
            words = own.choices.get(name, printed) if own else printed
            if block.layout not in WITH_ANSWERS:
                yield TickBox(option.id, question, words, printed)
                continue
            yes, no = (staff.labels["yes"], staff.labels["no"]) if staff else (block.yes, block.no)
            yield TickBox(f"{option.id}.yes", question, f"{words}: {yes}", f"{printed}: {block.yes}")
            yield TickBox(f"{option.id}.no", question, f"{words}: {no}", f"{printed}: {block.no}")


def _boxes_of_rows(block: Rows, staff: Wording | None) -> Iterator[TickBox]:
    """Give the boxes of each person's row: the code stands where other boxes have their question."""
    readable = columns_of(block)
    for person, *_cells in block.rows if block.columns else ():
        for column, printed in zip(block.columns, block.header, strict=True):
            name = name_of_column(column)
            if name in readable:
                words = staff.labels.get(column, printed) if staff else printed
                yield TickBox(box_of_row(person, name), person, words, printed)
