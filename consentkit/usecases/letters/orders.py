"""What letters are ordered with, looked at whole before anything is made: one letter, or a roster's rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from pydantic import Field, ValidationError

from consentkit.catalogue.form_lint_tables import NAMES_TOO
from consentkit.catalogue.forms import FormCatalogue
from consentkit.catalogue.typed_words import is_zawgyi, strange_letters, telling_words
from consentkit.domain.characters import check_line
from consentkit.domain.errors import (
    BadDataFile,
    Conflict,
    ConsentkitError,
    Fault,
    InvalidInput,
    NotFound,
    Refused,
)
from consentkit.domain.gate.consent_rules import years_after
from consentkit.domain.letters.forms import Form, FormPurpose, Reader, uses_fact
from consentkit.domain.letters.letters import Facts, LetterOrder
from consentkit.domain.letters.orders import offered_by, read_blanks
from consentkit.domain.letters.papers import ANSWER_CLAUSES, ANSWERS
from consentkit.domain.letters.records import Printing
from consentkit.domain.letters.values import (
    ORGANISATION,
    Spans,
    day_in,
    days_around,
    name_faults,
    value_faults,
)
from consentkit.domain.people import earliest_majority
from consentkit.domain.roles import READERS, Role
from consentkit.domain.stories import Story
from consentkit.domain.values import Value
from consentkit.store.letters.letters import stop_code_for
from consentkit.store.people.contributors import contributors
from consentkit.store.stories.stories import get_story
from consentkit.usecases.letters.forms import get_form, get_wording
from consentkit.usecases.people.asking import check_may_be_asked, check_not_refused
from consentkit.usecases.workspaces import Workspace

CODE_BLANK = "withdrawal_code"
"""What the holder names to stop: the same on every paper of a person and story."""

AUDIO_BLANK = "audio_code"
"""The code of the recording of the letter's words, where there is one."""

CHILD_BLANK = "child_code"
"""The contributor's code, in a letter to whom answers for a child."""

STORY_BLANK, VERSION_BLANK = "story_code", "version_code"
"""What a slip for the final version is about; the order fills both in by itself."""

CONTRIBUTOR, LANGUAGE, STORY, NAME = "contributor", "language", "story", "name"
"""The columns of a roster that are no blank; every other column is named after one."""

_LONGEST = 300
_GROWN_BY_YEARS = 21
"""Nobody comes of age later."""

_MOST_STRANGERS = 10


_MAJORITY = "majority_on"


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


def check_order_whole(workspace: Workspace, catalogue: FormCatalogue, new: NewLetter) -> None:
    """Do nothing where nothing speaks against a letter.

    Raises the one thing that is wrong, or InvalidInput `order-faults` (count) with all of them.
    """
    faults = order_faults(workspace, catalogue, new)
    if len(faults) == 1:
        raise faults[0].error
    if faults:
        raise InvalidInput("order-faults", *faults, count=len(faults))


def order_faults(workspace: Workspace, catalogue: FormCatalogue, new: NewLetter) -> tuple[Fault, ...]:
    """Return all that speaks against a letter, each with the column of a roster that it would stand in.

    Raises NotFound `form-unknown`: without its form nothing can be said.
    """
    look = _Look(workspace, catalogue, new, get_form(catalogue, new.form))
    return (*look.of_records(), *look.of_options(), *look.of_offers(), *look.of_values(), *look.of_words())


@dataclass(frozen=True)
class _Look:
    """One order, with what it is looked at with."""

    workspace: Workspace
    catalogue: FormCatalogue
    new: NewLetter
    form: Form

    def of_records(self) -> Iterator[Fault]:
        """What the records say against it: whom it is for, its story, its language."""
        new = self.new
        if (new.facts.shows_face or new.facts.names_fully) and not self.workspace.actor.has(
            Role.SAFEGUARDING
        ):
            yield Fault(Refused("offer-needs-safeguarding", form=self.form.id))
        yield from _tried(self._wording, LANGUAGE)
        yield from _tried(self._story, STORY)
        yield from _tried(self._contributor, CONTRIBUTOR)
        yield from _tried(self._majority, _MAJORITY)

    def _wording(self) -> None:
        get_wording(self.catalogue, self.form, self.new.language)
        if self.new.printing.beside is not None:
            get_wording(self.catalogue, self.form, self.new.printing.beside)

    def _story(self) -> None:
        if self.new.story is not None:
            get_story(self.workspace.records.db, self.new.story)

    def _contributor(self) -> None:
        if self.new.contributor is None:
            return
        # A volunteer may read no contributor; whether the form is the right one is checked past the role.
        person = contributors.get(self.workspace.records.db, self.new.contributor)
        if self.form.purpose in ANSWERS:
            self._check_may_ask(person.code)
        if person.is_child_on(self.workspace.today) and self.form.is_for is Reader.ADULT:
            raise Refused("form-for-adults", form=self.form.id, contributor=person.code)
        if self.form.purpose is FormPurpose.APPROVAL and self.new.story is not None:
            story = get_story(self.workspace.records.db, self.new.story)
            if person.code not in story.contributors:
                raise Conflict("contributor-not-in-story", contributor=person.code)

    def _majority(self) -> None:
        """The day that is printed and the month on record may lie apart by what is unsure; no day is told."""
        printed = day_in(self.new.blanks.get(_MAJORITY, "").strip())
        if self.new.contributor is None or printed is None:
            return
        try:
            known = contributors.get(self.workspace.records.db, self.new.contributor).adult_on
        except NotFound:
            # Told as what it is beside.
            return
        if known is not None and not earliest_majority(known) <= printed <= known:
            raise InvalidInput("majority-differs", contributor=self.new.contributor)

    def of_options(self) -> Iterator[Fault]:
        """What contradicts itself, or would be left out without a word."""
        printing = self.new.printing
        if printing.facing and printing.beside is None:
            yield Fault(InvalidInput("letter-facing-alone"))
        if printing.beside == self.new.language:
            yield Fault(InvalidInput("letter-beside-itself", language=self.new.language), column=LANGUAGE)
        for fact, is_so in self.new.facts:
            if is_so and fact not in {"leaves_copy", "is_child"} and not uses_fact(self.form, fact):
                yield Fault(InvalidInput("letter-fact-not-used", letter_fact=fact, form=self.form.id))
        alias = self.new.blanks.get(ORGANISATION, "")
        if alias and self.new.organisation and alias != self.new.organisation:
            yield Fault(InvalidInput("letter-given-twice", name=ORGANISATION), column=ORGANISATION)
        for blank, own in self._own_codes().items():
            typed = self.new.blanks.get(blank)
            if typed and typed != own:
                yield Fault(InvalidInput("letter-code-is-ours", blank=blank), column=blank)

    def of_offers(self) -> Iterator[Fault]:
        """What is to be asked about and is not in this form, in this language."""
        offers = self.new.offers
        parts = {part.clause: part for part in self.form.parts}
        wording = next((one for one in self.catalogue.wordings if one.language == self.new.language), None)
        for clause, choices in offers.items():
            if clause not in parts:
                yield Fault(InvalidInput("letter-clause-unknown", clause=clause))
            elif wording is not None and clause in wording.clauses:
                known = wording.clauses[clause].choices
                may = offered_by(parts[clause], known, self.new.facts)
                if clause in ANSWER_CLAUSES and not set(choices) >= set(may):
                    yield Fault(InvalidInput("letter-answer-narrowed", clause=clause))
                for choice in choices:
                    if choice not in may:
                        yield Fault(InvalidInput("letter-choice-not-offered", clause=clause, choice=choice))
        yield from self._of_roster()

    def _of_roster(self) -> Iterator[Fault]:
        """What speaks against the people of a group's sheet: each has one row, about one story."""
        roster, rows = self.new.roster, self.form.roster.rows if self.form.roster else 0
        if len(roster) > rows:
            yield Fault(InvalidInput("letter-roster-too-long", rows=rows))
        if not roster:
            return
        if self.new.story is None:
            yield Fault(InvalidInput("letter-roster-needs-story"), column=STORY)
        if self.new.contributor is not None:
            yield Fault(InvalidInput("letter-person-and-roster"), column=CONTRIBUTOR)
        for person in sorted({one for one in roster if roster.count(one) > 1}):
            yield Fault(InvalidInput("letter-roster-twice", contributor=person))
        for person in roster:
            yield from _tried(partial(self._in_roster, person), CONTRIBUTOR)

    def _in_roster(self, person: str) -> None:
        db = self.workspace.records.db
        self._check_may_ask(contributors.get(db, person).code)

    def _check_may_ask(self, person: str) -> None:
        db, policies = self.workspace.records.db, self.workspace.catalogue.policies
        check_may_be_asked(db, person)
        check_not_refused(db, policies, person, self.new.story, on=self.workspace.today)

    def _own_codes(self) -> dict[str, str | None]:
        """The codes that a letter to somebody has by itself, by their blank."""
        own = self._codes_of_story()
        person = self.new.contributor
        if person is None:
            return own
        known = stop_code_for(self.workspace.records.db, person, self.new.story)
        return {**own, CHILD_BLANK: person, CODE_BLANK: known}

    def _codes_of_story(self) -> dict[str, str | None]:
        try:
            story = get_story(self.workspace.records.db, self.new.story) if self.new.story else None
        except NotFound:
            # Told by itself.
            return {}
        return {STORY_BLANK: story.id, VERSION_BLANK: version_code(story)} if story else {}

    def of_values(self) -> Iterator[Fault]:
        """What does not look like what its heading asks for."""
        texts = typed_blanks(self.workspace, self.form, self.new)
        for blank, own in self._own_codes().items():
            if own is not None and blank in self.form.blanks and not texts.get(blank):
                texts[blank] = own
        for error in value_faults(self.form, texts, self._spans()):
            yield Fault(error, column=str(error.facts["blank"]))
        for name, text in ((ORGANISATION, organisation_on(self.workspace, self.new)), (NAME, self._name())):
            if text:
                yield from (Fault(error, column=name) for error in name_faults(name, text))

    def _spans(self) -> Spans:
        today = self.workspace.today
        is_child = self.new.facts.is_child or self.form.is_for is Reader.CHILD or self._is_to_child()
        caps = [one.caps for one in self.workspace.catalogue.policies]
        # Where no policy can be read, the shortest that any would allow.
        years = min((cap.child_years if is_child else cap.adult_years for cap in caps), default=1)
        return days_around(today, years_after(today, years), years_after(today, _GROWN_BY_YEARS))

    def _is_to_child(self) -> bool:
        if self.new.contributor is None:
            return False
        try:
            person = contributors.get(self.workspace.records.db, self.new.contributor)
        except NotFound:
            # Told by itself.
            return False
        return person.is_child_on(self.workspace.today)

    def _name(self) -> str:
        return (self.new.shown_name or "").strip()

    def of_words(self) -> Iterator[Fault]:
        """What would tell about the holder, or cannot be read where the letter is read."""
        texts = typed_blanks(self.workspace, self.form, self.new)
        texts |= {ORGANISATION: organisation_on(self.workspace, self.new), NAME: self._name()}
        scripts = self._scripts()
        for name, text in texts.items():
            for error in _word_faults(name, text, scripts):
                yield Fault(error, column=name)

    def _scripts(self) -> frozenset[str]:
        languages = {self.new.language, self.new.printing.beside}
        return frozenset(one.script for one in self.catalogue.wordings if one.language in languages)


def _tried(check: Callable[[], None], column: str) -> Iterator[Fault]:
    try:
        check()
    except (Conflict, InvalidInput, NotFound, Refused, BadDataFile) as error:
        yield Fault(error, column=column)


def _word_faults(name: str, text: str, scripts: frozenset[str]) -> Iterator[ConsentkitError]:
    if len(text) > _LONGEST:
        yield InvalidInput("letter-field-not-usable", field=name)
    try:
        check_line(text)
    except InvalidInput as error:
        if error.code == "text-steers":
            error.facts["blank"] = name
            yield error
            return
    if is_zawgyi(text, scripts):
        yield InvalidInput("letter-zawgyi", blank=name)
        return
    strangers = "".join(dict.fromkeys(strange_letters(text, scripts))) if scripts else ""
    if strangers:
        yield InvalidInput("letter-other-script", blank=name, letters=strangers[:_MOST_STRANGERS])
    words = telling_words(text, but=NAMES_TOO if name == NAME else ())
    if words:
        yield InvalidInput("letter-tells", blank=name, words=words)


def version_code(story: Story) -> str:
    """Return the short code of a story's version, as it is printed and read aloud: `N-3F2A-77C1`."""
    short = story.version_digest[:8].upper()
    return f"N-{short[:4]}-{short[4:]}"


def organisation_on(workspace: Workspace, new: NewLetter) -> str:
    """Return the organisation's name or alias as it stands on the letter."""
    usual = workspace.settings
    alias = new.blanks.get(ORGANISATION, "") or str(usual.letter_blanks.get(ORGANISATION, ""))
    return new.organisation or alias or usual.organisation


def typed_blanks(workspace: Workspace, form: Form, new: NewLetter) -> dict[str, str]:
    """Return what stands in the form's blanks as typed: the letter's own words, else what the records know,
    else those of all letters.
    """
    usual = workspace.settings.letter_blanks | _known_majority(workspace, new)
    typed = {name: str(value) for name, value in usual.items() if name in form.blanks} | new.blanks
    typed.pop(ORGANISATION, None)
    return typed


def _known_majority(workspace: Workspace, new: NewLetter) -> dict[str, str]:
    """The day on which the gate asks the child again; a volunteer, who may read no birth month, types it."""
    if new.contributor is None or not workspace.actor.has(*READERS):
        return {}
    try:
        adult_on = contributors.get(workspace.records.db, new.contributor).adult_on
    except NotFound:
        # Told by itself.
        return {}
    is_coming = adult_on is not None and adult_on > workspace.today
    return {_MAJORITY: adult_on.isoformat()} if adult_on is not None and is_coming else {}


def letter_order(
    workspace: Workspace,
    form: Form,
    new: NewLetter,
    own: dict[str, str | None],
    *,
    code: str | None,
    stop_codes: tuple[str, ...],
) -> LetterOrder:
    """Return an order with nothing against it; `own` are the codes that the letter has by itself.

    `stop_codes` are those of the people on a group's sheet.
    """
    typed = typed_blanks(workspace, form, new)
    for blank, own_code in own.items():
        if blank in form.blanks and own_code is not None:
            typed.setdefault(blank, own_code)
    facts = new.facts
    if new.contributor is not None:
        is_child = contributors.get(workspace.records.db, new.contributor).is_child_on(workspace.today)
        facts = facts.model_copy(update={"is_child": facts.is_child or is_child})
    try:
        return LetterOrder(
            id=code,
            organisation=organisation_on(workspace, new),
            blanks=read_blanks(form, typed),
            offers=new.offers,
            facts=facts,
            wants_neutral_title=new.wants_neutral_title,
            shown_name=new.shown_name,
            roster=new.roster,
            stop_codes=stop_codes,
        )
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors(include_url=False)[0]["loc"])
        raise InvalidInput("letter-field-not-usable", field=field) from None


def in_row(faults: tuple[Fault, ...], row: int) -> tuple[Fault, ...]:
    """Return faults as those of a row of a roster."""
    return tuple(replace(fault, row=row) for fault in faults)
