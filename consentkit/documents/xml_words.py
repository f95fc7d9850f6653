"""Words in the XML of documents that a reader of the page does not see, by the kind of document.

Runs only in the document reader's process.
"""

from collections.abc import Callable, Iterator
from xml.parsers import expat

from consentkit.documents.members.books import BookReader
from consentkit.documents.members.office import OfficeReader
from consentkit.documents.members.open_document import OpenDocumentReader
from consentkit.documents.members.reading import Reader
from consentkit.documents.names.told import Told
from consentkit.domain.words.drafts import DraftFormat

_READERS: dict[DraftFormat, Callable[[], Reader]] = {
    DraftFormat.OPEN_DOCUMENT: OpenDocumentReader,
    DraftFormat.EPUB: BookReader,
    DraftFormat.DOCX: OfficeReader,
    DraftFormat.PPTX: OfficeReader,
}


def hidden_in_xml(kind: DraftFormat, text: bytes) -> Iterator[Told]:
    """Yield which kinds of unseen words an XML member has. Raises what a damaged one makes expat raise."""
    reader = _READERS[kind]()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.CommentHandler = reader.comment
    parser.ProcessingInstructionHandler = reader.instruct
    parser.StartDoctypeDeclHandler = reader.declare
    parser.Parse(text, True)
    yield from reader.all_found()
