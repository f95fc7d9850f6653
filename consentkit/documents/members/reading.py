"""Read a member of a document from its first element to its last: what all kinds have alike.

Runs only in the document reader's process.
"""

import re
from collections.abc import Iterator, Mapping

from consentkit.documents.names.known import says_nothing
from consentkit.documents.names.told import Told, as_name, as_typed
from consentkit.domain.words.drafts import Holds

_PACKET = re.compile(
    r"(?:begin=[\"'][^\w\"']{0,3}[\"'] id=[\"']W5M0MpCehiHzreSzNTczkc9d[\"']|end=[\"'][rw][\"'])\??"
)
"""Between what XMP begins and ends with."""

Said = Mapping[str, str]


class Reader:
    """Reads a member from its first element to its last."""

    def __init__(self) -> None:
        self.found: list[Told] = []
        self.open: list[str] = []
        self.leads_out = False

    def start(self, name: str, said: dict[str, str]) -> None:
        """Look at an element and at what it says of itself."""
        local = name.rpartition(":")[2]
        self.open.append(local)
        self.leads_out = said.get("TargetMode") == "External"
        self.found += (as_name(word) for word in (name, *said) if not says_nothing(word))
        for key, value in said.items():
            if not self.is_plain(local, key.rpartition(":")[2], value):
                is_typed = self.is_typed(local, key.rpartition(":")[2])
                self.found.append(as_typed(value) if is_typed else as_name(value))
        self.look(local, {key.rpartition(":")[2]: value for key, value in said.items()})

    def end(self, _name: str) -> None:
        """Leave an element."""
        self.open.pop()

    def comment(self, data: str) -> None:
        """Tell what is written between elements for nobody."""
        if any(letter.isalnum() for letter in data):
            self.found.append(Holds.COMMENTS)

    def instruct(self, target: str, data: str) -> None:
        """Tell an instruction; which program the file belongs to is none."""
        if _PACKET.fullmatch(data) is None and not says_nothing(f"{target} {data}"):
            self.found.append(as_name(f"{target} {data}"))

    def declare(self, name: str, system: str | None, public: str | None, has_more: int) -> None:
        """Tell a kind of document that nobody knows."""
        said = " ".join(one for one in (name, public, system) if one)
        if has_more or not says_nothing(said):
            self.found.append(as_name(said) if not has_more else Holds.HIDDEN_WORDS)

    def words(self, data: str) -> None:
        """Look at words where they stand."""
        if any(letter.isalnum() for letter in data) and not self.is_shown(data):
            self.found.append(Holds.HIDDEN_WORDS)

    def look(self, local: str, said: Said) -> None:
        """Look at one element."""
        raise NotImplementedError

    def is_plain(self, local: str, attribute: str, value: str) -> bool:
        """Tell whether what an attribute says are no words; by names without a prefix."""
        raise NotImplementedError

    def is_typed(self, local: str, attribute: str) -> bool:  # noqa: ARG002 - for who asks of both
        """Tell whether somebody types what an attribute says; by names without a prefix."""
        return False

    def is_shown(self, data: str) -> bool:
        """Tell whether words are shown where they stand."""
        raise NotImplementedError

    def all_found(self) -> Iterator[Told]:
        """Yield each kind and each name once."""
        yield from dict.fromkeys(self.found)
