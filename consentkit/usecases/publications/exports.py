"""The one door: what leaves goes out in one folder, cleared under the lock and proved as it lies there."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from consentkit.domain.errors import Conflict, NotFound, Stopped
from consentkit.domain.events import EventName, require
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.gate.exports import ExportedCredit, ExportedFile, ExportKind, ExportWords, StoryExport
from consentkit.domain.progress import Cancelled, Step, Watcher, unwatched
from consentkit.domain.stories import in_order
from consentkit.domain.uses.at_hand import consents_at_hand, first_end
from consentkit.domain.values import Channel
from consentkit.domain.words.beside import WordsBeside
from consentkit.domain.words.drafts import DraftFormat
from consentkit.store.stories.stories import certificates
from consentkit.usecases.file_looks import FileLook
from consentkit.usecases.outgoing import NewFolder
from consentkit.usecases.publications.clearances import certificate_in_force, clear_dossiers
from consentkit.usecases.publications.export_proofs import check_as_written, check_whole
from consentkit.usecases.publications.gathering import gather_stories
from consentkit.usecases.publications.refusals import others_among, refusals_counted
from consentkit.usecases.workspaces import Workspace

Describe = Callable[[StoryExport], ExportWords]
"""Says in words what an export is, in the language of who gives it away."""

README, CREDIT, CAPTIONS, LIST = "README.txt", "credit.txt", "captions.txt", "manifest.json"
_SAID = {CREDIT: ExportKind.CREDIT, CAPTIONS: ExportKind.CAPTIONS, README: ExportKind.README}
_PICTURES = {b"\x89PNG": ".png", b"RIFF": ".webp"}
_ENDINGS = {
    DraftFormat.PDF: ".pdf",
    DraftFormat.DOCX: ".docx",
    DraftFormat.PPTX: ".pptx",
    DraftFormat.EPUB: ".epub",
    DraftFormat.OPEN_DOCUMENT: ".odt",
    DraftFormat.TEXT: ".txt",
}
_TEXTS = ((b"{\\rtf", ".rtf"), (b"<!doctype html", ".html"), (b"<html", ".html"))
_OPEN_DOCUMENTS = {b"presentation": ".odp", b"spreadsheet": ".ods", b"graphics": ".odg"}
_HEAD_BYTES = 200
"""Enough for the first member of an ODF package, which says its kind (ODF 1.2, part 3, 3.3)."""


@dataclass(frozen=True)
class _Item:
    """A file of the vault that goes out; `digest` is that of its bytes, where the records have it."""

    kind: ExportKind
    stored: str
    record: str | None = None
    digest: str | None = None
    of: Dossier | None = None
    """The story, of words."""


@dataclass(frozen=True)
class _Plan:
    """All that an export is made of, as it was decided at one moment."""

    export: StoryExport
    items: tuple[_Item, ...]
    dossiers: tuple[Dossier, ...]

    def is_same(self, other: "_Plan") -> bool:
        """Tell whether the same goes out under the same certificate, with the same words beside it."""
        return (self.export, self._files) == (other.export, other._files)

    @property
    def _files(self) -> list[tuple[object, ...]]:
        return [(one.kind, one.stored, one.record, one.digest) for one in self.items]


def export_story(
    workspace: Workspace,
    story: str,
    channel: Channel,
    folder: NewFolder,
    describe: Describe,
    *,
    also: Collection[str] = (),
    watch: Watcher = unwatched,
) -> StoryExport:
    """Give a story away: its public copies, words, credit and certificate, proved as they lie in the folder.

    Together with `also` all of theirs goes into one folder, under their one certificate.

    The gate is asked before anything is written, and once more under the lock; the folder is given away
    after that. Raises Refused (not-cleared with the gate's reasons, certificate-missing, certificate-void,
    export-unproved: file), Conflict (record-changed; folder-not-empty), NotFound, BadDataFile for an altered
    file, Stopped, Unavailable. Then nothing is in the folder.
    """
    require(workspace.actor, EventName.STORY_EXPORTED)
    stories = in_order((story, *also))
    with refusals_counted(workspace, stories, channel, EventName.STORY_EXPORTED):
        look = FileLook(workspace.records.vault)
        planned = _plan(workspace, stories, channel, workspace.today, look)
        export = _written(workspace, planned, folder, describe, watch)
        with workspace.change(EventName.STORY_EXPORTED) as change:
            if not _plan(workspace, stories, channel, change.today, look).is_same(planned):
                raise Conflict("record-changed", kind="story", id=stories[0], changed=("files",))
            change.record(
                export.certificate,
                story=export.story,
                channel=channel,
                until=export.until,
                **others_among(stories),
                digests=tuple(file.digest for file in export.files),
            )
    # Recorded before anybody has it: what a kill leaves between the two is swept, and nobody had it.
    folder.finish()
    return export


def _plan(workspace: Workspace, stories: Sequence[str], channel: Channel, day: date, look: FileLook) -> _Plan:
    """Return what goes out. Raises Refused where nothing may."""
    dossiers = gather_stories(workspace, stories, channel, on=day, look=look)
    clearance = clear_dossiers(workspace, dossiers)
    certificate = certificates.get(workspace.reading, certificate_in_force(clearance))
    settings = workspace.settings
    export = StoryExport(
        story=clearance.story,
        also=clearance.also,
        channel=channel,
        certificate=certificate.id,
        exported_on=day,
        from_on=max(day, clearance.from_on),
        until=clearance.until,
        consents_until=_first_end(dossiers),
        bases_until=_first_end_of_bases(dossiers),
        credits=_credits(dossiers),
        beside=_beside(dossiers),
        organisation=settings.organisation,
        usage_terms=settings.usage_terms,
    )
    certified = _Item(ExportKind.CERTIFICATE, certificate.pdf)
    return _Plan(export, (*_media(dossiers), *_words(dossiers), certified), dossiers)


def _first_end(dossiers: Iterable[Dossier]) -> date | None:
    return first_end(
        consent
        for one in dossiers
        for person in one.contributors
        for consent in consents_at_hand(one, person.code)
    )


def _first_end_of_bases(dossiers: Iterable[Dossier]) -> date | None:
    ends = (basis.until for one in dossiers for basis in one.standing_bases.values())
    return min((day for day in ends if day is not None), default=None)


def _credits(dossiers: Iterable[Dossier]) -> tuple[ExportedCredit, ...]:
    """What each part rests on is said to whoever sees it; of a single face it would tell who that is."""
    said = (
        ExportedCredit(thing=basis.thing, kind=basis.kind, credit=basis.credit)
        for one in dossiers
        for basis in one.bases_in_order
        if not basis.is_of_a_face
    )
    return tuple(dict.fromkeys(said))


def _beside(dossiers: Iterable[Dossier]) -> tuple[WordsBeside, ...]:
    """Return what stands beside what goes out; a picture that was taken out leaves its caption behind."""
    return tuple(
        words
        for one in dossiers
        for words in one.story.beside
        if words.thing in {one.story.id, *(item.record for item in _media_of(one))}
    )


def _media(dossiers: Iterable[Dossier]) -> tuple[_Item, ...]:
    """Return each public copy, once where several stories show it."""
    return tuple({item.record: item for one in dossiers for item in _media_of(one)}.values())


def _media_of(dossier: Dossier) -> Iterator[_Item]:
    """Yield each public copy. A page of the draft is none: the draft itself goes out."""
    for record in dossier.images:
        if record.copy_made is not None and not record.is_page:
            copy = record.copy_made
            yield _Item(ExportKind.PICTURE, copy.stored, record.image.id, copy.digest)
        elif not record.is_page:
            raise NotFound("copy-not-made", image=record.image.id)
    for film in dossier.videos:
        if film.copy_made is None:
            raise NotFound("video-copy-not-made", video=film.video.id)
        yield _Item(ExportKind.VIDEO, film.copy_made.stored, film.video.id, film.copy_made.digest)


def _words(dossiers: Iterable[Dossier]) -> Iterator[_Item]:
    for one in dossiers:
        if one.story.draft is not None:
            yield _Item(ExportKind.WORDS, one.story.draft, of=one)


def _written(
    workspace: Workspace, plan: _Plan, folder: NewFolder, describe: Describe, watch: Watcher
) -> StoryExport:
    """Write every file, open it again, and prove it."""
    files = []
    for done, item in enumerate(plan.items):
        _watched(watch, Step(done, len(plan.items), item.record or item.kind.value))
        data = workspace.records.vault.get(item.stored)
        file = _file(_name(plan, item, data), item.kind, data, item.record)
        folder.write(file.name, data)
        check_as_written(plan.dossiers, file, folder.read(file.name), item.digest)
        files.append(file)
    told = plan.export.model_copy(update={"files": tuple(files)})
    words = describe(told)
    beside = {CREDIT: words.credit.encode(), README: words.readme.encode()}
    if words.captions:
        beside[CAPTIONS] = words.captions.encode()
    said = (_file(name, _SAID[name], data) for name, data in beside.items())
    export = told.model_copy(update={"files": (*files, *said)})
    beside[LIST] = _listed(export)
    for name, data in beside.items():
        folder.write(name, data)
    check_whole(workspace, plan.dossiers, export, folder, beside)
    return export


def _listed(export: StoryExport) -> bytes:
    return (json.dumps(export.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n").encode()


def _file(name: str, kind: ExportKind, data: bytes, record: str | None = None) -> ExportedFile:
    digest = hashlib.sha256(data).hexdigest()
    return ExportedFile(name=name, kind=kind, record=record, digest=digest, size_bytes=len(data))


def _name(plan: _Plan, item: _Item, data: bytes) -> str:
    if item.kind is ExportKind.PICTURE:
        return f"{item.record}{_PICTURES.get(data[:4], '.jpg')}"
    if item.kind is ExportKind.VIDEO:
        return f"{item.record}.mp4"
    if item.kind is ExportKind.CERTIFICATE:
        return "certificate.pdf"
    assert item.of is not None  # noqa: S101 - words are of a story
    name = f"words-{item.of.story.id}" if len(plan.dossiers) > 1 else "words"
    return name + _ending_of_words(item.of, data[:_HEAD_BYTES])


def _ending_of_words(dossier: Dossier, head: bytes) -> str:
    known = dossier.draft.format if dossier.draft else DraftFormat.TEXT
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if known is DraftFormat.OPEN_DOCUMENT:
        return next((ending for kind, ending in _OPEN_DOCUMENTS.items() if kind in head), _ENDINGS[known])
    if known is DraftFormat.TEXT:
        return next((ending for mark, ending in _TEXTS if start.startswith(mark)), _ENDINGS[known])
    return _ENDINGS[known]


def _watched(watch: Watcher, step: Step) -> None:
    try:
        watch(step)
    except Cancelled:
        raise Stopped("stopped", done=step.done, total=step.total) from None
