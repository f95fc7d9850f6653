"""`consentkit consent`: consent, assent and withdrawal."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from consentkit.cli.options import (
    CONSENT,
    CONTRIBUTOR,
    DAY,
    GUARDIAN,
    LETTER,
    PLACE,
    STORY,
    choice,
    json_option,
)
from consentkit.cli.output import show
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.consents import (
    WORLDWIDE,
    Appearance,
    AssentMethod,
    Audience,
    Consent,
    Decision,
    Medium,
    Method,
    Naming,
    Scope,
)
from consentkit.domain.errors import InvalidInput
from consentkit.domain.values import Channel, day_in_words
from consentkit.pages.files import read_file
from consentkit.usecases.consents import consents
from consentkit.usecases.consents.consents import NewConsent

_RECORD_EPILOG = """\b
Example:
  consentkit consent record C-7K3Q-X9MD S-2M4N-88TA --answer yes --until 2027-11-20 \\
    --medium photo --medium words --appearance face-hidden --channel website \\
    --audience public --place worldwide --asked 2026-11-18 --given 2026-11-20 \\
    --language km --release signed-letter.jpg
"""


@click.group()
def consent() -> None:
    """Record consent, assent and withdrawal."""


@consent.command(epilog=_RECORD_EPILOG)
@click.argument("contributor", type=CONTRIBUTOR)
@click.argument("story", type=STORY)
@click.option("--answer", type=choice(Decision), required=True, help="What the person said.")
@click.option("--medium", "media", type=choice(Medium), multiple=True, help="What may be used.")
@click.option(
    "--appearance", type=choice(Appearance), default=Appearance.FACE_HIDDEN.value, show_default=True
)
@click.option("--naming", type=choice(Naming), default=Naming.NONE.value, show_default=True)
@click.option("--channel", "channels", type=choice(Channel), multiple=True, help="Where it may appear.")
@click.option("--audience", "audiences", type=choice(Audience), multiple=True, help="For whom.")
@click.option("--place", "places", type=PLACE, multiple=True, help=f"Countries (TH, KH …) or {WORLDWIDE}.")
@click.option("--until", type=DAY, help="The last day of the consent.")
@click.option("--asked", "asked_on", type=DAY, help="When the person was asked.")
@click.option("--given", "given_on", type=DAY, required=True, help="When the person answered.")
@click.option("--method", type=choice(Method), default=Method.WRITTEN.value, show_default=True)
@click.option("--language", required=True, help="The language it was explained in.")
@click.option("--guardian", type=GUARDIAN, help="The guardian who answered for a child.")
@click.option("--witness", help="The witness's handle, for a spoken answer.")
@click.option("--interpreter", help="The interpreter's handle, where someone interpreted.")
@click.option("--release", type=click.Path(path_type=Path), help="The signed letter, kept sealed.")
@click.option("--letter", type=LETTER, help="Or its code, where it was made and taken in here.")
@json_option
@pass_session
def record(session: Session, /, answer: Decision, release: Path | None, **given: Any) -> None:
    """Record what CONTRIBUTOR answered for STORY. A no is recorded too, and honoured."""
    scope = _scope(answer, given)
    signed = read_file(release) if release else None
    try:
        new = NewConsent(decision=answer, scope=scope, release=signed, **given)
    except ValidationError as error:
        raise InvalidInput("field-not-usable", field=_field(error)) from None
    with session.opened() as workspace:
        kept = consents.record_consent(workspace, new)
    show(kept, [kept.id, _consent_line(kept)], as_json=session.as_json)


def _scope(answer: Decision, given: dict[str, Any]) -> Scope | None:
    fields = {
        name: given.pop(name)
        for name in ("media", "appearance", "naming", "channels", "audiences", "places", "until")
    }
    if answer is Decision.NO:
        return None
    try:
        return Scope(**fields)
    except ValidationError as error:
        raise InvalidInput("field-not-usable", field=_field(error)) from None


def _field(error: ValidationError) -> str:
    return str(error.errors()[0]["loc"][0])


def _consent_line(kept: Consent) -> str:
    until = f"until {day_in_words(kept.scope.until)}" if kept.scope else "no"
    return f"{kept.id}: contributor {kept.contributor}, story {kept.story}, {until}"


@consent.command(epilog="\b\nExample:\n  consentkit consent withdraw K-2M4N-88TA --channel social")
@click.argument("consent_id", metavar="CONSENT", type=CONSENT)
@click.option("--channel", "channels", type=choice(Channel), multiple=True, help="Only these; else all.")
@click.option("--on", "day", type=DAY, help="When the person took it back (default: today).")
@json_option
@pass_session
def withdraw(session: Session, consent_id: str, channels: tuple[Channel, ...], day: date | None) -> None:
    """Take a consent back, at once. What is published becomes an open takedown."""
    with session.opened() as workspace:
        opened = consents.withdraw_consent(
            workspace, consent_id, channels=frozenset(channels), withdrawn_on=day
        )
    lines = [f"Consent {consent_id} is withdrawn.", *_takedown_lines([t.id for t in opened])]
    show({"consent": consent_id, "takedowns": opened}, lines, as_json=session.as_json)


def _takedown_lines(ids: list[str]) -> Iterable[str]:
    for takedown in ids:
        yield f"Takedown {takedown} is open. Remove the publication and look that it is gone. Then:"
        yield f"    consentkit takedown confirm {takedown}"


@consent.command(
    epilog="\b\nExample:\n  consentkit consent assent C-7K3Q-X9MD S-2M4N-88TA --answer yes --how own-words"
)
@click.argument("contributor", type=CONTRIBUTOR)
@click.argument("story", type=STORY)
@click.option("--answer", type=choice(Decision), required=True, help="What the child said.")
@click.option("--how", "method", type=choice(AssentMethod), required=True, help="How the child showed it.")
@click.option("--given", "given_on", type=DAY, help="When (default: today).")
@json_option
@pass_session
def assent(
    session: Session,
    contributor: str,
    story: str,
    answer: Decision,
    method: AssentMethod,
    given_on: date | None,
) -> None:
    """Record a child's own answer. The child's no stands above a guardian's yes."""
    with session.opened() as workspace:
        kept = consents.record_assent(
            workspace, contributor, story, decision=answer, method=method, given_on=given_on
        )
    show(kept, [kept.id], as_json=session.as_json)


@consent.command("agree-face", epilog="\b\nExample:\n  consentkit consent agree-face K-2M4N-88TA")
@click.argument("consent_id", metavar="CONSENT", type=CONSENT)
@json_option
@pass_session
def agree_face(session: Session, consent_id: str) -> None:
    """Agree, as a safeguarding lead, that an adult survivor's face may be shown."""
    with session.opened() as workspace:
        consents.agree_to_shown_face(workspace, consent_id)
    show({"consent": consent_id}, ["Recorded."], as_json=session.as_json)


@consent.command("list", epilog="\b\nExample:\n  consentkit consent list --ending-by 2027-01-31")
@click.option("--story", type=STORY, help="Only of this story.")
@click.option("--ending-by", type=DAY, help="Only those that end by this day, the soonest first.")
@json_option
@pass_session
def list_(session: Session, story: str | None, ending_by: date | None) -> None:
    """List consents."""
    with session.opened() as workspace:
        known = consents.list_consents(workspace, story=story, ending_by=ending_by)
        lines = [_consent_line(c) + _withdrawn(consents.withdrawals_of(workspace, c.id)) for c in known]
    show(known, lines, as_json=session.as_json)


def _withdrawn(withdrawals: tuple[Any, ...]) -> str:
    if not withdrawals:
        return ""
    parts = [", ".join(sorted(w.channels)) or "all" for w in withdrawals]
    return f", withdrawn ({'; '.join(parts)})"
