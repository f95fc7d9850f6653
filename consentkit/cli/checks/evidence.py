"""What a yes is given with: the same options wherever something is answered."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from consentkit.cli.options import DAY
from consentkit.pages.files import read_file
from consentkit.usecases.checks.evidence import NewEvidence

_F = TypeVar("_F", bound=Callable[..., Any])

policy_option = click.option(
    "--policy", default="guidance-note-2016", show_default=True, help="Which policy asks it."
)


def evidence_options(verb: _F) -> _F:
    """Add what a yes is given with."""
    options = (
        click.option("--sentence", default="", help="One sentence that shows it, without a name."),
        click.option("--date", "day", type=DAY, help="The day that shows it."),
        click.option("--handle", help="Who: somebody's handle, never a name."),
        click.option("--file", type=click.Path(path_type=Path), help="The file that shows it. Kept sealed."),
    )
    for option in reversed(options):
        verb = option(verb)
    return verb


def read_evidence(*, sentence: str, day: date | None, handle: str | None, file: Path | None) -> NewEvidence:
    """Return what was given. Raises InvalidInput for a file that cannot be read."""
    return NewEvidence(sentence=sentence, on=day, by=handle, file=read_file(file) if file else None)
