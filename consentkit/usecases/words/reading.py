"""The words of a document that is looked into, read in a process of its own."""

from consentkit.domain.errors import InvalidInput
from consentkit.domain.progress import Step, Watcher, unwatched


def words_in(document: bytes, watch: Watcher = unwatched) -> str | None:
    """Return a document's words as text; `None` where they cannot be read."""
    from consentkit.documents.documents import opened_document

    watch(Step(0, 1, "1"))
    try:
        with opened_document(document) as opened:
            return opened.words()
    except InvalidInput:
        return None
