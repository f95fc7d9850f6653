"""`consentkit image near`: pictures that look like another one."""

import click

from consentkit.cli.options import IMAGE, json_option
from consentkit.cli.output import show
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.errors import InvalidInput
from consentkit.usecases.pictures import near_copies
from consentkit.wording.pictures.disclosures import near_copy_in_words


@click.command(
    epilog="\b\nExamples:\n  consentkit image near I-7K3Q-X9MN\n"
    "  consentkit image near I-7K3Q-X9MN --settle I-2M4N-88TY --why 'another girl before the same wall'"
)
@click.argument("image_id", metavar="IMAGE", type=IMAGE)
@click.option("--settle", "other", type=IMAGE, help="I looked at both: this one may be used all the same.")
@click.option("--why", default="", help="Why; needed with --settle.")
@json_option
@pass_session
def near(session: Session, image_id: str, other: str | None, why: str) -> None:
    """List pictures that look like this one, cut, resized or mirrored. A manager or safeguarding settles."""
    if why and other is None:
        raise InvalidInput("why-needs-settle")
    with session.opened() as workspace:
        if other is not None:
            near_copies.settle_near_copy(workspace, image_id, other, why)
        found = near_copies.find_near_copies(workspace, image_id)
    lines = [near_copy_in_words(one) for one in found] or ["No picture looks like this one."]
    show(found, lines, as_json=session.as_json)
