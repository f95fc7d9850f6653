"""The forms about a contributor: what is known, a guardian, a name to seal."""

from typing import Any

from consentkit.domain.errors import InvalidInput
from consentkit.domain.people import (
    Age,
    AgeBasis,
    Contributor,
    Guardian,
    GuardianLink,
    Identity,
    check_birth_date,
)
from consentkit.pages.fields import (
    NO,
    YES,
    ChoiceField,
    DayField,
    Field,
    Filled,
    MonthField,
    TextField,
    YesNoField,
    options_of,
)
from consentkit.pages.forms import Form
from consentkit.usecases.people.contributors import (
    NewContributor,
    add_contributor,
    add_guardian,
    correct_contributor,
)
from consentkit.usecases.people.identities import seal_identity
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import AGE_BASES, AGES, GUARDIAN_LINKS

_MONTH_LENGTH = len("2029-04")


class _Known:
    """The fields of what is known of a contributor; `person` is whom they begin with."""

    def __init__(self, person: Contributor | None = None) -> None:
        known = person or NewContributor(language="")
        self.language = TextField(
            "language",
            _("Language the person speaks best"),
            known.language,
            help=_("km Khmer, lo Lao, my Burmese, th Thai, vi Vietnamese, zh Chinese, en English …"),
            error_codes=("language-malformed", "language-not-known"),
        )
        self.age = ChoiceField(
            "age",
            _("Age today"),
            known.age.value,
            options=options_of(AGES),
            meaning=Age,
            help=_("Where you do not know, the person counts as a child."),
        )
        self.age_basis = ChoiceField(
            "age_basis",
            _("What does the age rest on?"),
            known.age_basis.value,
            options=options_of(AGE_BASES),
            meaning=AgeBasis,
        )
        self.adult_on = MonthField(
            "adult_on",
            _("A child: the month from which the person is surely grown"),
            known.adult_on.isoformat()[:_MONTH_LENGTH] if known.adult_on else "",
            is_required=False,
            help=_("Such as 2029-04. Leave it empty where nobody knows."),
            error_codes=(
                "adult-on-not-first",
                "adult-comes-of-age",
                "child-came-of-age",
                "comes-of-age-too-early",
                "comes-of-age-too-late",
            ),
        )
        self.is_survivor = YesNoField(
            "is_survivor", _("Is the person a survivor?"), YES if known.is_survivor else NO
        )

    def fields(self) -> tuple[Field[Any], ...]:
        """Return the fields, in order."""
        return (self.language, self.age, self.age_basis, self.adult_on, self.is_survivor)

    def read(self, filled: Filled) -> NewContributor:
        """Return what was filled in. Raises InvalidInput that names the field."""
        return NewContributor(
            language=self.language.read(filled),
            age=self.age.read(filled),
            age_basis=self.age_basis.read(filled),
            adult_on=self.adult_on.read_or_none(filled),
            is_survivor=self.is_survivor.read(filled),
        )


class _Sealed:
    """The fields of an identity; none of them is ever kept unfinished."""

    def __init__(self, *, is_required: bool) -> None:
        self.name = TextField(
            "name",
            _("Name (sealed at once)"),
            is_required=is_required,
            is_kept=False,
            error_codes=("name-missing",),
        )
        self.contact = TextField(
            "contact", _("A safe way to reach them (sealed)"), is_required=False, is_kept=False
        )
        self.birth_date = DayField(
            "birth_date",
            _("Date of birth (sealed)"),
            is_required=False,
            is_kept=False,
            help=_("Such as 2011-05-31."),
            error_codes=("day-not-come", "birth-date-of-child", "birth-date-of-adult", "guardian-is-child"),
        )
        self.note = TextField("note", _("Note for the keeper (sealed)"), is_required=False, is_kept=False)

    def fields(self) -> tuple[Field[Any], ...]:
        """Return the fields, in order."""
        return (self.name, self.contact, self.birth_date, self.note)

    def read(self, filled: Filled) -> Identity | None:
        """Return what is to be sealed; `None` where nothing was typed. Raises InvalidInput without a name."""
        name, contact, note = (one.read(filled) for one in (self.name, self.contact, self.note))
        birth = self.birth_date.read_or_none(filled)
        if not name and (contact or note or birth):
            raise InvalidInput("name-missing", field=self.name.name)
        return Identity(name=name, contact=contact, birth_date=birth, note=note) if name else None


def add_form(workspace: Workspace) -> Form[Contributor]:
    """Return the form for a new contributor."""
    known, sealed = _Known(), _Sealed(is_required=False)

    def save(filled: Filled) -> Contributor:
        identity, new = sealed.read(filled), known.read(filled)
        if identity is not None:
            # Before anything is recorded: who is refused here was not half added.
            check_birth_date(identity.birth_date, new.age, new.adult_on, workspace.today)
        person = add_contributor(workspace, new)
        if identity is not None:
            seal_identity(workspace, person.code, identity)
        return person

    intro = _(
        "A contributor gets a random code. Everything else here is kept by that code. A name is sealed"
        " at once: only a keeper can open it again, and it is never kept unfinished."
    )
    fields = (*known.fields(), *sealed.fields())
    return Form("contributor-add", _("New contributor"), fields, save, intro=intro)


def correct_form(workspace: Workspace, person: Contributor) -> Form[Contributor]:
    """Return the form for what is known of a contributor; it saves only where nobody changed it since."""
    known = _Known(person)

    def save(filled: Filled) -> Contributor:
        return correct_contributor(workspace, person.code, known.read(filled), expected=person)

    title = _("Correct {code}").format(code=person.code)
    return Form(f"contributor-correct-{person.code}", title, known.fields(), save)


def guardian_form(workspace: Workspace, contributor: str) -> Form[Guardian]:
    """Return the form for a guardian."""
    link = ChoiceField(
        "link",
        _("Why may this adult consent for the child?"),
        options=options_of(GUARDIAN_LINKS),
        meaning=GuardianLink,
    )

    def save(filled: Filled) -> Guardian:
        return add_guardian(workspace, contributor, link.read(filled))

    intro = _(
        "The guardian gets a code too. Before a consent counts, a safeguarding lead looks whether"
        " the guardian is free of a conflict of interest."
    )
    title = _("Guardian of {code}").format(code=contributor)
    return Form(f"guardian-add-{contributor}", title, (link,), save, intro=intro)


def seal_form(workspace: Workspace, code: str) -> Form[str]:
    """Return the form for a name to seal; saving gives the code."""
    sealed = _Sealed(is_required=True)

    def save(filled: Filled) -> str:
        identity = sealed.read(filled)
        if identity is None:
            raise InvalidInput("name-missing", field=sealed.name.name)
        seal_identity(workspace, code, identity)
        return code

    intro = _(
        "What you type here is sealed when you save. Only a keeper can open it again. It is never kept"
        " unfinished: leaving this page forgets it."
    )
    title = _("Seal a name for {code}").format(code=code)
    return Form(f"seal-{code}", title, sealed.fields(), save, intro=intro)
