"""Drafts that were looked into, and their parts."""

from consentkit.domain.errors import NotFound
from consentkit.domain.stories import Story
from consentkit.domain.words.drafts import Draft, DraftPart
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.tables import Table, check_unchanged

_parts = Table("draft_parts", DraftPart, packed=frozenset({"words"}))


def draft_of(db: EncryptedDatabase, story: Story) -> Draft | None:
    """Return the story's draft with its parts in order; `None` without one, and where it was never opened."""
    rows = db.rows("SELECT * FROM drafts WHERE name = ? AND story = ?", (story.draft, story.id))
    if not rows:
        return None
    return Draft.model_validate({**rows[0], "parts": parts_of(db, story.draft or "")})


def parts_of(db: EncryptedDatabase, draft: str) -> tuple[DraftPart, ...]:
    """Return the parts of a draft, in their order."""
    return _parts.where(db, "draft = ?", draft, order="number")


def parts_showing(db: EncryptedDatabase, story: str) -> tuple[DraftPart, ...]:
    """Return the parts of a story's present draft that are images, in their order."""
    condition = "image IS NOT NULL AND draft = (SELECT draft FROM stories WHERE id = ?)"
    return _parts.where(db, condition, story, order="number")


def insert_draft(db: EncryptedDatabase, draft: Draft) -> None:
    """Add a draft and its parts."""
    db.table("drafts").insert(draft.model_dump(mode="json", exclude={"parts"}))
    for part in draft.parts:
        _parts.insert(db, part)


def update_part(db: EncryptedDatabase, part: DraftPart, *, expected: DraftPart) -> None:
    """Note what a person said of a part, which must still be as `expected`.

    Raises NotFound where it is gone, Conflict (record-changed).
    """
    number = f"{part.story}/{part.number}"
    found = _parts.where(db, "draft = ? AND number = ?", part.draft, part.number)
    if not found:
        raise NotFound("draft-part-unknown", story=part.story, number=part.number)
    check_unchanged(found[0], expected, kind="draft_parts", code=number)
    row = part.model_dump(mode="json", include={"why", "seen_by", "seen_at", "draft", "number"})
    sql = (
        "UPDATE draft_parts SET why = :why, seen_by = :seen_by, seen_at = :seen_at"
        " WHERE draft = :draft AND number = :number"
    )
    db.execute(sql, row)


def set_aside_left_images(db: EncryptedDatabase, story: str) -> None:
    """Set aside the images that only earlier drafts showed; take back those that the present one shows."""
    shown = (
        "SELECT p.image FROM draft_parts AS p JOIN stories AS s ON s.id = p.story AND s.draft = p.draft"
        " WHERE p.image IS NOT NULL AND p.story = ?"
    )
    sql = f"UPDATE images SET is_set_aside = (id NOT IN ({shown})) WHERE story = ? AND came_in_draft = 1"  # noqa: S608
    db.execute(sql, [story, story])
