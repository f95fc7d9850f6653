"""The rows of a group's sheet on the command line: said one by one, confirmed in one act."""

from collections.abc import Iterable, Mapping
from typing import Any

from consentkit.domain.codes import parse_code
from consentkit.domain.errors import InvalidInput
from consentkit.domain.letters.records import TickState
from consentkit.domain.letters.rosters import in_rows
from consentkit.pages.letters.sheets import meaning_lines
from consentkit.usecases.consents import rosters
from consentkit.usecases.consents.rosters import ConfirmedRows
from consentkit.usecases.consents.row_meanings import Signing, foresee_rows, rows_on
from consentkit.usecases.letters.returns import pages_of_letter
from consentkit.usecases.workspaces import Workspace

_ABSENT = "absent"


def rows_said(given: Iterable[str]) -> dict[str, frozenset[str] | None]:
    """Return what `--row CODE=photo,print` says: the columns ticked, none for `CODE=`, `None` for absent."""
    said: dict[str, frozenset[str] | None] = {}
    for text in given:
        code, equals, words = text.partition("=")
        if not equals:
            raise InvalidInput("pair-malformed", given=text)
        person = parse_code(code, "C")
        if person in said:
            raise InvalidInput("letter-given-twice", name=person)
        names = frozenset(name.strip() for name in words.split(",") if name.strip())
        if _ABSENT in names and len(names) > 1:
            raise InvalidInput("letter-given-twice", name=person)
        said[person] = None if _ABSENT in names else names
    return said


def confirmed_rows(
    workspace: Workspace, letter: str, given: Iterable[str], signing: Signing, ticked: frozenset[str]
) -> tuple[ConfirmedRows, list[str]]:
    """Confirm these rows; return what became of them, with the lines to be said."""
    seen = pages_of_letter(workspace, letter)
    done = rosters.confirm_rows(workspace, letter, rows_said(given), signing, ticked=ticked, seen=seen)
    return done, _lines(done, f"Confirmed: {len(done.meanings)} rows of {letter}.")


def corrected_rows(
    workspace: Workspace, letter: str, given: Iterable[str], signing: Signing
) -> tuple[ConfirmedRows, list[str]]:
    """Correct these rows, which were confirmed wrongly; return what became of them, with the lines."""
    done = rosters.correct_rows(workspace, letter, rows_said(given), signing)
    return done, _lines(done, f"Corrected: {len(done.meanings)} rows of {letter}.")


def _lines(done: ConfirmedRows, first: str) -> list[str]:
    lines = [first, *meaning_lines(done.meanings)]
    lines += [f"Recorded: {one.id} for {one.contributor}." for one in done.consents]
    lines += [f"Recorded: {one.id} for {one.contributor}." for one in done.assents]
    if done.waiting:
        lines.append(f"These rows wait, and hold the gate: {', '.join(done.waiting)}.")
    else:
        lines.append(f"Kept as the release of {done.letter}.")
    return lines


def as_json(done: ConfirmedRows) -> dict[str, Any]:
    """Return what became of rows, for programs."""
    return {
        "letter": done.letter,
        "rows": [
            {
                "contributor": one.row.contributor,
                "ticked": None if one.said is None else sorted(one.said),
                "says_no": one.no is not None,
                "says_yes": one.scope is not None,
            }
            for one in done.meanings
        ],
        "consents": [one.id for one in done.consents],
        "assents": [one.id for one in done.assents],
        "waiting": list(done.waiting),
        "release": done.release.file if done.release else None,
    }


def suggested_lines(workspace: Workspace, letter: str, seen: Mapping[str, TickState]) -> list[str]:
    """Say what the rows would do as they seem to stand, and how each is said; `[]` for any other letter."""
    waiting = [row for row in rows_on(workspace, letter) if row.is_waiting]
    if not waiting:
        return []
    unsure = {box for box, state in seen.items() if state is TickState.UNSURE}
    ticked = {box for box, state in seen.items() if state is TickState.TICKED}
    clear = {
        row.contributor: in_rows(ticked, row.contributor)
        for row in waiting
        if not in_rows(unsure, row.contributor)
    }
    lines = ["Say each row that you looked at: --row CODE=photo,print, CODE=no, CODE= or CODE=absent."]
    lines += [
        f"  --row {code}={','.join(c for c in row.columns if c in said)}"
        for row in waiting
        if (said := clear.get(code := row.contributor)) is not None
    ]
    lines += [f"Unclear, look: {row.contributor}" for row in waiting if row.contributor not in clear]
    if clear:
        lines += ["If it is as suggested, confirming does this:"]
        lines += meaning_lines(foresee_rows(workspace, letter, clear))
    return lines
