"""Near copies: a picture that was taken back is recognised when it comes back under another name."""

from dataclasses import replace

from consentkit.domain.errors import BadDataFile, InvalidInput, NotFound
from consentkit.domain.events import EventName, require
from consentkit.domain.images import Image
from consentkit.domain.near_copies import FARTHEST, MOST_BITS, NearCopy, NearSettlement
from consentkit.store.databases import EncryptedDatabase
from consentkit.store.images import images
from consentkit.store.near_copies import Hashed, hashes_of, near_settlements, other_images, save_hashes
from consentkit.store.vault import Vault
from consentkit.usecases.workspaces import Workspace

_MIN_WHY_LENGTH = 5


def find_near_copies(workspace: Workspace, image: str) -> tuple[NearCopy, ...]:
    """Return the pictures that look like this one, nearest first; those of ended consents refuse at the gate.

    Pictures of before hashes were kept get theirs, which is recorded. Raises NotFound.
    """
    require(workspace.actor, EventName.IMAGE_COMPARED)
    found = images.get(workspace.reading, image)
    vault = workspace.records.vault
    others = other_images(workspace.reading, image, only_ended=False)
    fresh = {}
    for one in (_own(workspace.reading, found), *others):
        if one.hashes is None and (taken := _taken(vault, one.original)) is not None:
            fresh[one.image] = taken
    if fresh:
        with workspace.transaction() as transaction:
            for code, hashes in fresh.items():
                save_hashes(transaction.db, code, hashes)
            transaction.record(EventName.IMAGE_COMPARED, image, taken=len(fresh))
    own = fresh.get(image) or hashes_of(workspace.reading, image) or b""
    known = [replace(one, hashes=fresh.get(one.image, one.hashes)) for one in others]
    return _near(workspace.reading, image, own, known)


def near_ended_copies(db: EncryptedDatabase, vault: Vault, image: Image) -> tuple[NearCopy, ...] | None:
    """Return the pictures of ended consents that look like this one; `None` where that cannot be known."""
    ended = other_images(db, image.id, only_ended=True)
    if not ended:
        return ()
    own = hashes_of(db, image.id) or _taken(vault, image.original)
    known = [replace(one, hashes=one.hashes or _taken(vault, one.original)) for one in ended]
    if own is None or any(one.hashes is None for one in known):
        return None
    return _near(db, image.id, own, known)


def near_ended_ids(db: EncryptedDatabase, image: str, hashes: bytes) -> tuple[str, ...]:
    """Return the codes of pictures of ended consents that look like one that comes in."""
    return tuple(one.other for one in _near(db, image, hashes, other_images(db, image, only_ended=True)))


def settle_near_copy(workspace: Workspace, image: str, other: str, why: str) -> NearSettlement:
    """Say why a picture may be used although it looks like one that was taken back.

    Raises NotFound, also where the two are no near copies, InvalidInput without a reason.
    """
    require(workspace.actor, EventName.NEAR_COPY_SETTLED)
    found = images.get(workspace.reading, image)
    near = near_ended_copies(workspace.reading, workspace.records.vault, found) or ()
    if other not in {one.other for one in near}:
        raise NotFound("near-copy-missing", image=image, other=other)
    if len(why.strip()) < _MIN_WHY_LENGTH:
        raise InvalidInput("why-missing", minimum=_MIN_WHY_LENGTH)
    settled = NearSettlement(
        image=image,
        other=other,
        why=why.strip(),
        settled_by=workspace.actor.handle,
        settled_at=workspace.clock(),
    )
    with workspace.transaction() as transaction:
        near_settlements.insert(transaction.db, settled)
        transaction.record(EventName.NEAR_COPY_SETTLED, image, other=other)
    return settled


def _own(db: EncryptedDatabase, image: Image) -> Hashed:
    return Hashed(image.id, image.story, image.original, hashes_of(db, image.id), is_ended=False)


def _taken(vault: Vault, original: str) -> bytes | None:
    """Take an original's hashes now; `None` where it cannot be opened."""
    from consentkit.imaging.near_hashes import pack_hashes
    from consentkit.imaging.opening import open_picture

    try:
        return pack_hashes(open_picture(vault.get(original)).pixels)
    except (InvalidInput, NotFound, BadDataFile):
        return None


def _near(
    db: EncryptedDatabase, image: str, own: bytes, others: "list[Hashed] | tuple[Hashed, ...]"
) -> tuple[NearCopy, ...]:
    from consentkit.imaging.near_hashes import bits_apart

    settled = {
        one.other: one.settled_by for one in near_settlements.where(db, "image = ?", image, order="seq")
    }
    apart = [(bits_apart(own, one.hashes) if one.hashes else FARTHEST, one) for one in others]
    near = [(bits, one) for bits, one in apart if bits <= MOST_BITS]
    return tuple(
        NearCopy(
            other=one.image,
            story=one.story,
            bits=bits,
            is_ended=one.is_ended,
            settled_by=settled.get(one.image),
        )
        for bits, one in sorted(near, key=lambda pair: pair[0])
    )
