"""The draft of a story: its document is looked into, and its pictures are the story's own from then on."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consentkit.domain.codes import new_code
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Stopped
from consentkit.domain.events import EventName, require
from consentkit.domain.names.matching import SealedNames
from consentkit.domain.pictures.images import Image, Leak
from consentkit.domain.progress import Cancelled, Step, Watcher, unwatched
from consentkit.domain.stories import Story
from consentkit.domain.words.comparing import ReadWords
from consentkit.domain.words.drafts import LOOK, Draft, DraftFormat, DraftPart, Holds
from consentkit.domain.words.looking import RULES
from consentkit.domain.words.terms import Term
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.drafts import (
    draft_of,
    insert_draft,
    parts_showing,
    set_aside_left_images,
    update_part,
)
from consentkit.store.pictures.images import image_shown_as, images
from consentkit.store.stories.stories import get_story
from consentkit.store.words import words_of_story
from consentkit.usecases.changes import Change
from consentkit.usecases.people.name_digests import sealed_names
from consentkit.usecases.stories.stories import revise
from consentkit.usecases.words.checks import keep_words, read_with_names, record_check, words_beside
from consentkit.usecases.workspaces import Workspace

if TYPE_CHECKING:
    from consentkit.documents.documents import Document, DocumentPart

MAX_DRAFT_BYTES = 50_000_000
_MIN_WHY_LENGTH = 5


def put_draft(
    workspace: Workspace,
    story: str,
    draft: bytes,
    *,
    expected: Story | None = None,
    watch: Watcher = unwatched,
) -> Story:
    """Keep the story's words as they stand, and take in the pictures in them; it asks for a new approval.

    Pictures that only the draft before showed are kept, and no longer asked about. The very same document
    again, in which nothing else is found, changes nothing and asks nobody. Raises NotFound,
    InvalidInput for a document that cannot be looked into (see `opened_document`), Stopped, Conflict
    (record-changed) where the draft is another one than the story had as it was `expected`.
    """
    require(workspace.actor, EventName.DRAFT_OPENED)
    # Nobody waits for a document of a story that is not there.
    seen = get_story(workspace.reading, story)
    if len(draft) > MAX_DRAFT_BYTES:
        raise InvalidInput("file-too-large", limit_mb=MAX_DRAFT_BYTES // 1_000_000)
    looked = _look_into(draft, watch)
    names, terms = sealed_names(workspace.reading, story), workspace.catalogue.terms
    read = looked.read_with(seen.title, words_beside(workspace.reading, seen), terms, names)
    with workspace.change(EventName.DRAFT_OPENED) as change:
        found = get_story(change.db, story)
        if expected is not None and found.draft != expected.draft:
            raise Conflict("record-changed", kind="story", id=story, changed=("draft",))
        beside = words_beside(change.db, found)
        if (found.title, beside) != (read.title, read.beside):
            read = looked.read_with(found.title, beside, terms, names)
        if _is_kept_already(change, found, draft, looked):
            _look_at_words_again(change, found, read)
            return found
        name = change.keep_file(draft)
        kept = Draft(
            name=name,
            story=story,
            format=looked.format,
            pages=looked.pages,
            opened_at=change.at,
            look=LOOK,
            parts=_Intake(change, story, looked).parts(name),
        )
        revised = _keep(change, found, kept)
        record_check(change, keep_words(change, revised, read))
        return revised


def look_at_part(workspace: Workspace, story: str, number: int, why: str) -> DraftPart:
    """Record that a person looked at a part of the draft into which no program sees, and what it shows.

    Raises NotFound, Conflict for a part that is an image of the story, InvalidInput without words.
    """
    if len(why.strip()) < _MIN_WHY_LENGTH:
        raise InvalidInput("why-missing", minimum=_MIN_WHY_LENGTH)
    with workspace.change(EventName.DRAFT_PART_VIEWED) as change:
        part = _part_of(change.db, story, number)
        if part.image is not None:
            raise Conflict("draft-part-known", number=number)
        seen = part.model_copy(
            update={"why": why.strip(), "seen_by": change.actor.handle, "seen_at": change.at}
        )
        update_part(change.db, seen, expected=part)
        change.record(story, number=number, holds=part.holds)
    return seen


def get_draft(workspace: Workspace, story: str) -> Draft | None:
    """Return what a story's draft was found to hold; `None` without one. Raises NotFound."""
    return draft_of(workspace.reading, get_story(workspace.reading, story))


def get_part(workspace: Workspace, story: str, number: int) -> DraftPart:
    """Return one thing in a story's draft, with the words that are to be read there. Raises NotFound."""
    return _part_of(workspace.reading, story, number)


def _part_of(db: EncryptedDatabase, story: str, number: int) -> DraftPart:
    found = draft_of(db, get_story(db, story))
    part = next((one for one in found.parts if one.number == number), None) if found else None
    if part is None:
        raise NotFound("draft-part-unknown", story=story, number=number)
    return part


def shown_in_draft(workspace: Workspace, story: str) -> dict[str, tuple[DraftPart, ...]]:
    """Return where in the story's draft each of its images stands, by image. Raises NotFound."""
    get_story(workspace.reading, story)
    places: dict[str, tuple[DraftPart, ...]] = {}
    for part in parts_showing(workspace.reading, story):
        places[part.image or ""] = (*places.get(part.image or "", ()), part)
    return places


@dataclass(frozen=True)
class _Found:
    """A picture's own file, and what is kept of it; its pixels are not."""

    data: bytes
    media_type: str
    width_px: int
    height_px: int
    leaks: tuple[Leak, ...]


@dataclass(frozen=True)
class _Looked:
    """The parts of a document, each with its picture's digest, and the pictures by digest."""

    format: DraftFormat
    pages: int
    parts: tuple[tuple["DocumentPart", str | None], ...]
    pictures: dict[str, _Found]
    words: str | None
    """Its text; `None` where that could not be taken out of it."""

    def read_with(self, title: str, beside: str, terms: tuple[Term, ...], names: SealedNames) -> ReadWords:
        """Return what is found in its words, in a title and beside them: terms, and sealed names too."""
        is_pdf = self.format is DraftFormat.PDF
        return read_with_names(title, self.words, terms, names, beside=beside, may_be_drawn=is_pdf)


def _look_into(draft: bytes, watch: Watcher) -> _Looked:
    """Open every part: the slow part of it, which asks the records for nothing."""
    from consentkit.documents.documents import opened_document

    parts: list[tuple[DocumentPart, str | None]] = []
    pictures: dict[str, _Found] = {}
    with opened_document(draft) as document:
        for done, part in enumerate(document.parts):
            _watched(watch, Step(done, len(document.parts), f"{done + 1}"))
            found = _picture_in(document, part)
            digest = hashlib.sha256(found.data).hexdigest() if found else None
            if found and digest:
                pictures.setdefault(digest, found)
            parts.append((part, digest))
        return _Looked(document.format, document.pages, tuple(parts), pictures, document.words())


def _picture_in(document: "Document", part: "DocumentPart") -> _Found | None:
    opened = document.picture_in(part)
    if opened is None:
        return None
    data, picture = opened
    return _Found(data, picture.media_type, picture.width_px, picture.height_px, picture.leaks)


class _Intake:
    """What a document brings into a story."""

    def __init__(self, change: Change, story: str, looked: _Looked) -> None:
        self._change, self._story, self._looked = change, story, looked

    def parts(self, name: str) -> tuple[DraftPart, ...]:
        """Return the parts of the draft of this name, their pictures being the story's from now on."""
        return tuple(
            self._part(name, number, part, digest)
            for number, (part, digest) in enumerate(self._looked.parts, start=1)
        )

    def _part(self, name: str, number: int, part: "DocumentPart", digest: str | None) -> DraftPart:
        image = self._image(digest) if digest else None
        # A picture that cannot be opened waits for a person's look.
        is_unreadable = part.holds is Holds.PICTURE and image is None
        return DraftPart(
            story=self._story,
            draft=name,
            number=number,
            place=part.location,
            position=part.position,
            holds=Holds.UNREADABLE_PICTURE if is_unreadable else part.holds,
            digest=digest,
            image=image.id if image else None,
            words=part.words,
        )

    def _image(self, digest: str) -> Image:
        """Return the image of the story that this is, or is the public copy of; else a new one."""
        known = image_shown_as(self._change.db, self._story, digest)
        if known is None:
            return self._new_image(digest, self._looked.pictures[digest])
        return self._told_anew(known, self._looked.pictures[digest]) if known.digest == digest else known

    def _told_anew(self, known: Image, found: _Found) -> Image:
        """An image of before says what its file gives away by what is known of files now."""
        if known.leaks == found.leaks:
            return known
        told = known.model_copy(update={"leaks": found.leaks})
        images.update(self._change.db, told, expected=known)
        self._change.record_also(EventName.IMAGE_ADDED, told.id, story=self._story, digest=told.digest)
        return told

    def _new_image(self, digest: str, found: _Found) -> Image:
        new = Image(
            id=new_code("I"),
            story=self._story,
            digest=digest,
            original=self._change.keep_file(found.data),
            media_type=found.media_type,
            width_px=found.width_px,
            height_px=found.height_px,
            leaks=found.leaks,
            came_in_draft=True,
        )
        images.insert(self._change.db, new)
        self._change.record_also(EventName.IMAGE_ADDED, new.id, story=self._story, digest=digest)
        return new


def _is_kept_already(change: Change, story: Story, draft: bytes, looked: _Looked) -> bool:
    kept = draft_of(change.db, story)
    if (
        kept is None
        or not kept.is_looked_into
        or not change.has_file(kept.name)
        or change.open_file(kept.name) != draft
    ):
        return False
    before = [(part.place, part.position, part.digest, part.words) for part in kept.parts]
    now = [(part.location, part.position, digest, part.words) for part, digest in looked.parts]
    return (kept.format, kept.pages, before) == (looked.format, looked.pages, now)


def _look_at_words_again(change: Change, story: Story, read: ReadWords) -> None:
    """The same document, whose words nobody looked at by the rules of today."""
    before = words_of_story(change.db, story.id)
    now = (story.draft, read.names)
    if before is None or (before.check.draft, before.check.names) != now or before.check.rules < RULES:
        record_check(change, keep_words(change, story, read))


def _keep(change: Change, story: Story, draft: Draft) -> Story:
    insert_draft(change.db, draft)
    change.record(
        story.id,
        format=draft.format,
        pages=draft.pages,
        images=len({part.image for part in draft.parts if part.image}),
        unseen=sum(part.waits_for_a_look for part in draft.parts),
    )
    revised = revise(change, story, draft=draft.name)
    set_aside_left_images(change.db, story.id)
    return revised


def _watched(watch: Watcher, step: Step) -> None:
    try:
        watch(step)
    except Cancelled:
        raise Stopped("stopped", done=step.done, total=step.total) from None
