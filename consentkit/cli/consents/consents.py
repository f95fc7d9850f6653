"""`consentkit consent`: consent, assent and withdrawal."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from consentkit.cli.consents.papers import paper
from consentkit.cli.options import (
    APART,
    CONSENT,
    CONTRIBUTOR,
    DAY,
    GUARDIAN,
    LETTER,
    PLACE,
    STORY,
    TAKEN_BACK,
    choice,
    json_option,
    one_of,
    yes_option,
)
from consentkit.cli.output import plain, show
from consentkit.cli.reopenings import tell_told, told_first
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.consents import (
    WORLDWIDE,
    Appearance,
    AssentMethod,
    AssentScope,
    Audience,
    Consent,
    Decision,
    Medium,
    Method,
    Naming,
    Scope,
    Uses,
)
from consentkit.domain.errors import InvalidInput
from consentkit.domain.gate.reopenings import UsesChange
from consentkit.domain.roles import READERS
from consentkit.domain.stories import Publication, Takedown
from consentkit.domain.uses.apart import uses_apart
from consentkit.domain.values import Channel, day_in_words
from consentkit.pages.consents.words import standing_cell
from consentkit.pages.files import read_file
from consentkit.usecases.consents import consents, papers, withdrawals
from consentkit.usecases.consents.lists import ListedConsent, listed
from consentkit.usecases.consents.papers import LetterAnswer, NewConsent
from consentkit.usecases.consents.withdrawals import TakenBack
from consentkit.usecases.publications.publications import list_publications
from consentkit.wording.uses import uses_line

_RECORD_EPILOG = """\b
Examples:
  consentkit consent record C-7K3Q-X9MN S-2M4N-88TY --answer yes --until 2027-11-20 \\
    --medium photo --medium words --appearance face-hidden --channel website \\
    --audience public --place worldwide --asked 2026-11-18 --given 2026-11-20 \\
    --language km --release signed-letter.jpg
  consentkit consent record C-7K3Q-X9MN S-2M4N-88TY --from-letter L-2M4N-88TY \\
    --given 2026-11-20 --place worldwide
  consentkit consent record C-7K3Q-X9MN S-2M4N-88TY --answer yes --until 2027-11-20 \\
    --medium photo --appearance face-shown --channel print --use social:face-hidden:none \\
    --audience public --place TH --given 2026-11-20 --language km --release signed-letter.jpg
"""


@click.group()
def consent() -> None:
    """Record consent, assent and withdrawal."""


@consent.command(epilog=_RECORD_EPILOG)
@click.argument("contributor", type=CONTRIBUTOR)
@click.argument("story", type=STORY)
@click.option("--answer", type=choice(Decision), help="What the person said.")
@click.option("--medium", "media", type=choice(Medium), multiple=True, help="What may be used.")
@click.option(
    "--appearance", type=choice(Appearance), help="How the person may appear (default: face-hidden)."
)
@click.option("--naming", type=choice(Naming), help="How the person may be named (default: none).")
@click.option("--channel", "channels", type=choice(Channel), multiple=True, help="Where it may appear.")
@click.option(
    "--use",
    "apart",
    type=APART,
    multiple=True,
    help="A channel with how the person appears and is named there, where it differs.",
)
@click.option("--audience", "audiences", type=choice(Audience), multiple=True, help="For whom.")
@click.option("--place", "places", type=PLACE, multiple=True, help=f"Countries (TH, KH …) or {WORLDWIDE}.")
@click.option("--until", type=DAY, help="The last day of the consent.")
@click.option("--asked", "asked_on", type=DAY, help="When the person was asked.")
@click.option("--given", "given_on", type=DAY, required=True, help="When the person answered.")
@click.option("--method", type=choice(Method), help="How it was given (default: written).")
@click.option("--language", help="The language it was explained in.")
@click.option("--guardian", type=GUARDIAN, help="The guardian who answered for a child.")
@click.option("--witness", help="The witness's handle, for a spoken answer.")
@click.option("--interpreter", help="The interpreter's handle, where someone interpreted.")
@click.option("--release", type=click.Path(path_type=Path), help="The signed letter, kept sealed.")
@click.option("--letter", type=LETTER, help="Or its code, where it was made and taken in here.")
@click.option("--from-letter", type=LETTER, help="The same, and what is not said here is taken from it.")
@yes_option
@json_option
@pass_session
def record(session: Session, /, release: Path | None, from_letter: str | None, **given: Any) -> None:
    """Record what CONTRIBUTOR answered for STORY. A no is recorded too, and honoured.

    A consent is a set of uses. A later answer speaks of its own uses alone: what it adds, renews, narrows,
    takes away and leaves is listed first, and it takes a yes. What it takes away becomes an open takedown.

    A use is where, how the person appears there and how they are named: social:face-hidden:none. What is left
    out is as everywhere else: social::alias.
    """
    one_of({"--release": release, "--letter": given["letter"], "--from-letter": from_letter})
    _check_no_is_bare(given)
    signed = read_file(release) if release else None
    with session.opened() as workspace:
        if from_letter is not None:
            _fill_in(papers.answer_on(workspace, from_letter), given)
        new = _new_consent(given, signed)
        if new.scope is None:
            _tell_of_no(consents.foresee_consent(workspace, new))
        kept = told_first(session, workspace, lambda: consents.record_consent(workspace, new))
    said = [uses_line(uses) for uses in kept.scope.uses] if kept.scope else []
    show(kept, [kept.id, _consent_line(kept), *(f"    {line}" for line in said)], as_json=session.as_json)


def _tell_of_no(change: UsesChange) -> None:
    """Say what a no takes away; it is never held up."""
    if change.changes.ends:
        tell_told(change)


_OF_A_YES = {
    "media": "--medium", "appearance": "--appearance", "naming": "--naming", "channels": "--channel",
    "apart": "--use", "audiences": "--audience", "places": "--place", "until": "--until",
}  # fmt: skip


def _check_no_is_bare(given: dict[str, Any]) -> None:
    """Refuse a no with uses beside it: one of the two was not meant."""
    uses = [option for name, option in _OF_A_YES.items() if given.get(name)]
    if given["answer"] is Decision.NO and uses:
        raise InvalidInput("options-contradict", given=("--answer no", *uses))


_FROM_LETTER = (
    "media", "appearance", "naming", "channels", "audiences", "places", "until", "asked_on", "language",
    "method",
)  # fmt: skip


def _fill_in(said: LetterAnswer, given: dict[str, Any]) -> None:
    """Take what was not typed from the letter; what was is compared with it when it is recorded."""
    given["answer"] = given["answer"] or said.decision
    given["letter"] = given["letter"] or said.letter
    for name in _FROM_LETTER:
        given[name] = given[name] or getattr(said, name)


def _new_consent(given: dict[str, Any], release: bytes | None) -> NewConsent:
    answer = given.pop("answer")
    if answer is None:
        raise InvalidInput("answer-needed")
    scope = _scope(answer, given)
    given["method"] = given["method"] or Method.WRITTEN
    try:
        return NewConsent(decision=answer, scope=scope, release=release, **given)
    except ValidationError as error:
        raise InvalidInput("field-not-usable", field=_field(error)) from None


def _scope(answer: Decision, given: dict[str, Any]) -> Scope | None:
    fields = {
        name: given.pop(name) for name in ("media", "appearance", "naming", "channels", "audiences", "places")
    }
    apart, until = given.pop("apart"), given.pop("until")
    if answer is Decision.NO:
        return None
    fields["appearance"] = fields["appearance"] or Appearance.FACE_HIDDEN
    fields["naming"] = fields["naming"] or Naming.NONE
    fields["channels"] = {*fields["channels"], *(one.channel for one in apart)}
    try:
        return Scope(uses=uses_apart(Uses(**fields), apart), until=until)
    except ValidationError as error:
        raise InvalidInput("field-not-usable", field=_field(error)) from None


def _field(error: ValidationError) -> str:
    return str(error.errors()[0]["loc"][0])


def _listed_lines(one: ListedConsent) -> Iterator[str]:
    yield f"{_consent_line(one.consent)}: {standing_cell(one)}"
    yield from (f"    {uses_line(uses)}" for uses in (one.consent.scope.uses if one.consent.scope else ()))


def _consent_line(kept: Consent) -> str:
    until = f"until {day_in_words(kept.scope.until)}" if kept.scope else "no"
    return f"{kept.id}: contributor {kept.contributor}, story {kept.story}, {until}"


@consent.command(
    epilog="\b\nExamples:\n  consentkit consent withdraw K-2M4N-88TY --channel social\n"
    "  consentkit consent withdraw L-2M4N-88TY\n"
    "  consentkit consent withdraw C-7K3Q-X9MN --channel social\n"
    "  consentkit consent withdraw L-2M4N-88TY --story S-2M4N-88TY"
)
@click.argument("consent_id", metavar="CODE", type=TAKEN_BACK)
@click.option("--channel", "channels", type=choice(Channel), multiple=True, help="Only these; else all.")
@click.option("--story", type=STORY, help="Only in this story, where it serves several.")
@click.option("--on", "day", type=DAY, help="When the person took it back (default: today).")
@json_option
@pass_session
def withdraw(
    session: Session, consent_id: str, channels: tuple[Channel, ...], story: str | None, day: date | None
) -> None:
    """Take a consent back, at once. What is published becomes an open takedown.

    CODE is the consent's; or the code that stands on the person's papers: then all of that story; or the
    person's own: then everything that they agreed to. With --story, of all that only what serves that story.
    """
    with session.opened() as workspace:
        done = withdrawals.withdraw_consent(
            workspace, consent_id, channels=frozenset(channels), withdrawn_on=day, story=story
        )
        # Who handles letters only reads no stories, and hears which takedowns are open.
        is_reader = workspace.actor.has(*READERS)
        about = {one.id: one for one in list_publications(workspace)} if is_reader else {}
    lines = [
        *(line for one in done.taken for line in _taken_lines(one)),
        *(line for t in done.takedowns for line in _takedown_lines(t, about.get(t.publication))),
    ]
    taken = [{"consent": t.consent, "ended": sorted(t.ended), "left": sorted(t.left)} for t in done.taken]
    value = {"consent": consent_id, "taken": taken, "takedowns": done.takedowns}
    show(value, lines, as_json=session.as_json)


def _taken_lines(one: TakenBack) -> Iterable[str]:
    ended, left = (", ".join(sorted(channels)) for channels in (one.ended, one.left))
    yield f"Consent {one.consent} is withdrawn for: {ended or 'nothing more'}."
    yield f"    It still holds for: {left}." if left else "    Nothing is left of it."


def _takedown_lines(takedown: Takedown, about: Publication | None) -> Iterable[str]:
    where = f"{about.channel.value}, {about.where}, " if about else ""
    yield f"Takedown {takedown.id} is open: {where}publication {takedown.publication}."
    yield "Remove it, and look that it is gone. Then:"
    yield f"    consentkit takedown confirm {takedown.id}"


@consent.command(
    epilog="\b\nExamples:\n  consentkit consent assent C-7K3Q-X9MN S-2M4N-88TY --answer yes --how own-words\n"
    "  consentkit consent assent C-7K3Q-X9MN S-2M4N-88TY --answer yes --how pictures --letter L-2M4N-88TY"
)
@click.argument("contributor", type=CONTRIBUTOR)
@click.argument("story", type=STORY)
@click.option("--answer", type=choice(Decision), required=True, help="What the child said.")
@click.option("--how", "method", type=choice(AssentMethod), required=True, help="How the child showed it.")
@click.option("--given", "given_on", type=DAY, help="When (default: today).")
@click.option(
    "--letter", type=LETTER, help="The child's own letter, once it is confirmed: what is ticked counts."
)
@click.option("--medium", "media", type=choice(Medium), multiple=True, help="Only these may be used.")
@click.option("--appearance", type=choice(Appearance), help="How the child may appear.")
@click.option("--naming", type=choice(Naming), help="How the child may be named.")
@click.option("--channel", "channels", type=choice(Channel), multiple=True, help="Only here.")
@json_option
@pass_session
def assent(
    session: Session,
    /,
    contributor: str,
    story: str,
    answer: Decision,
    method: AssentMethod,
    given_on: date | None,
    letter: str | None,
    **limits: Any,
) -> None:
    """Record a child's own answer. The child's no, and each of its limits, stands above a guardian's yes."""
    said = {name: limit for name, limit in limits.items() if limit}
    _check_no_is_bare(limits | {"answer": answer})
    with session.opened() as workspace:
        kept = consents.record_assent(
            workspace,
            contributor,
            story,
            decision=answer,
            method=method,
            given_on=given_on,
            letter=letter,
            scope=AssentScope(**said) if said else None,
        )
    show(kept, [kept.id], as_json=session.as_json)


consent.add_command(paper)


@consent.command("agree-face", epilog="\b\nExample:\n  consentkit consent agree-face K-2M4N-88TY")
@click.argument("consent_id", metavar="CONSENT", type=CONSENT)
@json_option
@pass_session
def agree_face(session: Session, consent_id: str) -> None:
    """Agree, as a safeguarding lead, that an adult survivor's face may be shown."""
    with session.opened() as workspace:
        consents.agree_to_shown_face(workspace, consent_id)
    show({"consent": consent_id}, ["Recorded."], as_json=session.as_json)


@consent.command(
    "list",
    epilog="\b\nExamples:\n  consentkit consent list --ending-by 2027-01-31\n"
    "  consentkit consent list --contributor C-7K3Q-X9MN",
)
@click.option("--story", type=STORY, help="Only of this story.")
@click.option("--contributor", type=CONTRIBUTOR, help="Only what this contributor answered.")
@click.option("--ending-by", type=DAY, help="Only those that end by this day, the soonest first.")
@click.option("--code", type=TAKEN_BACK, help="Only those behind the code that stands on a paper.")
@json_option
@pass_session
def list_(
    session: Session, story: str | None, contributor: str | None, ending_by: date | None, code: str | None
) -> None:
    """List consents, and what each has come to today."""
    narrowed: dict[str, object] = {"--story": story, "--contributor": contributor, "--ending-by": ending_by}
    if code is not None:
        one_of({"--code": code} | narrowed)
    with session.opened() as workspace:
        if code is not None:
            found = withdrawals.consents_of_code(workspace, code)
        else:
            found = consents.list_consents(workspace, story=story, ending_by=ending_by)
        found = tuple(c for c in found if contributor in {None, c.contributor})
        known = listed(workspace, found)
    value: list[dict[str, object]] = [
        plain(one.consent)
        | {
            "standing": one.standing,
            "left_on": sorted(one.channels),
            "replaced_by": one.replaced_by or None,
            "narrowed_by": one.narrowed_by or None,
        }
        for one in known
    ]
    show(
        value,
        [line for one in known for line in _listed_lines(one)],
        as_json=session.as_json,
    )
