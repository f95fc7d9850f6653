"""Gatherings and suppliers, and what belongs to them."""

from consentkit.domain.questions.origins import Belonging, Origin, Origins
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.tables import Table

origins = Table("origins", Origin)
_belongings = Table("belongings", Belonging, key="thing")

THINGS_OF_STORY = (
    ":story",
    "SELECT id FROM images WHERE story = :story",
    "SELECT id FROM videos WHERE story = :story",
    "SELECT id FROM bases WHERE story = :story",
    "SELECT id FROM consents WHERE story = :story",
    "SELECT contributor FROM story_contributors WHERE story = :story",
)
"""What of a story may belong to one of them, as parts of a condition."""

OF_STORY = " OR ".join(f"thing IN ({part})" for part in THINGS_OF_STORY)


def list_origins(db: EncryptedDatabase) -> tuple[Origin, ...]:
    """Return every gathering and supplier, oldest first."""
    return origins.where(db, "1")


def stories_with_origin(db: EncryptedDatabase, origin: str) -> tuple[str, ...]:
    """Return the stories to which one of them belongs, or of which something does, by code."""
    sql = f"SELECT id FROM stories AS s WHERE {_HOLDS_ONE_OF} ORDER BY id"  # noqa: S608
    rows = db.execute(sql, {"origin": origin})
    return tuple(str(code) for (code,) in rows)


_HELD = "(SELECT thing FROM belongings WHERE origin = :origin)"
_HOLDS_ONE_OF = f"""(s.id IN {_HELD}
    OR s.id IN (SELECT story FROM images WHERE id IN {_HELD})
    OR s.id IN (SELECT story FROM videos WHERE id IN {_HELD})
    OR s.id IN (SELECT story FROM bases WHERE id IN {_HELD})
    OR s.id IN (SELECT story FROM consents WHERE id IN {_HELD})
    OR s.id IN (SELECT story FROM story_contributors WHERE contributor IN {_HELD}))"""  # noqa: S608 - constants


def belongings_to(db: EncryptedDatabase, origin: str) -> tuple[Belonging, ...]:
    """Return what belongs to one of them, in the order in which it was put."""
    return _belongings.where(db, "origin = ?", origin)


def origins_of_story(db: EncryptedDatabase, story: str) -> Origins:
    """Return the gatherings and suppliers of a story, and what of it belongs to which."""
    held = _belongings.where(db, OF_STORY.replace(":story", "?"), *[story] * OF_STORY.count(":story"))
    codes = sorted({one.origin for one in held})
    marks = ", ".join("?" * len(codes))
    return Origins(known=origins.where(db, f"id IN ({marks})", *codes) if codes else (), belongings=held)


def put_with(db: EncryptedDatabase, one: Belonging) -> None:
    """Note that something belongs to one of them; it may be noted already."""
    db.table("belongings").upsert(one.model_dump(mode="json"), pk=("origin", "thing"))


def take_from(db: EncryptedDatabase, origin: str, thing: str) -> None:
    """Note that something does not belong to one of them."""
    db.execute("DELETE FROM belongings WHERE origin = ? AND thing = ?", [origin, thing])
