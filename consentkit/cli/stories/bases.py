"""`consentkit basis`: what words, pictures, videos and faces rest on beside a contributor's consent."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from consentkit.cli.looking import Look
from consentkit.cli.options import BASIS, DAY, PLACE, THING, choice, json_option, one_of
from consentkit.cli.output import plain, show
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.bases import Basis, BasisKind, Notice, standing_bases
from consentkit.domain.errors import InvalidInput
from consentkit.domain.events import Showing
from consentkit.domain.stories import Takedown
from consentkit.domain.values import Channel
from consentkit.pages.files import read_file
from consentkit.pages.stories.basis_words import basis_line, basis_lines
from consentkit.usecases.stories import bases
from consentkit.usecases.stories.bases import NewBasis
from consentkit.usecases.workspaces import Workspace

_RECORD_EPILOG = """\b
Examples:
  consentkit basis record I-7K3Q-X9MN --kind partner --comes-from 'A shelter' --contact desk-3 \\
    --until 2027-05-20 --evidence agreement.pdf --credit 'A shelter'
  consentkit basis record I-7K3Q-X9MN --kind gathering --notice-on 2026-11-20 \\
    --notice-where 'both gates' --notice-how 'a board in Thai' --evidence notice.jpg
  consentkit basis record S-2M4N-88TY --kind nobody --evidence note.pdf
"""


@click.group()
def basis() -> None:
    """What words, pictures and faces rest on beside a consent: record, look at its proof, end."""


@basis.command(epilog=_RECORD_EPILOG)
@click.argument("thing", type=THING)
@click.option("--kind", type=choice(BasisKind), required=True, help="What it rests on.")
@click.option("--comes-from", default="", help="The agency, photographer or partner; of a person the handle.")
@click.option("--terms", default="", help="What is allowed, in words.")
@click.option("--contact", default="", help="Whom to ask, such as a desk; no person's number.")
@click.option("--until", type=DAY, help="The last day, as it is printed.")
@click.option("--endless", "is_endless", is_flag=True, help="It has no last day; a partner's always has.")
@click.option(
    "--adult", "is_adult", is_flag=True, help="Whoever signed the release, or all in it, is an adult."
)
@click.option("--channel", "channels", type=choice(Channel), multiple=True, help="Only here; else all.")
@click.option("--place", "places", type=PLACE, multiple=True, help="Only there; else everywhere.")
@click.option("--notice-on", type=DAY, help="When the notice was shown, at a gathering.")
@click.option("--notice-where", default="", help="Where it was shown.")
@click.option("--notice-how", default="", help="How: a board, said aloud, in which languages.")
@click.option("--credit", default="", help="The words that stand beside it. They go out.")
@click.option("--evidence", type=click.Path(path_type=Path), help="Release, licence, proof, or the notice.")
@json_option
@pass_session
def record(session: Session, /, evidence: Path | None, **given: Any) -> None:
    """Record what THING rests on: a story's words, a picture, a video, or one face in them.

    It stands in place of what was recorded of it before; where it allows less, what is published on that
    becomes an open takedown. A contributor's own consent is asked about anyway.
    """
    one_of({"--until": given["until"], "--endless": given["is_endless"]})
    given["notice"] = _notice(given.pop("notice_on"), given.pop("notice_where"), given.pop("notice_how"))
    proof = read_file(evidence) if evidence else None
    with session.opened() as workspace:
        made = bases.record_basis(workspace, NewBasis(evidence=proof, **given))
    kept = made.basis
    lines = [kept.id, basis_line(kept), *_of_takedowns(made.takedowns)]
    if kept.is_unseen:
        lines.append(f"Next: consentkit basis view {kept.id} --to FILE")
    show(plain(kept) | {"takedowns": plain(made.takedowns)}, lines, as_json=session.as_json)


def _of_takedowns(opened: Iterable[Takedown]) -> Iterator[str]:
    for takedown in opened:
        yield f"Takedown {takedown.id} is open: publication {takedown.publication}. Then:"
        yield f"    consentkit takedown confirm {takedown.id}"


def _notice(shown_on: date | None, where: str, how: str) -> Notice | None:
    """Return the notice; what was said of it in part is never dropped."""
    said = (shown_on, where.strip(), how.strip())
    if not any(said):
        return None
    if shown_on is None or not all(said):
        raise InvalidInput("notice-in-part")
    return Notice(shown_on=shown_on, where=where.strip(), how=how.strip())


@basis.command("show", epilog="\b\nExample:\n  consentkit basis show B-7K3Q-X9MN")
@click.argument("code", metavar="BASIS", type=BASIS)
@json_option
@pass_session
def show_(session: Session, code: str) -> None:
    """Show all that is recorded of a basis."""
    with session.opened() as workspace:
        found = bases.get_basis(workspace, code)
    lines = [f"{found.id}, {found.thing}", *(f"  {name}: {words}" for name, words in basis_lines(found))]
    show(found, lines, as_json=session.as_json)


@basis.command(
    "list",
    epilog="\b\nExamples:\n  consentkit basis list S-2M4N-88TY\n"
    "  consentkit basis list --ending-by 2027-01-31",
)
@click.argument("thing", type=THING, required=False)
@click.option("--ending-by", type=DAY, help="Only what ends by this day, the soonest first.")
@json_option
@pass_session
def list_(session: Session, thing: str | None, ending_by: date | None) -> None:
    """List what a story and all in it rest on, one thing alone, or everything."""
    one_of({"THING": thing, "--ending-by": ending_by})
    with session.opened() as workspace:
        if thing is None:
            found = bases.list_bases(workspace, ending_by=ending_by)
        else:
            found = bases.bases_of(workspace, thing)
    show(found, _lines(found) or ["None."], as_json=session.as_json)


def _lines(found: tuple[Basis, ...]) -> list[str]:
    counted = {one.id for one in standing_bases(found).values()}
    return [f"{one.id}  {basis_line(one, is_counted=one.id in counted)}" for one in found]


@basis.command(
    epilog="\b\nExamples:\n  consentkit basis view B-7K3Q-X9MN --to proof.pdf\n"
    "  consentkit basis view B-7K3Q-X9MN --confirm"
)
@click.argument("code", metavar="BASIS", type=BASIS)
@click.option("--to", "out", type=click.Path(path_type=Path), help="Write what proves it here.")
@click.option("--confirm", is_flag=True, help="I read it, and it says what is recorded.")
@json_option
@pass_session
def view(session: Session, code: str, out: Path | None, confirm: bool) -> None:
    """Look at what proves a basis, and confirm that it says what is recorded."""

    def confirmed(workspace: Workspace) -> str:
        seen = bases.confirm_basis(workspace, code)
        return f"Recorded that {seen.seen_by} looked at what proves {code}."

    look = Look(
        lambda workspace: bases.show_evidence(workspace, code, Showing.EXPORTED),
        "may name people. Read it, then delete the file.",
        confirmed,
    )
    look.take(session, {"basis": code}, out=out, confirm=confirm)


@basis.command(epilog="\b\nExample:\n  consentkit basis end B-7K3Q-X9MN")
@click.argument("code", metavar="BASIS", type=BASIS)
@click.option("--on", "day", type=DAY, help="When it ended (default: today).")
@json_option
@pass_session
def end(session: Session, code: str, day: date | None) -> None:
    """End a basis that was taken back. What is published of its story becomes an open takedown."""
    with session.opened() as workspace:
        opened = bases.end_basis(workspace, code, ended_on=day)
    lines = [f"Basis {code} has ended.", *_of_takedowns(opened)]
    show({"basis": code, "takedowns": opened}, lines, as_json=session.as_json)
