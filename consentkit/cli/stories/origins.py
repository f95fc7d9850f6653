"""`consentkit origin`: gatherings and suppliers, and what belongs to them."""

from typing import Any

import click

from consentkit.cli.options import BELONGING, DAY, ORIGIN, PLACE, choice, json_option, yes_option
from consentkit.cli.output import show
from consentkit.cli.reopenings import told_first
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.questions.origins import OriginKind
from consentkit.pages.stories.origins import origin_line
from consentkit.usecases.stories import origins
from consentkit.usecases.stories.origins import NewOrigin

_RECORD_EPILOG = """\b
Examples:
  consentkit origin record --kind visit --day 2026-11-20 --country TH --notice 'a board in Thai'
  consentkit origin record --kind photographer --terms 'As the people in them allow' --until 2027-11-20
"""


@click.group()
def origin() -> None:
    """Gatherings (visits, shoots, events) and suppliers: record, and say what belongs to them."""


@origin.command(epilog=_RECORD_EPILOG)
@click.option("--kind", type=choice(OriginKind), required=True, help="What it is.")
@click.option("--day", "first_on", type=DAY, help="The first day of a gathering.")
@click.option("--last-day", "last_on", type=DAY, help="Its last day, where it took several.")
@click.option("--country", type=PLACE, help="Where a gathering was: the country, and no narrower place.")
@click.option("--notice", default="", help="How it was told that pictures are taken.")
@click.option("--terms", default="", help="A supplier's terms, in words.")
@click.option("--contact", default="", help="Whom to ask, such as a desk; no person's number.")
@click.option("--until", type=DAY, help="The last day of the terms.")
@click.option("--owner", help="The handle of who is in charge of it (default: yours).")
@click.option("--corrects", type=ORIGIN, help="Correct this one; what is asked again is said first.")
@yes_option
@json_option
@pass_session
def record(session: Session, /, corrects: str | None, **given: Any) -> None:
    """Record a gathering or a supplier; questions about it are asked once for all that belongs to it."""
    with session.opened() as workspace:
        before = origins.show_origin(workspace, corrects)[0] if corrects else None
        new = NewOrigin(**given)
        kept = told_first(
            session, workspace, lambda: origins.record_origin(workspace, new, instead_of=before)
        )
    lines = [kept.id, origin_line(kept), f"Next: consentkit origin put {kept.id} STORY"]
    show(kept, lines, as_json=session.as_json)


@origin.command("list", epilog="\b\nExample:\n  consentkit origin list")
@json_option
@pass_session
def list_(session: Session) -> None:
    """List every gathering and supplier."""
    with session.opened() as workspace:
        found = origins.list_origins(workspace)
    lines = [f"{one.id}  {origin_line(one)}" for one in found] or ["None."]
    show(found, lines, as_json=session.as_json)


@origin.command("show", epilog="\b\nExample:\n  consentkit origin show E-7K3Q-X9MN")
@click.argument("code", metavar="ORIGIN", type=ORIGIN)
@json_option
@pass_session
def show_(session: Session, code: str) -> None:
    """Show one, and what belongs to it."""
    with session.opened() as workspace:
        found, held = origins.show_origin(workspace, code)
    things = " ".join(one.thing for one in held) or "nothing"
    show(
        {"origin": found, "belongings": held},
        [f"{found.id}  {origin_line(found)}", f"To it belongs: {things}."],
        as_json=session.as_json,
    )


@origin.command(epilog="\b\nExample:\n  consentkit origin put E-7K3Q-X9MN S-2M4N-88TY I-7K3Q-X9MN")
@click.argument("code", metavar="ORIGIN", type=ORIGIN)
@click.argument("things", metavar="THING...", type=BELONGING, nargs=-1, required=True)
@json_option
@pass_session
def put(session: Session, code: str, things: tuple[str, ...]) -> None:
    """Say that stories, pictures, videos, consents, bases or people belong to it."""
    with session.opened() as workspace:
        held = origins.put_in_origin(workspace, code, things)
    show(held, [f"{len(held)} belong to {code}."], as_json=session.as_json)


@origin.command("take-out", epilog="\b\nExample:\n  consentkit origin take-out E-7K3Q-X9MN S-2M4N-88TY")
@click.argument("code", metavar="ORIGIN", type=ORIGIN)
@click.argument("things", metavar="THING...", type=BELONGING, nargs=-1, required=True)
@json_option
@pass_session
def take_out(session: Session, code: str, things: tuple[str, ...]) -> None:
    """Say that these do not belong to it after all."""
    with session.opened() as workspace:
        held = origins.take_out_of_origin(workspace, code, things)
    show(held, [f"{len(held)} belong to {code}."], as_json=session.as_json)
