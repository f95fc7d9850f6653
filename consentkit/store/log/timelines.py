"""The events of one story with its consents, pictures, faces and publications, and those of one image."""

import json

from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.log.audits import Event
from consentkit.store.stories.several import ids_of

_SUBJECTS = (
    "SELECT :story"  # noqa: S608
    " UNION ALL SELECT id FROM consents WHERE story = :story"
    " UNION ALL SELECT id FROM assents WHERE story = :story"
    " UNION ALL SELECT id FROM images WHERE story = :story"
    " UNION ALL SELECT f.id FROM images AS i JOIN faces AS f ON f.image = i.id WHERE i.story = :story"
    " UNION ALL SELECT id FROM videos WHERE story = :story"
    " UNION ALL SELECT t.id FROM videos AS v JOIN tracks AS t ON t.video = v.id WHERE v.story = :story"
    f" UNION ALL {ids_of('certificates', ':story')}"
    f" UNION ALL {ids_of('publications', ':story')}"
    f" UNION ALL SELECT id FROM takedowns WHERE publication IN ({ids_of('publications', ':story')})"
)


def events_about_story(db: EncryptedDatabase, story: str, *, limit: int) -> tuple[Event, ...]:
    """Return the newest events of a story and of its records, newest first."""
    sql = f"SELECT * FROM audit WHERE subject IN ({_SUBJECTS}) ORDER BY seq DESC LIMIT :limit"  # noqa: S608
    rows = list(db.query(sql, {"story": story, "limit": limit}))
    return tuple(Event(**(row | {"body": json.loads(row["body"])})) for row in rows)


def acts_on_image_since(db: EncryptedDatabase, image: str, seq: int) -> frozenset[str]:
    """Return which acts were done to an image or to its faces after an event's number."""
    is_about = "subject = ? OR json_extract(body, '$.image') = ?"
    sql = f"SELECT DISTINCT action FROM audit WHERE seq > ? AND ({is_about})"  # noqa: S608 - our words
    return frozenset(row["action"] for row in db.rows(sql, (seq, image, image)))
