"""What the parts of stories rest on beside consents."""

from datetime import date

from consentkit.domain.bases import Basis
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.tables import Table
from consentkit.store.pictures.images import faces, images
from consentkit.store.stories.stories import get_story
from consentkit.store.videos import tracks, videos

bases = Table("bases", Basis, packed=frozenset({"channels", "places", "notice"}))


def bases_of_story(db: EncryptedDatabase, story: str) -> tuple[Basis, ...]:
    """Return every basis of a story and of its parts, oldest first."""
    return bases.where(db, "story = ?", story)


def bases_of_thing(db: EncryptedDatabase, thing: str) -> tuple[Basis, ...]:
    """Return every basis that was recorded of one thing, oldest first."""
    return bases.where(db, "thing = ?", thing)


def bases_ending_by(db: EncryptedDatabase, day: date) -> tuple[Basis, ...]:
    """Return the newest basis of each thing where it ends by a day, soonest end first."""
    newest = "rowid IN (SELECT max(rowid) FROM bases GROUP BY thing)"
    condition = f"{newest} AND ended_on IS NULL AND until <= ?"
    return bases.where(db, condition, day.isoformat(), order="until, rowid")


def list_bases(db: EncryptedDatabase) -> tuple[Basis, ...]:
    """Return every basis, oldest first."""
    return bases.where(db, "1")


def story_of_thing(db: EncryptedDatabase, thing: str) -> str:
    """Return the story of a story, picture, video, face or track, by its code. Raises NotFound."""
    kind = thing[:1]
    if kind == "F":
        return images.get(db, faces.get(db, thing).image).story
    if kind == "H":
        return videos.get(db, tracks.get(db, thing).video).story
    if kind == "I":
        return images.get(db, thing).story
    if kind == "M":
        return videos.get(db, thing).story
    return get_story(db, thing).id
