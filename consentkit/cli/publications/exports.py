"""`consentkit export`: the one door by which anything leaves."""

from pathlib import Path

import click

from consentkit.cli.hints import hint_for_action
from consentkit.cli.options import STORY, bar, channel_option, json_option, together_option
from consentkit.cli.output import plain, show
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.values import Channel
from consentkit.pages.actions import Action
from consentkit.pages.publications.exports import export_to, folder_name, given_in_words
from consentkit.store.disk.whole_folders import check_free


@click.command(
    epilog="\b\nExamples:\n  consentkit export S-2M4N-88TY --channel website\n"
    "  consentkit export S-2M4N-88TY --channel print --out to-the-printer\n"
    "  consentkit export S-2M4N-88TY --story S-7K3Q-X9MN --channel donor-report"
)
@click.argument("story", type=STORY)
@together_option
@channel_option
@click.option(
    "--out",
    "--to",
    "out",
    type=click.Path(path_type=Path),
    help="The new folder (default: here, called by story and channel).",
)
@json_option
@pass_session
def export(session: Session, story: str, also: tuple[str, ...], channel: Channel, out: Path | None) -> None:
    """Give STORY away for one channel: public copies, words, credit, last day, certificate, in a new folder.

    With --story, several stories that were certified together go into one folder.

    Only what is cleared and certified leaves, and each file is opened again and proved. Exit 3: refused, or
    a file failed its proof; then nothing is left.
    """
    folder = out or Path(folder_name(story, channel, also))
    check_free(folder)
    with session.opened() as workspace:
        given = export_to(workspace, story, channel, folder, also=also, watch=bar("File"))
    lines = [given_in_words(given), *(f"  {folder / file.name}" for file in given.files)]
    if hint := hint_for_action(Action.PUBLISH, story=given.story, also=given.also, channel=channel.value):
        lines.append(hint)
    show(plain(given) | {"folder": str(folder)}, lines, as_json=session.as_json)
