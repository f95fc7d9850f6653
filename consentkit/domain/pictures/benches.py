"""How many of the faces that people marked a scan finds, and what it takes for a face in error."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pydantic import Field

from consentkit.domain.pictures.images import Box, Profile, Scan
from consentkit.domain.values import Value

HIT_OVERLAP = 0.4
"""From this intersection over union on a box is on the face; one box for one face."""

LEAST_HEIGHT_PX = 10
"""Smaller faces are not marked reliably, so neither are boxes of that size counted as false."""

SIZES = {"40": (40, None), "20-39": (20, 40), "10-19": (10, 20)}
"""Heights in px: from the first to below the second."""

AS_TAKEN, MADE_HARDER = "as-taken", "made-harder"
_IGNORED_SHARE = 0.5

Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom; px."""


class MarkedFace(Value, extra="ignore"):
    """A face that a person marked."""

    box: Rectangle


class MarkedPicture(Value, extra="ignore"):
    """A picture of which people marked every face.

    Boxes in `ignore` count neither way. `derived` names what a picture was made from that was made harder
    on purpose. A picture that is `fp_exempt` has faces that nobody marked.
    """

    file: str
    faces: tuple[MarkedFace, ...] = ()
    ignore: tuple[Rectangle, ...] = ()
    tags: tuple[str, ...] = ()
    negative: bool = False
    derived: object = None
    fp_exempt: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of picture that it counts for."""
        return (MADE_HARDER if self.derived else AS_TAKEN, *self.tags)


class MarkedPictures(Value, extra="ignore"):
    """The content of a `gt.json`."""

    images: tuple[MarkedPicture, ...] = Field(min_length=1)


class Recall(Value):
    """How many of the marked faces were found."""

    faces: int
    found: int

    @property
    def percent(self) -> float | None:
        """The share in percent; `None` where there was no face to find."""
        return 100 * self.found / self.faces if self.faces else None


class MissedFace(Value):
    """A marked face of a size that counts, and that no box found: in which picture, where, and its kinds."""

    file: str
    box: Rectangle
    size: str
    """A key of `SIZES`."""
    kinds: tuple[str, ...]


class FacesBench(Value):
    """What one profile came to: recall by kind and size, false boxes, and how fast it was.

    `recall` has `all`, then `as-taken` and `made-harder`, then each tag; inside each the keys of `SIZES`.
    False boxes are counted on the pictures whose faces were all marked.
    """

    profile: Profile
    recall: dict[str, dict[str, Recall]]
    pictures: int
    undecided: int
    megapixels: float
    seconds: float
    counted_pictures: int
    false_boxes: int
    faint_boxes: int
    """Candidates that are listed, on those pictures, because nothing else was found; not among the false."""
    doubled_boxes: int
    """Of the false boxes those on a face that another box found: one face has one box."""
    faceless_pictures: int
    faceless_with_boxes: int
    missed: tuple[MissedFace, ...] = ()

    @property
    def false_boxes_a_picture(self) -> float:
        """False boxes for each picture whose faces were all marked."""
        return self.false_boxes / max(1, self.counted_pictures)

    @property
    def pictures_a_second(self) -> float:
        """How many pictures were scanned in a second, on all cores that were used."""
        return self.pictures / max(1e-9, self.seconds)


@dataclass
class Tally:
    """Counts hits and false boxes, picture by picture."""

    faces: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    missed: list[MissedFace] = field(default_factory=list)

    def add(self, marked: MarkedPicture, scan: Scan) -> None:
        """Count what a scan found in one picture."""
        detections = scan.found_faces
        boxes = [_rectangle(detection.box) for detection in detections]
        hits, used = _matched([face.box for face in marked.faces], boxes)
        for number, face in enumerate(marked.faces):
            self._count_face(marked, face.box, is_found=number in hits)
        self.counts["all"] += 1
        if marked.fp_exempt:
            return
        wrong = [n for n, box in enumerate(boxes) if n not in used and _counts(box, marked.ignore)]
        false = [boxes[n] for n in wrong if not detections[n].is_faint]
        self.counts["pictures"] += 1
        self.counts["false"] += len(false)
        self.counts["faint"] += len(wrong) - len(false)
        self.counts["doubled"] += sum(_is_on_a_face(box, marked) for box in false)
        if marked.negative:
            self.counts["faceless"] += 1
            self.counts["faceless-with-boxes"] += bool(wrong)

    def _count_face(self, marked: MarkedPicture, box: Rectangle, *, is_found: bool) -> None:
        size = _size_of(box)
        if size is not None and not is_found:
            self.missed.append(MissedFace(file=marked.file, box=box, size=size, kinds=marked.kinds))
        for kind in ("all", *marked.kinds):
            if size is not None:
                self.faces[kind, size] += 1
                self.found[kind, size] += is_found

    def recall(self) -> dict[str, dict[str, Recall]]:
        """Return the recall by kind and size; kinds without a face are left out."""
        first = ("all", AS_TAKEN, MADE_HARDER)
        kinds = sorted({kind for kind, _ in self.faces}, key=lambda kind: (kind not in first, kind))
        return {kind: {size: self._recall(kind, size) for size in SIZES} for kind in kinds}

    def _recall(self, kind: str, size: str) -> Recall:
        return Recall(faces=self.faces[kind, size], found=self.found[kind, size])


def _rectangle(box: Box) -> Rectangle:
    return (box.left, box.top, box.right, box.bottom)


def _size_of(box: Rectangle) -> str | None:
    height = box[3] - box[1]
    return next((name for name, (a, b) in SIZES.items() if a <= height and (b is None or height < b)), None)


def _matched(faces: Sequence[Rectangle], boxes: Sequence[Rectangle]) -> tuple[set[int], set[int]]:
    """Pair faces and boxes, the best overlap first; return which faces and which boxes have a partner."""
    pairs = ((_overlap(face, box), i, j) for i, face in enumerate(faces) for j, box in enumerate(boxes))
    hits: set[int] = set()
    used: set[int] = set()
    for _, i, j in sorted((p for p in pairs if p[0] >= HIT_OVERLAP), reverse=True):
        if i not in hits and j not in used:
            hits.add(i)
            used.add(j)
    return hits, used


def _counts(box: Rectangle, ignored: Iterable[Rectangle]) -> bool:
    if box[3] - box[1] < LEAST_HEIGHT_PX:
        return False
    return all(_shared(box, region) < _IGNORED_SHARE * _area(box) for region in ignored)


def _is_on_a_face(box: Rectangle, marked: MarkedPicture) -> bool:
    return any(_overlap(box, face.box) >= HIT_OVERLAP for face in marked.faces)


def _overlap(one: Rectangle, other: Rectangle) -> float:
    shared = _shared(one, other)
    return shared / (_area(one) + _area(other) - shared) if shared else 0.0


def _shared(one: Rectangle, other: Rectangle) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, width) * max(0.0, height)


def _area(box: Rectangle) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
