"""The form for one letter, or for what all letters of a roster share; a form file says its fields."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import ValidationError

from consentkit.catalogue.forms import FormCatalogue
from consentkit.domain.codes import parse_code
from consentkit.domain.errors import InvalidInput, NotFound
from consentkit.domain.letters.forms import Form, FormPart
from consentkit.domain.letters.letters import Facts, Sheet
from consentkit.domain.letters.orders import ORGANISATION
from consentkit.domain.letters.records import Paper, Printing
from consentkit.domain.roles import Role
from consentkit.tui.screens.letters.words import languages_to_choose
from consentkit.tui.widgets.forms import FormField, Values, many
from consentkit.usecases.letters.forms import get_form
from consentkit.usecases.letters.letters import CHILD_BLANK, CODE_BLANK, NewLetter
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.letters.fields import BLANK_KINDS, FACTS, PAPERS, PRINTINGS, blank_in_words
from consentkit.wording.letters.tick_boxes import words_for_staff

_NARROWED = ("L04", "L05", "L06", "L08")
"""The questions of which an organisation may ask less. An answer or a withdrawal is never narrowed."""

_FOR_SAFEGUARDING = {"shows_face", "names_fully"}


@dataclass(frozen=True)
class Making:
    """Which form in which language is filled in; `is_batch`: for all rows of a roster, which say the rest."""

    catalogue: FormCatalogue
    form: Form
    language: str
    is_batch: bool = False

    @property
    def draft(self) -> str:
        """The name under which what was typed is kept."""
        return f"letter-{'batch-' if self.is_batch else ''}{self.form.id}-{self.language}"


def making(catalogue: FormCatalogue, form: str, language: str, *, is_batch: bool = False) -> Making:
    """Return what is to be filled in. Raises NotFound for a form that is not known."""
    return Making(catalogue, get_form(catalogue, form), language, is_batch)


def letter_fields(workspace: Workspace, one: Making, start: Values) -> list[FormField]:
    """Return the fields; `start` holds what was filled in before, by the field's name."""
    fields = [*_whom(one), *_blanks(workspace, one), *_asking(workspace, one), *_printing(one)]
    return [_with(field, start) for field in fields]


def _with(field: FormField, start: Values) -> FormField:
    return replace(field, value=start[field.name]) if field.name in start else field


def _whom(one: Making) -> Iterator[FormField]:
    if one.is_batch:
        yield FormField(
            "roster",
            _("The roster: a CSV file"),
            help=_("Columns: contributor, language, story, name, and any blank. One row a person."),
            is_kept=False,
            facts=(
                "file-not-found", "roster-unreadable", "roster-empty", "roster-too-long",
                "roster-column-unknown",
            ),
        )  # fmt: skip
    elif one.form.sheet is Sheet.LETTER:
        help_text = _("Such as C-7K3Q-X9MD. Left empty, it is nobody's letter.")
        yield FormField("contributor", _("Contributor"), is_required=False, help=help_text)
    if one.form.sheet is Sheet.LETTER:
        yield FormField(
            "story", _("Story"), is_required=False, help=_("Such as S-2M4N-88TA. It may stay empty.")
        )
    if one.form.roster is not None:
        help_text = _("Codes with spaces between them; at most {rows}. Left empty, the rows are empty.")
        help_text = help_text.format(rows=one.form.roster.rows)
        yield FormField("people", _("The people of the group"), is_required=False, help=help_text)


def _blanks(workspace: Workspace, one: Making) -> Iterator[FormField]:
    usual = workspace.settings.letter_blanks
    for name, blank in one.form.blanks.items():
        if name == CODE_BLANK:
            continue
        start = str(usual.get(name, ""))
        if name == ORGANISATION:
            yield FormField(
                ORGANISATION,
                _("The organisation, by a name or an alias that is safe on this paper"),
                start or workspace.settings.organisation,
                facts=("letter-field-not-usable",),
            )
            continue
        # A batch's rows may say it, and the child's code is the contributor's.
        may_wait = one.is_batch or name == CHILD_BLANK
        help_text = _(BLANK_KINDS[blank.kind])
        if not blank.is_required:
            help_text += " " + _("Left empty, a line to write on stands there.")
        yield FormField(
            f"blank_{name}",
            blank_in_words(name),
            start,
            is_required=blank.is_required and not may_wait,
            help=help_text,
        )


def _asking(workspace: Workspace, one: Making) -> Iterator[FormField]:
    has_lead = workspace.actor.has(Role.SAFEGUARDING)
    for part in _narrowed(one.form):
        options = _options(one, part, has_lead=has_lead)
        if options:
            wording = words_for_staff(one.catalogue, one.form)
            title = wording.clauses[part.clause].title if wording else part.clause
            yield FormField(
                f"offer_{part.clause}",
                _("Asked about: {question}").format(question=title),
                ",".join(key for key, _words in options),
                options,
                is_many=True,
                help=_("On the paper nothing is ticked. Take out what you will never use."),
            )
    facts = [(name, _(words)) for name, words in FACTS.items() if has_lead or name not in _FOR_SAFEGUARDING]
    yield FormField("facts", _("What is so for this letter"), "", facts, is_many=True, is_required=False)
    if not one.is_batch and one.form.sheet is Sheet.LETTER:
        yield FormField(
            "shown_name",
            _("The person's name"),
            is_required=False,
            is_kept=False,
            help=_("Only where they want it on the paper. It is kept in the vault, and nowhere else."),
        )


def _printing(one: Making) -> Iterator[FormField]:
    papers = [(paper.value, _(words)) for paper, words in PAPERS.items()]
    yield FormField("paper", _("Paper"), Paper.A4.value, papers)
    others = [pair for pair in languages_to_choose(one.catalogue, one.form.id) if pair[0] != one.language]
    yield FormField("beside", _("A second language, for staff"), "", others, is_required=False)
    options = [(name, _(words)) for name, words in PRINTINGS.items()]
    yield FormField("printing", _("How it is printed"), "", options, is_many=True, is_required=False)


def _narrowed(form: Form) -> Iterator[FormPart]:
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


def new_letter_of(one: Making, values: Values) -> NewLetter:
    """Return what the form says. Raises InvalidInput that names the field."""
    chosen = set(many(values, "facts"))
    facts = Facts(
        leaves_copy="leaves_no_copy" not in chosen,
        **{name: name in chosen for name in FACTS if name in Facts.model_fields},
    )
    prints = set(many(values, "printing"))
    try:
        return NewLetter(
            form=one.form.id,
            language=one.language,
            contributor=_code(values, "contributor", "C"),
            story=_code(values, "story", "S"),
            organisation=values.get(ORGANISATION, "").strip(),
            blanks={
                name.removeprefix("blank_"): text.strip()
                for name, text in values.items()
                if name.startswith("blank_") and text.strip()
            },
            offers=dict(_offers(one.form, values, facts)),
            facts=facts,
            wants_neutral_title="wants_neutral_title" in chosen,
            shown_name=values.get("shown_name", "").strip() or None,
            roster=tuple(_people(values)),
            printing=Printing(
                paper=Paper(values["paper"]),
                large_print="large_print" in prints,
                beside=values["beside"] or None,
                facing="facing" in prints and bool(values["beside"]),
            ),
        )
    except ValidationError as error:
        raise InvalidInput("letter-field-not-usable", field=str(error.errors()[0]["loc"][0])) from None


def _offers(form: Form, values: Values, facts: Facts) -> Iterator[tuple[str, tuple[str, ...]]]:
    for part in _narrowed(form):
        name = f"offer_{part.clause}"
        if name in values:
            # What is asked about only where something is so is left out where it is not.
            wanted = tuple(
                choice
                for choice in many(values, name)
                if choice not in part.choices_when or part.choices_when[choice].holds(facts)
            )
            yield part.clause, wanted


def _code(values: Values, name: str, kind: Literal["C", "S"]) -> str | None:
    text = values.get(name, "").strip()
    if not text:
        return None
    try:
        return parse_code(text, kind)
    except InvalidInput as error:
        error.facts["field"] = name
        raise


def _people(values: Values) -> Iterator[str]:
    for text in values.get("people", "").replace(",", " ").replace(";", " ").split():
        try:
            yield parse_code(text, "C")
        except InvalidInput as error:
            error.facts["field"] = "people"
            raise


def place_complaint(error: InvalidInput | NotFound) -> None:
    """Name the field that a complaint belongs beside: that of a blank, a clause or a record."""
    if "blank" in error.facts:
        error.facts["field"] = f"blank_{error.facts['blank']}"
    elif "clause" in error.facts:
        error.facts["field"] = f"offer_{error.facts['clause']}"
    elif error.code == "record-unknown":
        error.facts["field"] = "story" if str(error.facts.get("id", "")).startswith("S") else "contributor"
