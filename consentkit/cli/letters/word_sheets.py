"""`consentkit form export-words` and its like: a form's words for who translates them, out and in."""

from pathlib import Path

import click

from consentkit.cli.options import json_option
from consentkit.cli.output import show
from consentkit.cli.sessions import Session, pass_session
from consentkit.pages.files import check_new_file, incoming, write_file
from consentkit.usecases.letters import forms, word_sheets
from consentkit.usecases.workspaces import WorkspaceFolders
from consentkit.wording.letters.word_sheets import imported_in_words

_LANGUAGE = click.option("--language", required=True, help="The language of the translation, such as km.")
_TO = click.option("--to", "out", type=click.Path(path_type=Path), required=True, help="The new file.")


@click.command(
    "export-words", epilog="\b\nExample:\n  consentkit form export-words adult --language km --to km.csv"
)
@click.argument("form_id", metavar="FORM")
@_LANGUAGE
@_TO
@json_option
@pass_session
def export_words(session: Session, form_id: str, language: str, out: Path) -> None:
    """Write the words of FORM as a spreadsheet for who translates them: CSV, one text a row.

    Needs no passphrase. In the columns "translation" and "remark" is written; the others stay as they are.
    """
    catalogue = forms.list_forms(Path(session.folder))
    check_new_file(out)
    write_file(out, word_sheets.export_words(catalogue, form_id, language))
    show({"file": str(out)}, [f"Written to {out}"], as_json=session.as_json)


@click.command("proof", epilog="\b\nExample:\n  consentkit form proof adult --language km --to proof.pdf")
@click.argument("form_id", metavar="FORM")
@_LANGUAGE
@_TO
@json_option
@pass_session
def proof(session: Session, form_id: str, language: str, out: Path) -> None:
    """Write a proof sheet of FORM as PDF: each text beside its English. Needs no passphrase."""
    folder = Path(session.folder)
    catalogue = forms.list_forms(folder)
    check_new_file(out)
    write_file(out, word_sheets.proof_sheet(catalogue, WorkspaceFolders(folder), form_id, language))
    show({"file": str(out)}, [f"Written to {out}"], as_json=session.as_json)


@click.command(
    "import-words", epilog="\b\nExample:\n  consentkit form import-words adult km.csv --language km"
)
@click.argument("form_id", metavar="FORM")
@click.argument("file", type=click.Path(path_type=Path))
@_LANGUAGE
@json_option
@pass_session
def import_words(session: Session, form_id: str, file: Path, language: str) -> None:
    """Take the words of FORM in from FILE, as export-words wrote it: all of them, or none.

    Every fault is said with its row and column. The language is unreviewed again then; managers may.
    """
    with session.opened() as workspace:
        sheet = incoming(file, word_sheets.MOST_BYTES)
        done = word_sheets.import_words(workspace, form_id, language, sheet)
    show(done, [imported_in_words(done)], as_json=session.as_json)


VERBS = (export_words, import_words, proof)
