"""`consentkit doctor`: what is missing here, and what that costs."""

from collections.abc import Iterable
from pathlib import Path

import click

from consentkit.cli.hints import hint_for_finding
from consentkit.cli.options import bar, json_option
from consentkit.cli.output import show
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.checkups import CheckupFinding, Level
from consentkit.domain.errors import Unavailable
from consentkit.usecases.office.checkups import examine_machine, examine_workspace, newer_workspace
from consentkit.usecases.workspaces import WorkspaceFolders
from consentkit.wording import checkup_sentence

_MARKS = {Level.GOOD: "✓", Level.COSTS: "!", Level.BROKEN: "✗"}


@click.command(epilog="\b\nExample:\n  consentkit -w our-stories doctor")
@json_option
@pass_session
def doctor(session: Session) -> None:
    """Say what is missing on this machine and in this workspace, and what that costs. Exit 7: broken."""
    found = list(examine_machine())
    if WorkspaceFolders(Path(session.folder)).key_file.exists():
        found += _of_workspace(session)
    else:
        found.append(CheckupFinding(level=Level.GOOD, code="workspace-none"))
    value = [f.model_dump(mode="json") | {"sentence": checkup_sentence(f.code, f.facts)} for f in found]
    show(value, _lines(found), as_json=session.as_json)
    if any(f.level is Level.BROKEN for f in found):
        raise SystemExit(Unavailable.exit_code)


def _of_workspace(session: Session) -> tuple[CheckupFinding, ...]:
    try:
        with session.opened() as workspace:
            return examine_workspace(workspace, watch=bar("Looked at"))
    except Unavailable as error:
        return (newer_workspace(error),)


def _lines(found: list[CheckupFinding]) -> Iterable[str]:
    for one in found:
        yield f"{_MARKS[one.level]} {checkup_sentence(one.code, one.facts)}"
        if hint := hint_for_finding(one.code):
            yield f"  {hint}"
