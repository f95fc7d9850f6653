"""What a program reads of an EPUB before its chapters: whatever is no usual word there is a name.

Runs only in the document reader's process.
"""

from consentkit.documents.members.reading import Reader, Said
from consentkit.documents.names.addresses import is_plain_address
from consentkit.documents.names.known import is_program, says_nothing
from consentkit.documents.names.shapes import is_usual_name
from consentkit.documents.names.told import as_name, as_typed
from consentkit.documents.names.typed import is_untyped

_TYPED = frozenset(
    {"title", "creator", "contributor", "publisher", "description", "subject", "rights", "relation",
     "coverage", "docTitle", "docAuthor", "navLabel", "Author", "Company", "Keywords", "Caption", "Headline"}
)  # fmt: skip
"""Of Dublin Core, of lists of contents, and of XMP: in them people write."""


class BookReader(Reader):
    """What a program reads of an EPUB before its chapters: whatever is no usual word there is a name."""

    def __init__(self) -> None:
        super().__init__()
        self._said: list[str] = []

    def start(self, name: str, said: dict[str, str]) -> None:
        """Look at an element and at what it says of itself."""
        self._tell()
        super().start(name, said)

    def end(self, name: str) -> None:
        """Leave an element: what it said is whole."""
        self._tell()
        super().end(name)

    def words(self, data: str) -> None:
        """Keep words until all of them are there."""
        self._said.append(data)

    def _tell(self) -> None:
        said, self._said = "".join(self._said).strip(), []
        if _TYPED & set(self.open):
            if not is_untyped(said):
                self.found.append(as_typed(said))
        elif not (says_nothing(said) or is_plain_address(said) or is_program(said)):
            self.found.append(as_name(said))

    def is_plain(self, local: str, attribute: str, value: str) -> bool:  # noqa: ARG002 - of all elements
        """Addresses inside the book are names of its members."""
        if attribute == "file-as":
            return is_untyped(value)
        is_member = is_usual_name(value.rpartition("/")[2]) and says_nothing(value.rpartition("/")[0])
        return is_member or says_nothing(value) or is_plain_address(value) or is_program(value)

    def is_typed(self, local: str, attribute: str) -> bool:  # noqa: ARG002 - the same for all
        """Tell whether it is how somebody's name is sorted."""
        return attribute == "file-as"

    def look(self, local: str, said: Said) -> None:
        """Nothing here has a look."""
