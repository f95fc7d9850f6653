"""Videos of a story: tracks of people through them, what a scan came to, and the public copy."""

from datetime import datetime
from enum import StrEnum
from itertools import combinations
from math import comb
from typing import NamedTuple

from pydantic import Field, computed_field

from consentkit.domain.codes import Code
from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.grades import Grade, grade_of
from consentkit.domain.pictures.images import Box, BoxKind, ScanOutcome, Sighting
from consentkit.domain.pictures.public_copies import CheckResult
from consentkit.domain.roles import Handle
from consentkit.domain.values import Value, digest_of


class VideoLeak(StrEnum):
    """What a video file gives away beside its pictures and its sound."""

    PLACE = "place"
    CAMERA = "camera"
    DATES = "dates"
    WORDS = "words"
    COVER_PICTURE = "cover-picture"
    SUBTITLES = "subtitles"
    DATA_TRACKS = "data-tracks"
    CHAPTERS = "chapters"
    OTHER_VIDEO = "other-video"
    OTHER_SOUND = "other-sound"
    HIDDEN_FILM = "hidden-film"
    UNKNOWN = "unknown"


class Sound(StrEnum):
    """What becomes of the sound in the public copy. A changed voice can be changed back: no protection."""

    DROPPED = "dropped"
    KEPT = "kept"
    ALTERED = "altered"

    def tells_more_than(self, other: "Sound") -> bool:
        """Tell whether a voice is nearer to what it was."""
        order = [Sound.DROPPED, Sound.ALTERED, Sound.KEPT]
        return order.index(self) > order.index(other)


class VideoProfile(StrEnum):
    """How hard a scan looks: some frames a second, or every frame. The gate asks for every frame."""

    STANDARD = "standard"
    THOROUGH = "thorough"


class TrackPoint(NamedTuple):
    """A track at one moment: when (ms from the first frame), and its box in px (see `Box`)."""

    at_ms: int
    left: int
    top: int
    right: int
    bottom: int

    @property
    def box(self) -> Box:
        """The box."""
        return Box(left=self.left, top=self.top, right=self.right, bottom=self.bottom)


def track_point(at_ms: int, box: Box) -> TrackPoint:
    """Return where a track is at a moment."""
    return TrackPoint(at_ms, box.left, box.top, box.right, box.bottom)


class Track(Sighting):
    """One face through a video, and what a person decided about it.

    `path` is where it was seen, in order of time; between its points and a little before and after them
    it is taken to be there too (`consentkit.domain.videos.tracks`).
    `detector` is BY_HAND where a person drew it.
    """

    video: Code
    path: tuple[TrackPoint, ...] = Field(min_length=1)

    @computed_field  # type: ignore[prop-decorator]  # pydantic/pydantic: mypy has no decorated properties
    @property
    def width_px(self) -> int:
        """The width of its widest box: where it gives away most."""
        return max(one.right - one.left for one in self.path)

    @computed_field  # type: ignore[prop-decorator]  # as above
    @property
    def grade(self) -> Grade:
        """How much the face gives away where it is widest."""
        return grade_of(self.width_px)

    @property
    def kind(self) -> BoxKind:
        """A face: nothing else is followed through videos."""
        return BoxKind.FACE

    @property
    def seen_in(self) -> str:
        """The video."""
        return self.video

    @property
    def from_ms(self) -> int:
        """When it was seen first."""
        return self.path[0].at_ms

    @property
    def until_ms(self) -> int:
        """When it was seen last."""
        return self.path[-1].at_ms


class VideoScan(Value):
    """One scan: its outcome, how many of how many frames were looked at, by what, and why undecided.

    `none-found` is only ever said when every frame was looked at.
    """

    outcome: ScanOutcome
    frames: int = 0
    looked: int = 0
    passes: tuple[str, ...] = ()
    detectors: dict[str, str] = Field(default_factory=dict)
    problem: str | None = None
    """The code of what went wrong, when undecided."""

    @property
    def is_of_every_frame(self) -> bool:
        """Tell whether no frame was left out."""
        return self.outcome is not ScanOutcome.UNDECIDED and self.looked == self.frames > 0


class Video(Value):
    """One video of a story. The original is never changed and never named; sizes after its rotation.

    `original` is the vault name, `digest` the SHA-256 of the original's own bytes. `viewed_by` is who
    watched all of it since its tracks last changed.
    """

    id: Code
    story: Code
    digest: str
    original: str
    media_type: str
    width_px: int
    height_px: int
    duration_ms: int
    has_sound: bool = False
    leaks: tuple[VideoLeak, ...] = ()
    scan: VideoScan | None = None
    scanned_at: datetime | None = None
    viewed_by: Handle | None = None


class VideoCheck(StrEnum):
    """What is proved about the public copy of a video."""

    COVERS = "covers"
    """Every cover is black, in every frame as it was read back."""
    FRAMES = "frames"
    """It has each frame of the original, at its time, and no other."""
    SECOND_SCAN = "second-scan"
    """Every frame was scanned, and nothing was found but what is to be seen."""
    METADATA = "metadata"
    """The file holds pictures, the sound that was asked for, and nothing else."""


class VideoCopy(Value):
    """A new file rebuilt from frames: what it covers, and what a second scan and a re-read found."""

    video: Code
    digest: str
    stored: str
    """The vault name."""
    width_px: int
    height_px: int
    covered: str
    """The digest of the tracks that it covers: other tracks, or moved ones, make it stale."""
    covered_count: int
    sound: Sound
    rescan: VideoScan
    unsettled: tuple[TrackPoint, ...]
    """What the second scan found and no settled, visible track explains."""
    leaks: tuple[VideoLeak, ...]
    results: dict[VideoCheck, CheckResult] = Field(default_factory=dict)

    @property
    def is_refused(self) -> bool:
        """Tell whether anything that was proved about it refuses: it never leaves."""
        return bool(self.not_done or self.unsettled or self.leaks)

    @property
    def not_done(self) -> dict[VideoCheck, CheckResult]:
        """The checks that refuse: one that did not run counts as unsupported."""
        found = {check: self.results.get(check, CheckResult.UNSUPPORTED) for check in VideoCheck}
        return {check: result for check, result in found.items() if result is not CheckResult.DONE}


_LONGEST_SECONDS = 100_000


def parse_moment(text: str) -> int:
    """Return the ms of a moment: seconds, or minutes:seconds; 62.5 and 1:02.5 are the same.

    Raises InvalidInput (time-malformed).
    """
    minutes, _, seconds = text.strip().rpartition(":")
    try:
        total = int(minutes or 0) * 60 + float(seconds)
    except (ValueError, OverflowError):
        total = -1.0
    if not 0 <= total < _LONGEST_SECONDS:
        raise InvalidInput("time-malformed", given=text)
    return round(total * 1000)


def covered_tracks(tracks: tuple[Track, ...]) -> tuple[Track, ...]:
    """Return the tracks that a public copy must cover, in a fixed order."""
    return tuple(sorted((t for t in tracks if t.must_be_covered), key=lambda t: (t.from_ms, t.id)))


_MOST_SETS = 5000


def covers_no_less(tracks: tuple[Track, ...], before: VideoCopy) -> bool:
    """Tell whether what a copy covered is covered now, along the same paths, and perhaps more.

    Only the digest of what it covered is kept, so each set of that many of today's tracks is tried; of too
    many it is not told, which counts as less.
    """
    now = covered_tracks(tracks)
    if before.covered_count > len(now) or comb(len(now), before.covered_count) > _MOST_SETS:
        return False
    return any(_digest_of(some) == before.covered for some in combinations(now, before.covered_count))


def covered_digest(tracks: tuple[Track, ...]) -> str:
    """Return the digest of the tracks that a public copy must cover."""
    return _digest_of(covered_tracks(tracks))


def _digest_of(covered: tuple[Track, ...]) -> str:
    return digest_of([(track.id, track.path) for track in covered])
