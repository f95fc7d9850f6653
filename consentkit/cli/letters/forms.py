"""`consentkit form`: forms, their languages, and who approved the words."""

from collections import Counter
from datetime import date
from pathlib import Path

import click

from consentkit.catalogue.forms import FormCatalogue
from consentkit.cli.letters import recordings, word_sheets
from consentkit.cli.options import DAY, json_option
from consentkit.cli.output import show, tell
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.checklists import BrokenFile
from consentkit.domain.errors import BadDataFile
from consentkit.domain.letters.forms import Wording
from consentkit.usecases.letters import forms
from consentkit.wording.letters.letters import sentence_of_finding


@click.group()
def form() -> None:
    """Forms of letters: which there are, in which languages, and what is wrong with the words."""


for _verb in (*recordings.VERBS, *word_sheets.VERBS):
    form.add_command(_verb)


@form.command("list", epilog="\b\nExample:\n  consentkit form list")
@json_option
@pass_session
def list_(session: Session) -> None:
    """List the forms with their languages; in a workspace also its own, and who approved which words.

    Without a passphrase a workspace's approvals are not known, and that is said.
    """
    found = _forms_here(session)
    choices = forms.form_choices(found)
    lines = [
        f"{c.form.id} version {c.form.version} ({c.form.purpose}): {' '.join(c.languages) or '-'}"
        for c in choices
    ]
    lines += ["", "Languages:", *(_language_line(w) for w in found.wordings)]
    lines += map(_broken_line, found.broken)
    value = {
        "forms": [
            {"id": c.form.id, "version": c.form.version, "purpose": c.form.purpose, "languages": c.languages}
            for c in choices
        ],
        "languages": [
            w.model_dump(mode="json", include={"language", "name", "status", "reviewer", "reviewed_on"})
            for w in found.wordings
        ],
        "broken": found.broken,
    }
    show(value, lines, as_json=session.as_json)
    if found.broken:
        raise SystemExit(BadDataFile.exit_code)


def _forms_here(session: Session) -> FormCatalogue:
    """Return a workspace's forms with its reviews, which only its records know; elsewhere those shipped."""
    folder = Path(session.folder)
    if not forms.is_workspace(folder):
        return forms.list_forms(folder)
    if not session.may_sign_in:
        tell("Without a passphrase: who approved which words is not read.", to_stderr=True)
        return forms.list_forms(folder)
    with session.opened() as workspace:
        return forms.forms_of(workspace)


def _broken_line(broken: BrokenFile) -> str:
    field = f" {broken.field}:" if broken.field else ""
    return f"✗ {broken.file}:{field} {broken.problem}"


def _language_line(wording: Wording) -> str:
    reviewer = f", reviewed by {wording.reviewer} on {wording.reviewed_on}" if wording.reviewer else ""
    return f"  {wording.language}  {wording.status}{reviewer}  {wording.name}"


@form.command("show", epilog="\b\nExample:\n  consentkit form show adult")
@click.argument("form_id", metavar="FORM")
@json_option
@pass_session
def show_(session: Session, form_id: str) -> None:
    """Show a form's blanks, and the clauses whose choices can be narrowed. Needs no passphrase."""
    found = forms.list_forms(Path(session.folder))
    one = forms.get_form(found, form_id)
    lines = [f"{one.id} version {one.version}: {one.purpose}, for {one.is_for}", "Blanks:"]
    lines += [
        f"  {name} ({blank.kind}{'' if blank.is_required else ', may stay empty'})"
        for name, blank in one.blanks.items()
    ]
    lines.append("Clauses: " + " ".join(part.clause for part in one.parts))
    show(one, lines, as_json=session.as_json)


@form.command(epilog="\b\nExamples:\n  consentkit form lint\n  consentkit form lint km my")
@click.argument("languages", nargs=-1)
@json_option
@pass_session
def lint(session: Session, languages: tuple[str, ...]) -> None:
    """Look for missing words, letters that no font has, Zawgyi, long sentences and pages that overflow."""
    found = forms.lint_all_forms(Path(session.folder), languages)
    lines = [*map(_broken_line, found.broken)]
    lines += [f"{f.language}  {f.place}: {sentence_of_finding(f)}" for f in found.findings]
    counts = Counter(f.language for f in found.findings)
    if found.is_clean:
        lines.append("Nothing was found.")
    elif counts:
        lines.append(", ".join(f"{language}: {n}" for language, n in counts.items()))
    show(found, lines, as_json=session.as_json)
    if not found.is_clean:
        raise SystemExit(BadDataFile.exit_code)


@form.command(epilog="\b\nExample:\n  consentkit form review km --approve --reviewer sokha-1 --on 2026-11-20")
@click.argument("language")
@click.option(
    "--approve/--unreviewed",
    " /--draft",
    "is_approved",
    required=True,
    help="Print without the mark of unreviewed words, or with it.",
)
@click.option(
    "--reviewer", required=True, metavar="HANDLE", help="Who read every word; they speak the language."
)
@click.option("--on", "reviewed_on", type=DAY, help="When (default: today).")
@json_option
@pass_session
def review(
    session: Session, language: str, is_approved: bool, reviewer: str, reviewed_on: date | None
) -> None:
    """Record who read the words of LANGUAGE. It holds until the file changes; managers may."""
    with session.opened() as workspace:
        kept = forms.review_wording(
            workspace, language, is_approved=is_approved, reviewer=reviewer, reviewed_on=reviewed_on
        )
    mark = "without the mark of unreviewed words" if is_approved else "with the mark of unreviewed words"
    show(kept, [f"Recorded. Letters in {language} are printed {mark}."], as_json=session.as_json)
