"""What is found in files, as lines for people and as SARIF for editors."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from consentkit import __version__
from consentkit.domain.words.findings import Severity, WordFinding, WordKind
from consentkit.domain.words.languages import Readable
from consentkit.pages.stories.writing import location_of
from consentkit.usecases.words.file_checks import FileWords
from consentkit.wording.languages import _
from consentkit.wording.words import READABLE, WORD_KINDS


class ReportKind(StrEnum):
    """How what is found in files is told."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


_UNREAD = "could-not-be-searched"
_LEVELS = {
    Severity.LEADS_TO_A_PERSON: "error",
    Severity.NARROWS_DOWN: "warning",
    Severity.TO_BE_WEIGHED: "note",
}


def as_text(path: str, words: FileWords) -> Iterator[str]:
    """Yield one line for each thing found, as compilers do: file, line and column of its text."""
    if words.readable is not Readable.YES:
        yield f"{path}: {_('The words could not be searched')}: {_(READABLE[words.readable])}."
    for one in words.findings:
        line, column = _place(words.text, one.start)
        said = " ".join(words.text[one.start : one.end].split())
        yield f"{path}:{line}:{column}: {_(WORD_KINDS[one.kind])}: “{said}”"


def _place(text: str, at: int) -> tuple[int, int]:
    """Return the line and the column, both from one."""
    row, column = location_of(text, at)
    return row + 1, column + 1


def sarif(found: Mapping[str, FileWords]) -> dict[str, Any]:
    """Return the report as SARIF 2.1.0 (OASIS, 2020); places are those in the text of a document."""
    rules = [{"id": kind.value, "shortDescription": {"text": WORD_KINDS[kind]}} for kind in WordKind]
    unread = {"id": _UNREAD, "shortDescription": {"text": "the words could not be searched"}}
    driver = {"name": "consentkit", "version": __version__, "rules": [*rules, unread]}
    results = [one for path, words in found.items() for one in _results(path, words)]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _results(path: str, words: FileWords) -> Iterator[dict[str, Any]]:
    if words.readable is not Readable.YES:
        yield _result(path, _UNREAD, "error", READABLE[words.readable], None)
    for one in words.findings:
        yield _result(
            path, one.kind.value, _LEVELS[one.severity], WORD_KINDS[one.kind], _region(words.text, one)
        )


def _region(text: str, one: WordFinding) -> dict[str, int]:
    (line, column), (last, end) = _place(text, one.start), _place(text, one.end)
    return {"startLine": line, "startColumn": column, "endLine": last, "endColumn": end}


def _result(path: str, rule: str, level: str, words: str, region: dict[str, int] | None) -> dict[str, Any]:
    located: dict[str, Any] = {"artifactLocation": {"uri": path.replace("\\", "/")}}
    if region is not None:
        located["region"] = region
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": words},
        "locations": [{"physicalLocation": located}],
    }
