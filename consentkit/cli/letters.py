"""`consentkit letter`: make letters, print them, and take the signed ones in."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click
from pydantic import ValidationError

from consentkit.cli.options import CONTRIBUTOR, LETTER, PAGE, STORY, bar, choice, json_option
from consentkit.cli.output import plain, show
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.errors import InvalidInput
from consentkit.domain.letter_records import Letter, LetterPaper, Paper, Printing, ReturnedPage, TickState
from consentkit.domain.letters import Facts
from consentkit.usecases import letter_batches, letter_returns, letters
from consentkit.usecases.exports import check_new_file
from consentkit.usecases.letter_returns import LetterIntake
from consentkit.usecases.letters import NewLetter
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import sentence_of_error
from consentkit.wording.letters import sentence_of_note

_F = TypeVar("_F", bound=Callable[..., Any])

_FACTS = {
    "has_interpreter": "--interpreter",
    "has_witness": "--witness",
    "shows_face": "--ask-face",
    "names_fully": "--ask-full-name",
    "takes_thumbprint": "--thumbprint",
}


@click.group()
def letter() -> None:
    """Letters: make, print, take the signed ones in."""


def _letter_options(command: _F) -> _F:
    """Add what every letter is made with."""
    for option in reversed(
        (
            click.option("--language", required=True, help="The language of the letter, such as km."),
            click.option("--story", type=STORY, help="The story that it is about."),
            click.option("--organisation", default="", help="A name or alias that is safe on this paper."),
            click.option(
                "--blank", "blanks", multiple=True, metavar="NAME=VALUE", help="What stands in a blank."
            ),
            click.option(
                "--offer", "offers", multiple=True, metavar="CLAUSE=CHOICE,…", help="Ask only about these."
            ),
            click.option(
                "--neutral-title", "wants_neutral_title", is_flag=True, help="A title that says nothing."
            ),
            click.option("--interpreter", "has_interpreter", is_flag=True, help="Someone interprets."),
            click.option("--witness", "has_witness", is_flag=True, help="A witness signs too."),
            click.option("--no-copy", "no_copy", is_flag=True, help="A copy is not safe: offer none."),
            click.option(
                "--ask-face", "shows_face", is_flag=True, help="Ask about a shown face (safeguarding)."
            ),
            click.option(
                "--ask-full-name", "names_fully", is_flag=True, help="Ask about the full name (safeguarding)."
            ),
            click.option(
                "--thumbprint", "takes_thumbprint", is_flag=True, help="Offer a thumb-mark beside signing."
            ),
            click.option("--paper", type=choice(Paper), default=Paper.A4.value, show_default=True),
            click.option("--large-print", is_flag=True, help="16 pt, on as many pages as it takes."),
            click.option(
                "--beside", metavar="LANGUAGE", help="A second language for staff, in a second column."
            ),
            click.option("--facing", is_flag=True, help="The second language on facing pages."),
        )
    ):
        command = option(command)
    return command


def _new_letter(form: str, given: dict[str, Any]) -> NewLetter:
    facts = {name: given.pop(name) for name in _FACTS}
    printing = {name: given.pop(name) for name in ("paper", "large_print", "beside", "facing")}
    try:
        return NewLetter(
            form=form,
            facts=Facts(**facts, leaves_copy=not given.pop("no_copy")),
            printing=Printing(**printing),
            blanks=dict(_pair(text) for text in given.pop("blanks")),
            offers={clause: tuple(names.split(",")) for clause, names in map(_pair, given.pop("offers"))},
            **given,
        )
    except ValidationError as error:
        raise InvalidInput("field-not-usable", field=str(error.errors()[0]["loc"][0])) from None


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise InvalidInput("pair-malformed", given=text)
    return name.strip(), value.strip()


_MAKE_EPILOG = """\b
Examples:
  consentkit letter make adult C-7K3Q-X9MD --language km --story S-2M4N-88TA \\
    --blank until=2027-11-20 --blank "purpose=our yearly report" --out letter.pdf
  consentkit letter make adult --language th --preview
"""


@letter.command(epilog=_MAKE_EPILOG)
@click.argument("form")
@click.argument("contributor", type=CONTRIBUTOR, required=False)
@_letter_options
@click.option("--name", "shown_name", help="Print the person's name; only if they want it there.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the PDF here.")
@click.option("--page", "page", type=click.Path(path_type=Path), help="Write it as one HTML page too.")
@click.option("--preview", is_flag=True, help="Show the words; make nothing.")
@json_option
@pass_session
def make(
    session: Session,
    /,
    form: str,
    out: Path | None,
    page: Path | None,
    preview: bool,
    **given: Any,
) -> None:
    """Make a letter of FORM for CONTRIBUTOR, with a code and no name."""
    new = _new_letter(form, given)
    with session.opened() as workspace:
        if preview:
            paper = letters.compose(workspace, new)
            show(paper, [letters.letter_speech(paper)], as_json=session.as_json)
            return
        if out is None:
            raise InvalidInput("letter-needs-out")
        for file in filter(None, (out, page)):
            check_new_file(file)
        made = letters.make_letter(workspace, new)
        _write(workspace, made.paper, out, page)
    show(made.letter, [made.letter.id, f"Written to {out}"], as_json=session.as_json)


def _write(workspace: Workspace, paper: LetterPaper, out: Path | None, page: Path | None) -> None:
    if out is not None:
        out.write_bytes(letters.letter_pdf(workspace, paper))
    if page is not None:
        page.write_text(letters.letter_page(workspace, paper), encoding="utf-8")


@letter.command("print", epilog="\b\nExample:\n  consentkit letter print L-7K3Q-X9MD --out again.pdf")
@click.argument("letter_id", metavar="LETTER", type=LETTER)
@click.option("--out", type=click.Path(path_type=Path), help="Write the PDF here.")
@click.option("--page", type=click.Path(path_type=Path), help="Write it as one HTML page.")
@click.option("--aloud", is_flag=True, help="Show it as text to be read aloud.")
@json_option
@pass_session
def print_(session: Session, letter_id: str, out: Path | None, page: Path | None, aloud: bool) -> None:
    """Print a letter again, exactly as it was made."""
    if not (out or page or aloud):
        raise InvalidInput("letter-needs-out")
    with session.opened() as workspace:
        for file in filter(None, (out, page)):
            check_new_file(file)
        made = letters.open_letter(workspace, letter_id)
        _write(workspace, made.paper, out, page)
    lines = [letters.letter_speech(made.paper)] if aloud else []
    lines += [f"Written to {file}" for file in (out, page) if file]
    show(made.letter, lines, as_json=session.as_json)


_BATCH_EPILOG = """\b
Example (columns: contributor, language, name, and any blank):
  consentkit letter batch adult roster.csv --language km --blank until=2027-11-20 --out letters/
"""


@letter.command(epilog=_BATCH_EPILOG)
@click.argument("form")
@click.argument("roster", type=click.Path(path_type=Path))
@_letter_options
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A folder, or one .pdf for all.")
@json_option
@pass_session
def batch(session: Session, /, form: str, roster: Path, out: Path, **given: Any) -> None:
    """Make a letter for each row of ROSTER, a CSV file. Run again, it goes on where it stopped."""
    usual = _new_letter(form, given)
    is_one = out.suffix.lower() == ".pdf"
    if is_one:
        check_new_file(out)
    with session.opened() as workspace:
        wanted = letter_batches.read_roster(workspace, roster, usual)
        made = []
        for one in letter_batches.make_letters(workspace, wanted, watch=bar("Letter")):
            if not is_one:
                out.mkdir(parents=True, exist_ok=True)
                (out / f"{one.letter.id}.pdf").write_bytes(letters.letter_pdf(workspace, one.paper))
            made.append(one)
        if is_one:
            out.write_bytes(letters.letters_pdf(workspace, [one.paper for one in made]))
    lines = [f"{one.letter.id}  {one.letter.contributor or '-'}  {one.letter.language}" for one in made]
    show([one.letter for one in made], [*lines, f"Written to {out}"], as_json=session.as_json)


@letter.command("list", epilog="\b\nExample:\n  consentkit letter list --out")
@click.option("--story", type=STORY, help="Only of this story.")
@click.option("--out", "only_out", is_flag=True, help="Only those that have not come back.")
@json_option
@pass_session
def list_(session: Session, story: str | None, only_out: bool) -> None:
    """List letters."""
    with session.opened() as workspace:
        known = letters.list_letters(workspace, story=story, only_out=only_out)
    show(known, [_letter_line(one) for one in known], as_json=session.as_json)


def _letter_line(one: Letter) -> str:
    state = f"set aside on {one.set_aside_on}" if one.set_aside_on else f"made on {one.made_on}"
    return f"{one.id}: {one.form} in {one.language} for {one.contributor or 'nobody'}, {state}"


@letter.command("set-aside", epilog="\b\nExample:\n  consentkit letter set-aside L-7K3Q-X9MD")
@click.argument("letter_id", metavar="LETTER", type=LETTER)
@json_option
@pass_session
def set_aside(session: Session, letter_id: str) -> None:
    """Say that a letter was not used and will not come back."""
    with session.opened() as workspace:
        aside = letters.set_letter_aside(workspace, letter_id)
    show(aside, ["Recorded."], as_json=session.as_json)


@letter.command(epilog="\b\nExample:\n  consentkit letter intake scans/*.jpg scans/all.pdf")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
@pass_session
def intake(session: Session, files: tuple[Path, ...]) -> None:
    """Take photographs and scans of signed letters in. The files stay as they are."""
    with session.opened() as workspace:
        taken = letter_returns.take_letters_in(workspace, files, watch=bar("File"))
        waiting = letters.list_letters_to_confirm(workspace)
    lines = [line for one in taken for line in _intake_lines(one)]
    lines += [f"Next: consentkit letter confirm {one.id}" for one in waiting]
    show([_intake(one) for one in taken], lines, as_json=session.as_json)
    if any(one.error for one in taken):
        raise SystemExit(InvalidInput.exit_code)


def _intake(taken: LetterIntake) -> dict[str, object]:
    error = taken.error
    return {
        "file": str(taken.file),
        "pages": plain(taken.pages),
        "error": error.code if error else None,
        "sentence": sentence_of_error(error) if error else None,
    }


def _intake_lines(taken: LetterIntake) -> Iterable[str]:
    if taken.error is not None:
        yield f"✗ {taken.file}: {sentence_of_error(taken.error)} The file is as it was."
    for page in taken.pages:
        yield f"{taken.file}: {_page_line(page)}"


def _page_line(page: ReturnedPage) -> str:
    of = f"page {page.page} of {page.pages} of {page.letter}" if page.letter else "no letter yet"
    notes = " ".join(sentence_of_note(note) for note in page.notes)
    return f"{page.id}: {of}. {notes}".rstrip()


@letter.command("pages", epilog="\b\nExample:\n  consentkit letter pages")
@click.argument("letter_id", metavar="[LETTER]", type=LETTER, required=False)
@json_option
@pass_session
def pages(session: Session, letter_id: str | None) -> None:
    """List the pages that came back: those of LETTER, or those that belong to no letter yet."""
    with session.opened() as workspace:
        if letter_id:
            found = letter_returns.pages_of_letter(workspace, letter_id)
        else:
            found = letter_returns.list_loose_pages(workspace)
    lines = [_page_line(page) for page in found] or ["None."]
    show(found, lines, as_json=session.as_json)


@letter.command("look", epilog="\b\nExample:\n  consentkit letter look R-7K3Q-X9MD --to look.jpg")
@click.argument("page_id", metavar="PAGE", type=PAGE)
@click.option("--to", "out", type=click.Path(path_type=Path), required=True, help="Write the picture here.")
@json_option
@pass_session
def look(session: Session, page_id: str, out: Path) -> None:
    """Write the picture of a page that came back, to look at it."""
    check_new_file(out)
    with session.opened() as workspace:
        page = letter_returns.get_page(workspace, page_id)
        out.write_bytes(letter_returns.picture_of_page(workspace, page))
    show(page, [f"{out} may hold a name. Look, then delete the file."], as_json=session.as_json)


@letter.command(epilog="\b\nExample:\n  consentkit letter match R-7K3Q-X9MD L-2M4N-88TA 1")
@click.argument("page_id", metavar="PAGE", type=PAGE)
@click.argument("letter_id", metavar="LETTER", type=LETTER)
@click.argument("number", type=int)
@json_option
@pass_session
def match(session: Session, page_id: str, letter_id: str, number: int) -> None:
    """Say that PAGE is page NUMBER of LETTER, where its code could not be read."""
    with session.opened() as workspace:
        page = letter_returns.match_page(workspace, page_id, letter_id, number)
    show(page, [_page_line(page)], as_json=session.as_json)


@letter.command("set-page-aside", epilog="\b\nExample:\n  consentkit letter set-page-aside R-7K3Q-X9MD")
@click.argument("page_id", metavar="PAGE", type=PAGE)
@json_option
@pass_session
def set_page_aside(session: Session, page_id: str) -> None:
    """Say that a page is of no use. Its file stays kept."""
    with session.opened() as workspace:
        aside = letter_returns.set_page_aside(workspace, page_id)
    show(aside, ["Recorded."], as_json=session.as_json)


_CONFIRM_EPILOG = """\b
Examples:
  consentkit letter confirm L-7K3Q-X9MD
  consentkit letter confirm L-7K3Q-X9MD --tick L04.photo --tick L08.print --tick L24.yes
  consentkit letter confirm L-7K3Q-X9MD --nothing-ticked
"""


@letter.command(epilog=_CONFIRM_EPILOG)
@click.argument("letter_id", metavar="LETTER", type=LETTER)
@click.option("--tick", "ticks", multiple=True, metavar="BOX", help="A box that you saw ticked.")
@click.option("--nothing-ticked", is_flag=True, help="You looked, and no box is ticked.")
@json_option
@pass_session
def confirm(session: Session, letter_id: str, ticks: tuple[str, ...], nothing_ticked: bool) -> None:
    """Record what you saw ticked on a signed letter; it becomes the release. What is not ticked means no."""
    with session.opened() as workspace:
        if not ticks and not nothing_ticked:
            seen = letter_returns.suggested_ticks(workspace, letter_id)
            lines = [f"{_TICKS[state]} {box}" for box, state in seen.items()]
            lines.append(
                "This is a suggestion. Look at each page, then name with --tick what you saw ticked."
            )
            show(seen, lines, as_json=session.as_json)
            return
        release = letter_returns.confirm_release(workspace, letter_id, frozenset(ticks))
    show(release, [f"Kept as the release of {letter_id}."], as_json=session.as_json)


_TICKS = {TickState.TICKED: "[x]", TickState.EMPTY: "[ ]", TickState.UNSURE: "[?]"}
