"""Images, faces, grades and the three outcomes of a scan."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import Field, computed_field, model_validator

from consentkit.domain.codes import Code
from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.grades import Grade, grade_of
from consentkit.domain.roles import Handle
from consentkit.domain.values import Value


class Box(Value):
    """A rectangle: left, top, right, bottom; px; right and bottom exclusive; after orientation."""

    left: int
    top: int
    right: int
    bottom: int

    @model_validator(mode="after")
    def _has_an_area(self) -> Self:
        if self.left < 0 or self.top < 0 or self.right <= self.left or self.bottom <= self.top:
            raise ValueError("a box is left,top,right,bottom with left < right and top < bottom")
        return self

    @property
    def corners(self) -> str:
        """The four edges as they are typed."""
        return f"{self.left},{self.top},{self.right},{self.bottom}"

    @property
    def width_px(self) -> int:
        """The width in px."""
        return self.right - self.left

    @property
    def height_px(self) -> int:
        """The height in px."""
        return self.bottom - self.top

    @property
    def area_px(self) -> int:
        """The area in square px."""
        return self.width_px * self.height_px

    def grown(self, factor: float, *, width_px: int, height_px: int) -> "Box":
        """Return the box grown about its centre and cut at a picture of this size; rounded outwards."""
        extra_x = self.width_px * (factor - 1) / 2
        extra_y = self.height_px * (factor - 1) / 2
        return Box(
            left=max(0, int(self.left - extra_x)),
            top=max(0, int(self.top - extra_y)),
            right=min(width_px, -int(-(self.right + extra_x) // 1)),
            bottom=min(height_px, -int(-(self.bottom + extra_y) // 1)),
        )

    def overlap(self, other: "Box") -> float:
        """Return intersection over union, 0 to 1."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        if width <= 0 or height <= 0:
            return 0.0
        shared = width * height
        return shared / (self.area_px + other.area_px - shared)


class BoxKind(StrEnum):
    """What a box marks: a face, or another thing by which somebody can be found."""

    FACE = "face"
    TATTOO = "tattoo"
    NAME_TAG = "name-tag"
    PLATE = "plate"
    SIGN = "sign"
    DOCUMENT = "document"
    TEXT = "text"
    """Words that a program saw; what they stand on, nobody has said."""


SURELY_READ = 0.9
"""From this score on what a program read in a picture is said without "not sure"."""


class Detection(Value):
    """One face, or words, that a detector reported: where, how sure (0 to 1), and which detector.

    A faint one is too weak to be called a face; it is listed where nothing else was found. `reads` is what
    the words say, one line after the other, `None` where they could not be read; `reads_score` is how sure
    that is, 0 to 1.
    """

    box: Box
    score: float
    detector: str
    is_faint: bool = False
    kind: BoxKind = BoxKind.FACE
    reads: str | None = None
    reads_score: float | None = None


class ScanOutcome(StrEnum):
    """What a scan came to. `none-found` speaks of the passes that ran, never of the picture."""

    FOUND = "found"
    NONE_FOUND = "none-found"
    UNDECIDED = "undecided"


class Profile(StrEnum):
    """How hard a scan looks. `thorough` is asked of every picture with a protected person in its story."""

    FAST = "fast"
    STANDARD = "standard"
    THOROUGH = "thorough"

    @property
    def depth(self) -> int:
        """The deeper, the more passes."""
        return list(Profile).index(self)


class Scan(Value):
    """One scan: its outcome, the passes that ran, each detector with its version, why undecided.

    `profile` is the one whose every pass ran: a scan that found nothing looks on, and is `thorough` then.
    `None` is a scan from before there were profiles, and one that failed.
    """

    outcome: ScanOutcome
    profile: Profile | None = None
    detections: tuple[Detection, ...] = ()
    passes: tuple[str, ...] = ()
    detectors: dict[str, str] = Field(default_factory=dict)
    problem: str | None = None
    """The code of what went wrong, when undecided."""

    @property
    def found_faces(self) -> tuple[Detection, ...]:
        """The faces among what was found; the outcome speaks of them alone."""
        return tuple(one for one in self.detections if one.kind is BoxKind.FACE)

    @property
    def found_texts(self) -> tuple[Detection, ...]:
        """The words among what was found."""
        return tuple(one for one in self.detections if one.kind is BoxKind.TEXT)


class Leak(StrEnum):
    """What a file gives away beside its pixels."""

    GPS = "gps"
    EXIF = "exif"
    XMP = "xmp"
    IPTC = "iptc"
    COMMENT = "comment"
    THUMBNAIL = "thumbnail"
    THUMBNAIL_SHOWS_MORE = "thumbnail-shows-more"
    COLOUR_PROFILE = "colour-profile"
    OTHER_FRAMES = "other-frames"
    HIDDEN_COLOURS = "hidden-colours"
    """Colours, or a whole channel, that nobody sees where they are transparent, cut off or not shown."""

    TRAILING_BYTES = "trailing-bytes"
    UNKNOWN_BLOCK = "unknown-block"


class Settlement(StrEnum):
    """What a person decided about a face. A program never decides."""

    OPEN = "open"
    LINKED = "linked"
    DECLARED = "declared"
    REDACTED = "redacted"
    NOT_A_FACE = "not-a-face"


class Declaration(StrEnum):
    """Who a face belongs to when it is not a contributor's."""

    STAFF = "staff"
    MODEL = "model"
    PUBLIC_FIGURE = "public-figure"
    BYSTANDER_WITH_CONSENT = "bystander-with-consent"
    AT_GATHERING = "at-gathering"
    """An adult at a gathering whose notice was shown; it counts in a picture with that basis alone."""


BY_HAND = "by-hand"
"""The detector of a box, or of a track, that a person drew."""


MIN_WHY_LENGTH = 5


class FaceDecision(Value):
    """What a person decided about a face: linked to a contributor, declared, redacted, or not a face.

    `is_hidden` asks for the face to be covered in the public copy; a `redacted` face always is, and one that
    is linked unless showing it was chosen: who links a face has not said yet that it may be seen.
    """

    settlement: Settlement
    contributor: str | None = None
    declaration: Declaration | None = None
    is_hidden: bool = Field(default_factory=lambda said: said.get("settlement") is Settlement.LINKED)
    why: str | None = None

    def check(self) -> None:
        """Raise InvalidInput where a part is missing, or does not belong to it."""
        if (self.settlement is Settlement.LINKED) != (self.contributor is not None):
            raise InvalidInput("contributor-goes-with-linked")
        if (self.settlement is Settlement.DECLARED) != (self.declaration is not None):
            raise InvalidInput("declaration-goes-with-declared")
        needs_why = self.settlement in {Settlement.NOT_A_FACE, Settlement.DECLARED}
        if needs_why and len((self.why or "").strip()) < MIN_WHY_LENGTH:
            raise InvalidInput("why-missing", minimum=MIN_WHY_LENGTH)


STRONG_SCORE = 0.5
"""Above it a detector is surer than not that this is a face (`face-recognition` says 0.5 without a measure):
one person alone does not say that it is none."""


UNDECIDED = FaceDecision(settlement=Settlement.OPEN)


class Sighting(FaceDecision):
    """Somebody seen, a face in a picture or a track through a video, with who decided what about them."""

    id: Code
    score: float
    detector: str
    settlement: Settlement = Settlement.OPEN
    contributor: Code | None = None
    settled_by: Handle | None = None
    settled_at: datetime | None = None
    linked_before: tuple[Code, ...] = ()
    """Every contributor to whom it was ever linked."""
    agreed_by: Handle | None = None
    """The second person, where it takes two to decide so."""

    @property
    def must_be_covered(self) -> bool:
        """Tell whether the public copy must cover it; what waits for a second person is covered meanwhile."""
        return self.settlement is Settlement.REDACTED or self.is_hidden or self.lacks_second

    @property
    def is_strong(self) -> bool:
        """Tell whether a detector is surer than not, or a person drew it."""
        return self.detector == BY_HAND or self.score > STRONG_SCORE

    @computed_field  # type: ignore[prop-decorator]  # pydantic/pydantic: mypy has no decorated properties
    @property
    def lacks_second(self) -> bool:
        """Tell whether one person decided what takes two: then it counts as open.

        That a strong one is no face; and that one which was linked to somebody is no face, is declared, or is
        another contributor's, and will be seen.
        """
        is_safe = self.settlement in {Settlement.OPEN, Settlement.REDACTED} or self.is_hidden
        if is_safe or self.agreed_by is not None:
            return False
        others = set(self.linked_before) - {self.contributor}
        return bool(others) or (self.settlement is Settlement.NOT_A_FACE and self.is_strong)

    @property
    def counts_as_open(self) -> bool:
        """Tell whether nobody has settled it, or one person alone what takes two."""
        return self.settlement is Settlement.OPEN or self.lacks_second

    @property
    def decision(self) -> FaceDecision:
        """What was decided, as it can be decided again."""
        return FaceDecision(**{name: getattr(self, name) for name in FaceDecision.model_fields})


class Face(Sighting):
    """Someone visible in an image, or what tells who or where they are, and what a person decided about it.

    `detector` is BY_HAND for a box that a person drew.
    """

    image: Code
    box: Box
    kind: BoxKind = BoxKind.FACE
    reads: str | None = None
    """What the words say; of `text` alone, and `None` where they could not be read."""
    reads_score: float | None = None

    @property
    def is_strong(self) -> bool:
        """Tell whether a detector is surer than not, or a person drew it; words are once they are read."""
        if self.kind is BoxKind.TEXT and self.detector != BY_HAND:
            return (self.reads_score or 0.0) >= SURELY_READ
        return super().is_strong

    @computed_field  # type: ignore[prop-decorator]  # as above
    @property
    def grade(self) -> Grade:
        """How much the face gives away at the original's size."""
        return grade_of(self.box.width_px)

    @property
    def width_px(self) -> int:
        """The width of its box in px."""
        return self.box.width_px

    @property
    def seen_in(self) -> str:
        """The image."""
        return self.image

    @property
    def is_told_by_reading(self) -> bool:
        """Tell whether a program looked at words here: what it read, or that it could not, is to be said."""
        return self.kind is BoxKind.TEXT and (self.reads is not None or self.detector != BY_HAND)

    @property
    def is_surely_read(self) -> bool:
        """Tell whether what it reads is said without "not sure"."""
        return self.reads is not None and (self.reads_score or 0.0) >= SURELY_READ


class Image(Value):
    """One picture of a story. The original is never changed and never named.

    `original` is the vault name, `digest` the SHA-256 of the original's own bytes. `viewed_by` is who
    looked at it at full size since its faces last changed.
    """

    id: Code
    story: Code
    digest: str
    original: str
    media_type: str
    width_px: int
    height_px: int
    leaks: tuple[Leak, ...] = ()
    scan: Scan | None = None
    scanned_at: datetime | None = None
    viewed_by: Handle | None = None
    came_in_draft: bool = False
    """Whether it was only ever seen inside a draft of the story."""
    is_set_aside: bool = False
    """Whether the draft that it stood in was replaced: it is kept, and the gate no longer asks about it."""
