"""What is said about a face, in a picture or through a video: one set of options, one decision."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from consentkit.cli.options import CONTRIBUTOR, choice, one_of
from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.images import Declaration, FaceDecision, Settlement

_F = TypeVar("_F", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--contributor", type=CONTRIBUTOR, help="It is this contributor's face; covered, unless --show."
    ),
    click.option("--declare", "declaration", type=choice(Declaration), help="It is someone else's face."),
    click.option("--redact", is_flag=True, help="Cover it; nobody needs to be named."),
    click.option("--not-a-face", is_flag=True, help="It is no face. Say why."),
    click.option("--hide", is_flag=True, help="Cover it in the public copy."),
    click.option("--show", is_flag=True, help="With --contributor: leave it visible in the public copy."),
    click.option("--why", help="Why; needed with --declare and --not-a-face."),
)


def decision_options(command: _F) -> _F:
    """Add the options from which `read_decision` reads."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read_decision(
    *,
    contributor: str | None,
    declaration: Declaration | None,
    redact: bool,
    not_a_face: bool,
    hide: bool,
    show: bool,
    why: str | None,
) -> FaceDecision:
    """Return what was decided.

    Raises InvalidInput `settlement-missing` unless exactly one thing was said, `show-or-hide` for both of
    what excludes each other, and for `show` of another than a contributor.
    """
    chosen = {
        Settlement.LINKED: contributor is not None,
        Settlement.DECLARED: declaration is not None,
        Settlement.REDACTED: redact,
        Settlement.NOT_A_FACE: not_a_face,
    }
    settlements = [settlement for settlement, is_chosen in chosen.items() if is_chosen]
    if len(settlements) != 1:
        raise InvalidInput("settlement-missing")
    one_of({"--not-a-face": not_a_face, "--hide": hide})
    if show and (hide or contributor is None):
        raise InvalidInput("show-or-hide")
    is_hidden = hide or (contributor is not None and not show)
    return FaceDecision(
        settlement=settlements[0],
        contributor=contributor,
        declaration=declaration,
        is_hidden=is_hidden,
        why=why,
    )
