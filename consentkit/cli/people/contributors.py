"""`consentkit contributor`: the people whose stories these are."""

import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
from pydantic import ValidationError

from consentkit.cli.hints import ways_for
from consentkit.cli.lines import LINE
from consentkit.cli.options import CONTRIBUTOR, DAY, GUARDIAN, MONTH, PERSON, choice, json_option, yes_option
from consentkit.cli.output import plain, show, tell
from consentkit.cli.reopenings import told_first
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.errors import InvalidInput
from consentkit.domain.people import (
    Age,
    AgeBasis,
    Contributor,
    GuardianLink,
    Identity,
    check_birth_date,
)
from consentkit.domain.sealed_identities import (
    AcceptingReason,
    DismissingReason,
    OpenedIdentity,
    SealedVersion,
)
from consentkit.pages.files import read_file
from consentkit.pages.people.persons import person_lines
from consentkit.pages.people.words import set_aside_count, set_aside_line, version_line
from consentkit.sandbox.given_files import MOST_TEXT_BYTES
from consentkit.usecases.people import asking, contributors, identities
from consentkit.usecases.people.contributors import NewContributor
from consentkit.usecases.people.identities import OpeningReason
from consentkit.usecases.people.persons import look_at_person

_F = TypeVar("_F", bound=Callable[..., Any])


@click.group()
def contributor() -> None:
    """The people whose stories these are, by code."""


def _facts_options(command: _F) -> _F:
    for option in (
        click.option("--language", required=True, help="The language the person speaks best, such as km."),
        click.option("--age", type=choice(Age), default=Age.UNKNOWN.value, show_default=True),
        click.option(
            "--basis", type=choice(AgeBasis), default=AgeBasis.NONE.value, help="What the age rests on."
        ),
        click.option("--adult-on", type=MONTH, help="A child: the month from which surely grown."),
        click.option("--not-survivor", is_flag=True, help="The person is not a survivor."),
    ):
        command = option(command)
    return command


def _facts(
    language: str, age: Age, basis: AgeBasis, adult_on: date | None, not_survivor: bool
) -> NewContributor:
    return NewContributor(
        language=language, age=age, age_basis=basis, adult_on=adult_on, is_survivor=not not_survivor
    )


@contributor.command(
    epilog="\b\nExample:\n"
    "  consentkit contributor add --language km --age adult --basis document --identity person.json"
)
@_facts_options
@click.option(
    "--identity", type=click.Path(path_type=Path), help="A JSON file with the identity; - reads it."
)
@json_option
@pass_session
def add(session: Session, /, identity: Path | None, **facts: Any) -> None:
    """Record a contributor; the answer is the person's code.

    The name never goes on the command line, where others can see it: seal it with --identity, or later
    with `contributor seal`.
    """
    sealed = _read_identity(identity) if identity else None
    with session.opened() as workspace:
        new = _facts(**facts)
        if sealed is not None:
            # Before anything is recorded: who is refused here was not half added.
            check_birth_date(sealed.birth_date, new.age, new.adult_on, workspace.today)
        person = contributors.add_contributor(workspace, new)
        if sealed is not None:
            identities.seal_identity(workspace, person.code, sealed)
    show(person, [person.code, _person_line(workspace.today, person)], as_json=session.as_json)


@contributor.command(
    epilog="\b\nExample:\n"
    "  consentkit contributor correct C-7K3Q-X9MN --language km --age adult --basis document"
)
@click.argument("code", type=CONTRIBUTOR)
@_facts_options
@yes_option
@json_option
@pass_session
def correct(session: Session, /, code: str, **facts: Any) -> None:
    """Replace what is known of a contributor, such as an age that has a basis now."""
    with session.opened() as workspace:
        person = told_first(
            session, workspace, lambda: contributors.correct_contributor(workspace, code, _facts(**facts))
        )
    show(person, [_person_line(workspace.today, person)], as_json=session.as_json)


@contributor.command("list", epilog="\b\nExample:\n  consentkit contributor list")
@json_option
@pass_session
def list_(session: Session) -> None:
    """List every contributor, by code."""
    with session.opened() as workspace:
        known = contributors.list_contributors(workspace)
    show(known, [_person_line(workspace.today, person) for person in known], as_json=session.as_json)


@contributor.command("show", epilog="\b\nExample:\n  consentkit contributor show C-7K3Q-X9MN")
@click.argument("code", type=CONTRIBUTOR)
@json_option
@pass_session
def show_(session: Session, code: str) -> None:
    """Show all that is recorded of a contributor: facts, guardians, answers, stories, letters, what to do."""
    with session.opened() as workspace:
        found = look_at_person(workspace, code)
        lines = list(person_lines(found, workspace.today, ways_for(code)))
    value = plain(found.person) | {
        "guardians": found.guardians,
        "answers": [plain(one.consent) | {"standing": one.standing} for one in found.answers],
        "stories": found.stories,
        "letters": [plain(one.letter) | {"state": one.state} for one in found.letters],
        "not_asked_since": found.not_asked_since,
        "refused_until": found.refused_until,
    }
    show(value, lines, as_json=session.as_json)


def _person_line(today: date, person: Contributor) -> str:
    counts_as = "counts as a child" if person.is_child_on(today) else "adult"
    age = f"age {person.age.value}, basis {person.age_basis.value}"
    return f"{person.code}: {counts_as} ({age}), speaks {person.language}"


@contributor.command(epilog="\b\nExample:\n  consentkit contributor seal C-7K3Q-X9MN")
@click.argument("code", type=PERSON)
@click.option(
    "--identity", type=click.Path(path_type=Path), help="A JSON file with the identity; - reads it."
)
@json_option
@pass_session
def seal(session: Session, code: str, identity: Path | None) -> None:
    """Seal a name and contact for CODE (a contributor or guardian). Only a keeper can open it again."""
    with session.opened() as workspace:
        identities.check_sealable(workspace, code)
        sealed = _read_identity(identity) if identity else _ask_identity()
        identities.seal_identity(workspace, code, sealed)
    show({"sealed": code}, [f"The identity behind {code} is sealed."], as_json=session.as_json)


def _ask_identity() -> Identity:
    name = str(click.prompt("Name", type=LINE, err=True))
    contact = click.prompt("A safe way to reach them", default="", type=LINE, err=True)
    return Identity(name=name, contact=str(contact))


def _identity_in(path: Path) -> bytes:
    if str(path) != "-":
        return read_file(path, MOST_TEXT_BYTES)
    # One byte more than is taken is no JSON, and told as such.
    return sys.stdin.buffer.read(MOST_TEXT_BYTES)


def _read_identity(path: Path) -> Identity:
    try:
        identity = Identity.model_validate_json(_identity_in(path))
    except ValidationError:
        raise InvalidInput("identity-malformed") from None
    if not identity.name.strip():
        raise InvalidInput("name-missing")
    return identity


@contributor.command(epilog="\b\nExample:\n  consentkit contributor identity C-7K3Q-X9MN --reason withdrawal")
@click.argument("code", type=PERSON)
@click.option("--reason", type=choice(OpeningReason), required=True, help="Why; it is recorded.")
@json_option
@pass_session
def identity(session: Session, code: str, reason: OpeningReason) -> None:
    """Open an identity, as a keeper. Each opening is recorded with its reason."""
    with session.opened() as workspace:
        found = identities.open_identity(workspace, code, reason)
    show(_opened_value(found), _opened_lines(found), as_json=session.as_json)
    if found.set_aside:
        tell(f"{set_aside_count(len(found.set_aside))} Try: consentkit contributor inbox", to_stderr=True)


def _opened_value(found: OpenedIdentity) -> dict[str, Any]:
    return found.identity.model_dump(mode="json") | found.model_dump(mode="json")


def _opened_lines(found: OpenedIdentity) -> Iterable[str]:
    yield from _version_lines(found.newest)
    for one in found.earlier:
        yield "Earlier:"
        yield from (f"  {line}" for line in _version_lines(one))


def _version_lines(version: SealedVersion) -> Iterable[str]:
    yield from (f"{key}: {value}" for key, value in version.identity.model_dump(mode="json").items() if value)
    yield version_line(version)


@contributor.command(epilog="\b\nExample:\n  consentkit contributor inbox")
@json_option
@pass_session
def inbox(session: Session) -> None:
    """List the sealed files that were not taken in: no event names them, or they are damaged."""
    with session.opened() as workspace:
        found = identities.list_set_aside(workspace)
    lines = [set_aside_line(one) for one in found] or ["Every sealed file is named by the log."]
    show(found, lines, as_json=session.as_json)


@contributor.command(
    epilog="\b\nExample:\n  consentkit contributor accept 9f86d081884c --reason older-version"
)
@click.argument("file")
@click.option("--reason", type=choice(AcceptingReason), required=True, help="Why; it is recorded.")
@json_option
@pass_session
def accept(session: Session, file: str, reason: AcceptingReason) -> None:
    """Take in a sealed FILE that no event names, as a keeper; earlier names stay readable."""
    with session.opened() as workspace:
        code = identities.accept_identity(workspace, file, reason)
    words = f"It is the newest name behind {code} from now on. Open it, and hold it against the earlier one."
    show({"accepted": code}, [words], as_json=session.as_json)


@contributor.command(epilog="\b\nExample:\n  consentkit contributor dismiss 9f86d081884c --reason stranger")
@click.argument("file")
@click.option("--reason", type=choice(DismissingReason), required=True, help="Why; it is recorded.")
@json_option
@pass_session
def dismiss(session: Session, file: str, reason: DismissingReason) -> None:
    """Say that a sealed FILE is not to be taken in, as a keeper. It is kept, and told no more."""
    with session.opened() as workspace:
        identities.dismiss_identity(workspace, file, reason)
    show({"dismissed": file}, [f"File {file} stays set aside."], as_json=session.as_json)


@contributor.command("asks-again", epilog="\b\nExample:\n  consentkit contributor asks-again C-7K3Q-X9MN")
@click.argument("code", type=CONTRIBUTOR)
@click.option("--on", "day", type=DAY, help="When they came and asked (default: today).")
@json_option
@pass_session
def asks_again(session: Session, code: str, day: date | None) -> None:
    """Record that somebody who did not want to be asked came by themselves and asked to be asked."""
    with session.opened() as workspace:
        asked = asking.note_asked(workspace, code, asked_on=day)
    show(asked, [f"{code} may be asked again."], as_json=session.as_json)


@contributor.command(epilog="\b\nExample:\n  consentkit contributor guardian C-7K3Q-X9MN --link court")
@click.argument("code", type=CONTRIBUTOR)
@click.option("--link", type=choice(GuardianLink), required=True, help="Why this adult may consent.")
@json_option
@pass_session
def guardian(session: Session, code: str, link: GuardianLink) -> None:
    """Record a guardian for a contributor; the answer is the guardian's code."""
    with session.opened() as workspace:
        added = contributors.add_guardian(workspace, code, link)
    show(added, [added.code], as_json=session.as_json)


@contributor.command(
    "check-guardian", epilog="\b\nExample:\n  consentkit contributor check-guardian G-2M4N-88TY --free"
)
@click.argument("code", type=GUARDIAN)
@click.option("--free/--conflict", "is_free", required=True, help="Free of a conflict of interest, or not.")
@json_option
@pass_session
def check_guardian(session: Session, code: str, is_free: bool) -> None:
    """Record a safeguarding lead's finding about a guardian."""
    with session.opened() as workspace:
        checked = contributors.check_guardian(workspace, code, is_free_of_conflict=is_free)
    finding = "free of a conflict of interest" if is_free else "in a conflict of interest"
    show(checked, [f"Guardian {code} is recorded as {finding}."], as_json=session.as_json)
