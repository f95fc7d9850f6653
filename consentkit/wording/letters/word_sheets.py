"""What came of a translator's spreadsheet, in words."""

from consentkit.usecases.letters.word_sheets import ImportedWords
from consentkit.wording.languages import _


def imported_in_words(done: ImportedWords) -> str:
    """Say how much is other now, and what follows."""
    if not done.changed and not done.remarks:
        return _("Nothing in it is other than it was. Nothing was written.")
    words = _("Texts that are other now: {changed}; remarks: {remarks}.")
    more = _(
        "The words of {language} are unreviewed until somebody who grew up with it reads and approves them."
        " A manager accepts the changed file."
    )
    return f"{words} {more}".format(changed=done.changed, remarks=done.remarks, language=done.language)
