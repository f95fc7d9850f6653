"""`consentkit story`: stories, their people, words and plans."""

from datetime import date
from pathlib import Path

import click

from consentkit.cli.first_sights import every_reason, first_sight
from consentkit.cli.options import (
    CONSENT,
    CONTRIBUTOR,
    DAY,
    PLACE,
    STORY,
    bar,
    channel_option,
    choice,
    json_option,
    together_option,
    yes_option,
)
from consentkit.cli.output import plain, show
from consentkit.cli.reopenings import told_first
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.bases import standing_bases
from consentkit.domain.consents import Audience, Decision
from consentkit.domain.stories import Story
from consentkit.domain.values import Channel, day_in_words
from consentkit.pages.consents.serving import serving_lines
from consentkit.pages.files import read_file
from consentkit.pages.stories.basis_words import basis_line
from consentkit.usecases.consents.serving import served_stories, use_consent
from consentkit.usecases.publications.clearances import clear_for_channels
from consentkit.usecases.stories import stories
from consentkit.usecases.stories.bases import bases_of
from consentkit.usecases.stories.lists import StoryLine, find_stories, lines_of
from consentkit.usecases.words import drafts
from consentkit.usecases.words.checks import words_of
from consentkit.wording.drafts import draft_in_words, listed_in_words, part_in_words
from consentkit.wording.words import check_in_words


@click.group()
def story() -> None:
    """Stories: people, words, plan, approval."""


def _line(found: Story) -> str:
    people = ", ".join(found.contributors) or "nobody yet"
    return f"{found.id}: {found.title} (revision {found.revision}; contributors: {people})"


@story.command(epilog='\b\nExample:\n  consentkit story add "A year at the weaving school"')
@click.argument("title")
@json_option
@pass_session
def add(session: Session, title: str) -> None:
    """Begin a story. Give a working title without names."""
    with session.opened() as workspace:
        added = stories.add_story(workspace, title)
    show(added, [added.id, f"Next: consentkit story put-in {added.id} CONTRIBUTOR"], as_json=session.as_json)


@story.command("list", epilog="\b\nExample:\n  consentkit story list")
@json_option
@pass_session
def list_(session: Session) -> None:
    """List every story."""
    with session.opened() as workspace:
        known = stories.list_stories(workspace)
        found = find_stories(workspace)
        states = {line.id: _state(line) for line in lines_of(workspace, found, 0, found.count)}
    show(
        [plain(one) | {"state": states[one.id]} for one in known],
        [f"{_line(one)}: {states[one.id]}" for one in known],
        as_json=session.as_json,
    )


def _state(line: StoryLine) -> str:
    """Say what a story has come to, in one of three words."""
    if line.has_takedown:
        return "to come down"
    return "published" if line.is_live else "not published"


@story.command("show", epilog="\b\nExample:\n  consentkit story show S-2M4N-88TY")
@click.argument("story_id", metavar="STORY", type=STORY)
@json_option
@pass_session
def show_(session: Session, story_id: str) -> None:
    """Show a story, its plans, what rests on more than a consent, and who does what next.

    Where nothing is planned yet, it is looked at for the website.
    """
    with session.opened() as workspace:
        found, plans = stories.show_story(workspace, story_id)
        channels = [plan.channel for plan in plans] or [Channel.WEBSITE]
        clearances = clear_for_channels(workspace, story_id, channels)
        resting = standing_bases(bases_of(workspace, story_id))
    lines = [_line(found)]
    lines += [
        f"  {p.channel.value}, {p.audience.value}, {p.place}: until {day_in_words(p.until)}" for p in plans
    ]
    lines += [f"  {basis_line(one)}" for one in resting.values()]
    for clearance in clearances:
        lines += first_sight(clearance)
        lines += [every_reason(clearance)] if clearance.reasons else []
    value = {"story": found, "plans": plans, "bases": tuple(resting.values()), "clearances": clearances}
    show(value, lines, as_json=session.as_json)


@story.command(epilog='\b\nExample:\n  consentkit story title S-2M4N-88TY "Two years at the weaving school"')
@click.argument("story_id", metavar="STORY", type=STORY)
@click.argument("words", metavar="TITLE")
@json_option
@pass_session
def title(session: Session, story_id: str, words: str) -> None:
    """Give a story another working title, without names. Nobody is asked again: it is printed nowhere."""
    with session.opened() as workspace:
        changed = stories.retitle_story(workspace, story_id, words)
    show(changed, [_line(changed)], as_json=session.as_json)


@story.command("put-in", epilog="\b\nExample:\n  consentkit story put-in S-2M4N-88TY C-7K3Q-X9MN")
@click.argument("story_id", metavar="STORY", type=STORY)
@click.argument("contributor", type=CONTRIBUTOR)
@yes_option
@json_option
@pass_session
def put_in(session: Session, story_id: str, contributor: str) -> None:
    """Put a contributor into a story."""
    with session.opened() as workspace:
        changed = told_first(
            session, workspace, lambda: stories.put_contributor(workspace, story_id, contributor)
        )
    show(changed, [_line(changed)], as_json=session.as_json)


@story.command("use-consent", epilog="\b\nExample:\n  consentkit story use-consent S-2M4N-88TY K-7K3Q-X9MN")
@click.argument("story_id", metavar="STORY", type=STORY)
@click.argument("consent_id", metavar="CONSENT", type=CONSENT)
@yes_option
@json_option
@pass_session
def use(session: Session, story_id: str, consent_id: str) -> None:
    """Let a CONSENT that was given for no single story serve this STORY, too.

    It has one end for all its stories, and who takes it back takes it back in all of them. A consent whose
    letter was made for one story is refused (3): ask for this one, too.
    """
    with session.opened() as workspace:
        made = told_first(session, workspace, lambda: use_consent(workspace, story_id, consent_id))
        served = served_stories(workspace, made)
    lines = [f"{made.id}: {made.same_as} serves {story_id} too.", *serving_lines(served, made.id)]
    show(made, filter(None, lines), as_json=session.as_json)


@story.command("take-out", epilog="\b\nExample:\n  consentkit story take-out S-2M4N-88TY C-7K3Q-X9MN")
@click.argument("story_id", metavar="STORY", type=STORY)
@click.argument("contributor", type=CONTRIBUTOR)
@yes_option
@json_option
@pass_session
def take_out(session: Session, story_id: str, contributor: str) -> None:
    """Take a contributor out of a story."""
    with session.opened() as workspace:
        changed = told_first(
            session, workspace, lambda: stories.take_out_contributor(workspace, story_id, contributor)
        )
    show(changed, [_line(changed)], as_json=session.as_json)


@story.command(epilog="\b\nExample:\n  consentkit story draft S-2M4N-88TY draft.docx")
@click.argument("story_id", metavar="STORY", type=STORY)
@click.argument("file", type=click.Path(path_type=Path))
@yes_option
@json_option
@pass_session
def draft(session: Session, story_id: str, file: Path) -> None:
    """Keep the story's words as they stand, and take in their pictures. It asks for a new approval.

    Text, PDF, DOCX, PPTX, EPUB, ODT and ODP are looked into; other documents are refused.
    """
    with session.opened() as workspace:
        data = read_file(file, drafts.MAX_DRAFT_BYTES)
        changed = told_first(
            session, workspace, lambda: drafts.put_draft(workspace, story_id, data, watch=bar("Picture"))
        )
        found = drafts.get_draft(workspace, story_id)
        words = words_of(workspace, story_id)
    lines = [_line(changed), *(draft_in_words(found) if found else ())]
    lines += [check_in_words(words)] if words else []
    show({"story": changed, "draft": found}, lines, as_json=session.as_json)


@story.command(
    "look", epilog="\b\nExample:\n  consentkit story look S-2M4N-88TY 3 --why 'a chart of school fees'"
)
@click.argument("story_id", metavar="STORY", type=STORY)
@click.argument("number", type=click.IntRange(min=1))
@click.option("--why", help="What it shows, and that nobody can be told by it.")
@json_option
@pass_session
def look(session: Session, story_id: str, number: int, why: str | None) -> None:
    """Say that you looked at a part of the draft that no program can look into, and what it shows.

    Without --why it lists the words of the part, where they can be listed, and records nothing.
    """
    with session.opened() as workspace:
        if why is None:
            seen = drafts.get_part(workspace, story_id, number)
        else:
            seen = drafts.look_at_part(workspace, story_id, number, why)
    show(seen, [part_in_words(seen), *listed_in_words(seen)], as_json=session.as_json)


@story.command(epilog="\b\nExample:\n  consentkit story statement S-2M4N-88TY --nobody-is-victim")
@click.argument("story_id", metavar="STORY", type=STORY)
@click.option("--nobody-is-victim/--none", "is_stated", required=True, help="Whether the story prints it.")
@yes_option
@json_option
@pass_session
def statement(session: Session, story_id: str, is_stated: bool) -> None:
    """Say whether the story prints that no one pictured is a victim. The gate checks that it is true."""
    with session.opened() as workspace:
        changed = told_first(
            session,
            workspace,
            lambda: stories.state_nobody_is_victim(workspace, story_id, is_stated=is_stated),
        )
    show(changed, [_line(changed)], as_json=session.as_json)


@story.command(
    epilog="\b\nExample:\n  consentkit story plan S-2M4N-88TY --channel website --audience public "
    "--place worldwide --until 2027-05-31"
)
@click.argument("story_id", metavar="STORY", type=STORY)
@together_option
@channel_option
@click.option("--audience", type=choice(Audience), default=Audience.PUBLIC.value, show_default=True)
@click.option(
    "--place", type=PLACE, default="worldwide", show_default=True, help="A country (TH, KH …) or worldwide."
)
@click.option("--from", "from_on", type=DAY, help="The first day (default: today).")
@click.option("--until", type=DAY, required=True, help="The last day it stays there.")
@click.option("--owner", help="The handle of who takes it down there (default: yours).")
@json_option
@pass_session
def plan(
    session: Session,
    story_id: str,
    also: tuple[str, ...],
    channel: Channel,
    audience: Audience,
    place: str,
    from_on: date | None,
    until: date,
    owner: str | None,
) -> None:
    """Say where a story is meant to go, and until when it stays there.

    With --story, where several go together: each gets the same plan.
    """
    with session.opened() as workspace:
        planned = stories.plan_story(
            workspace,
            story_id,
            channel,
            also=also,
            audience=audience,
            place=place,
            from_on=from_on or workspace.today,
            until=until,
            owner=owner,
        )
    line = f"Planned for {channel.value} until {day_in_words(until)}; {planned.owner} takes it down."
    show(planned, [line], as_json=session.as_json)


@story.command(epilog="\b\nExample:\n  consentkit story approve S-2M4N-88TY C-7K3Q-X9MN --answer yes")
@click.argument("story_id", metavar="STORY", type=STORY)
@click.argument("contributor", type=CONTRIBUTOR)
@click.option("--answer", type=choice(Decision), default=Decision.YES.value, show_default=True)
@click.option("--on", "given_on", type=DAY, help="When (default: today).")
@json_option
@pass_session
def approve(
    session: Session, story_id: str, contributor: str, answer: Decision, given_on: date | None
) -> None:
    """Record that a contributor saw or heard the story as it stands now, and what they said."""
    with session.opened() as workspace:
        kept = stories.approve_draft(workspace, story_id, contributor, decision=answer, given_on=given_on)
    show(kept, [f"Recorded for revision {kept.revision}: {answer.value}."], as_json=session.as_json)
