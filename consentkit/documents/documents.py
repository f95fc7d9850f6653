"""Look into a story's document, in a process of its own that holds no keys: what stands in it, and where."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from consentkit.documents.names.told import LONGEST_NAME, MOST_NAMES
from consentkit.domain.characters import visible
from consentkit.domain.errors import InvalidInput
from consentkit.domain.values import Fact
from consentkit.domain.words.blocks import Block, BlockKind
from consentkit.domain.words.drafts import SEEN_BY_PROGRAM, DraftFormat, Holds, Location
from consentkit.imaging.formats.names import unknown_format
from consentkit.imaging.opening.opening import Picture, open_picture
from consentkit.sandbox.client import Worker, WorkerDied, WorkerTooSlow
from consentkit.sandbox.limits import MAX_FILE_BYTES
from consentkit.sandbox.services import ServiceKind

MAX_SECONDS = 90
"""For the list of what stands in a document, and again for each picture in it."""

_REFUSALS: dict[str, dict[str, Fact]] = {
    "draft-damaged": {},
    "draft-has-password": {},
    "draft-format-unknown": {},
    "draft-format-old": {},
    "draft-is-picture": {},
    "draft-too-many-pages": {"limit": 500},
    "draft-too-many-parts": {"limit": 1000},
    "draft-unpacks-too-large": {"limit_mb": 500},
}


@dataclass(frozen=True)
class DocumentPart:
    """One thing in a document. `index` is what `picture_in` asks for it by."""

    index: int
    location: Location
    position: int
    holds: Holds
    words: tuple[str, ...] = ()
    """What of it can be listed for a person to read, in one line each."""


@dataclass(frozen=True, eq=False)
class Document:
    """A document that was looked into."""

    format: DraftFormat
    pages: int
    parts: tuple[DocumentPart, ...]
    has_words: bool
    """`False` where not one letter or digit stands in a written document."""
    _worker: Worker

    def picture_in(self, part: DocumentPart) -> tuple[bytes, Picture] | None:
        """Return a picture's own file and its pixels; `None` where it cannot be opened."""
        if part.holds not in SEEN_BY_PROGRAM:
            return None
        request = json.dumps({"do": "part", "part": part.index}).encode()
        try:
            told, data = self._worker.ask(request, b"")
            if json.loads(told):
                return None
            return data, open_picture(data)
        except (WorkerDied, WorkerTooSlow, InvalidInput, ValueError, RecursionError):
            return None

    def words(self) -> str | None:
        """Return its words as text, in the order of reading; `None` where they cannot be read."""
        try:
            told, words = self._worker.ask(json.dumps({"do": "words"}).encode(), b"")
            return None if json.loads(told) else words.decode()
        except (WorkerDied, WorkerTooSlow, ValueError, RecursionError):
            return None

    def blocks(self) -> tuple[Block, ...] | None:
        """Return the words that a reader sees, in their order; `None` where they cannot be read."""
        try:
            told, listed = self._worker.ask(json.dumps({"do": "blocks"}).encode(), b"")
            if json.loads(told):
                return None
            read = json.loads(listed)
            return tuple(Block(BlockKind(kind), int(level), str(text)) for kind, level, text in read)
        except (WorkerDied, WorkerTooSlow, ValueError, TypeError, RecursionError):
            return None


@contextmanager
def opened_document(data: bytes, *, worker: Worker | None = None) -> Iterator[Document]:
    """Give what stands in a document: text, PDF, DOCX, PPTX, EPUB, ODT, ODP.

    Raises InvalidInput: draft-damaged, draft-has-password, draft-format-unknown, draft-format-named (format),
    draft-format-old,
    draft-is-picture, draft-too-many-pages (limit), draft-too-many-parts (limit), draft-unpacks-too-large
    (limit_mb), draft-too-slow (seconds), file-too-large (limit_mb). Raises Unavailable (decoder-missing).
    """
    if len(data) > MAX_FILE_BYTES:
        raise InvalidInput("file-too-large", limit_mb=MAX_FILE_BYTES // 1_000_000)
    own = worker or new_document_reader()
    try:
        yield _opened(data, own)
    finally:
        if worker is None:
            own.close()


def new_document_reader() -> Worker:
    """Return a process that looks into one document at a time; it starts with the first."""
    return Worker(ServiceKind.DOCUMENT, seconds=MAX_SECONDS)


def _opened(data: bytes, worker: Worker) -> Document:
    try:
        told, listed = worker.ask(json.dumps({"do": "open"}).encode(), data)
        refusal = json.loads(told).get("refusal")
        if refusal is None:
            return _believed(listed, worker)
    except WorkerTooSlow:
        raise InvalidInput("draft-too-slow", seconds=MAX_SECONDS) from None
    except (WorkerDied, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InvalidInput("draft-damaged") from None
    if refusal == "draft-format-unknown":
        raise unknown_format(refusal, data)
    code = refusal if refusal in _REFUSALS else "draft-damaged"
    raise InvalidInput(code, **_REFUSALS[code])


def _believed(listed: bytes, worker: Worker) -> Document:
    """Believe only what fits: the reader read a stranger's file and may have been taken over by it."""
    told = json.loads(listed)
    parts = tuple(
        DocumentPart(index, Location(location), int(position), Holds(holds), _readable(words))
        for index, (location, position, holds, words) in enumerate(told["parts"])
    )
    return Document(DraftFormat(told["format"]), int(told["pages"]), parts, bool(told["has_words"]), worker)


def _readable(words: list[str]) -> tuple[str, ...]:
    """Return words as a person may be shown them: few, short, and without what steers a screen."""
    return tuple(visible(str(word)[:LONGEST_NAME]) for word in words[:MOST_NAMES])
