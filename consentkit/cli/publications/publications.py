"""`consentkit publish`, `publication` and `takedown`."""

from collections.abc import Iterable
from datetime import date

import click

from consentkit.cli.options import (
    DAY,
    PUBLICATION,
    STORY,
    TAKEDOWN,
    channel_option,
    json_option,
    one_of,
    together_option,
)
from consentkit.cli.output import plain, show
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.stories import Publication, Takedown
from consentkit.domain.values import Channel, day_in_words
from consentkit.usecases.publications import publications, voids


def _line(found: Publication) -> str:
    named = "stories" if found.also else "story"
    return f"{found.id}: {named} {', '.join(found.stories)} on {found.channel.value}, {found.where}"


def _state(found: Publication, takedowns: Iterable[Takedown], today: date) -> str:
    """Say what a publication has come to."""
    if found.is_void:
        return f"VOID: {_mistake(found)}, as {found.voided_by} found"
    if found.ended_on:
        return f"gone since {day_in_words(found.ended_on)}"
    waiting = next((t.id for t in takedowns if t.publication == found.id and not t.confirmed_on), None)
    if waiting:
        return f"TO COME DOWN: takedown {waiting} is open"
    until = day_in_words(found.until)
    return f"live, PAST its last day, {until}" if found.until < today else f"live until {until}"


def _mistake(found: Publication) -> str:
    if found.same_as:
        return f"recorded twice, the same as {found.same_as}"
    return f"it never went out ({found.void_why})"


@click.command(
    epilog="\b\nExamples:\n"
    "  consentkit publish S-2M4N-88TY --channel website --where https://example.org/stories/12\n"
    "  consentkit publish S-2M4N-88TY --story S-7K3Q-X9MN --channel donor-report --where 2027-report"
)
@click.argument("story", type=STORY)
@together_option
@channel_option
@click.option("--where", required=True, help="The page's address, the issue, the programme.")
@json_option
@pass_session
def publish(session: Session, story: str, also: tuple[str, ...], channel: Channel, where: str) -> None:
    """Record where a cleared story goes. It is refused unless it is cleared and certified.

    With --story, where several stories go that were certified together: it is one publication.
    """
    with session.opened() as workspace:
        made = publications.publish_story(workspace, story, channel, where=where, also=also)
    show(made, [f"{_line(made)}, until {day_in_words(made.until)}"], as_json=session.as_json)


_VOID_EXAMPLE = """\b
Examples:
  consentkit publication void P-2M4N-88TY --same-as P-7K3Q-X9MN
  consentkit publication void P-2M4N-88TY --never-went-out "The newsletter was not printed."
"""


@click.group()
def publication() -> None:
    """List what was published, and void what was recorded by mistake."""


@publication.command("list", epilog="\b\nExample:\n  consentkit publication list --story S-2M4N-88TY")
@click.option("--story", type=STORY, help="Only those with this story.")
@json_option
@pass_session
def list_publications(session: Session, story: str | None) -> None:
    """List where stories went, and until when."""
    with session.opened() as workspace:
        known = publications.list_publications(workspace, story)
        waiting, today = publications.list_takedowns(workspace), workspace.today
    states = [_state(one, waiting, today) for one in known]
    show(
        [plain(one) | {"state": state} for one, state in zip(known, states, strict=True)],
        [f"{_line(one)}: {state}" for one, state in zip(known, states, strict=True)],
        as_json=session.as_json,
    )


@publication.command("void", epilog=_VOID_EXAMPLE)
@click.argument("publication_id", metavar="PUBLICATION", type=PUBLICATION)
@click.option("--same-as", type=PUBLICATION, help="The other record of the same page, which stands.")
@click.option("--never-went-out", metavar="WHY", help="Why it never went out. Kept beside it.")
@json_option
@pass_session
def void_publication(
    session: Session, publication_id: str, same_as: str | None, never_went_out: str | None
) -> None:
    """Say that a publication was recorded by mistake. The record stays; it asks nobody any more.

    One that was recorded twice goes on being asked about by the other record. That one never went out is
    said by another person than who recorded it.
    """
    one_of({"--same-as": same_as, "--never-went-out": never_went_out})
    with session.opened() as workspace:
        if same_as is not None:
            void = voids.void_double(workspace, publication_id, same_as=same_as)
        else:
            void = voids.void_unsent(workspace, publication_id, why=never_went_out or "")
    show(void, [f"{void.id} is void: {_mistake(void)}."], as_json=session.as_json)


@click.group()
def takedown() -> None:
    """Follow a publication until it is gone."""


@takedown.command("open", epilog="\b\nExample:\n  consentkit takedown open P-2M4N-88TY")
@click.argument("publication_id", metavar="PUBLICATION", type=PUBLICATION)
@json_option
@pass_session
def open_takedown(session: Session, publication_id: str) -> None:
    """Begin to take one publication down, such as one past its last day."""
    with session.opened() as workspace:
        opened = publications.open_takedown(workspace, publication_id)
    show(opened, [f"{opened.id}: publication {publication_id} is to come down."], as_json=session.as_json)


@takedown.command("list", epilog="\b\nExample:\n  consentkit takedown list")
@click.option("--all", "show_all", is_flag=True, help="Also those that were confirmed.")
@json_option
@pass_session
def list_takedowns(session: Session, show_all: bool) -> None:
    """List takedowns that are open."""
    with session.opened() as workspace:
        known = publications.list_takedowns(workspace, only_open=not show_all)
        about = {one.id: one for one in publications.list_publications(workspace)}
    lines = [takedown_line(t, about[t.publication]) for t in known]
    value = [plain(t) | {"about": about[t.publication]} for t in known]
    show(value, lines, as_json=session.as_json)


def takedown_line(found: Takedown, about: Publication) -> str:
    """Say what is to come down, where, and since when."""
    if found.voided_on:
        return f"{found.id}: {_line(about)}, needs nothing: {about.id} is void"
    end = f"gone since {day_in_words(found.confirmed_on)}" if found.confirmed_on else "to be removed"
    return f"{found.id}: {_line(about)}, open since {day_in_words(found.opened_on)}: {end}"


@takedown.command(epilog="\b\nExample:\n  consentkit takedown confirm T-2M4N-88TY")
@click.argument("takedown_id", metavar="TAKEDOWN", type=TAKEDOWN)
@click.option("--on", "gone_on", type=DAY, help="When someone looked (default: today).")
@json_option
@pass_session
def confirm(session: Session, takedown_id: str, gone_on: date | None) -> None:
    """Record that someone looked and the publication is gone."""
    with session.opened() as workspace:
        confirmed = publications.confirm_takedown(workspace, takedown_id, gone_on=gone_on)
    show(confirmed, [f"{takedown_id} is confirmed."], as_json=session.as_json)
