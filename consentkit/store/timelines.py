"""The events of one story: its own, and those of its consents, pictures, faces and publications."""

import json

from consentkit.store.audits import Event
from consentkit.store.databases import EncryptedDatabase

_SUBJECTS = (
    "SELECT :story"
    " UNION ALL SELECT id FROM consents WHERE story = :story"
    " UNION ALL SELECT id FROM assents WHERE story = :story"
    " UNION ALL SELECT id FROM images WHERE story = :story"
    " UNION ALL SELECT f.id FROM images AS i JOIN faces AS f ON f.image = i.id WHERE i.story = :story"
    " UNION ALL SELECT id FROM certificates WHERE story = :story"
    " UNION ALL SELECT id FROM publications WHERE story = :story"
    " UNION ALL SELECT t.id FROM publications AS p JOIN takedowns AS t ON t.publication = p.id"
    " WHERE p.story = :story"
)


def events_about_story(db: EncryptedDatabase, story: str, *, limit: int) -> tuple[Event, ...]:
    """Return the newest events of a story and of its records, newest first."""
    sql = f"SELECT * FROM audit WHERE subject IN ({_SUBJECTS}) ORDER BY seq DESC LIMIT :limit"  # noqa: S608
    rows = list(db.query(sql, {"story": story, "limit": limit}))
    return tuple(Event(**(row | {"body": json.loads(row["body"])})) for row in rows)
