"""What is answered with a look at a whole picture or video: the same options for both."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from consentkit.cli.checks.evidence import evidence_options, policy_option, read_evidence
from consentkit.domain.checklists import Reply
from consentkit.domain.pictures.images import Image
from consentkit.domain.videos.videos import Video
from consentkit.usecases.checks.answering import SaidAnswer
from consentkit.usecases.checks.checklists import AskedQuestion
from consentkit.usecases.checks.looks import questions_at_look, still_open
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.policies import policy_words

_F = TypeVar("_F", bound=Callable[..., Any])


def answer_options(verb: _F) -> _F:
    """Add what is answered with a look; the verb gets all of it as `answered`."""
    options = (
        click.option(
            "--yes", "yes", multiple=True, metavar="QUESTION", help="With --confirm: answer this yes."
        ),
        click.option("--no", "no", multiple=True, metavar="QUESTION", help="With --confirm: answer this no."),
        click.option(
            "--unknown", multiple=True, metavar="QUESTION", help="With --confirm: you do not know this."
        ),
        click.option("--because", default="", help="An explanation, where a no can be explained."),
    )
    for option in reversed(options):
        verb = option(verb)
    return policy_option(evidence_options(verb))


def read_answers(
    *,
    confirm: bool,
    yes: tuple[str, ...],
    no: tuple[str, ...],
    unknown: tuple[str, ...],
    because: str,
    policy: str,
    sentence: str,
    day: date | None,
    handle: str | None,
    file: Path | None,
) -> tuple[SaidAnswer, ...]:
    """Return what was answered; what shows it goes with each yes."""
    if (yes or no or unknown) and not confirm:
        raise click.UsageError("Answers are kept with the look. Add --confirm.")
    shown = read_evidence(sentence=sentence, day=day, handle=handle, file=file)
    said = [SaidAnswer(policy=policy, question=one, reply=Reply.YES, shown=shown) for one in yes]
    for reply, questions in ((Reply.NO, no), (Reply.UNKNOWN, unknown)):
        said += [
            SaidAnswer(policy=policy, question=one, reply=reply, justification=because) for one in questions
        ]
    return tuple(said)


def answer_lines(answers: Sequence[SaidAnswer]) -> list[str]:
    """Say what was answered."""
    return [f"{one.question}: {one.reply.value}" for one in answers]


def open_after(workspace: Workspace, seen: Image | Video) -> tuple[AskedQuestion, ...]:
    """Return what about a picture or a video is still open."""
    return still_open(questions_at_look(workspace, seen))


def open_lines(asked: Sequence[AskedQuestion]) -> list[str]:
    """Say what about a picture or a video is still open, each question in a line."""
    if not asked:
        return []
    lines = [f"  {one.question.id}  {policy_words(one.policy, one.question.text)}" for one in asked]
    return ["Still open about it; answer with --confirm --yes QUESTION:", *lines]
