"""Gatherings and suppliers: their form, and a line of each."""

from typing import Any

from consentkit.domain.questions.origins import GATHERINGS, Origin, OriginKind
from consentkit.pages.fields import DayField, Field, Filled, PlaceField, TextField
from consentkit.pages.forms import Form
from consentkit.usecases.stories.origins import NewOrigin, record_origin
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import day_in_language
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import ORIGINS


def origin_line(one: Origin) -> str:
    """Return what one is, in a line."""
    days = [day_in_language(day) for day in (one.first_on, one.last_on) if day]
    until = _("until {until}").format(until=day_in_language(one.until)) if one.until else ""
    told = (_(ORIGINS[one.kind]), " – ".join(days), one.country, one.notice, one.terms, until, one.owner)
    return ", ".join(str(word) for word in told if word)


def origin_form(workspace: Workspace, kind: OriginKind, before: Origin | None = None) -> Form[Origin]:
    """Return the form that records one of a kind; it begins with the one that it corrects."""
    fields = _fields(kind, before, workspace.actor.handle)

    def save(filled: Filled) -> Origin:
        read: dict[str, Any] = {one.name: one.read(filled) for one in fields if not one.is_empty(filled)}
        return record_origin(workspace, NewOrigin(kind=kind, **read), instead_of=before)

    return Form(f"origin/{before.id if before else kind.value}", _(ORIGINS[kind]), fields, save)


def _fields(kind: OriginKind, before: Origin | None, me: str) -> tuple[Field[Any], ...]:
    def began(name: str) -> str:
        return str(getattr(before, name) or "") if before else ""

    owner = TextField(
        "owner", _("Who is in charge of it"), began("owner") or me, error_codes=("actor-unknown",)
    )
    if kind in GATHERINGS:
        return (
            DayField("first_on", _("First day"), began("first_on"), error_codes=("day-not-come",)),
            DayField("last_on", _("Last day"), began("last_on"), is_required=False,
                     error_codes=("ends-before-it-begins",)),
            PlaceField("country", _("Country"), began("country"), help=_("Two letters, no narrower place."),
                       error_codes=("place-malformed",)),
            TextField("notice", _("How it was told that pictures are taken"), began("notice"),
                      is_required=False, help=_("A board, said aloud, in which languages.")),
            owner,
        )  # fmt: skip
    return (
        TextField("terms", _("Terms"), began("terms"), help=_("What is allowed, in words.")),
        DayField("until", _("Last day"), began("until"), is_required=False, error_codes=("day-far-off",)),
        TextField("contact", _("Whom to ask"), began("contact"), is_required=False,
                  help=_("Such as their desk; no person's number.")),
        owner,
    )  # fmt: skip
