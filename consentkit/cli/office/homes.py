"""`consentkit home`: what needs somebody today."""

from collections.abc import Iterable

import click

from consentkit.cli.hints import hint_for_need
from consentkit.cli.options import json_option
from consentkit.cli.output import plain, show
from consentkit.cli.sessions import Session, pass_session
from consentkit.pages.office.needs import grouped, need_in_words
from consentkit.usecases.office.agendas import needs_of
from consentkit.usecases.office.needs import Need
from consentkit.wording.languages import _


@click.command(epilog="\b\nExample:\n  consentkit --as officer-1 home")
@json_option
@pass_session
def home(session: Session) -> None:
    """Show what needs you today, the most urgent first, as Home of the terminal application does."""
    with session.opened() as workspace:
        needs = tuple(needs_of(workspace))
    value = [plain(need) | {"sentence": need_in_words(need).strip("! ")} for need in needs]
    show(value, _lines(needs) if needs else ["Nothing waits for you today."], as_json=session.as_json)


def _lines(needs: tuple[Need, ...]) -> Iterable[str]:
    for heading, group in grouped(needs):
        yield _(heading)
        for need in group:
            yield need_in_words(need)
            if hint := hint_for_need(need):
                yield f"    {hint}"
