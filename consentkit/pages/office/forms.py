"""The forms of the office: actors, passphrases, and the days of a report."""

from pydantic import ValidationError

from consentkit.domain.errors import InvalidInput
from consentkit.domain.reports import Report
from consentkit.domain.roles import Actor, Role
from consentkit.pages.fields import (
    SEPARATOR,
    DayField,
    Filled,
    SecretField,
    SeveralField,
    TextField,
    options_of,
)
from consentkit.pages.forms import Form
from consentkit.pages.office.passphrases import NewPassphrase
from consentkit.usecases.office.actors import add_actor, change_passphrase, change_roles
from consentkit.usecases.office.reports import make_report
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import ROLES


def actor_form(workspace: Workspace) -> Form[Actor]:
    """Return the form for a new actor."""
    handle = TextField(
        "handle",
        _("Handle"),
        error_codes=("handle-malformed", "actor-known", "actor-was-known"),
        help=_("Such as officer-2; it stands in the log for ever, so no name."),
    )
    roles = SeveralField(
        "roles", _("Roles"), options=options_of(ROLES), meaning=Role, error_codes=("role-missing",)
    )
    passphrase = NewPassphrase(
        _("For once: with it they set one of their own, and nothing before."),
        names=(workspace.settings.organisation,),
    )

    def save(filled: Filled) -> Actor:
        try:
            actor = Actor(handle=handle.read(filled), roles=roles.read(filled))
        except ValidationError:
            raise InvalidInput("handle-malformed", given=handle.read(filled)) from None
        add_actor(workspace, actor, passphrase.read(filled))
        return actor

    fields = (handle, roles, passphrase.new, passphrase.again)
    return Form("actor-add", _("Add an actor"), fields, save)


def roles_form(workspace: Workspace, actor: Actor) -> Form[Actor]:
    """Return the form for other roles of an actor."""
    roles = SeveralField(
        "roles",
        _("Roles"),
        SEPARATOR.join(sorted(actor.roles)),
        options=options_of(ROLES),
        meaning=Role,
        error_codes=("role-missing", "roles-unchanged", "last-manager", "last-keeper"),
    )
    once = NewPassphrase(
        _("Only for who becomes a keeper: a passphrase for once. With it they set one of their own."),
        names=(actor.handle, workspace.settings.organisation),
        is_required=False,
    )

    def save(filled: Filled) -> Actor:
        given = once.read(filled) or None
        return change_roles(workspace, actor.handle, roles.read(filled), passphrase=given)

    title = _("Roles of {handle}").format(handle=actor.handle)
    return Form("actor-roles", title, (roles, once.new, once.again), save)


def passphrase_form(workspace: Workspace) -> Form[bool]:
    """Return the form for another passphrase of one's own; saving gives True."""
    old = SecretField("old", _("Your passphrase now"), error_codes=("passphrase-wrong",))
    passphrase = NewPassphrase(names=(workspace.actor.handle, workspace.settings.organisation))

    def save(filled: Filled) -> bool:
        change_passphrase(workspace, old.read(filled), passphrase.read(filled))
        return True

    fields = (old, passphrase.new, passphrase.again)
    return Form("passphrase", _("Change my passphrase"), fields, save)


def report_form(workspace: Workspace) -> Form[Report]:
    """Return the form for a report between two days."""
    from_on = DayField("from_on", _("First day"), help=_("Such as 2026-01-01."))
    until = DayField("until", _("Last day"), error_codes=("report-ends-before-it-begins",))

    def save(filled: Filled) -> Report:
        return make_report(workspace, from_on.read(filled), until.read(filled))

    return Form("report-days", _("Report between two days"), (from_on, until), save)
