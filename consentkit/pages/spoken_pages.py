"""A letter as a web page with its recording beside it: two files of one name."""

from pathlib import Path

from consentkit.domain.errors import InvalidInput
from consentkit.domain.letters.records import Letter, LetterPaper
from consentkit.pages.files import check_new_file, write_file
from consentkit.usecases.letters.recordings import SOUND_ENDING, give_spoken_page
from consentkit.usecases.workspaces import Workspace


def write_spoken_page(
    workspace: Workspace, letter: Letter, paper: LetterPaper, out: Path
) -> tuple[Path, Path]:
    """Write a letter as a web page, and its recording beside it under the same name; return both paths.

    Raises NotFound `recording-missing`, Conflict where a file exists, InvalidInput where it cannot be.
    """
    beside = out.with_suffix(SOUND_ENDING)
    if beside == out:
        raise InvalidInput("recording-needs-page")
    for file in (out, beside):
        check_new_file(file)
    page, sound = give_spoken_page(workspace, letter, paper, beside.name)
    write_file(beside, sound)
    write_file(out, page)
    return out, beside
