"""Videos, tracks and their public copies."""

from consentkit.domain.videos.videos import Track, Video, VideoCopy
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.tables import Table

videos = Table("videos", Video, packed=frozenset({"leaks", "scan"}))
tracks = Table(
    "tracks",
    Track,
    packed=frozenset({"path", "linked_before"}),
    extra=frozenset({"width_px", "grade", "lacks_second"}),
)
video_copies = Table(
    "video_copies",
    VideoCopy,
    key="video",
    packed=frozenset({"rescan", "unsettled", "leaks", "results"}),
)


def videos_of_story(db: EncryptedDatabase, story: str) -> tuple[Video, ...]:
    """Return a story's videos in the order in which they came."""
    return videos.where(db, "story = ?", story)


def tracks_of(db: EncryptedDatabase, video: str) -> tuple[Track, ...]:
    """Return a video's tracks in the order in which they were found."""
    return tracks.where(db, "video = ?", video)


def copy_of_video(db: EncryptedDatabase, video: str) -> VideoCopy | None:
    """Return a video's public copy, `None` where none was made."""
    found = video_copies.where(db, "video = ?", video)
    return found[0] if found else None


def video_with_digest(db: EncryptedDatabase, story: str, digest: str) -> Video | None:
    """Return a story's video that is this very file; `None` where it has none."""
    found = videos.where(db, "story = ? AND digest = ?", story, digest)
    return found[0] if found else None


def videos_with_digest(db: EncryptedDatabase, digest: str) -> tuple[Video, ...]:
    """Return the videos, of any story, that are this very file."""
    return videos.where(db, "digest = ?", digest)


def delete_tracks(db: EncryptedDatabase, expected: tuple[Track, ...]) -> None:
    """Remove tracks that a scan replaces, which must still be as expected.

    Raises NotFound, Conflict (record-changed), as for one that was settled meanwhile.
    """
    for track in expected:
        tracks.delete(db, track)


def save_video_copy(db: EncryptedDatabase, copy: VideoCopy) -> None:
    """Add or replace a video's public copy."""
    db.execute("DELETE FROM video_copies WHERE video = ?", [copy.video])
    video_copies.insert(db, copy)
