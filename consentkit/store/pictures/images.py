"""Images, faces and public copies."""

from collections.abc import Sequence
from typing import TypeVar

from consentkit.domain.pictures.box_changes import BoxChange
from consentkit.domain.pictures.captures import Capture
from consentkit.domain.pictures.images import Face, Image
from consentkit.domain.pictures.public_copies import PublicCopy
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.tables import Table

V = TypeVar("V", Face, PublicCopy)

images = Table("images", Image, packed=frozenset({"leaks", "scan"}))
faces = Table(
    "faces", Face, packed=frozenset({"box", "linked_before"}), extra=frozenset({"grade", "lacks_second"})
)
public_copies = Table(
    "public_copies",
    PublicCopy,
    key="image",
    packed=frozenset({"covered", "methods", "rescan", "unsettled", "leaks", "results"}),
)
captures = Table("captures", Capture, key="image")
box_changes = Table(
    "box_changes",
    BoxChange,
    key="seq",
    packed=frozenset({"before", "after"}),
    extra=frozenset({"seq"}),
)

_OF_STORY = "image IN (SELECT id FROM images WHERE story = ?)"


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


def image_ids_of_story(db: EncryptedDatabase, story: str) -> dict[str, bool]:
    """Return the codes of what `images_of_story` returns, each with whether it was scanned."""
    sql = "SELECT id, scanned_at FROM images WHERE story = ? AND is_set_aside = 0 ORDER BY rowid"
    return {row["id"]: row["scanned_at"] is not None for row in db.rows(sql, (story,))}


def count_open_faces(db: EncryptedDatabase, story: str) -> dict[str, int]:
    """Return how many boxes in a story's images nobody settled, by their kind."""
    sql = (
        "SELECT kind, count(*) AS number FROM faces WHERE (settlement = 'open' OR lacks_second = 1)"
        " AND image IN (SELECT id FROM images WHERE story = ? AND is_set_aside = 0) GROUP BY kind"
    )
    return {row["kind"]: row["number"] for row in db.rows(sql, (story,))}


def images_with_ids(db: EncryptedDatabase, ids: Sequence[str]) -> tuple[Image, ...]:
    """Return these images, in the order in which they came."""
    return images.where(db, f"id IN ({_marks(ids)})", *ids)


def faces_of_images(db: EncryptedDatabase, ids: Sequence[str]) -> dict[str, tuple[Face, ...]]:
    """Return the faces of these images, by image, in the order in which they were found."""
    return _by_image(faces.where(db, f"image IN ({_marks(ids)})", *ids))


def copies_of_images(db: EncryptedDatabase, ids: Sequence[str]) -> dict[str, tuple[PublicCopy, ...]]:
    """Return the public copies of these images, by image, in the order in which they were made."""
    return _by_image(public_copies.where(db, f"image IN ({_marks(ids)})", *ids))


def faces_in_story(db: EncryptedDatabase, story: str) -> dict[str, tuple[Face, ...]]:
    """Return the faces of a story's images, by image, in the order in which they were found."""
    return _by_image(faces.where(db, _OF_STORY, story))


def copies_in_story(db: EncryptedDatabase, story: str) -> dict[str, tuple[PublicCopy, ...]]:
    """Return the public copies of a story's images, by image, in the order in which they were made."""
    return _by_image(public_copies.where(db, _OF_STORY, story))


def captures_in_story(db: EncryptedDatabase, story: str) -> dict[str, Capture]:
    """Return how a story's images came to be, by image; nothing of those that were taken in before."""
    return {one.image: one for one in captures.where(db, _OF_STORY, story)}


def _marks(ids: Sequence[str]) -> str:
    return ", ".join("?" * len(ids))


def _by_image(rows: Sequence[V]) -> dict[str, tuple[V, ...]]:
    found: dict[str, list[V]] = {}
    for row in rows:
        found.setdefault(row.image, []).append(row)
    return {image: tuple(of_image) for image, of_image in found.items()}


def faces_of(db: EncryptedDatabase, image: str) -> tuple[Face, ...]:
    """Return an image's faces in the order in which they were found."""
    return faces.where(db, "image = ?", image)


def copies_of(db: EncryptedDatabase, image: str) -> tuple[PublicCopy, ...]:
    """Return an image's public copies, the one for every channel and those for one."""
    return public_copies.where(db, "image = ?", image)


def images_with_digest(db: EncryptedDatabase, digest: str) -> tuple[Image, ...]:
    """Return the images, of any story, that are this very file."""
    return images.where(db, "digest = ?", digest)


def delete_faces(db: EncryptedDatabase, expected: tuple[Face, ...]) -> None:
    """Remove faces, which must still be as expected: those that a scan replaces, a merge took up.

    Raises NotFound, Conflict (record-changed), as for one that was settled meanwhile.
    """
    for face in expected:
        faces.delete(db, face)


def changes_of_boxes(db: EncryptedDatabase, image: str) -> tuple[BoxChange, ...]:
    """Return how an image's boxes were moved and merged, oldest first."""
    return box_changes.where(db, "image = ?", image, order="seq")


def save_copy(db: EncryptedDatabase, copy: PublicCopy) -> None:
    """Add or replace an image's public copy for its channel."""
    db.execute("DELETE FROM public_copies WHERE image = ? AND channel IS ?", [copy.image, copy.channel])
    public_copies.insert(db, copy)
