"""Near copies: a picture that was taken back is recognised when it comes back under another name."""

from collections.abc import Sequence
from dataclasses import replace

from consentkit.domain.errors import InvalidInput, NotFound
from consentkit.domain.events import EventName, require
from consentkit.domain.pictures.images import Image
from consentkit.domain.pictures.near_copies import FARTHEST, MOST_BITS, NearCopy, NearSettlement
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.pictures.images import images
from consentkit.store.pictures.near_copies import (
    Hashed,
    ended_images,
    hashes_in_story,
    hashes_of,
    near_settlements,
    other_images,
    save_hashes,
    settlements_in_story,
    settlements_of,
)
from consentkit.usecases.file_looks import FileLook
from consentkit.usecases.workspaces import Workspace

_MIN_WHY_LENGTH = 5


def find_near_copies(workspace: Workspace, image: str) -> tuple[NearCopy, ...]:
    """Return the pictures that look like this one, nearest first; those of ended consents refuse at the gate.

    Pictures of before hashes were kept get theirs, which is recorded. Raises NotFound.
    """
    require(workspace.actor, EventName.IMAGE_COMPARED)
    found = images.get(workspace.reading, image)
    look = FileLook(workspace.records.vault)
    lacking = [one for one in (_own(workspace.reading, found), *_others(workspace, image)) if not one.hashes]
    fresh = {one.image: taken for one in lacking if (taken := look.hashes(one.original)) is not None}
    if fresh:
        _keep_hashes(workspace, image, fresh)
    return _near(
        workspace.reading, image, hashes_of(workspace.reading, image) or b"", _others(workspace, image)
    )


def _others(workspace: Workspace, image: str) -> tuple[Hashed, ...]:
    return other_images(workspace.reading, image, only_ended=False)


def _keep_hashes(workspace: Workspace, image: str, fresh: dict[str, bytes]) -> None:
    # An original never changes, so that its hashes are what they were whatever happened meanwhile.
    with workspace.change(EventName.IMAGE_COMPARED) as change:
        for code, hashes in fresh.items():
            save_hashes(change.db, code, hashes)
        change.record(image, taken=len(fresh))


def near_ended_copies(db: EncryptedDatabase, look: FileLook, image: Image) -> tuple[NearCopy, ...] | None:
    """Return the pictures of ended consents that look like this one; `None` where that cannot be known."""
    return near_ended_in_story(db, look, image.story, (image,))[image.id]


def near_ended_in_story(
    db: EncryptedDatabase, look: FileLook, story: str, found: Sequence[Image]
) -> dict[str, tuple[NearCopy, ...] | None]:
    """Return what `near_ended_copies` says of each of these images of a story, asked for all at once."""
    ended = tuple(
        one if one.hashes is not None else replace(one, hashes=look.hashes(one.original))
        for one in ended_images(db)
    )
    if not ended:
        return {image.id: () for image in found}
    kept = hashes_in_story(db, story)
    own = [kept[one.id] if one.id in kept else look.hashes(one.original) for one in found]
    pairs = look.near_pairs(tuple(h or b"" for h in own), tuple(one.hashes or b"" for one in ended))
    near, settled = _by_number(pairs), _settlers(db, story)
    lost = {one.image for one in ended if one.hashes is None}
    codes = {one.image for one in ended}
    copies: dict[str, tuple[NearCopy, ...] | None] = {}
    for number, image in enumerate(found):
        if codes == {image.id}:
            copies[image.id] = ()
        elif own[number] is None or lost - {image.id}:
            copies[image.id] = None
        else:
            others = [(ended[other], bits) for bits, other in near.get(number, ())]
            copies[image.id] = tuple(
                _near_copy(one, bits, settled.get((image.id, one.image)))
                for one, bits in others
                if one.image != image.id
            )
    return copies


def _by_number(pairs: Sequence[tuple[int, int, int]]) -> dict[int, list[tuple[int, int]]]:
    """Return for each number the bits and numbers of what is near it, nearest first."""
    near: dict[int, list[tuple[int, int]]] = {}
    for number, other, bits in pairs:
        near.setdefault(number, []).append((bits, other))
    return {number: sorted(others) for number, others in near.items()}


def _settlers(db: EncryptedDatabase, story: str) -> dict[tuple[str, str], str]:
    return {(one.image, one.other): one.settled_by for one in settlements_in_story(db, story)}


def near_ended_ids(db: EncryptedDatabase, image: str, hashes: bytes) -> tuple[str, ...]:
    """Return the codes of pictures of ended consents that look like one that comes in."""
    return tuple(one.other for one in _near(db, image, hashes, other_images(db, image, only_ended=True)))


def settle_near_copy(workspace: Workspace, image: str, other: str, why: str) -> NearSettlement:
    """Say why a picture may be used although it looks like one that was taken back.

    Raises NotFound, also where the two are no near copies, InvalidInput without a reason.
    """
    if len(why.strip()) < _MIN_WHY_LENGTH:
        raise InvalidInput("why-missing", minimum=_MIN_WHY_LENGTH)
    look = FileLook(workspace.records.vault)
    near_ended_copies(workspace.reading, look, images.get(workspace.reading, image))
    with workspace.change(EventName.NEAR_COPY_SETTLED) as change:
        near = near_ended_copies(change.db, look, images.get(change.db, image)) or ()
        if other not in {one.other for one in near}:
            raise NotFound("near-copy-missing", image=image, other=other)
        settled = NearSettlement(
            image=image,
            other=other,
            why=why.strip(),
            settled_by=change.actor.handle,
            settled_at=change.at,
        )
        near_settlements.insert(change.db, settled)
        change.record(image, other=other)
    return settled


def _own(db: EncryptedDatabase, image: Image) -> Hashed:
    return Hashed(image.id, image.story, image.original, hashes_of(db, image.id), is_ended=False)


def _near(db: EncryptedDatabase, image: str, own: bytes, others: Sequence[Hashed]) -> tuple[NearCopy, ...]:
    from consentkit.imaging.scanning.near_hashes import bits_apart

    settled = {one.other: one.settled_by for one in settlements_of(db, image)}
    apart = [(bits_apart(own, one.hashes) if own and one.hashes else FARTHEST, one) for one in others]
    near = sorted(((bits, one) for bits, one in apart if bits <= MOST_BITS), key=lambda pair: pair[0])
    return tuple(_near_copy(one, bits, settled.get(one.image)) for bits, one in near)


def _near_copy(one: Hashed, bits: int, settled_by: str | None) -> NearCopy:
    return NearCopy(other=one.image, story=one.story, bits=bits, is_ended=one.is_ended, settled_by=settled_by)
