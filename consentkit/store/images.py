"""Images, faces and public copies."""

from consentkit.domain.images import Face, Image, PublicCopy
from consentkit.store.databases import EncryptedDatabase
from consentkit.store.tables import Table

images = Table("images", Image, packed=frozenset({"leaks", "scan"}))
faces = Table("faces", Face, packed=frozenset({"box"}), extra=frozenset({"grade"}))
public_copies = Table(
    "public_copies", PublicCopy, key="image", packed=frozenset({"covered", "rescan", "unsettled", "leaks"})
)


def delete_faces(db: EncryptedDatabase, ids: tuple[str, ...]) -> None:
    """Remove open faces that a new scan replaces. Settled faces are never removed."""
    for face in ids:
        db.execute("DELETE FROM faces WHERE id = ? AND settlement = 'open'", [face])


def save_copy(db: EncryptedDatabase, copy: PublicCopy) -> None:
    """Add or replace an image's public copy."""
    db.execute("DELETE FROM public_copies WHERE image = ?", [copy.image])
    public_copies.insert(db, copy)
