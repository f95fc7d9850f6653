"""Videos, tracks and their public copies."""

from consentkit.domain.videos.videos import Track, Video, VideoCopy
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.tables import Table

videos = Table("videos", Video, packed=frozenset({"leaks", "scan"}))
tracks = Table("tracks", Track, packed=frozenset({"path"}), extra=frozenset({"width_px", "grade"}))
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


def delete_tracks(db: EncryptedDatabase, ids: tuple[str, ...]) -> None:
    """Remove open tracks that a new scan replaces. Settled tracks are never removed."""
    for track in ids:
        db.execute("DELETE FROM tracks WHERE id = ? AND settlement = 'open'", [track])


def save_video_copy(db: EncryptedDatabase, copy: VideoCopy) -> None:
    """Add or replace a video's public copy."""
    db.execute("DELETE FROM video_copies WHERE video = ?", [copy.video])
    video_copies.insert(db, copy)
