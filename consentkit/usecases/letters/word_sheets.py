"""Words of a form for who translates them: out as a spreadsheet, in again, and side by side on paper."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from pydantic import ValidationError

from consentkit.catalogue.form_linting import FindingKind, lint_forms
from consentkit.catalogue.form_texts import texts_of
from consentkit.catalogue.forms import FormCatalogue
from consentkit.catalogue.word_sheets import rows_of, toml_of, with_rows
from consentkit.domain.errors import Conflict, Fault, InvalidInput, NotFound
from consentkit.domain.events import EventName, require
from consentkit.domain.letters.forms import Form, Wording
from consentkit.domain.letters.gaps import BLANK, SOURCE_LANGUAGE, blanks_in
from consentkit.domain.letters.word_sheets import SheetRow
from consentkit.domain.values import Value
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.letters.forms import (
    count_pages_of,
    fonts_at,
    forms_of,
    get_form,
    uncovered_by,
)
from consentkit.usecases.letters.spreadsheets import HEADING_ROW, read_spreadsheet
from consentkit.usecases.workspaces import Workspace, WorkspaceFolders

MOST_BYTES = 2_000_000
KEY, ENGLISH, TRANSLATION, REMARK = "key", "English", "translation", "remark"
HEADINGS = (KEY, ENGLISH, TRANSLATION, REMARK)
# What a spreadsheet takes for a formula: it would reckon, or fetch, instead of showing words.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CODES: dict[str, str] = {
    FindingKind.ZAWGYI: "words-zawgyi",
    FindingKind.OTHER_SCRIPT: "words-other-script",
    FindingKind.STRANGE_CHARACTER: "words-strange",
    FindingKind.TELLING_WORD: "words-telling",
    FindingKind.NO_FONT: "words-no-font",
}


class ImportedWords(Value):
    """What came of a spreadsheet: how many texts are others now; 0: nothing was written."""

    form: str
    language: str
    changed: int
    remarks: int


def export_words(catalogue: FormCatalogue, form_id: str, language: str) -> bytes:
    """Return a form's words as CSV, one text a row: key, English, translation, the reviewer's remark.

    UTF-8 with a mark of its byte order: without it a spreadsheet takes the file for the computer's old
    encoding, and spoils every script but Latin. Raises NotFound (form-unknown, language-unknown), and
    InvalidInput words-faults for a text that a spreadsheet would take for a formula.
    """
    rows = _sheet_rows(catalogue, form_id, language)
    _refuse([fault for number, row in _numbered(rows) for fault in _formulas(number, row)])
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows((row.key, row.english, row.translation, row.remark) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def proof_sheet(catalogue: FormCatalogue, folders: WorkspaceFolders, form_id: str, language: str) -> bytes:
    """Return a PDF with each text of a form beside its English, marked as a draft on every page.

    Raises what `export_words` does for names, and InvalidInput `glyph-missing`.
    """
    from consentkit.typesetting.letters.proofs import make_proof

    form, wording = get_form(catalogue, form_id), _wording(catalogue, language)
    rows = _sheet_rows(catalogue, form_id, language)
    return make_proof(rows, form, wording, _wording(catalogue, SOURCE_LANGUAGE), fonts_at(folders))


def import_words(workspace: Workspace, form_id: str, language: str, sheet: Incoming) -> ImportedWords:
    """Take in a form's words from the spreadsheet that `export_words` gave: all of them, or none.

    They become the workspace's own file of the language, unreviewed; letters carry the mark of unreviewed
    words until somebody approves it again, and the change is one that a manager accepts. Raises Refused,
    NotFound, Conflict (record-changed) where the file changed meanwhile, and InvalidInput `words-unreadable`
    (file) or `words-faults` (count) with every fault, its row and its column.
    """
    require(workspace.actor, EventName.WORDS_TAKEN_IN)
    # What is no language names no file.
    name = f"forms/clauses/{_wording(forms_of(workspace), language).language}.toml"
    seen, catalogue = workspace.own_file_digest(name), forms_of(workspace)
    wording, before = _wording(catalogue, language), _sheet_rows(catalogue, form_id, language)
    after, faults = _read(sheet, before)
    kept = _checked(workspace, catalogue, get_form(catalogue, form_id), wording, after, known=faults)
    pairs = list(zip(before, after.values(), strict=True))
    changed = sum(old.translation != new.translation for old, new in pairs)
    remarks = sum(old.remark != new.remark for old, new in pairs)
    if changed or remarks:
        with workspace.change(EventName.WORDS_TAKEN_IN) as change:
            change.check_day()
            if change.own_file_digest(name) != seen:
                raise Conflict("record-changed", kind="form", id=form_id, changed=("words",))
            change.record(language, form=form_id, own_file=change.replace_own_file(name, kept))
    return ImportedWords(form=form_id, language=language, changed=changed, remarks=remarks)


def _sheet_rows(catalogue: FormCatalogue, form_id: str, language: str) -> tuple[SheetRow, ...]:
    form = get_form(catalogue, form_id)
    return rows_of(form, _wording(catalogue, language), _wording(catalogue, SOURCE_LANGUAGE))


def _wording(catalogue: FormCatalogue, language: str) -> Wording:
    for wording in catalogue.wordings:
        if wording.language == language:
            return wording
    known = tuple(one.language for one in catalogue.wordings)
    raise NotFound("language-unknown", language=language, known=known)


def _numbered(rows: Sequence[SheetRow]) -> Iterator[tuple[int, SheetRow]]:
    return enumerate(rows, start=HEADING_ROW + 1)


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        found = sorted(faults, key=lambda fault: fault.row or 0)
        raise InvalidInput("words-faults", *found, count=len(found))


def _read(sheet: Incoming, wanted: Sequence[SheetRow]) -> tuple[dict[int, SheetRow], list[Fault]]:
    """Return each row of the form by its number in the file, in the order of the form, and what is wrong.

    Raises InvalidInput where the columns or the rows are not those of the form.
    """
    first, cells = read_spreadsheet(sheet, unreadable="words-unreadable", empty="words-unreadable")
    headings = [heading.strip() for heading in first]
    _refuse(list(_heading_faults(headings)))
    faults = [
        Fault(InvalidInput("words-cells", cells=len(row), headings=len(headings)), number)
        for number, row in cells
        if len(row) != len(headings)
    ]
    _refuse(faults)
    given = [(number, dict(zip(headings, map(str.strip, row), strict=True))) for number, row in cells]
    of_keys, of_cells = list(_key_faults(given, wanted)), list(_cell_faults(given, wanted))
    if of_keys:
        _refuse([*of_keys, *of_cells])
    by_key = {row[KEY]: (number, row) for number, row in given}
    rows = {by_key[one.key][0]: one.model_copy(update=_words(by_key[one.key][1])) for one in wanted}
    return rows, of_cells


_Given = Sequence[tuple[int, Mapping[str, str]]]


def _heading_faults(headings: Sequence[str]) -> Iterator[Fault]:
    for name in HEADINGS:
        if headings.count(name) != 1:
            yield Fault(InvalidInput("words-heading", column=name), HEADING_ROW, name)
    for name in headings:
        if name not in HEADINGS:
            yield Fault(InvalidInput("words-heading-unknown", column=name), HEADING_ROW)


def _key_faults(given: _Given, wanted: Sequence[SheetRow]) -> Iterator[Fault]:
    known = {row.key for row in wanted}
    counts = Counter(row[KEY] for _number, row in given)
    for number, row in given:
        if row[KEY] not in known:
            yield Fault(InvalidInput("words-key-unknown", key=row[KEY]), number, KEY)
        elif counts[row[KEY]] > 1:
            yield Fault(InvalidInput("words-key-twice", key=row[KEY]), number, KEY)
    for one in wanted:
        if one.key not in counts:
            yield Fault(InvalidInput("words-key-missing", key=one.key), None, KEY)


def _cell_faults(given: _Given, wanted: Sequence[SheetRow]) -> Iterator[Fault]:
    by_key = {row.key: row for row in wanted}
    for number, row in given:
        one = by_key.get(row[KEY])
        if one is None:
            continue
        if row[ENGLISH] != one.english.strip():
            yield Fault(InvalidInput("words-english-other"), number, ENGLISH)
        if not row[TRANSLATION]:
            yield Fault(InvalidInput("words-empty"), number, TRANSLATION)
        yield from _formulas(number, one.model_copy(update=_words(row)))
        yield from _blank_faults(number, one.english, row[TRANSLATION])


def _words(row: Mapping[str, str]) -> dict[str, str]:
    return {"translation": row[TRANSLATION], "remark": row[REMARK]}


def _formulas(number: int, row: SheetRow) -> Iterator[Fault]:
    for column, text in ((TRANSLATION, row.translation), (REMARK, row.remark)):
        if text.startswith(_FORMULA):
            yield Fault(InvalidInput("words-formula", text=text[:40]), number, column)


def _blank_faults(number: int, english: str, translation: str) -> Iterator[Fault]:
    wanted, found = blanks_in([english]), blanks_in([translation])
    if translation and (wanted != found or re.search(r"[{}]", BLANK.sub("", translation))):
        blanks = tuple(f"{{{name}}}" for name in sorted(wanted))
        yield Fault(InvalidInput("words-blanks", blanks=blanks or ("-",)), number, TRANSLATION)


def _checked(
    workspace: Workspace,
    catalogue: FormCatalogue,
    form: Form,
    wording: Wording,
    rows: Mapping[int, SheetRow],
    *,
    known: Sequence[Fault],
) -> bytes:
    """Return the language's file with these rows. Raises InvalidInput with all that is wrong in it."""
    numbers = {row.key: number for number, row in rows.items()}
    empty = {number for number, row in rows.items() if not row.translation}
    # What is empty is told already; the English stands there while the other words are looked at.
    full = [
        row if row.translation else row.model_copy(update={"translation": row.english})
        for row in rows.values()
    ]
    kept = with_rows(wording, full, workspace.today)
    try:
        new = Wording.model_validate(kept)
    except ValidationError as error:
        _refuse([*known, *_not_usable(error, numbers)])
        raise
    found = [*_foreign(new, numbers), *_mistakes(workspace, catalogue, form, new, numbers)]
    _refuse([*known, *(fault for fault in found if fault.row not in empty)])
    return toml_of(kept)


def _mistakes(
    workspace: Workspace, catalogue: FormCatalogue, form: Form, new: Wording, numbers: Mapping[str, int]
) -> Iterator[Fault]:
    fonts, source = fonts_at(workspace.folders), _wording(catalogue, SOURCE_LANGUAGE)
    findings = lint_forms(
        (form,),
        (source, new),
        find_uncovered=partial(uncovered_by, fonts, {one.language: one.script for one in (source, new)}),
        count_pages=partial(count_pages_of, fonts),
    )
    for finding in findings:
        if finding.language == new.language and finding.kind is FindingKind.TOO_LONG:
            yield Fault(InvalidInput("words-too-long", pages=finding.count or 0, most=finding.limit or 0))
        elif finding.language == new.language and finding.place in numbers and finding.kind in _CODES:
            mistake = InvalidInput(_CODES[finding.kind], text=finding.what[:60])
            yield Fault(mistake, numbers[finding.place], TRANSLATION)


def _not_usable(error: ValidationError, numbers: Mapping[str, int]) -> Iterator[Fault]:
    for one in error.errors():
        *path, last = map(str, one["loc"])
        key = ".".join(path) + (f"[{last}]" if last.isdigit() else f".{last}")
        is_remark = path[:1] == ["remarks"]
        row = numbers.get(last if is_remark else key)
        yield Fault(InvalidInput("words-not-usable"), row, REMARK if is_remark else TRANSLATION)


def _foreign(wording: Wording, numbers: Mapping[str, int]) -> Iterator[Fault]:
    """Yield what has no letter of the language's own script: English that was pasted, or another language."""
    from icu import Script

    if wording.script in {"Latn", "Hans", "Hant"}:
        return
    for place, text in texts_of(wording):
        letters = [one for one in BLANK.sub("", text) if one.isalpha()]
        scripts = {Script.getScript(one).getShortName() for one in letters}
        if place in numbers and letters and wording.script not in scripts:
            yield Fault(InvalidInput("words-other-script", text=text[:60]), numbers[place], TRANSLATION)
