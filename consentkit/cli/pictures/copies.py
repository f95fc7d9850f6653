"""`consentkit image copy`: the public copy of a picture, or of each of a story's."""

from collections.abc import Iterable

import click
from pydantic import ValidationError

from consentkit.cli.options import (
    FACE,
    IMAGE,
    STORY,
    choice,
    json_option,
    leaves_by_export,
    one_of,
    yes_option,
)
from consentkit.cli.output import counted, show
from consentkit.cli.reopenings import told_first
from consentkit.cli.sessions import Session, pass_session
from consentkit.cli.several import do_each
from consentkit.domain.errors import InvalidInput, Refused
from consentkit.domain.pictures.copy_states import CopyState
from consentkit.domain.pictures.public_copies import CopyFormat, CopyWish, PublicCopy
from consentkit.domain.pictures.redactions import (
    LEAST_SIGMA,
    MOST_CELLS,
    CoverShape,
    Redaction,
    RedactionMethod,
)
from consentkit.domain.values import Channel
from consentkit.usecases.pictures import public_copies
from consentkit.usecases.pictures.states import list_image_states
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.pictures.images import check_in_words


@click.command(
    epilog="\b\nExamples:\n  consentkit image copy I-7K3Q-X9MN\n"
    "  consentkit image copy I-7K3Q-X9MN --channel print --shape oval\n"
    "  consentkit image copy I-7K3Q-X9MN --method mosaic --face F-2M4N-88TY\n"
    "  consentkit image copy S-2M4N-88TY"
)
@click.argument("code", metavar="IMAGE|STORY")
@click.option("--channel", type=choice(Channel), help="For this channel alone, in its size.")
@click.option("--method", type=choice(RedactionMethod), default="solid", show_default=True,
              help="How faces are covered. Only solid protects; the others are cosmetic.")  # fmt: skip
@click.option("--shape", type=choice(CoverShape), default="box", show_default=True, help="Box or oval.")
@click.option("--cells", type=int, help=f"Of a mosaic, across the face (default: {MOST_CELLS}).")
@click.option("--sigma", type=float, help=f"Of a blur, in widths of the face (default: {LEAST_SIGMA}).")
@click.option("--face", "only", type=FACE, multiple=True, help="Only this face so; the others black.")
@click.option("--format", "kind", type=choice(CopyFormat), help="The kind of file.")
@leaves_by_export
@yes_option
@json_option
@pass_session
def copy(
    session: Session,
    code: str,
    channel: Channel | None,
    method: RedactionMethod,
    shape: CoverShape,
    cells: int | None,
    sigma: float | None,
    only: tuple[str, ...],
    kind: CopyFormat | None,
) -> None:
    """Make the public copy: rebuilt from pixels, faces covered, no metadata but ours, scanned again.

    Of a STORY: of each picture whose copy is missing, out of date or failed a check. The copies stay in the
    workspace; `consentkit export` gives them away. Exit 3: a check failed.
    """
    redaction = _redaction(method, shape, cells, sigma)
    wish = CopyWish(channel=channel, redaction=redaction, only=only, format=kind)
    is_story = code[:1].upper() == "S"
    if is_story and only:
        raise InvalidInput("of-one-picture-only")
    with session.opened() as workspace:
        ids = _to_copy(workspace, code, channel) if is_story else [IMAGE.convert(code, None, None)]

        def make(one: str) -> PublicCopy:
            return told_first(
                session, workspace, lambda: public_copies.make_public_copy(workspace, one, wish)
            )

        done = do_each(ids, make)
    lines = [line for made in done for line in _copy_lines(made)]
    values = [{"copy": made} for made in done]
    show(
        values if is_story else values[0],
        lines or ["Every picture has its public copy."],
        as_json=session.as_json,
    )
    if any(made.is_refused for made in done):
        raise SystemExit(Refused.exit_code)


def _redaction(
    method: RedactionMethod, shape: CoverShape, cells: int | None, sigma: float | None
) -> Redaction:
    """Return how faces are covered. Raises InvalidInput for what another method takes."""
    others = {"--cells": method is not RedactionMethod.MOSAIC and cells} | {
        "--sigma": method is not RedactionMethod.BLUR and sigma
    }
    for option, is_of_another in others.items():
        one_of({f"--method {method.value}": True, option: is_of_another})
    said = {"cells": MOST_CELLS if cells is None else cells, "sigma": LEAST_SIGMA if sigma is None else sigma}
    try:
        return Redaction.model_validate({"method": method, "shape": shape} | said)
    except ValidationError:
        raise InvalidInput("redaction-too-weak", most_cells=MOST_CELLS, least_sigma=LEAST_SIGMA) from None


def _to_copy(workspace: Workspace, code: str, channel: Channel | None) -> list[str]:
    """Return a story's pictures that wait for a copy; for one channel alone, all that need one at all."""
    states = list_image_states(workspace, STORY.convert(code, None, None))
    done = {CopyState.NOT_NEEDED} if channel else {CopyState.NOT_NEEDED, CopyState.READY}
    return [state.image.id for state in states if state.copy_state not in done]


def _copy_lines(made: PublicCopy) -> Iterable[str]:
    yield (
        f"{made.image}: {len(made.covered)} covered, {made.width_px}×{made.height_px} px, "
        f"SHA-256 {made.digest}"
    )
    if made.unsettled:
        found = counted(len(made.unsettled), "place", "places")
        yield f"✗ The second scan found {found} that nothing explains: refused."
    for box in made.unsettled:
        yield f"    Try: consentkit face add {made.image} --box {box.corners}"
    if made.leaks:
        yield "✗ The copy still carries metadata. The gate refuses it."
    for check, result in (made.results | made.not_done).items():
        yield f"{'✓' if result == 'done' else '✗'} {check_in_words(check)}: {result}"
