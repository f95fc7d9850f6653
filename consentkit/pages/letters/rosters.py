"""What is wrong in the rows of a roster, as it is shown before anything is made."""

from consentkit.usecases.letters.batches import RosterRow
from consentkit.wording.sentences import sentence_of_error


def row_in_words(row: RosterRow) -> str:
    """Return all that is wrong in a row, each with its column; `""`: nothing."""
    lines = []
    for fault in row.faults:
        words = sentence_of_error(fault.error)
        lines.append(f"✗ {fault.column}: {words}" if fault.column else f"✗ {words}")
    return "\n".join(lines)
