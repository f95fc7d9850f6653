"""Reads forms and their words from folders; what cannot be read is told, never skipped."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from consentkit.catalogue.folders import broken_file, content_of, files_in
from consentkit.catalogue.form_faults import form_faults, source_faults
from consentkit.catalogue.toml_files import Fault, Faults, digest_of_file, read_value
from consentkit.domain.checklists import BrokenFile
from consentkit.domain.letters.forms import Form, Wording
from consentkit.domain.letters.gaps import SOURCE_LANGUAGE, is_offered

_CLAUSES = "clauses"


@dataclass(frozen=True)
class FormCatalogue:
    """All forms in reading order, the words of each language, and the faults of the files that are broken.

    `digests` maps a language to its file's digest (`digest_of_file`): a review holds for the words that were
    reviewed, and for no others.
    """

    forms: tuple[Form, ...]
    wordings: tuple[Wording, ...]
    broken: tuple[BrokenFile, ...]
    digests: dict[str, str]


def load_forms(*folders: Path) -> FormCatalogue:
    """Read each folder's forms and its `clauses/`: the shipped folder first, then the organisation's own.

    Of two forms with one id the first is kept and the second told as a fault. A language's file in a
    later folder takes the place of the earlier one as a whole: nothing of the two is mixed, and when it
    is broken the language is not offered at all. Without the source language no form is whole.
    """
    wordings, digests, broken = _load_wordings(folders)
    source = wordings.get(SOURCE_LANGUAGE)
    forms: dict[str, Form] = {}
    for path in _files(folders):
        form = _form_in(path, forms, source)
        if isinstance(form, Form):
            forms[form.id] = form
        else:
            broken.extend(broken_file(path.name, form))
    return FormCatalogue(tuple(forms.values()), tuple(wordings.values()), tuple(broken), digests)


def languages_for(form: Form, wordings: Iterable[Wording]) -> tuple[str, ...]:
    """Return the languages that have every word which the form needs; `()` without the source language."""
    known = tuple(wordings)
    source = next((w for w in known if w.language == SOURCE_LANGUAGE), None)
    if source is None:
        return ()
    return tuple(wording.language for wording in known if is_offered(form, wording, source))


def broken_language(broken: BrokenFile) -> str:
    """Return the language whose words are in a broken file; `""` for a form's own file."""
    folder, _slash, name = broken.file.rpartition("/")
    return name.removesuffix(".toml") if folder == _CLAUSES else ""


def _files(folders: Iterable[Path]) -> list[Path]:
    return [path for folder in folders for path in files_in(folder)]


def _load_wordings(
    folders: tuple[Path, ...],
) -> tuple[dict[str, Wording], dict[str, str], list[BrokenFile]]:
    wordings: dict[str, Wording] = {}
    digests: dict[str, str] = {}
    broken: list[BrokenFile] = []
    for path in _files(folder / _CLAUSES for folder in folders):
        content = content_of(path)
        wording = _wording_in(content, path)
        # Also when this one is broken: words that somebody replaced are not printed in its stead.
        wordings.pop(path.stem, None)
        digests.pop(path.stem, None)
        if isinstance(content, bytes) and isinstance(wording, Wording):
            wordings[wording.language] = wording
            digests[wording.language] = digest_of_file(content)
        elif isinstance(wording, tuple):
            broken.extend(broken_file(f"{_CLAUSES}/{path.name}", wording))
    return wordings, digests, broken


def _wording_in(content: bytes | Faults, path: Path) -> Wording | Faults:
    if isinstance(content, tuple):
        return content
    wording = read_value(content, Wording)
    if isinstance(wording, tuple):
        return wording
    if wording.language != path.stem:
        return (
            Fault("language", f'The file is named "{path.stem}". Write the same here, or rename the file.'),
        )
    if wording.language == SOURCE_LANGUAGE:
        return source_faults(wording) or wording
    return wording


def _form_in(path: Path, known: dict[str, Form], source: Wording | None) -> Form | Faults:
    content = content_of(path)
    form = content if isinstance(content, tuple) else read_value(content, Form)
    if isinstance(form, tuple):
        return form
    if form.id != path.stem:
        return (Fault("id", f'The file is named "{path.stem}". Write the same id, or rename the file.'),)
    if form.id in known:
        return (Fault("id", "Another file already has this id. Choose a new id and rename the file."),)
    if source is None:
        # The fault lies in the source's own file, and is told there.
        return form
    return form_faults(form, source) or form
