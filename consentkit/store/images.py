"""Images, faces and public copies."""

from consentkit.domain.box_changes import BoxChange
from consentkit.domain.images import Face, Image
from consentkit.domain.public_copies import PublicCopy
from consentkit.store.databases import EncryptedDatabase
from consentkit.store.tables import Table

images = Table("images", Image, packed=frozenset({"leaks", "scan"}))
faces = Table("faces", Face, packed=frozenset({"box"}), extra=frozenset({"grade"}))
public_copies = Table(
    "public_copies",
    PublicCopy,
    key="image",
    packed=frozenset({"covered", "methods", "rescan", "unsettled", "leaks", "results"}),
)
box_changes = Table(
    "box_changes",
    BoxChange,
    key="seq",
    packed=frozenset({"before", "after"}),
    extra=frozenset({"seq"}),
)


def images_with_digest(db: EncryptedDatabase, digest: str) -> tuple[Image, ...]:
    """Return the images, of any story, that are this very file."""
    return images.where(db, "digest = ?", digest)


def delete_faces(db: EncryptedDatabase, ids: tuple[str, ...]) -> None:
    """Remove open faces that a new scan replaces. Settled faces are never removed."""
    for face in ids:
        db.execute("DELETE FROM faces WHERE id = ? AND settlement = 'open'", [face])


def save_copy(db: EncryptedDatabase, copy: PublicCopy) -> None:
    """Add or replace an image's public copy for its channel."""
    db.execute("DELETE FROM public_copies WHERE image = ? AND channel IS ?", [copy.image, copy.channel])
    public_copies.insert(db, copy)


def remove_merged_faces(db: EncryptedDatabase, ids: tuple[str, ...]) -> None:
    """Remove faces whose boxes another one took up; `box_changes` keeps them as they were."""
    for face in ids:
        db.execute("DELETE FROM faces WHERE id = ?", [face])
