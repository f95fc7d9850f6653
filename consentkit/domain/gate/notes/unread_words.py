"""Which words of a story no program looked at, so that people alone have read them."""

from collections.abc import Iterator

from consentkit.domain.gate.clearances import Note, NoteCode, UnreadWords
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.pictures.images import Scan
from consentkit.domain.settings import CODE_READER, TEXT_DETECTORS
from consentkit.domain.videos.videos import Sound


def unread_words(dossier: Dossier) -> tuple[UnreadWords, ...]:
    """Return the kinds of words in which no program looked for names and places."""
    return tuple(_kinds(dossier))


def unread_notes(dossier: Dossier) -> Iterator[Note]:
    """Yield the note that names them, where there are any."""
    kinds = unread_words(dossier)
    if kinds:
        facts = {"kinds": tuple(kind.value for kind in kinds)}
        yield Note(code=NoteCode.WORDS_UNREAD, subject=dossier.story.id, facts=facts)


def _kinds(dossier: Dossier) -> Iterator[UnreadWords]:
    if dossier.story.draft is not None and not (dossier.words and dossier.words.check.was_searched):
        yield UnreadWords.DRAFT
    scans = [record.image.scan for record in dossier.images]
    if not all(_looked(scan, TEXT_DETECTORS) for scan in scans):
        yield UnreadWords.PICTURES
    if not all(_looked(scan, (CODE_READER,)) for scan in scans):
        yield UnreadWords.CODES
    if dossier.videos:
        yield UnreadWords.VIDEOS
    if any(
        record.copy_made is not None and record.copy_made.sound is not Sound.DROPPED
        for record in dossier.videos
    ):
        yield UnreadWords.SOUND


def _looked(scan: Scan | None, detectors: tuple[str, ...]) -> bool:
    return scan is not None and any(name in scan.detectors for name in detectors)
