"""Hashes of pictures, those whose consent or basis was ended, and who settled near copies."""

from dataclasses import dataclass

from consentkit.domain.pictures.near_copies import NearSettlement
from consentkit.store.consents import binds_still
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.tables import Table

near_settlements = Table("near_settlements", NearSettlement, key="seq", extra=frozenset({"seq"}))

_ENDED_THINGS = (
    "SELECT b.thing FROM bases AS b WHERE b.ended_on IS NOT NULL"
    " AND b.rowid = (SELECT max(n.rowid) FROM bases AS n WHERE n.thing = b.thing)"
)
_IS_ENDED = (
    "(EXISTS (SELECT 1 FROM consents AS c WHERE c.story = i.story"  # noqa: S608 - our own words
    " AND (c.withdrawn_on IS NOT NULL OR c.decision = 'no')"
    f" AND {binds_still('c')} AND NOT EXISTS (SELECT 1 FROM consents AS d"
    "  WHERE d.story = c.story AND d.contributor = c.contributor"
    f"  AND d.decision = 'yes' AND d.withdrawn_on IS NULL AND {binds_still('d')}))"
    f" OR i.id IN ({_ENDED_THINGS})"
    f" OR i.id IN (SELECT f.image FROM faces AS f WHERE f.id IN ({_ENDED_THINGS})))"
)


@dataclass(frozen=True)
class Hashed:
    """An image with its hashes (`None`: not taken yet), and whether it was taken back."""

    image: str
    story: str
    original: str
    hashes: bytes | None
    is_ended: bool


def settlements_of(db: EncryptedDatabase, image: str) -> tuple[NearSettlement, ...]:
    """Return who settled near copies of an image, oldest first."""
    return near_settlements.where(db, "image = ?", image, order="seq")


def settlements_in_story(db: EncryptedDatabase, story: str) -> tuple[NearSettlement, ...]:
    """Return who settled near copies of a story's images, oldest first."""
    own = "image IN (SELECT id FROM images WHERE story = ?)"
    return near_settlements.where(db, own, story, order="seq")


def save_hashes(db: EncryptedDatabase, image: str, hashes: bytes) -> None:
    """Keep an image's hashes."""
    db.execute("INSERT OR REPLACE INTO image_hashes (image, hashes) VALUES (?, ?)", [image, hashes])


def hashes_of(db: EncryptedDatabase, image: str) -> bytes | None:
    """Return an image's hashes, or `None` where none were taken."""
    rows = db.rows("SELECT hashes FROM image_hashes WHERE image = ?", (image,))
    return bytes(rows[0]["hashes"]) if rows else None


def hashes_in_story(db: EncryptedDatabase, story: str) -> dict[str, bytes]:
    """Return the hashes of a story's images, by image; one of which none were taken is left out."""
    sql = "SELECT image, hashes FROM image_hashes WHERE image IN (SELECT id FROM images WHERE story = ?)"
    return {row["image"]: bytes(row["hashes"]) for row in db.rows(sql, (story,))}


def ended_images(db: EncryptedDatabase) -> tuple[Hashed, ...]:
    """Return all images that were taken back: by a consent of their story, or their basis; oldest first."""
    return other_images(db, "", only_ended=True)


def other_images(db: EncryptedDatabase, image: str, *, only_ended: bool) -> tuple[Hashed, ...]:
    """Return all images but this one, or those of them that were taken back."""
    ended = f" AND {_IS_ENDED}" if only_ended else ""
    sql = (
        f"SELECT i.id, i.story, i.original, h.hashes, {_IS_ENDED} AS ended"  # noqa: S608 - our own words
        " FROM images AS i LEFT JOIN image_hashes AS h ON h.image = i.id"
        f" WHERE i.id <> ?{ended} ORDER BY i.rowid"
    )
    return tuple(
        Hashed(
            row["id"],
            row["story"],
            row["original"],
            None if row["hashes"] is None else bytes(row["hashes"]),
            bool(row["ended"]),
        )
        for row in db.rows(sql, (image,))
    )
