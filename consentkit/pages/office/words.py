"""What the pages of the office say: the report, the policies, the doctor's findings, roles."""

from collections.abc import Sequence

from consentkit.domain.accounts import RECOVERY, Account
from consentkit.domain.checklists import BrokenFile, Policy
from consentkit.domain.checkups import CheckupFinding, Level
from consentkit.domain.reports import Figure, Report
from consentkit.domain.roles import Actor
from consentkit.pages.office.policies import coverage_in_words
from consentkit.usecases.office.policies import list_policies, list_policy_words
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import checkup_sentence, day_in_language
from consentkit.wording.languages import _, _n
from consentkit.wording.office.reports import FIGURES, GROUPS, notes, number_in_full, number_outside
from consentkit.wording.policies import draft_lines, policy_words
from consentkit.wording.vocabularies import ROLES

_MARKS = {Level.GOOD: "✓", Level.COSTS: "!", Level.BROKEN: "✗"}
_WORST_FIRST = (Level.BROKEN, Level.COSTS, Level.GOOD)


def roles_in_words(actor: Actor) -> str:
    """Say what an actor may do here."""
    return ", ".join(_(ROLES[role]) for role in sorted(actor.roles))


def standing_in_words(workspace: Workspace, account: Account) -> str:
    """Say whose account it is, where that is not long settled; `""` where it is."""
    if account.is_unattended:
        return _("a machine's")
    if account.own_since is None:
        own = _("no passphrase of their own yet")
        return own + (" · " + _("from before") if account.is_from_before else "")
    return _tie_in_words(workspace, account)


def _tie_in_words(workspace: Workspace, account: Account) -> str:
    separation, now = separation_of(workspace, workspace.records.db), workspace.clock()
    makers = separation.makers_of(account.handle, now)
    if RECOVERY in makers:
        return _("with the recovery code; no second person yet")
    if makers:
        return _("no second person beside {maker} yet").format(maker=", ".join(sorted(makers)))
    is_vouched = separation.vouchings([account.handle], now)
    return _("{keeper} vouched").format(keeper=account.vouched_by) if is_vouched else ""


def checkup_lines(found: Sequence[CheckupFinding]) -> list[str]:
    """Say what the doctor found, the worst first."""
    return [
        f"{_MARKS[one.level]} {checkup_sentence(one.code, one.facts)}"
        for level in _WORST_FIRST
        for one in found
        if one.level is level
    ]


def report_in_words(report: Report) -> str:
    """Say a report in full, as it is read inside only."""
    period = f"{day_in_language(report.from_on)} – {day_in_language(report.until)}"
    lines = [period + " · " + _("in full, for inside only")]
    group = None
    for figure in report.figures:
        if figure.group is not group:
            group = figure.group
            lines += ["", _(GROUPS[group])]
        lines.append(f"{number_in_full(figure):>8}  {_(FIGURES[figure.code])}")
    return "\n".join([*lines, "", *notes()])


def figure_outside(report: Report, figure: Figure) -> tuple[str, str]:
    """Return a figure as others may read it: what it counts, and its number, where it is not too small."""
    return _(FIGURES[figure.code]), number_outside(report, figure)


def policies_in_words(workspace: Workspace) -> str:
    """Say which policies there are, which are asked, whether somebody reviewed them, and what they ask."""
    asked = {one.id for one in workspace.catalogue.policies}
    found = list_policies(workspace.folders.root)
    covered, faults = list_policy_words(workspace.folders.root)
    lines = [fault_in_words(broken) for broken in (*found.broken, *faults)]
    for policy in found.policies:
        is_asked = (
            _("✓ asked of every story") if policy.id in asked else _("– not asked: nobody chose it here")
        )
        languages = [f"  {coverage_in_words(one)}" for one in covered if one.policy == policy.id]
        lines += [*_policy_lines(policy, is_asked), *languages, ""]
    return "\n".join(lines)


def _policy_lines(policy: Policy, is_asked: str) -> list[str]:
    state = _("reviewed by {reviewer}").format(reviewer=policy.reviewer)
    if policy.status == "unreviewed":
        state = _("nobody has reviewed it yet")
    return [
        f"{policy_words(policy, policy.title)} ({policy.id}, {policy.version})",
        f"  {_questions(len(policy.questions))} · {state}",
        f"  {is_asked}",
        *(f"  {line}" for line in draft_lines(policy)),
        f"  {policy_words(policy, policy.source)}",
        *(f"    {one.id}  {policy_words(policy, one.text)}" for one in policy.questions),
    ]


def fault_in_words(broken: BrokenFile) -> str:
    """Say what is wrong with a policy file, and in which field."""
    return f"✗ {broken.file}: {broken.field}: {broken.problem}"


def _questions(count: int) -> str:
    return _n("{count} question", "{count} questions", count).format(count=count)
