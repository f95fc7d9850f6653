"""Where a letter that came back seems to be signed, and where not, in words: a suggestion."""

from collections.abc import Collection, Iterator, Mapping

from consentkit.catalogue.forms import FormCatalogue
from consentkit.domain.letters.records import Ink, LetterPaper
from consentkit.domain.letters.signing import is_to_sign
from consentkit.usecases.letters.forms import forms_of
from consentkit.usecases.letters.prints import open_letter
from consentkit.usecases.letters.returns import suggested_signing
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.letters.letters import INKS
from consentkit.wording.letters.tick_boxes import signing_in_words

_MARKS = {Ink.FOUND: "[x]", Ink.NOTHING: "[ ]", Ink.NOT_LOOKED: "[?]"}


def signing_lines(catalogue: FormCatalogue, paper: LetterPaper, signing: Mapping[str, Ink]) -> Iterator[str]:
    """Say of each field to sign in whether there is ink; the words of it are not read."""
    words = signing_in_words(catalogue, paper)
    if words:
        yield _("Signed? Ink is found or not, and nothing of it is read:")
    for field, named in words.items():
        ink = signing.get(field, Ink.NOT_LOOKED)
        yield f"  {_MARKS[ink]} {named} · {_(INKS[ink])}"


def empty_lines(workspace: Workspace, letter: str, people: Collection[str] = ()) -> list[str]:
    """Say where nothing was found that should be signed; on a group's sheet in the rows of these people."""
    paper = open_letter(workspace, letter).paper
    words = signing_in_words(forms_of(workspace), paper)
    signing = suggested_signing(workspace, letter)
    empty = [
        words[field]
        for field, ink in signing.items()
        if ink is Ink.NOTHING and is_to_sign(field) and field in words and _is_asked_about(field, people)
    ]
    said = _("Nothing was found where somebody signs: {field}. Look again before you confirm.")
    return [said.format(field=field) for field in empty]


def _is_asked_about(field: str, people: Collection[str]) -> bool:
    person = field.partition(".")[0]
    return not person.startswith("C-") or person in people
