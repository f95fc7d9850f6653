"""The draft of a story: its document is looked into, and its pictures are the story's own from then on."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from consentkit.domain.codes import new_code
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Stopped
from consentkit.domain.events import EventName, require
from consentkit.domain.pictures.images import Image
from consentkit.domain.progress import Cancelled, Step, Watcher, unwatched
from consentkit.domain.stories import Story
from consentkit.domain.words.drafts import Draft, DraftPart, Holds
from consentkit.store.database.records import Transaction
from consentkit.store.drafts import (
    draft_of,
    insert_draft,
    parts_showing,
    set_aside_left_images,
    update_part,
)
from consentkit.store.images import images
from consentkit.store.stories import get_story
from consentkit.usecases.stories.stories import revise
from consentkit.usecases.workspaces import Workspace

if TYPE_CHECKING:
    from consentkit.documents.documents import Document, DocumentPart

_MAX_DRAFT_BYTES = 50_000_000
_MIN_WHY_LENGTH = 5


def put_draft(workspace: Workspace, story: str, draft: Path, *, watch: Watcher = unwatched) -> Story:
    """Keep the story's words as they stand, and take in the pictures in them; it asks for a new approval.

    Pictures that only the draft before showed are kept, and no longer asked about. Raises NotFound,
    InvalidInput for a document that cannot be looked into (see `opened_document`), Stopped.
    """
    from consentkit.documents.documents import opened_document

    require(workspace.actor, EventName.STORY_CHANGED)
    require(workspace.actor, EventName.DRAFT_OPENED)
    get_story(workspace.reading, story)
    data = _read(draft)
    with opened_document(data) as document:
        name = workspace.records.vault.put(data)
        intake = _Intake(workspace, story, name)
        for done, part in enumerate(document.parts):
            _watched(watch, Step(done, len(document.parts), f"{done + 1}"))
            intake.take(document, part)
        return _kept(workspace, intake, document)


def look_at_part(workspace: Workspace, story: str, number: int, why: str) -> DraftPart:
    """Record that a person looked at a part of the draft into which no program sees, and what it shows.

    Raises NotFound, Conflict for a part that is an image of the story, InvalidInput without words.
    """
    require(workspace.actor, EventName.DRAFT_PART_VIEWED)
    found = get_draft(workspace, story)
    part = next((one for one in found.parts if one.number == number), None) if found else None
    if part is None:
        raise NotFound("draft-part-unknown", story=story, number=number)
    if part.image is not None:
        raise Conflict("draft-part-known", number=number)
    if len(why.strip()) < _MIN_WHY_LENGTH:
        raise InvalidInput("why-missing", minimum=_MIN_WHY_LENGTH)
    seen = part.model_copy(
        update={"why": why.strip(), "seen_by": workspace.actor.handle, "seen_at": workspace.clock()}
    )
    with workspace.transaction() as transaction:
        update_part(transaction.db, seen)
        transaction.record(EventName.DRAFT_PART_VIEWED, story, number=number, holds=part.holds)
    return seen


def get_draft(workspace: Workspace, story: str) -> Draft | None:
    """Return what a story's draft was found to hold; `None` without one. Raises NotFound."""
    return draft_of(workspace.reading, get_story(workspace.reading, story))


def shown_in_draft(workspace: Workspace, story: str) -> dict[str, tuple[DraftPart, ...]]:
    """Return where in the story's draft each of its images stands, by image. Raises NotFound."""
    get_story(workspace.reading, story)
    places: dict[str, tuple[DraftPart, ...]] = {}
    for part in parts_showing(workspace.reading, story):
        places[part.image or ""] = (*places.get(part.image or "", ()), part)
    return places


class _Intake:
    """What is gathered from a document before anything of it is recorded."""

    def __init__(self, workspace: Workspace, story: str, name: str) -> None:
        self._workspace = workspace
        self.story, self.name = story, name
        self.parts: list[DraftPart] = []
        self.new: dict[str, Image] = {}

    def take(self, document: "Document", part: "DocumentPart") -> None:
        """Add one part; a picture that cannot be opened waits for a person's look."""
        opened = document.picture_in(part)
        digest = hashlib.sha256(opened[0]).hexdigest() if opened else None
        image = None
        if opened and digest:
            image = self._known(digest) or self.new.get(digest)
            if image is None:
                picture = opened[1]
                image = self.new[digest] = Image(
                    id=new_code("I"),
                    story=self.story,
                    digest=digest,
                    original=self._workspace.records.vault.put(opened[0]),
                    media_type=picture.media_type,
                    width_px=picture.width_px,
                    height_px=picture.height_px,
                    leaks=picture.leaks,
                    came_in_draft=True,
                )
        is_unreadable = part.holds is Holds.PICTURE and image is None
        self.parts.append(
            DraftPart(
                story=self.story,
                draft=self.name,
                number=len(self.parts) + 1,
                place=part.place,
                position=part.position,
                holds=Holds.UNREADABLE_PICTURE if is_unreadable else part.holds,
                digest=digest,
                image=image.id if image else None,
            )
        )

    def _known(self, digest: str) -> Image | None:
        """Return the image of the story that this is, or is the public copy of."""
        condition = (
            "story = ? AND (digest = ? OR id IN (SELECT c.image FROM public_copies AS c WHERE c.digest = ?))"
        )
        found = images.where(self._workspace.reading, condition, self.story, digest, digest)
        return found[0] if found else None


def _kept(workspace: Workspace, intake: _Intake, document: "Document") -> Story:
    draft = Draft(
        name=intake.name,
        story=intake.story,
        format=document.format,
        pages=document.pages,
        opened_at=workspace.clock(),
        parts=tuple(intake.parts),
    )
    with workspace.transaction() as transaction:
        _insert_images(transaction, tuple(intake.new.values()))
        insert_draft(transaction.db, draft)
        transaction.record(
            EventName.DRAFT_OPENED,
            intake.story,
            format=draft.format,
            pages=draft.pages,
            images=len({part.image for part in draft.parts if part.image}),
            unseen=sum(part.waits_for_a_look for part in draft.parts),
        )
        revised = revise(transaction, get_story(transaction.db, intake.story), draft=intake.name)
        set_aside_left_images(transaction.db, intake.story)
    return revised


def _insert_images(transaction: Transaction, new: Sequence[Image]) -> None:
    for image in new:
        images.insert(transaction.db, image)
        transaction.record(EventName.IMAGE_ADDED, image.id, story=image.story, digest=image.digest)


def _read(draft: Path) -> bytes:
    if not draft.is_file():
        raise InvalidInput("file-not-found", file=draft.name)
    if draft.stat().st_size > _MAX_DRAFT_BYTES:
        raise InvalidInput("file-too-large", limit_mb=_MAX_DRAFT_BYTES // 1_000_000)
    return draft.read_bytes()


def _watched(watch: Watcher, step: Step) -> None:
    try:
        watch(step)
    except Cancelled:
        raise Stopped("stopped", done=step.done, total=step.total) from None
