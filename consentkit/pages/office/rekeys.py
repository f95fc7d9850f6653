"""What is asked and said where keys are replaced."""

from consentkit.usecases.office.rekeys import Rekey
from consentkit.wording.languages import _, _n


def question_before_rekey() -> tuple[str, str]:
    """Return the question before keys are replaced, and what a yes means."""
    lines = (
        _("Who left and kept a copy of the key file opens nothing with it that is written afterwards."),
        _("Everybody else signs in as before; whoever is at work just now signs in again."),
        _("A new recovery code is shown once, and the one on paper ends."),
        _("Backups of before open with the keys of then."),
    )
    return _("Replace the keys?"), "\n".join(lines)


def code_lines(code: str) -> tuple[str, ...]:
    """Return what is told with the new recovery code."""
    return (
        code,
        "",
        _("Write it on paper now. It is shown only this once, and the one that you have ends."),
    )


def rekeyed_in_words(done: Rekey) -> str:
    """Say what replacing the keys came to."""
    files = _n(
        "The keys are replaced, and {count} file is sealed anew. Make a backup now.",
        "The keys are replaced, and {count} files are sealed anew. Make a backup now.",
        done.files,
    )
    said = files.format(count=done.files)
    if done.lost:
        said += " " + _("Files that were missing or changed already: {count}.").format(count=len(done.lost))
    return said
