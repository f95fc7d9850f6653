"""What is told of a document's member: that it holds something, or a word that a person has to read.

Runs only in the document reader's process.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from consentkit.documents.names.shown import is_seen, is_typed_there
from consentkit.documents.values import Found
from consentkit.domain.words.drafts import Holds, Location

MOST_NAMES = 300
"""In one list: more than that, nobody reads. Chosen by eye, as is the length of one."""

LONGEST_NAME = 300


@dataclass(frozen=True)
class Name:
    """Words in the file that no page shows: what something is called, where a link leads, or a property."""

    word: str
    holds: Holds = Holds.NAMES
    is_typed: bool = False
    """Whether it stands where people write, so that words of programs may be somebody's name, too."""


Told = Holds | Name


def as_name(word: str, holds: Holds = Holds.NAMES) -> Told:
    """Return words to be listed under this kind; what is too long for a list is only told."""
    one = " ".join(word.split())
    is_listed = len(one) <= LONGEST_NAME
    return Name(one, holds) if is_listed else Holds.HIDDEN_WORDS if holds is Holds.NAMES else holds


def as_typed(word: str, holds: Holds = Holds.NAMES) -> Told:
    """Return words that somebody may have typed, to be listed under this kind."""
    told = as_name(word, holds)
    return Name(told.word, holds, is_typed=True) if isinstance(told, Name) else told


class Names:
    """All names in a document that its pages do not show, each once; what no list holds is hidden words."""

    def __init__(self, shown: frozenset[str]) -> None:
        self._names: dict[Name, None] = {}
        self._shown = shown

    def apart(self, told: Iterable[Told]) -> Iterator[Holds]:
        """Yield what is no name, and keep the names."""
        for one in told:
            if not isinstance(one, Name):
                yield one
            elif not (is_typed_there if one.is_typed else is_seen)(one.word, self._shown):
                self._names[one] = None

    def parts(self) -> Iterator[Found]:
        """Yield one list for each kind, which a person reads, in its order."""
        for holds in (Holds.PROPERTIES, Holds.NAMES):
            words = tuple(dict.fromkeys(one.word for one in self._names if one.holds is holds))
            if words:
                yield Found(Location.FILE, 1, holds, words=words[:MOST_NAMES])
            if len(words) > MOST_NAMES:
                yield Found(Location.FILE, 1, Holds.HIDDEN_WORDS)
