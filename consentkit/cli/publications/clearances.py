"""`consentkit clear`: the answer."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from consentkit.cli.first_sights import every_reason, first_sight, use_in_words
from consentkit.cli.hints import hint_for_action
from consentkit.cli.options import DAY, STORY, channel_option, json_option, together_option
from consentkit.cli.output import reason_lines, show
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.errors import InvalidInput, Refused
from consentkit.domain.gate.clearances import Clearance
from consentkit.domain.values import Channel, Fact, day_in_words
from consentkit.pages.actions import Action
from consentkit.pages.files import check_new_file, write_file
from consentkit.pages.stories.steps import MOST_STEPS
from consentkit.usecases.publications import clearances
from consentkit.wording.notes import note_in_words


@click.command(
    epilog="\b\nExamples:\n  consentkit clear S-2M4N-88TY --channel website\n"
    "  consentkit clear S-2M4N-88TY --channel website --on 2027-03-01 --json\n"
    "  consentkit clear S-2M4N-88TY --channel website --certificate certificate.pdf\n"
    "  consentkit clear S-2M4N-88TY --story S-7K3Q-X9MN --channel donor-report"
)
@click.argument("story", type=STORY)
@together_option
@channel_option
@click.option("--on", "on", type=DAY, help="The day to look at (default: today).")
@click.option(
    "--certificate", type=click.Path(path_type=Path), help="As a manager: print the certificate here (PDF)."
)
@click.option("--all", "unfolded", is_flag=True, help="Every reason, also where there are many.")
@json_option
@pass_session
def clear(
    session: Session,
    story: str,
    also: tuple[str, ...],
    channel: Channel,
    on: date | None,
    certificate: Path | None,
    unfolded: bool,
) -> None:
    """May STORY go to this channel? Exit 0: cleared. Exit 3: refused, with reasons.

    Many reasons are grouped by who does what next; --all tells every one. With --story, several stories go
    out together, as in an annual report: each must be cleared, and one certificate lists them all.
    """
    if certificate is not None and on is not None:
        raise InvalidInput("certificate-is-for-today")
    with session.opened() as workspace:
        if certificate is not None:
            check_new_file(certificate)
            issued = clearances.certify_story(workspace, story, channel, also=also)
            write_file(certificate, issued.page)
        clearance = clearances.ask_gate(workspace, story, channel, also=also, on=on)
    lines = _lines if unfolded or len(clearance.reasons) <= MOST_STEPS else _first_sight
    show(clearance, lines(clearance), as_json=session.as_json)
    if not clearance.is_allowed:
        raise SystemExit(Refused.exit_code)


def _first_sight(clearance: Clearance) -> Iterable[str]:
    yield from first_sight(clearance)
    yield from _certificate_lines(clearance)
    yield every_reason(clearance)


def _lines(clearance: Clearance) -> Iterable[str]:
    use = use_in_words(clearance)
    if clearance.is_allowed:
        yield f"CLEARED: {use}, until {day_in_words(clearance.until)}."
    else:
        yield f"REFUSED: {use}. Reasons: {len(clearance.reasons)}"
    about = _about(clearance)
    yield from reason_lines(clearance.reasons, about=about)
    yield from reason_lines(clearance.advice, mark="Advice:", about=about)
    yield from (f"Note: {note_in_words(note)}" for note in clearance.notes)
    yield from _certificate_lines(clearance)


def _about(clearance: Clearance) -> dict[str, Fact]:
    return {"story": clearance.story, "also": clearance.also, "channel": clearance.channel.value}


def _certificate_lines(clearance: Clearance) -> Iterable[str]:
    state = clearance.certificate
    if state is not None and state.is_valid:
        yield f"Certificate {state.id} of {day_in_words(state.issued_on)} holds."
        hint = hint_for_action(Action.EXPORT, **_about(clearance)) if clearance.is_allowed else None
        yield from filter(None, [hint])
    elif state is not None:
        changed = ", ".join(state.changed)
        yield f"Certificate {state.id} of {day_in_words(state.issued_on)} is VOID. Changed since: {changed}."
    elif clearance.is_allowed:
        yield "No certificate yet. A manager prints it with --certificate FILE.pdf."
