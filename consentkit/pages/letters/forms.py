"""The form for one letter, or for what all letters of a roster share; a form file says its fields."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from consentkit.domain.errors import ConsentkitError, InvalidInput, NotFound
from consentkit.domain.letters.forms import Form as LetterForm
from consentkit.domain.letters.forms import FormPart
from consentkit.domain.letters.letters import Facts, Sheet
from consentkit.domain.letters.records import Paper, Printing
from consentkit.domain.letters.values import ORGANISATION
from consentkit.domain.roles import Role
from consentkit.pages.actions import Action, Ways
from consentkit.pages.fields import (
    ChoiceField,
    CodeField,
    CodesField,
    Field,
    Filled,
    SeveralField,
    TextField,
    Values,
    joined,
    options_of,
)
from consentkit.pages.file_fields import FileField
from consentkit.pages.forms import Form
from consentkit.pages.letters.making import Making
from consentkit.pages.letters.words import languages_to_choose, title_for_staff
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.letters.orders import (
    CHILD_BLANK,
    CODE_BLANK,
    STORY_BLANK,
    VERSION_BLANK,
    NewLetter,
)
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.letters.fields import BLANK_KINDS, FACTS, PAPERS, PRINTINGS, blank_in_words
from consentkit.wording.letters.tick_boxes import words_for_staff

R = TypeVar("R")

_NARROWED = ("L04", "L05", "L06", "L08")
"""The questions of which an organisation may ask less. An answer or a withdrawal is never narrowed."""

_BLANK = "blank_"
_FOR_SAFEGUARDING = {"shows_face", "names_fully"}


@dataclass(frozen=True)
class Drafted(Generic[R]):
    """A letter as it was filled in, and what reading it gave; nothing is made yet."""

    values: Values
    letter: NewLetter
    roster: Incoming | None
    read: R


def letter_form(
    workspace: Workspace,
    one: Making,
    start: Values,
    read: Callable[[NewLetter, Incoming | None], R],
    ways: Ways,
) -> Form[Drafted[R]]:
    """Return the form for a letter, or for what all letters of a roster share.

    `start` holds what was filled in before, by the field's name. `read` looks at what was filled in before
    the form is left (the second is the roster of a batch), and raises what stands against it.
    """
    fields = {field.name: field for field in letter_fields(workspace, one, start)}

    def save(filled: Filled) -> Drafted[R]:
        try:
            new = new_letter_of(one, fields, filled)
            roster = fields["roster"].read(filled) if one.is_batch else None
            return Drafted(dict(filled.values), new, roster, read(new, roster))
        except (InvalidInput, NotFound) as error:
            place_complaint(error)
            raise

    intro = _("{key} shows the words of the letter. Nothing is made yet.")
    if one.is_batch:
        intro = _("This holds for all rows, but where a row says otherwise. {key} shows the rows.")
    intro = intro.format(key=ways(Action.READ_LETTER))
    title = f"{title_for_staff(one.catalogue, one.form)} · {one.language}"
    return Form(
        one.draft, title, tuple(fields.values()), save, intro=intro.format(key=ways(Action.READ_LETTER))
    )


def letter_fields(workspace: Workspace, one: Making, start: Values) -> list[Field[Any]]:
    """Return the fields; `start` holds what was filled in before, by the field's name."""
    fields = [*_whom(one), *_blanks(workspace, one), *_asking(workspace, one), *_printing(one)]
    return [replace(field, start=start.get(field.name, field.start)) for field in fields]


def _whom(one: Making) -> Iterator[Field[Any]]:
    if one.is_batch:
        yield FileField(
            "roster",
            _("The roster: a CSV file"),
            help=_("Columns: contributor, language, story, name, and any blank. One row a person."),
            is_kept=False,
            error_codes=(
                "file-not-found", "roster-unreadable", "roster-empty", "roster-too-long",
                "roster-faults",
            ),
        )  # fmt: skip
    elif one.form.sheet is Sheet.LETTER:
        help_text = _("Such as C-7K3Q-X9MN. Left empty, it is nobody's letter.")
        yield CodeField(
            "contributor",
            _("Contributor"),
            kind="C",
            is_required=one.is_slip,
            help="" if one.is_slip else help_text,
            error_codes=("contributor-not-in-story",),
        )
    if one.form.sheet is Sheet.LETTER:
        yield CodeField(
            "story",
            _("Story"),
            kind="S",
            is_required=one.is_slip and not one.is_batch,
            help="" if one.is_slip else _("Such as S-2M4N-88TY. It may stay empty."),
            error_codes=("slip-for-nobody",),
        )
    if one.form.roster is not None:
        help_text = _("Codes with spaces between them; at most {rows}. Left empty, the rows are empty.")
        help_text = help_text.format(rows=one.form.roster.rows)
        yield CodesField("people", _("The people of the group"), kind="C", is_required=False, help=help_text)


def _blanks(workspace: Workspace, one: Making) -> Iterator[Field[Any]]:
    usual = workspace.settings.letter_blanks
    for name, blank in one.form.blanks.items():
        if name in {CODE_BLANK, STORY_BLANK, VERSION_BLANK}:
            continue
        start = str(usual.get(name, ""))
        if name == ORGANISATION:
            yield TextField(
                ORGANISATION,
                _("The organisation, by a name or an alias that is safe on this paper"),
                start or workspace.settings.organisation,
                error_codes=("letter-field-not-usable",),
            )
            continue
        # A batch's rows may say it, and the child's code is the contributor's.
        may_wait = one.is_batch or name == CHILD_BLANK
        help_text = _(BLANK_KINDS[blank.kind])
        if not blank.is_required:
            help_text += " " + _("Left empty, a line to write on stands there.")
        yield TextField(
            f"blank_{name}",
            blank_in_words(name),
            start,
            is_required=blank.is_required and not may_wait,
            help=help_text,
        )


def _asking(workspace: Workspace, one: Making) -> Iterator[Field[Any]]:
    has_lead = workspace.actor.has(Role.SAFEGUARDING)
    for part in _narrowed(one.form):
        options = _options(one, part, has_lead=has_lead)
        if options:
            wording = words_for_staff(one.catalogue, one.form)
            title = wording.clauses[part.clause].title if wording else part.clause
            yield SeveralField(
                f"offer_{part.clause}",
                _("Asked about: {question}").format(question=title),
                joined(key for key, _words in options),
                options=options,
                meaning=str,
                help=_("On the paper nothing is ticked. Take out what you will never use."),
            )
    facts = [(name, _(words)) for name, words in FACTS.items() if has_lead or name not in _FOR_SAFEGUARDING]
    yield SeveralField(
        "facts", _("What is so for this letter"), options=facts, meaning=str, is_required=False
    )
    if not one.is_batch and one.form.sheet is Sheet.LETTER:
        yield TextField(
            "shown_name",
            _("The person's name"),
            is_required=False,
            is_kept=False,
            help=_("Only where they want it on the paper. It is kept in the vault, and nowhere else."),
        )


def _printing(one: Making) -> Iterator[Field[Any]]:
    yield ChoiceField("paper", _("Paper"), Paper.A4.value, options=options_of(PAPERS), meaning=Paper)
    others = [pair for pair in languages_to_choose(one.catalogue, one.form.id) if pair[0] != one.language]
    yield ChoiceField(
        "beside", _("A second language, for staff"), options=others, meaning=str, is_required=False
    )
    options = [(name, _(words)) for name, words in PRINTINGS.items()]
    yield SeveralField("printing", _("How it is printed"), options=options, meaning=str, is_required=False)


def _narrowed(form: LetterForm) -> Iterator[FormPart]:
    return (part for part in form.parts if part.clause in _NARROWED and not part.only_text)


def _options(one: Making, part: FormPart, *, has_lead: bool) -> list[tuple[str, str]]:
    wording = words_for_staff(one.catalogue, one.form)
    if wording is None:
        return []
    known = wording.clauses[part.clause].choices
    hidden = set() if has_lead else {
        name
        for name, when in part.choices_when.items()
        if any(getattr(when, fact) for fact in _FOR_SAFEGUARDING)
    }  # fmt: skip
    return [(name, known[name]) for name in part.choices or known if name in known and name not in hidden]


Fields = Mapping[str, Field[Any]]


def new_letter_of(one: Making, fields: Fields, filled: Filled) -> NewLetter:
    """Return what the form says. Raises InvalidInput that names the field."""
    chosen = fields["facts"].read(filled)
    facts = Facts(
        leaves_copy="leaves_no_copy" not in chosen,
        **{name: name in chosen for name in FACTS if name in Facts.model_fields},
    )
    try:
        return NewLetter(
            form=one.form.id,
            language=one.language,
            contributor=_where(fields, "contributor", filled),
            story=_where(fields, "story", filled),
            organisation=_where(fields, ORGANISATION, filled) or "",
            blanks=dict(_filled_blanks(fields, filled)),
            offers=dict(_offers(one.form, fields, filled, facts)),
            facts=facts,
            wants_neutral_title="wants_neutral_title" in chosen,
            shown_name=_where(fields, "shown_name", filled),
            roster=_where(fields, "people", filled) or (),
            printing=_how_printed(fields, filled),
        )
    except ValidationError as error:
        raise InvalidInput("letter-field-not-usable", field=str(error.errors()[0]["loc"][0])) from None


def _where(fields: Fields, name: str, filled: Filled) -> Any:
    """Return a field's value; `None` where this form has no such field, or nothing stands in it."""
    return fields[name].read_or_none(filled) if name in fields else None


def _filled_blanks(fields: Fields, filled: Filled) -> Iterator[tuple[str, str]]:
    for name, field in fields.items():
        if name.startswith(_BLANK) and (text := field.read(filled)):
            yield name.removeprefix(_BLANK), text


def _how_printed(fields: Fields, filled: Filled) -> Printing:
    prints, beside = fields["printing"].read(filled), fields["beside"].read_or_none(filled)
    return Printing(
        paper=fields["paper"].read(filled),
        large_print="large_print" in prints,
        beside=beside,
        facing="facing" in prints and beside is not None,
    )


def _offers(
    form: LetterForm, fields: Fields, filled: Filled, facts: Facts
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for part in _narrowed(form):
        field = fields.get(f"offer_{part.clause}")
        if isinstance(field, SeveralField):
            chosen = field.read(filled)
            # What is asked about only where something is so is left out where it is not.
            yield (
                part.clause,
                tuple(
                    choice
                    for choice, _words in field.options
                    if choice in chosen
                    and (choice not in part.choices_when or part.choices_when[choice].holds(facts))
                ),
            )


def place_complaint(error: InvalidInput | NotFound) -> None:
    """Name the field that a complaint belongs beside: that of a blank, a clause or a record.

    Of several faults, the first that has a field.
    """
    faults = error.faults if isinstance(error, InvalidInput) else ()
    places = (_place_of(one) for one in (error, *(fault.error for fault in faults)))
    place = next(filter(None, places), None)
    if place is not None:
        error.facts["field"] = place


def _place_of(error: ConsentkitError) -> str | None:
    blank = error.facts.get("blank")
    if blank is not None:
        return {"name": "shown_name", ORGANISATION: ORGANISATION}.get(str(blank), f"{_BLANK}{blank}")
    if "clause" in error.facts:
        return f"offer_{error.facts['clause']}"
    if error.code == "record-unknown":
        return "story" if str(error.facts.get("id", "")).startswith("S") else "contributor"
    return None
