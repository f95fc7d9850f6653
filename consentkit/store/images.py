"""Images, faces and public copies."""

from consentkit.domain.pictures.box_changes import BoxChange
from consentkit.domain.pictures.images import Face, Image
from consentkit.domain.pictures.public_copies import PublicCopy
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.tables import Table

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


def images_of_story(db: EncryptedDatabase, story: str) -> tuple[Image, ...]:
    """Return a story's images in the order in which they came, without those that were set aside."""
    return images.where(db, "story = ? AND is_set_aside = 0", story)


def image_with_digest(db: EncryptedDatabase, story: str, digest: str) -> Image | None:
    """Return a story's image that is this very file, set aside or not; `None` where it has none."""
    found = images.where(db, "story = ? AND digest = ?", story, digest)
    return found[0] if found else None


def image_shown_as(db: EncryptedDatabase, story: str, digest: str) -> Image | None:
    """Return the image of a story that a file is, or is a public copy of; `None` where it is neither."""
    copies = "SELECT c.image FROM public_copies AS c WHERE c.digest = ?"
    found = images.where(db, f"story = ? AND (digest = ? OR id IN ({copies}))", story, digest, digest)
    return found[0] if found else None


def faces_of(db: EncryptedDatabase, image: str) -> tuple[Face, ...]:
    """Return an image's faces in the order in which they were found."""
    return faces.where(db, "image = ?", image)


def copies_of(db: EncryptedDatabase, image: str) -> tuple[PublicCopy, ...]:
    """Return an image's public copies, the one for every channel and those for one."""
    return public_copies.where(db, "image = ?", image)


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
