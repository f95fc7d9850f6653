"""Look for names, numbers and places in any document, outside of a workspace: nothing is kept of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consentkit.catalogue.shipped import policies_folder
from consentkit.catalogue.words.terms import load_terms
from consentkit.domain.words.findings import TO_BE_WEIGHED, WordFinding
from consentkit.domain.words.languages import Readable, readable
from consentkit.domain.words.looking import look_for
from consentkit.usecases.words.checks import word_rules
from consentkit.usecases.words.reading import words_in

if TYPE_CHECKING:
    from consentkit.sandbox.client import Worker


@dataclass(frozen=True)
class FileWords:
    """The words of a document, whether they could be searched, and what is found in them."""

    text: str
    readable: Readable
    findings: tuple[WordFinding, ...]

    @property
    def waits(self) -> bool:
        """Tell whether a person has to look: something is found, or nothing could be searched."""
        is_found = any(one.kind not in TO_BE_WEIGHED for one in self.findings)
        return is_found or self.readable is not Readable.YES


def check_document(document: bytes, *, worker: "Worker | None" = None) -> FileWords:
    """Return what is found in a document's words. Raises Unavailable.

    One that is no document is not "nothing found": its words cannot be taken out. `worker` reads several in
    turn.
    """
    text = words_in(document, worker=worker)
    if text is None:
        return FileWords("", Readable.NOT_TAKEN_OUT, ())
    state = readable(text)
    found = () if state is Readable.TOO_LONG else look_for(text, word_rules(load_terms(policies_folder())[0]))
    return FileWords(text, state, found)
