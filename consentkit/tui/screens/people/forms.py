"""The forms about a contributor: what is known, a guardian, a name to seal."""

from datetime import date

from consentkit.domain.errors import InvalidInput
from consentkit.domain.people import Age, AgeBasis, Contributor, GuardianLink, Identity
from consentkit.tui.widgets.forms import FormField, FormScreen, Values
from consentkit.tui.widgets.forms import day as day_of
from consentkit.usecases.people.contributors import (
    NewContributor,
    add_contributor,
    add_guardian,
    correct_contributor,
    seal_identity,
)
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import AGE_BASES, AGES, GUARDIAN_LINKS

_MONTH_LENGTH = len("2029-04")


def add_form(workspace: Workspace) -> FormScreen:
    """Return the form for a new contributor; saving gives the Contributor."""

    def save(values: Values) -> Contributor:
        identity = _identity(values)
        person = add_contributor(workspace, _known(values))
        if identity is not None:
            seal_identity(workspace, person.code, identity)
        return person

    intro = _(
        "A contributor gets a random code. Everything else here is kept by that code. A name is sealed"
        " at once: only a keeper can open it again, and it is never kept as a draft."
    )
    fields = [*_known_fields(None), *_identity_fields(is_required=False)]
    return FormScreen("contributor-add", _("New contributor"), fields, save, intro)


def correct_form(workspace: Workspace, person: Contributor) -> FormScreen:
    """Return the form for what is known of a contributor; saving gives the new Contributor."""

    def save(values: Values) -> Contributor:
        return correct_contributor(workspace, person.code, _known(values), expected=person)

    title = _("Correct {code}").format(code=person.code)
    return FormScreen(f"contributor-correct-{person.code}", title, _known_fields(person), save)


def guardian_form(workspace: Workspace, contributor: str) -> FormScreen:
    """Return the form for a guardian; saving gives the Guardian."""
    options = [(link.value, _(words)) for link, words in GUARDIAN_LINKS.items()]
    field = FormField("link", _("Why may this adult consent for the child?"), options=options)
    intro = _(
        "The guardian gets a code too. Before a consent counts, a safeguarding lead looks whether"
        " the guardian is free of a conflict of interest."
    )
    return FormScreen(
        f"guardian-add-{contributor}",
        _("Guardian of {code}").format(code=contributor),
        [field],
        lambda values: add_guardian(workspace, contributor, GuardianLink(values["link"])),
        intro,
    )


def seal_form(workspace: Workspace, code: str) -> FormScreen:
    """Return the form for a name to seal; saving gives the code."""

    def save(values: Values) -> str:
        identity = _identity(values)
        if identity is None:
            raise InvalidInput("name-missing")
        seal_identity(workspace, code, identity)
        return code

    intro = _(
        "What you type here is sealed when you save. Only a keeper can open it again. It is never kept"
        " as a draft: leaving this page forgets it."
    )
    fields = _identity_fields(is_required=True)
    return FormScreen(f"seal-{code}", _("Seal a name for {code}").format(code=code), fields, save, intro)


def _known_fields(person: Contributor | None) -> list[FormField]:
    known = person or NewContributor(language="")
    grown = known.adult_on.isoformat()[:_MONTH_LENGTH] if known.adult_on else ""
    return [
        FormField(
            "language",
            _("Language the person speaks best"),
            known.language,
            help=_("km Khmer, lo Lao, my Burmese, th Thai, vi Vietnamese, zh Chinese, en English …"),
            facts=("language-malformed",),
        ),
        FormField(
            "age",
            _("Age today"),
            known.age.value,
            options=[(age.value, _(words)) for age, words in AGES.items()],
            help=_("Where you do not know, the person counts as a child."),
        ),
        FormField(
            "age_basis",
            _("What does the age rest on?"),
            known.age_basis.value,
            options=[(basis.value, _(words)) for basis, words in AGE_BASES.items()],
        ),
        FormField(
            "adult_on",
            _("A child: the month from which the person is surely grown"),
            grown,
            is_required=False,
            help=_("Such as 2029-04. Leave it empty where nobody knows."),
            facts=("adult-on-not-first",),
        ),
        FormField(
            "is_survivor",
            _("Is the person a survivor?"),
            "yes" if known.is_survivor else "no",
            options=[("yes", _("yes")), ("no", _("no"))],
        ),
    ]


def _identity_fields(*, is_required: bool) -> list[FormField]:
    return [
        FormField(
            "name",
            _("Name (sealed at once)"),
            is_required=is_required,
            is_kept=False,
            facts=("name-missing",),
        ),
        FormField("contact", _("A safe way to reach them (sealed)"), is_required=False, is_kept=False),
        FormField(
            "birth_date",
            _("Date of birth (sealed)"),
            is_required=False,
            is_kept=False,
            help=_("Such as 2011-05-31."),
        ),
        FormField("note", _("Note for the keeper (sealed)"), is_required=False, is_kept=False),
    ]


def _known(values: Values) -> NewContributor:
    return NewContributor(
        language=values["language"].strip(),
        age=Age(values["age"]),
        age_basis=AgeBasis(values["age_basis"]),
        adult_on=_month(values["adult_on"].strip()),
        is_survivor=values["is_survivor"] == "yes",
    )


def _month(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(f"{text}-01" if len(text) == _MONTH_LENGTH else text)
    except ValueError:
        raise InvalidInput("month-malformed", given=text, field="adult_on") from None


def _identity(values: Values) -> Identity | None:
    """Return what is to be sealed; `None` where nothing was typed. Raises InvalidInput without a name."""
    name, contact, note = (values[field].strip() for field in ("name", "contact", "note"))
    birth = day_of(values, "birth_date") if values["birth_date"].strip() else None
    if not name and (contact or note or birth):
        raise InvalidInput("name-missing")
    return Identity(name=name, contact=contact, birth_date=birth, note=note) if name else None
