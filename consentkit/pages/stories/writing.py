"""What is found in words while they are typed, a line each."""

from collections.abc import Sequence

from consentkit.domain.words.findings import WordFinding
from consentkit.domain.words.languages import Readable
from consentkit.wording.languages import _, _n
from consentkit.wording.words import READABLE, WORD_KINDS

MOST_LINES = 6


def found_lines(text: str, state: Readable, found: Sequence[WordFinding]) -> tuple[str, ...]:
    """Say how much is found in a text, and the first of it by line and column; or why nobody can know."""
    if state not in {Readable.YES, Readable.NO_WORDS}:
        return (_("The words could not be searched") + f": {_(READABLE[state])}.",)
    if not found:
        return (_("Nothing is found in these words. A program finds not all: read them yourself."),)
    head = _n(
        "{count} thing is found that may lead to a person.",
        "{count} things are found that may lead to a person.",
        len(found),
    )
    lines = [
        f"{_place(text, one.start)}  {_(WORD_KINDS[one.kind])}: “{_said(text, one)}”"
        for one in found[:MOST_LINES]
    ]
    more = len(found) - MOST_LINES
    return (
        head.format(count=len(found)),
        *lines,
        *([_("… and {count} more").format(count=more)] if more > 0 else []),
    )


def _place(text: str, at: int) -> str:
    row, column = location_of(text, at)
    return f"{row + 1}:{column + 1}"


def location_of(text: str, at: int) -> tuple[int, int]:
    """Return the line and the column of a place in a text, both from nought."""
    return text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1


def place_of(text: str, location: tuple[int, int]) -> int:
    """Return the place in a text of a line and a column, as `location_of` gives them."""
    row, column = location
    return sum(len(line) + 1 for line in text.split("\n")[:row]) + column


def _said(text: str, one: WordFinding) -> str:
    return " ".join(text[one.start : one.end].split())
