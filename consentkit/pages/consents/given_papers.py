"""A signed letter that was given as a file: the form that says what it is, and its lines."""

from collections.abc import Iterator
from typing import Any

from consentkit.domain.consents import Appearance, Audience, Consent, Medium, Naming
from consentkit.domain.letters.given_papers import GivenPaper, PaperForm, PaperSaid
from consentkit.domain.values import Channel
from consentkit.pages.fields import (
    ChoiceField,
    CodeField,
    DayField,
    Field,
    Filled,
    PlacesField,
    SeveralField,
    TextField,
    options_of,
)
from consentkit.pages.forms import Form
from consentkit.usecases.consents.given_papers import say_what_paper_is
from consentkit.usecases.people.contributors import guardians_of
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import day_in_language
from consentkit.wording.languages import _
from consentkit.wording.uses import named
from consentkit.wording.vocabularies import APPEARANCES, AUDIENCES, CHANNELS, MEDIA, NAMINGS, PAPER_FORMS

_NOBODY = "nobody"


def paper_lines(given: GivenPaper | None) -> Iterator[str]:
    """Say what a person saw on the file of a consent; nothing where none has to be looked at."""
    if given is None:
        return
    said = given.said
    if said is None:
        yield _("Nobody has said yet what the signed file is.")
        return
    yield _("{handle} saw on it: {form}, {language}, of {contributor}, signed by {signer} on {day}.").format(
        handle=given.said_by,
        form=_(PAPER_FORMS[said.form]),
        language=said.language,
        contributor=said.contributor,
        signer=said.signed_by or _("nobody"),
        day=day_in_language(said.signed_on),
    )
    limits = "; ".join(_limits(said))
    yield _("It limits: {limits}.").format(limits=limits) if limits else _("It limits nothing.")


def _limits(said: PaperSaid) -> Iterator[str]:
    yield from filter(
        None,
        (named(MEDIA, said.media), named(CHANNELS, said.channels), named(AUDIENCES, said.audiences)),
    )
    if said.places:
        yield ", ".join(sorted(said.places))
    if said.appearance is not None:
        yield _(APPEARANCES[said.appearance])
    if said.naming is not None:
        yield _(NAMINGS[said.naming])
    if said.until is not None:
        yield _("until {until}").format(until=day_in_language(said.until))


class _Fields:
    """What is asked about a paper; of what it limits, nothing is ticked where it does not."""

    def __init__(self, workspace: Workspace, consent: Consent) -> None:
        guardians = guardians_of(workspace, consent.contributor)
        signers = [consent.contributor, *(one.code for one in guardians)]
        ticks = _("{key} ticks one. None: it does not limit this.")
        self.form = ChoiceField(
            "form", _("What kind of paper is it?"), options=options_of(PAPER_FORMS), meaning=PaperForm
        )
        self.language = TextField(
            "language",
            _("The language it is written in"),
            error_codes=("language-malformed", "language-not-known"),
        )
        self.contributor = CodeField(
            "contributor", _("Of which contributor does it speak?"), kind="C", error_codes=("record-unknown",)
        )
        self.signed_by = ChoiceField(
            "signed_by",
            _("Who signed it?"),
            options=[*((one, one) for one in signers), (_NOBODY, _("nobody"))],
            meaning=str,
        )
        self.signed_on = DayField(
            "signed_on", _("The day that stands on it"), error_codes=("day-not-come", "day-long-ago")
        )
        self.limits: tuple[Field[Any], ...] = (
            SeveralField("media", _("It allows only these media"), options=options_of(MEDIA), meaning=Medium,
                         is_required=False, help=ticks),
            SeveralField("channels", _("Only on these channels"), options=options_of(CHANNELS),
                         meaning=Channel, is_required=False, help=ticks),
            SeveralField("audiences", _("Only for these audiences"), options=options_of(AUDIENCES),
                         meaning=Audience, is_required=False, help=ticks),
            PlacesField("places", _("Only in these places"), is_required=False,
                        help=_("Such as TH, KH. Empty: everywhere."), error_codes=("place-malformed",)),
            ChoiceField("appearance", _("How may the person appear at most?"), meaning=Appearance,
                        options=options_of(APPEARANCES), is_required=False),
            ChoiceField("naming", _("How may the person be named at most?"), options=options_of(NAMINGS),
                        meaning=Naming, is_required=False),
            DayField("until", _("Last day"), is_required=False),
        )  # fmt: skip

    def said(self, filled: Filled) -> PaperSaid:
        """Return what was filled in."""
        signer = self.signed_by.read(filled)
        return PaperSaid(
            form=self.form.read(filled),
            language=self.language.read(filled),
            contributor=self.contributor.read(filled),
            signed_by=None if signer == _NOBODY else signer,
            signed_on=self.signed_on.read(filled),
            **{one.name: one.read(filled) for one in self.limits if not one.is_empty(filled)},
        )


def paper_form(workspace: Workspace, consent: Consent) -> Form[GivenPaper]:
    """Return the form that says what the file of a consent is; nothing is filled in from the record."""
    fields = _Fields(workspace, consent)
    asked: tuple[Field[Any], ...] = (
        fields.form, fields.language, fields.contributor, fields.signed_by, fields.signed_on, *fields.limits,
    )  # fmt: skip

    def save(filled: Filled) -> GivenPaper:
        return say_what_paper_is(workspace, consent.id, fields.said(filled))

    intro = _("Say what you saw on it, not what is recorded. Open it first.")
    return Form(f"paper/{consent.id}", _("What is this paper?"), asked, save, intro=intro)
