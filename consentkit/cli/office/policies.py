"""`consentkit policy`: list, check and choose policies."""

from pathlib import Path

import click

from consentkit.cli.options import json_option
from consentkit.cli.output import counted, show
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.errors import BadDataFile
from consentkit.pages.office.policies import coverage_in_words, policies_in_words
from consentkit.usecases.office import policies


@click.group()
def policy() -> None:
    """List, check and choose policies."""


@policy.command("list", epilog="\b\nExample:\n  consentkit policy list")
@json_option
@pass_session
def list_(session: Session) -> None:
    """List the shipped policies, and the workspace's own where there is one. Needs no passphrase."""
    found = policies.list_policies(Path(session.folder))
    covered, faults = policies.list_policy_words(Path(session.folder))
    lines = []
    for p in found.policies:
        count = counted(len(p.questions), "question", "questions")
        lines.append(f"{p.id} version {p.version} ({p.status}): {p.title} {count}")
        lines += [f"  {coverage_in_words(one)}" for one in covered if one.policy == p.id]
    lines += [f"✗ {b.file}: {b.field}: {b.problem}" for b in found.broken]
    lines += [f"! {b.file}: {b.field}: {b.problem}" for b in faults]
    value = {
        "policies": [
            p.model_dump(mode="json", exclude={"principles"}) | {"questions": len(p.questions)}
            for p in found.policies
        ],
        "broken": found.broken,
        "languages": covered,
        "broken_words": faults,
    }
    show(value, lines, as_json=session.as_json)
    if found.broken:
        raise SystemExit(BadDataFile.exit_code)


@policy.command(epilog="\b\nExample:\n  consentkit policy check our-rules.toml")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@pass_session
def check(session: Session, file: Path) -> None:
    """Check a policy file of your own, or its words in another language, before it is in the workspace."""
    broken = policies.check_policy(file)
    lines = [f"✗ {b.file}: {b.field}: {b.problem}" for b in broken] or [f"{file.name} can be used."]
    show(broken, lines, as_json=session.as_json)
    if broken:
        raise SystemExit(BadDataFile.exit_code)


@policy.command(epilog="\b\nExample:\n  consentkit policy chosen")
@json_option
@pass_session
def chosen(session: Session) -> None:
    """Say which policies are asked of every story here, and which could be."""
    with session.opened() as workspace:
        found = policies.look_at_policies(workspace)
    _show(session, found)


@policy.command(epilog="\b\nExample:\n  consentkit policy choose guidance-note-2016 uniap-2008")
@click.argument("chosen_policies", metavar="POLICY...", nargs=-1, required=True)
@json_option
@pass_session
def choose(session: Session, chosen_policies: tuple[str, ...]) -> None:
    """Choose, as a manager, which shipped policies are asked of every story: those named, and no other.

    The Guidance Note's questions and your own policies are always asked. What two of them ask is asked once.
    Certificates of before no longer hold.
    """
    with session.opened() as workspace:
        found = policies.choose_policies(workspace, frozenset(chosen_policies))
    _show(session, found)


def _show(session: Session, found: policies.ChosenPolicies) -> None:
    value = {
        "asked": [{"id": one.id, "version": one.version, "title": one.title} for one in found.asked],
        "to_choose": [one.id for one in found.to_choose],
        "by": found.by,
        "on": found.on,
    }
    show(value, list(policies_in_words(found)), as_json=session.as_json)
