"""The words of a document that is looked into, read in a process of its own."""

from typing import TYPE_CHECKING

from consentkit.domain.errors import InvalidInput
from consentkit.domain.progress import Step, Watcher, unwatched

if TYPE_CHECKING:
    from consentkit.sandbox.client import Worker


def words_in(document: bytes, watch: Watcher = unwatched, *, worker: "Worker | None" = None) -> str | None:
    """Return a document's words as text; `None` where they cannot be read. `worker` reads several in turn."""
    from consentkit.documents.documents import opened_document

    watch(Step(0, 1, "1"))
    try:
        with opened_document(document, worker=worker) as opened:
            return opened.words()
    except InvalidInput:
        return None
