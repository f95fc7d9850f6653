"""The form for a check whether somebody understood what was interpreted to them."""

from consentkit.domain.interpreting.back_checks import CheckWay, Understanding
from consentkit.pages.fields import ChoiceField, DayField, Filled, TextField, options_of
from consentkit.pages.forms import Form
from consentkit.usecases.consents.back_checks import BackChecked, NewBackCheck, record_back_check
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import CHECK_WAYS, UNDERSTANDINGS


def back_check_form(workspace: Workspace, consent: str) -> Form[BackChecked]:
    """Return the form that records what a second speaker of the language found."""
    checked_by = TextField(
        "checked_by",
        _("Who checked it"),
        help=_("The handle of somebody who speaks the language, and neither asked nor interpreted."),
        error_codes=("interpreter-not-handle", "checker-took-part", "checker-speaks-not"),
    )
    way = ChoiceField("way", _("How"), options=options_of(CHECK_WAYS), meaning=CheckWay)
    outcome = ChoiceField(
        "outcome", _("What they found"), options=options_of(UNDERSTANDINGS), meaning=Understanding
    )
    checked_on = DayField(
        "checked_on",
        _("Day"),
        workspace.today.isoformat(),
        error_codes=("day-not-come", "checked-before-given"),
    )

    def save(filled: Filled) -> BackChecked:
        return record_back_check(
            workspace,
            NewBackCheck(
                consent=consent,
                checked_by=checked_by.read(filled),
                way=way.read(filled),
                outcome=outcome.read(filled),
                checked_on=checked_on.read(filled),
            ),
        )

    intro = _("Who did not understand did not consent: what is live on it must then come down.")
    return Form(
        f"back-check/{consent}", _("Was it understood?"), (checked_by, way, outcome, checked_on), save,
        intro=intro,
    )  # fmt: skip
