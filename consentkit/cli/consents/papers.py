"""`consentkit consent paper`: look at a signed letter that was given as a file, and say what it is."""

from pathlib import Path
from typing import Any

import click

from consentkit.cli.options import CONSENT, CONTRIBUTOR, DAY, PERSON, PLACE, choice, json_option
from consentkit.cli.output import show
from consentkit.cli.sessions import Session, pass_session, say_looks_are_recorded
from consentkit.domain.consents import Appearance, Audience, Medium, Naming
from consentkit.domain.errors import InvalidInput
from consentkit.domain.events import Showing
from consentkit.domain.letters.given_papers import PaperForm, PaperSaid
from consentkit.domain.values import Channel
from consentkit.pages.consents.given_papers import paper_lines
from consentkit.pages.files import check_new_file, write_file
from consentkit.usecases.consents.given_papers import say_what_paper_is, show_paper


@click.command(
    epilog="""\b
Examples:
  consentkit consent paper K-2M4N-88TY --to paper.jpg
  consentkit consent paper K-2M4N-88TY --form consent --language km --whose C-7K3Q-X9MN \\
    --signed-by C-7K3Q-X9MN --signed 2026-11-20 --channel print --until 2027-11-20
"""
)
@click.argument("consent_id", metavar="CONSENT", type=CONSENT)
@click.option("--to", "out", type=click.Path(path_type=Path), help="Write the file here, to look at it.")
@click.option("--form", type=choice(PaperForm), help="What kind of paper it is.")
@click.option("--language", help="The language it is written in.")
@click.option("--whose", "contributor", type=CONTRIBUTOR, help="Of which contributor it speaks.")
@click.option("--signed-by", type=PERSON, help="Who signed: contributor or guardian. None: left out.")
@click.option("--signed", "signed_on", type=DAY, help="The day that stands on it.")
@click.option("--medium", "media", type=choice(Medium), multiple=True, help="It allows only these.")
@click.option("--channel", "channels", type=choice(Channel), multiple=True, help="It allows only these.")
@click.option("--audience", "audiences", type=choice(Audience), multiple=True, help="It allows only these.")
@click.option("--place", "places", type=PLACE, multiple=True, help="It allows only these.")
@click.option("--appearance", type=choice(Appearance), help="How the person may appear at most.")
@click.option("--naming", type=choice(Naming), help="How the person may be named at most.")
@click.option("--until", type=DAY, help="The last day that stands on it.")
@json_option
@pass_session
def paper(session: Session, /, consent_id: str, out: Path | None, **said: Any) -> None:
    """Look at the signed letter that was given as a file, and say what you saw on it.

    Until somebody has, the consent bears nothing; where a person is protected it is somebody else than who
    gave the file. What is left out does not limit it.
    """
    whole = {"--form": "form", "--language": "language", "--whose": "contributor", "--signed": "signed_on"}
    missing = tuple(option for option, name in whole.items() if said[name] is None)
    if out is None and missing:
        raise InvalidInput("options-needed", lacking=missing)
    if out is not None:
        check_new_file(out)
        say_looks_are_recorded()
    with session.opened() as workspace:
        if out is not None:
            write_file(out, show_paper(workspace, consent_id, Showing.EXPORTED))
            shown = {"consent": consent_id, "written": str(out)}
            show(shown, [f"{out} may name people. Look at it, then delete it."], as_json=session.as_json)
            return
        told = say_what_paper_is(workspace, consent_id, PaperSaid(**said))
    show(told, list(paper_lines(told)), as_json=session.as_json)
