"""`consentkit demo`: see the whole way once."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from consentkit.cli.options import json_option
from consentkit.cli.output import counted, plain, reason_lines, show, tell
from consentkit.cli.sessions import Session, pass_session, read_new_passphrase
from consentkit.domain.errors import Unavailable
from consentkit.domain.gate.clearances import Clearance, ReasonCode
from consentkit.pages.files import pictures_in
from consentkit.pages.publications.exports import describe
from consentkit.sandbox.privacy import give_secret
from consentkit.usecases.office.demos import Scene, run_demo
from consentkit.wording import scene_sentence

_QUESTIONS = {ReasonCode.QUESTION_OPEN, ReasonCode.QUESTION_FAILED, ReasonCode.QUESTION_UNSIGNED}
_QUESTIONS_SHOWN = 3


@click.command(
    epilog="\b\nExamples:\n  consentkit demo\n  consentkit demo --photos ~/Pictures/visit --out try-out"
)
@click.option("--photos", type=click.Path(path_type=Path), help="Use the pictures of this folder.")
@click.option("--out", type=click.Path(path_type=Path), help="Where to play (default: a new folder here).")
@click.option("--tui", "in_application", is_flag=True, help="Try it yourself in the terminal application.")
@json_option
@pass_session
def demo(session: Session, photos: Path | None, out: Path | None, in_application: bool) -> None:
    """See the whole way once, on invented people: refused, settled, cleared, published, withdrawn.

    With --tui the demo stops at the first refusal, and the terminal application opens with a tour.
    """
    folder = out or Path(f"consentkit-demo-{datetime.now().astimezone():%Y%m%d-%H%M%S}")
    pictures = pictures_in(photos) if photos else None
    own = None if pictures is None else read_new_passphrase("A passphrase for your pictures", "manager-1")
    scenes = run_demo(folder.absolute(), describe, pictures, passphrase=own)
    if in_application:
        _try_it(session, folder.absolute(), scenes, own)
        return
    played: list[object] = []
    for number, scene in enumerate(scenes, start=1):
        if session.as_json:
            played.append(
                {"scene": scene.code, "facts": plain(scene.facts), "clearance": plain(scene.clearance)}
            )
        else:
            show(scene, _lines(number, scene), as_json=False)
    if session.as_json:
        show(played, (), as_json=True)


def _try_it(session: Session, folder: Path, scenes: Iterable[Scene], own: str | None) -> None:
    if session.open_application is None:
        raise Unavailable("terminal-missing")
    said = ""
    for scene in scenes:
        said = str(scene.facts.get("passphrase", said))
        if scene.code == "first-answer":
            break
    # Whoever runs the demo made the workspace, and is not asked again.
    give_secret("CONSENTKIT_PASSPHRASE", own or said)
    session.open_application(folder / "workspace", "officer-1", "tour")
    its = f"Its passphrase: {said}" if said else "Its passphrase is the one that you gave."
    tell(f"The workspace you tried is in {folder / 'workspace'}. {its}")


def _lines(number: int, scene: Scene) -> Iterable[str]:
    yield f"{number:>2}. {scene_sentence(scene.code, scene.facts)}"
    if scene.clearance is not None:
        yield from _answer_lines(scene.clearance)


def _answer_lines(clearance: Clearance) -> Iterable[str]:
    if clearance.is_allowed:
        yield "    CLEARED."
        return
    questions = [r for r in clearance.reasons if r.code in _QUESTIONS]
    others = [r for r in clearance.reasons if r.code not in _QUESTIONS]
    yield f"    REFUSED. Reasons: {len(clearance.reasons)}"
    yield from ("    " + line for line in reason_lines(others))
    yield from ("    " + line for line in reason_lines(questions[:_QUESTIONS_SHOWN]))
    if len(questions) > _QUESTIONS_SHOWN:
        left = counted(len(questions) - _QUESTIONS_SHOWN, "more question", "more questions")
        yield f"    … and {left} of the checklist."
    state = clearance.certificate
    if state is not None and not state.is_valid:
        yield f"    Certificate {state.id} is VOID. Changed since: {', '.join(state.changed)}."
