"""The forms of the log: which events, and the head against which it is verified."""

from collections.abc import Sequence

from consentkit.domain.events import EventName
from consentkit.domain.problems import MAY_BE_ACCEPTED, ClockReason, Problem, RowReason
from consentkit.pages.fields import ChoiceField, DayField, Filled, TextField
from consentkit.pages.file_fields import FileField
from consentkit.pages.forms import Form
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.log.audits import AuditFilter
from consentkit.usecases.log.clocks import explain_clock
from consentkit.usecases.log.damaged_rows import accept_row
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.office.acts import act_in_words
from consentkit.wording.problems import CLOCK_REASONS, ROW_REASONS, problem_in_words


def filter_form(wanted: AuditFilter) -> Form[AuditFilter]:
    """Return the form that says which events are looked for; it begins with `wanted`."""
    subject = TextField(
        "subject",
        _("Code"),
        wanted.subject,
        is_required=False,
        is_kept=False,
        help=_("Of a record, such as S-2M4N-88TY, or an actor's handle."),
    )
    action = ChoiceField(
        "action",
        _("Act"),
        wanted.action.value if wanted.action else "",
        is_required=False,
        is_kept=False,
        options=[(name.value, act_in_words(name.value)) for name in EventName],
        meaning=EventName,
    )
    actor = TextField(
        "actor",
        _("Who"),
        wanted.actor,
        is_required=False,
        is_kept=False,
        help=_("A handle, such as officer-1."),
    )
    on = DayField(
        "on",
        _("Day"),
        wanted.on.isoformat() if wanted.on else "",
        is_required=False,
        is_kept=False,
        help=_("Such as 2026-05-31. Empty fields look for everything."),
    )

    def save(filled: Filled) -> AuditFilter:
        return AuditFilter(
            subject.read(filled), action.read_or_none(filled), actor.read(filled), on.read_or_none(filled)
        )

    return Form("log-filter", _("Filter the log"), (subject, action, actor, on), save)


def clock_form(workspace: Workspace) -> Form[int]:
    """Return the form in which a manager says why the log goes back; saving gives the later event."""
    why = ChoiceField(
        "why",
        _("Why"),
        options=[(one.value, _(words)) for one, words in CLOCK_REASONS.items()],
        meaning=ClockReason,
    )
    today = DayField(
        "today",
        _("Today"),
        help=_("By another clock than this machine's, such as a telephone's. Such as 2026-05-31."),
        error_codes=("day-is-another",),
    )

    def save(filled: Filled) -> int:
        return explain_clock(workspace, why.read(filled), today.read(filled))

    return Form("log-clock", _("Say why the clock went back"), (why, today), save)


def row_form(workspace: Workspace, problems: Sequence[Problem]) -> Form[bool]:
    """Return the form in which a changed row is taken over; saving tells whether it is, or is only asked."""
    rows = {
        f"{one.table} {one.key}": problem_in_words(one) for one in problems if one.table in MAY_BE_ACCEPTED
    }
    row = ChoiceField(
        "row",
        _("Row"),
        options=list(rows.items()),
        meaning=str,
        help=_("Look at what it holds first: it counts from then on. What says no is never taken over."),
        error_codes=("row-never-accepted", "row-as-logged", "row-asked-already", "row-not-asked"),
    )
    why = ChoiceField(
        "why",
        _("Why"),
        options=[(one.value, _(words)) for one, words in ROW_REASONS.items()],
        meaning=RowReason,
    )

    def save(filled: Filled) -> bool:
        table, key = row.read(filled).split(" ", 1)
        return accept_row(workspace, table, key, why.read(filled))

    return Form("log-row", _("Take a changed row over as it is"), (row, why), save)


def against_form() -> Form[Incoming]:
    """Return the form for a head that was carried away."""
    file = FileField(
        "file",
        _("Head file"),
        help=_("The file that was carried away, such as /media/usb/head.json."),
        error_codes=("head-missing", "head-damaged"),
    )
    return Form("log-against", _("Verify against a head"), (file,), file.read)
