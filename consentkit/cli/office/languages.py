"""`consentkit i18n`: how far each interface language is."""

import click

from consentkit.cli.options import json_option
from consentkit.cli.output import show
from consentkit.cli.sessions import Session, pass_session
from consentkit.wording.languages import LANGUAGES, progress_of, status_of


@click.group()
def i18n() -> None:
    """How far each interface language is."""


@i18n.command(epilog="\b\nExample:\n  consentkit i18n status")
@json_option
@pass_session
def status(session: Session) -> None:
    """Say for each language how much is translated, and whether a native speaker has approved it."""
    value = []
    lines = []
    for code, name in LANGUAGES.items():
        done, total = progress_of(code)
        state = "source" if code == "en" else status_of(code)["status"]
        reviewer = status_of(code)["reviewer"]
        value.append(
            {"language": code, "translated": done, "of": total, "status": state, "reviewer": reviewer}
        )
        lines.append(f"{code}  {done} of {total}  {state}{f', {reviewer}' if reviewer else ''}  {name}")
    show(value, lines, as_json=session.as_json)
