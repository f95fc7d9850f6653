"""`consentkit policy`: list and check policies."""

from pathlib import Path

import click

from consentkit.cli.options import json_option
from consentkit.cli.output import counted, show
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.errors import BadDataFile
from consentkit.usecases.office import policies


@click.group()
def policy() -> None:
    """List and check policies."""


@policy.command("list", epilog="\b\nExample:\n  consentkit policy list")
@json_option
@pass_session
def list_(session: Session) -> None:
    """List the shipped policies, and the workspace's own where there is one. Needs no passphrase."""
    found = policies.list_policies(Path(session.folder))
    lines = [
        f"{p.id} version {p.version} ({p.status}): {p.title} "
        + counted(len(p.questions), "question", "questions")
        for p in found.policies
    ]
    lines += [f"✗ {b.file}: {b.field}: {b.problem}" for b in found.broken]
    value = {
        "policies": [
            p.model_dump(mode="json", exclude={"principles"}) | {"questions": len(p.questions)}
            for p in found.policies
        ],
        "broken": found.broken,
    }
    show(value, lines, as_json=session.as_json)
    if found.broken:
        raise SystemExit(BadDataFile.exit_code)


@policy.command(epilog="\b\nExample:\n  consentkit policy check our-rules.toml")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@pass_session
def check(session: Session, file: Path) -> None:
    """Check a policy file of your own before you put it into the workspace."""
    broken = policies.check_policy(file)
    lines = [f"✗ {b.file}: {b.field}: {b.problem}" for b in broken] or [f"{file.name} can be used."]
    show(broken, lines, as_json=session.as_json)
    if broken:
        raise SystemExit(BadDataFile.exit_code)
