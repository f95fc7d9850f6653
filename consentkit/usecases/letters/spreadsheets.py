"""Spreadsheets that people give as CSV: a roster of letters, and the words of a form."""

import csv
import io

from consentkit.domain.errors import InvalidInput
from consentkit.usecases.incoming import Incoming

HEADING_ROW = 1
_SEPARATORS = ",;\t"

Numbered = tuple[int, list[str]]
"""A row's number as spreadsheets count, and its cells."""


def read_spreadsheet(file: Incoming, *, unreadable: str, empty: str) -> tuple[list[str], list[Numbered]]:
    """Return the cells of the headings, then each row that is not empty.

    Raises InvalidInput (file) by the code `unreadable` for what is no CSV in UTF-8, and by `empty` where the
    first row holds nothing.
    """
    try:
        text = file.read().decode("utf-8-sig")
        # Strict: a quotation mark that is never closed would take the rows after it for one cell.
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise InvalidInput(unreadable, file=file.name) from None
    rows = [(number, row) for number, row in enumerate(read, start=HEADING_ROW) if any(map(str.strip, row))]
    if not rows or rows[0][0] != HEADING_ROW:
        raise InvalidInput(empty, file=file.name)
    return rows[0][1], rows[1:]


def _separator(text: str) -> str:
    # Spreadsheets of many countries write semicolons; what was copied from one has tabs.
    first = text.partition("\n")[0]
    return max(_SEPARATORS, key=first.count)
