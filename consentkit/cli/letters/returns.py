"""`consentkit letter intake` and its like: signed letters come back, and become releases."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from consentkit.cli.letters.rows import as_json, confirmed_rows, corrected_rows, rows_said, suggested_lines
from consentkit.cli.options import DAY, LETTER, PAGE, PLACE, bar, json_option, one_of, yes_option
from consentkit.cli.output import plain, show, tell
from consentkit.cli.reopenings import told_first
from consentkit.cli.sessions import Session, pass_session, say_looks_are_recorded
from consentkit.cli.several import end_unless_all_kept
from consentkit.domain.characters import visible
from consentkit.domain.codes import parse_code
from consentkit.domain.errors import InvalidInput, NotFound
from consentkit.domain.events import Showing
from consentkit.domain.letters.records import ReturnedPage, TickState
from consentkit.pages.files import check_new_file, incoming, write_file
from consentkit.pages.letters.noes import foreseen_for
from consentkit.pages.letters.signing import empty_lines, signing_lines
from consentkit.usecases.consents.row_meanings import Signing
from consentkit.usecases.letters import forms, letters, prints, releases
from consentkit.usecases.letters import returns as letter_returns
from consentkit.usecases.letters.returns import LetterIntake
from consentkit.usecases.letters.showings import show_page
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import sentence_of_error
from consentkit.wording.letters.letters import sentence_of_note
from consentkit.wording.letters.tick_boxes import MARKS, TickBox, tick_boxes_in_words


@click.command(epilog="\b\nExample:\n  consentkit letter intake scans/*.jpg scans/all.pdf")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
@pass_session
def intake(session: Session, files: tuple[Path, ...]) -> None:
    """Take photographs and scans of signed letters in. The files stay as they are."""
    with session.opened() as workspace:
        taken = letter_returns.take_letters_in(
            workspace, [incoming(file) for file in files], watch=bar("File")
        )
        waiting = letters.list_letters_to_confirm(workspace)
    intakes = list(zip(files, taken, strict=True))
    lines = [line for file, one in intakes for line in _intake_lines(file, one)]
    lines += [f"Next: consentkit letter confirm {one.id}" for one in waiting]
    show([_intake(file, one) for file, one in intakes], lines, as_json=session.as_json)
    end_unless_all_kept(one.error for one in taken)


def _intake(file: Path, taken: LetterIntake) -> dict[str, object]:
    error = taken.error
    return {
        "file": str(file),
        "pages": plain(taken.pages),
        "error": error.code if error else None,
        "sentence": sentence_of_error(error) if error else None,
    }


def _intake_lines(file: Path, taken: LetterIntake) -> Iterable[str]:
    if taken.error is not None:
        yield f"✗ {file}: {sentence_of_error(taken.error)} The file is as it was."
    for page in taken.pages:
        yield f"{file}: {_page_line(page)}"


def _page_line(page: ReturnedPage) -> str:
    of = f"page {page.page} of {page.pages} of {page.letter}" if page.letter else "no letter yet"
    notes = " ".join(sentence_of_note(note) for note in page.notes)
    return f"{page.id}: {of}. {notes}".rstrip()


@click.command("pages", epilog="\b\nExample:\n  consentkit letter pages")
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


_LOOK_EPILOG = """\b
Examples:
  consentkit letter look R-7K3Q-X9MN --to look.jpg
  consentkit letter look L-7K3Q-X9MN --to pages
"""


@click.command("look", epilog=_LOOK_EPILOG)
@click.argument("code", metavar="PAGE|LETTER")
@click.option(
    "--to", "out", type=click.Path(path_type=Path), required=True, help="Write here; for a LETTER a folder."
)
@json_option
@pass_session
def look(session: Session, code: str, out: Path) -> None:
    """Write the picture of a PAGE that came back, or of every page of a LETTER, to look at it."""
    is_letter = code.strip()[:1].upper() == "L"
    wanted = parse_code(code, "L" if is_letter else "R")
    if not is_letter:
        check_new_file(out)
    say_looks_are_recorded()
    with session.opened() as workspace:
        if is_letter:
            found = letter_returns.pages_of_letter(workspace, wanted)
            if not found:
                raise NotFound("letter-not-back", letter=wanted)
            lines = [_written_to(workspace, page, out) for page in found]
            show(found, lines, as_json=session.as_json)
            return
        page = letter_returns.get_page(workspace, wanted)
        write_file(out, show_page(workspace, wanted, Showing.EXPORTED))
    show(page, [_to_delete(out)], as_json=session.as_json)


def _written_to(workspace: Workspace, page: ReturnedPage, folder: Path) -> str:
    out = folder / f"{page.id}.jpg"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise InvalidInput("folder-not-usable", folder=folder.name) from None
    check_new_file(out)
    data = show_page(workspace, page.id, Showing.EXPORTED)
    if data.startswith(b"%PDF"):
        out = out.with_suffix(".pdf")
    write_file(out, data)
    return _to_delete(out)


def _to_delete(out: Path) -> str:
    return f"{out} may hold a name. Look, then delete the file."


@click.command(epilog="\b\nExample:\n  consentkit letter match R-7K3Q-X9MN L-2M4N-88TY 1")
@click.argument("page_id", metavar="PAGE", type=PAGE)
@click.argument("letter_id", metavar="LETTER", type=LETTER)
@click.argument("number", type=int)
@json_option
@pass_session
def match(session: Session, page_id: str, letter_id: str, number: int) -> None:
    """Say that PAGE is page NUMBER of LETTER, where its code could not be read."""
    with session.opened() as workspace:
        page = letter_returns.match_page(workspace, page_id, letter_id, number)
        boxes = _tick_boxes(workspace, letter_id)
    lines = [_page_line(page), *_tick_box_lines(boxes, page.ticks)]
    show(page, lines, as_json=session.as_json)


@click.command("set-page-aside", epilog="\b\nExample:\n  consentkit letter set-page-aside R-7K3Q-X9MN")
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
  consentkit letter confirm L-7K3Q-X9MN
  consentkit letter confirm L-7K3Q-X9MN --tick L04.photo --tick L08.print --tick L24.yes
  consentkit letter confirm L-7K3Q-X9MN --nothing-ticked
  consentkit letter confirm L-7K3Q-X9MN --correct --tick L04.photo --tick L24.yes
  consentkit letter confirm L-7K3Q-X9MN --row C-7K3Q-X9MN=photo,print --row C-2M4N-88TY=no \\
    --given 2026-11-20 --place KH
  consentkit letter confirm L-7K3Q-X9MN --correct --row C-2M4N-88TY=absent
"""


@click.command(epilog=_CONFIRM_EPILOG)
@click.argument("letter_id", metavar="LETTER", type=LETTER)
@click.option("--tick", "ticks", multiple=True, metavar="BOX", help="A box that you saw ticked.")
@click.option("--nothing-ticked", is_flag=True, help="You looked, and no box is ticked.")
@click.option("--correct", is_flag=True, help="It was confirmed wrongly, and nothing rests on it yet.")
@click.option(
    "--row",
    "rows",
    multiple=True,
    metavar="CODE=COLUMN,…",
    help="Of a group's sheet: what is ticked in a person's row; =absent where nobody was there.",
)
@click.option("--given", "given_on", type=DAY, help="Of a group's sheet: the day on which it was signed.")
@click.option("--place", "places", type=PLACE, multiple=True, help="The same: countries, or worldwide.")
@yes_option
@json_option
@pass_session
def confirm(
    session: Session,
    /,
    letter_id: str,
    ticks: tuple[str, ...],
    nothing_ticked: bool,
    correct: bool,
    rows: tuple[str, ...],
    **signing: Any,
) -> None:
    """Record what you saw ticked on a signed letter; it becomes the release. What is not ticked means no.

    A no on the letter is done in the same act: consents are taken back, takedowns are opened. Every page
    is looked at first, by who confirms: letter look.
    """
    if ticks and nothing_ticked:
        raise InvalidInput("ticked-and-nothing")
    if correct and not ticks and not nothing_ticked and not rows:
        raise InvalidInput("correct-to-what")
    said_of_all = Signing(signing["given_on"], frozenset(signing["places"]))
    if rows or said_of_all != Signing():
        one_of({"--row": bool(rows), "--nothing-ticked": nothing_ticked})
        if correct:
            one_of({"--correct with --row": True, "--tick": bool(ticks)})
            _correct_rows(session, letter_id, rows, said_of_all)
        else:
            _confirm_rows(session, letter_id, rows, said_of_all, ticks)
        return
    with session.opened() as workspace:
        if not ticks and not nothing_ticked:
            _suggest(session, workspace, letter_id)
            return
        _ask_about_empty(workspace, letter_id)
        said, seen = frozenset(ticks), letter_returns.pages_of_letter(workspace, letter_id)
        done = list(foreseen_for(workspace, letter_id, said))
        if correct:
            release = releases.correct_release(workspace, letter_id, said)
        else:
            release = releases.confirm_release(workspace, letter_id, said, seen=seen)
    show(release, [f"Kept as the release of {letter_id}.", *done], as_json=session.as_json)


def _confirm_rows(
    session: Session, letter_id: str, rows: tuple[str, ...], signing: Signing, ticks: tuple[str, ...]
) -> None:
    with session.opened() as workspace:
        _ask_about_empty(workspace, letter_id, of=frozenset(rows_said(rows)))
        done, lines = told_first(
            session,
            workspace,
            lambda: confirmed_rows(workspace, letter_id, rows, signing, frozenset(ticks)),
        )
    show(as_json(done), lines, as_json=session.as_json)


def _correct_rows(session: Session, letter_id: str, rows: tuple[str, ...], signing: Signing) -> None:
    with session.opened() as workspace:
        _ask_about_empty(workspace, letter_id, of=frozenset(rows_said(rows)))
        done, lines = told_first(
            session, workspace, lambda: corrected_rows(workspace, letter_id, rows, signing)
        )
    show(as_json(done), lines, as_json=session.as_json)


def _suggest(session: Session, workspace: Workspace, letter_id: str) -> None:
    seen = letter_returns.suggested_ticks(workspace, letter_id)
    ticked = frozenset(box for box, state in seen.items() if state is TickState.TICKED)
    lines = _tick_box_lines(_tick_boxes(workspace, letter_id), seen)
    signing = letter_returns.suggested_signing(workspace, letter_id)
    paper = prints.open_letter(workspace, letter_id).paper
    lines += signing_lines(forms.forms_of(workspace), paper, signing)
    lines.append("This is a suggestion. Look at each page, then name with --tick what you saw ticked.")
    unopened = releases.unopened_pages(workspace, letter_id)
    if unopened:
        lines.append(f"Not opened by you yet: {', '.join(page.id for page in unopened)}.")
        lines.append(f"Open them: consentkit letter look {letter_id} --to pages")
    lines += suggested_lines(workspace, letter_id, seen)
    will_do = list(foreseen_for(workspace, letter_id, ticked))
    lines += ["If it is as suggested, confirming does this:", *will_do] if will_do else []
    show({**seen, **signing}, lines, as_json=session.as_json)


def _ask_about_empty(workspace: Workspace, letter_id: str, of: frozenset[str] = frozenset()) -> None:
    """Say where nobody seems to have signed; on a terminal, ask whether to go on."""
    empty = empty_lines(workspace, letter_id, of)
    for line in empty:
        tell(visible(line), to_stderr=True)
    if empty and sys.stdin.isatty() and sys.stderr.isatty():
        click.confirm("You looked, and confirm it all the same?", abort=True, err=True)


def _tick_boxes(workspace: Workspace, letter_id: str) -> tuple[TickBox, ...]:
    return tick_boxes_in_words(forms.forms_of(workspace), prints.open_letter(workspace, letter_id).paper)


def _tick_box_lines(boxes: Iterable[TickBox], seen: Mapping[str, TickState]) -> list[str]:
    """Say each box that was looked at in words, below its question, with the id that `--tick` takes."""
    lines, question = [], ""
    for box in boxes:
        if box.id not in seen:
            continue
        if box.question != question:
            question = box.question
            lines.append(question)
        lines.append(f"  {MARKS[seen[box.id]]} {box.words}  ({box.id})")
    return lines


VERBS = (intake, pages, look, match, set_page_aside, confirm)
"""What `consentkit letter` takes over from here."""
