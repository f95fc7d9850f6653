"""Forms and their languages: which there are, what is wrong with them, and who approved the words."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from consentkit.catalogue.form_linting import Finding, FindingKind, lint_forms
from consentkit.catalogue.forms import FormCatalogue, broken_language, languages_for, load_forms
from consentkit.catalogue.shipped import assets_folder, forms_folder
from consentkit.domain.checklists import BrokenFile
from consentkit.domain.errors import BadDataFile, InvalidInput, NotFound, Refused
from consentkit.domain.events import EventName, require
from consentkit.domain.letters.forms import Form, Wording
from consentkit.domain.letters.gaps import SOURCE_LANGUAGE
from consentkit.domain.letters.letters import LetterText, TranslationStatus
from consentkit.domain.letters.records import WordingReview
from consentkit.domain.values import Value
from consentkit.store.letters.letters import latest_review, wording_reviews
from consentkit.usecases.workspaces import Workspace, WorkspaceFolders

if TYPE_CHECKING:
    from consentkit.typesetting.text.fonts import Fonts

FONTS = "fonts"
"""The folder below the organisation's forms that holds its own fonts."""


MATTERS_OF_TASTE = frozenset(
    {FindingKind.LONG_SENTENCE, FindingKind.COPIED, FindingKind.TWICE, FindingKind.LATIN_RUN}
)
"""What a speaker of the language may find right all the same; any other finding keeps words unapproved."""


class Lint(Value):
    """What is wrong with the words: findings by language, and the files that cannot be read at all."""

    findings: tuple[Finding, ...]
    broken: tuple[BrokenFile, ...]

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing was found."""
        return not self.findings and not self.broken


class FormChoice(Value):
    """One form, and the languages in which it can be printed."""

    form: Form
    languages: tuple[str, ...]


def is_workspace(folder: Path) -> bool:
    """Tell whether a workspace lies in this folder, with forms and reviews of its own."""
    return WorkspaceFolders(folder).key_file.exists()


def list_forms(folder: Path) -> FormCatalogue:
    """Return the shipped forms and words, and those of the workspace in this folder. Needs no passphrase."""
    folders = WorkspaceFolders(folder)
    own = [folders.forms] if is_workspace(folder) else []
    return load_forms(forms_folder(), *own)


def forms_of(workspace: Workspace) -> FormCatalogue:
    """Return the forms, with the status of each language as this organisation reviewed its words."""
    found = load_forms(forms_folder(), workspace.folders.forms)
    wordings = tuple(
        _reviewed(workspace, wording, found.digests[wording.language]) for wording in found.wordings
    )
    return FormCatalogue(found.forms, wordings, found.broken, found.digests)


def form_choices(catalogue: FormCatalogue) -> tuple[FormChoice, ...]:
    """Return every form with the languages that have all its words."""
    return tuple(
        FormChoice(form=form, languages=languages_for(form, catalogue.wordings)) for form in catalogue.forms
    )


def get_form(catalogue: FormCatalogue, form: str) -> Form:
    """Return a form. Raises NotFound `form-unknown` (form, known), BadDataFile `form-file-broken`."""
    for known in catalogue.forms:
        if known.id == form:
            return known
    _refuse_broken(one for one in catalogue.broken if one.file == f"{form}.toml")
    raise NotFound("form-unknown", form=form, known=tuple(known.id for known in catalogue.forms))


def get_wording(catalogue: FormCatalogue, form: Form, language: str) -> Wording:
    """Return a language's words for a form.

    Raises NotFound `letter-not-in-language` (form, language, known): nothing falls back to another one;
    BadDataFile `form-file-broken` (file, field, problem) where the language's own file cannot be read.
    """
    known = languages_for(form, catalogue.wordings)
    if language not in known:
        _refuse_broken(_broken_of(catalogue, language))
        raise NotFound("letter-not-in-language", form=form.id, language=language, known=known)
    return next(wording for wording in catalogue.wordings if wording.language == language)


def review_wording(
    workspace: Workspace, language: str, *, is_approved: bool, reviewer: str, reviewed_on: date | None = None
) -> WordingReview:
    """Record that someone who speaks a language read all its words, and whether letters print them unmarked.

    It holds for these words: a file that changes afterwards is unreviewed again. Raises NotFound
    `language-unknown` (language, known), BadDataFile `form-file-broken`, Refused `wording-faulty` (language,
    place, more) for an approval of words with mistakes, InvalidInput for a day that has not come.
    """
    require(workspace.actor, EventName.WORDING_REVIEWED)
    found = load_forms(forms_folder(), workspace.folders.forms)
    known = tuple(w.language for w in found.wordings if w.status is not TranslationStatus.EMPTY)
    if language not in known:
        _refuse_broken(_broken_of(found, language))
        raise NotFound("language-unknown", language=language, known=known)
    if is_approved:
        _refuse_mistakes(found, fonts_at(workspace.folders), language)
    with workspace.change(EventName.WORDING_REVIEWED) as change:
        if is_approved:
            change.check_day()
        day = reviewed_on or change.today
        if day > change.today:
            raise InvalidInput("day-not-come", day=day)
        review = WordingReview(
            language=language,
            digest=found.digests[language],
            is_approved=is_approved,
            reviewer=reviewer,
            reviewed_on=day,
        )
        wording_reviews.insert(change.db, review)
        change.record(language, words=review.digest, is_approved=is_approved, reviewer=reviewer, on=day)
    return review


def _reviewed(workspace: Workspace, wording: Wording, digest: str) -> Wording:
    """Give the words the status that this organisation's own review gave them.

    What a file says of itself is no approval: whoever may write the file could write that too.
    """
    review = latest_review(workspace.records.db, wording.language, digest)
    if review is not None:
        status = TranslationStatus.APPROVED if review.is_approved else TranslationStatus.UNREVIEWED
        by = {"reviewer": review.reviewer, "reviewed_on": review.reviewed_on}
        return wording.model_copy(update={"status": status} | by)
    if wording.status is TranslationStatus.APPROVED:
        status = TranslationStatus.NATIVE_REVIEWED
    else:
        status = wording.status
    return wording.model_copy(update={"status": status})


def _refuse_broken(broken: Iterable[BrokenFile]) -> None:
    """Raise BadDataFile with the first fault, where there is one."""
    for one in broken:
        raise BadDataFile("form-file-broken", file=one.file, field=one.field or "TOML", problem=one.problem)


def _broken_of(found: FormCatalogue, language: str) -> tuple[BrokenFile, ...]:
    return tuple(one for one in found.broken if broken_language(one) == language)


def _refuse_mistakes(found: FormCatalogue, fonts: "Fonts", language: str) -> None:
    findings = [f for f in _lint(found, fonts, {language}) if f.kind not in MATTERS_OF_TASTE]
    if findings:
        place, more = findings[0].place, len(findings) - 1
        raise Refused("wording-faulty", language=language, place=place, more=more)


def lint_all_forms(folder: Path, languages: Iterable[str] = ()) -> Lint:
    """Return what is wrong with the words of these languages (none named: all), fonts and pages included.

    A file that cannot be read is told with its faults; a form's is told whatever languages are named. Needs
    no passphrase. Raises NotFound `language-unknown` (language, known).
    """
    found = list_forms(folder)
    wanted = set(languages)
    known = {w.language for w in found.wordings}.union(filter(None, map(broken_language, found.broken)))
    for language in sorted(wanted - known):
        raise NotFound("language-unknown", language=language, known=tuple(sorted(known)))
    broken = tuple(b for b in found.broken if not wanted or broken_language(b) in wanted | {""})
    return Lint(findings=_lint(found, fonts_at(WorkspaceFolders(folder)), wanted or known), broken=broken)


def _lint(found: FormCatalogue, fonts: "Fonts", languages: set[str]) -> tuple[Finding, ...]:
    """Look at the words of these languages; the source language is read too, to compare with."""
    read = languages | {SOURCE_LANGUAGE}
    findings = lint_forms(
        found.forms,
        (wording for wording in found.wordings if wording.language in read),
        find_uncovered=partial(uncovered_by, fonts, {w.language: w.script for w in found.wordings}),
        count_pages=partial(count_pages_of, fonts),
    )
    return tuple(finding for finding in findings if finding.language in languages)


def fonts_at(folders: WorkspaceFolders) -> "Fonts":
    """Return the shipped fonts, and those that the organisation laid beside its own forms."""
    # Loaded only where pages are set: the fonts and ICU are large.
    from consentkit.typesetting.text.fonts import Fonts

    own = folders.forms / FONTS
    extra = tuple(sorted(own.glob("*.ttf"))) if own.is_dir() else ()
    return Fonts(assets_folder() / FONTS, extra)


def uncovered_by(fonts: "Fonts", scripts: dict[str, str], text: str, language: str) -> str:
    """Return the characters that no font has."""
    from consentkit.typesetting.text.fonts import chain_for

    return "".join(chain_for(fonts, language, scripts[language]).missing(text))


def count_pages_of(fonts: "Fonts", text: LetterText) -> int:
    """Return how many pages a letter needs."""
    from consentkit.typesetting.letters.letters import pages_of

    return pages_of(text, fonts)
