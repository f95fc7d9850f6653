"""`consentkit letter`: make letters and print them; `letter_returns` has those that come back."""

from pathlib import Path
from typing import Any

import click

from consentkit.cli.letters import giving, returns
from consentkit.cli.letters.orders import letter_options, new_letter
from consentkit.cli.options import CONTRIBUTOR, LETTER, STORY, bar, json_option
from consentkit.cli.output import plain, show, tell
from consentkit.cli.sessions import Session, pass_session, say_looks_are_recorded
from consentkit.domain.errors import InvalidInput, Unavailable
from consentkit.domain.events import Showing
from consentkit.domain.values import day_in_words
from consentkit.pages.files import check_new_file, incoming, ready_folder, write_file
from consentkit.pages.spoken_pages import write_spoken_page
from consentkit.usecases.letters import batches as letter_batches
from consentkit.usecases.letters import compositions, letters, prints, recordings
from consentkit.usecases.letters.lists import ListedLetter, look_at_letter
from consentkit.usecases.letters.page_counts import count_pages
from consentkit.usecases.letters.prints import MadeLetter
from consentkit.usecases.letters.showings import record_letters_shown, show_letter
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.letters.fields import STATES
from consentkit.wording.letters.letters import all_pages_in_words, pages_in_words


@click.group()
def letter() -> None:
    """Letters: make, print, take the signed ones in."""


for _verb in (*giving.VERBS, *returns.VERBS):
    letter.add_command(_verb)


_MAKE_EPILOG = """\b
Examples:
  consentkit letter make adult C-7K3Q-X9MN --language km --story S-2M4N-88TY \\
    --blank until=2027-11-20 --blank "purpose=our yearly report" \\
    --blank "contact=+855 12 345 678" --out letter.pdf
  consentkit letter make group --language km --story S-2M4N-88TY \\
    --person C-7K3Q-X9MN --person C-2M4N-88TY --blank until=2027-11-20 \\
    --blank "purpose=our yearly report" --blank "contact=+855 12 345 678" --out group.pdf
  consentkit letter make adult --language th --blank until=2027-11-20 \\
    --blank "purpose=our yearly report" --blank "contact=+66 2 555 0100" --preview
"""


@letter.command(epilog=_MAKE_EPILOG)
@click.argument("form")
@click.argument("contributor", type=CONTRIBUTOR, required=False)
@letter_options
@click.option(
    "--name", "shown_name", metavar="-|@FILE",
    help="Print the person's name, only if they want it there: - asks for it, @FILE holds it.",
)  # fmt: skip
@click.option(
    "--person", "roster", type=CONTRIBUTOR, multiple=True,
    help="Of a sheet for a group: a row for this contributor. Again for each.",
)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="Write the PDF here.")
@click.option("--page", "page", type=click.Path(path_type=Path), help="Write it as one HTML page too.")
@click.option("--with-recording", is_flag=True, help="Put the words read aloud beside the page, as MP3.")
@click.option("--preview", is_flag=True, help="Show the words; make nothing.")
@json_option
@pass_session
def make(
    session: Session,
    /,
    form: str,
    out: Path | None,
    page: Path | None,
    with_recording: bool,
    preview: bool,
    **given: Any,
) -> None:
    """Make a letter of FORM for CONTRIBUTOR, with a code and no name."""
    _check_page(page, with_recording)
    if preview and (out or page):
        raise InvalidInput("preview-makes-nothing")
    new = new_letter(form, given)
    if not preview:
        say_looks_are_recorded()
    with session.opened() as workspace:
        if preview:
            paper = compositions.compose(workspace, new)
            pages = pages_in_words(count_pages(workspace, [paper]))
            show(paper, [prints.letter_speech(paper), pages], as_json=session.as_json)
            return
        if out is None:
            raise InvalidInput("letter-needs-out")
        for file in filter(None, (out, page)):
            check_new_file(file)
        if with_recording:
            # A letter that cannot be had as it was asked for is not made.
            recordings.recording_for(workspace, new.form, new.language)
        made = letters.make_letter(workspace, new)
        record_letters_shown(workspace, [made], Showing.EXPORTED)
        count = count_pages(workspace, [made.paper])
        try:
            written = _write(workspace, made, out, page, with_recording)
        except Unavailable:
            # It is made and out: typed again, the same words would make another.
            tell(f"{made.letter.id} is made.", to_stderr=True)
            tell(f"Try: consentkit letter print {made.letter.id} --out FILE", to_stderr=True)
            raise
    lines = [made.letter.id, pages_in_words(count), *(f"Written to {file}" for file in written)]
    show(plain(made.letter) | {"pages": count.pages}, lines, as_json=session.as_json)


def _check_page(page: Path | None, with_recording: bool) -> None:
    if with_recording and page is None:
        raise InvalidInput("recording-needs-page")


def _write(
    workspace: Workspace, made: MadeLetter, out: Path | None, page: Path | None, with_recording: bool
) -> list[Path]:
    written: list[Path] = []
    if page is not None and with_recording:
        # First: it may be refused, and then nothing of the letter is written.
        written += write_spoken_page(workspace, made.letter, made.paper, page)
    elif page is not None:
        write_file(page, prints.letter_page(workspace, made.paper).encode())
        written.append(page)
    if out is not None:
        write_file(out, prints.print_again(workspace, made))
        written.insert(0, out)
    return written


@letter.command("print", epilog="\b\nExample:\n  consentkit letter print L-7K3Q-X9MN --out again.pdf")
@click.argument("letter_id", metavar="LETTER", type=LETTER)
@click.option("--out", type=click.Path(path_type=Path), help="Write the PDF here.")
@click.option("--page", type=click.Path(path_type=Path), help="Write it as one HTML page.")
@click.option("--with-recording", is_flag=True, help="Put the words read aloud beside the page, as MP3.")
@click.option("--aloud", is_flag=True, help="Show it as text to be read aloud.")
@json_option
@pass_session
def print_(
    session: Session,
    letter_id: str,
    out: Path | None,
    page: Path | None,
    with_recording: bool,
    aloud: bool,
) -> None:
    """Print a letter again, exactly as it was made."""
    _check_page(page, with_recording)
    if not (out or page or aloud):
        raise InvalidInput("letter-needs-out")
    say_looks_are_recorded()
    with session.opened() as workspace:
        for file in filter(None, (out, page)):
            check_new_file(file)
        how = Showing.EXPORTED if out or page else Showing.SHOWN
        made = show_letter(workspace, letter_id, how)
        count = count_pages(workspace, [made.paper])
        written = _write(workspace, made, out, page, with_recording)
    lines = [prints.letter_speech(made.paper)] if aloud else []
    lines += [pages_in_words(count)] if out else []
    lines += [f"Written to {file}" for file in written]
    show(plain(made.letter) | {"pages": count.pages}, lines, as_json=session.as_json)


_BATCH_EPILOG = """\b
Example (columns: contributor, language, name, and any blank):
  consentkit letter batch adult roster.csv --language km --blank until=2027-11-20 --out letters/
"""


@letter.command(epilog=_BATCH_EPILOG)
@click.argument("form")
@click.argument("roster", type=click.Path(path_type=Path))
@letter_options
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A folder, or one .pdf for all.")
@json_option
@pass_session
def batch(session: Session, /, form: str, roster: Path, out: Path, **given: Any) -> None:
    """Make a letter for each row of ROSTER, a CSV file: all of them, or none where anything is wrong.

    Run again, a letter that was made before and is still out is not made twice.
    """
    usual = new_letter(form, given)
    is_one = out.suffix.lower() == ".pdf"
    if is_one:
        check_new_file(out)
    say_looks_are_recorded()
    with session.opened() as workspace:
        rows = letter_batches.read_roster(workspace, incoming(roster, letter_batches.MOST_BYTES), usual)
        made = letter_batches.make_letters(workspace, rows, watch=bar("Letter"))
        count = count_pages(workspace, [one.paper for one in made])
        for one in () if is_one else made:
            _write_into(out, workspace, one)
        if is_one:
            record_letters_shown(workspace, made, Showing.EXPORTED)
            write_file(out, prints.letters_pdf(workspace, [one.paper for one in made]))
    lines = [f"{one.letter.id}  {one.letter.contributor or '-'}  {one.letter.language}" for one in made]
    lines.append(all_pages_in_words(count))
    show([one.letter for one in made], [*lines, f"Written to {out}"], as_json=session.as_json)


def _write_into(folder: Path, workspace: Workspace, one: MadeLetter) -> None:
    ready_folder(folder)
    out = folder / f"{one.letter.id}.pdf"
    # A run that was stopped goes on with what it left: the same letter gives the same bytes.
    if not out.exists():
        record_letters_shown(workspace, [one], Showing.EXPORTED)
        write_file(out, prints.letter_pdf(workspace, one.paper))


@letter.command("list", epilog="\b\nExample:\n  consentkit letter list --out")
@click.option("--story", type=STORY, help="Only of this story.")
@click.option("--out", "only_out", is_flag=True, help="Only those that have not come back.")
@json_option
@pass_session
def list_(session: Session, story: str | None, only_out: bool) -> None:
    """List letters, and what each has come to."""
    with session.opened() as workspace:
        found = letters.list_letters(workspace, story=story, only_out=only_out)
        known = [look_at_letter(workspace, one.id) for one in found]
    value = [plain(one.letter) | {"state": one.state} for one in known]
    show(value, [_letter_line(one) for one in known], as_json=session.as_json)


def _letter_line(listed: ListedLetter) -> str:
    one = listed.letter
    about = one.contributor or "nobody"
    about += f", story {one.story}" if one.story else ""
    until = one.printed.until if one.printed else None
    says = f", says until {day_in_words(until)}" if until else ""
    made = f"made on {day_in_words(one.made_on)}"
    return f"{one.id}: {one.form} in {one.language} for {about}{says}, {made}: {_(STATES[listed.state])}"


@letter.command("set-aside", epilog="\b\nExample:\n  consentkit letter set-aside L-7K3Q-X9MN")
@click.argument("letter_id", metavar="LETTER", type=LETTER)
@json_option
@pass_session
def set_aside(session: Session, letter_id: str) -> None:
    """Say that a letter was not used and will not come back."""
    with session.opened() as workspace:
        aside = letters.set_letter_aside(workspace, letter_id)
    show(aside, ["Recorded."], as_json=session.as_json)
