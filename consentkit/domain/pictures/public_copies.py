"""The public copy of a picture: what is asked of it, how large it may be, and what was proved about it."""

from collections.abc import Sequence
from enum import StrEnum

from pydantic import Field

from consentkit.domain.codes import Code
from consentkit.domain.pictures.images import Box, Image, Leak, Scan
from consentkit.domain.pictures.redactions import SOLID, Cover, Redaction
from consentkit.domain.values import Channel, Value

LONGEST_SIDE_PX: dict[Channel, int] = {
    Channel.WEBSITE: 1600,
    Channel.SOCIAL: 1080,
    Channel.PRINT: 3600,
    Channel.PRESS: 3000,
    Channel.BROADCAST: 1920,
    Channel.EXHIBITION: 6000,
    Channel.DONOR_REPORT: 2000,
    Channel.INTERNAL: 1280,
}
"""The longest side that a channel needs. More would only show more: a face, a plate, a sign far away."""


def size_for(channels: frozenset[Channel]) -> int:
    """Return the longest side that fits each of these channels; the smallest of all where none is named."""
    return min(LONGEST_SIDE_PX[channel] for channel in channels or frozenset(Channel))


class CopyFormat(StrEnum):
    """The kind of file a public copy is."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"


_LOSSLESS = frozenset({"image/png", "image/gif"})
# Of eight photographs: at 0.98 no bit of a coefficient is read, and a person sees no difference.
_A_LITTLE_SMALLER = 0.98


def usual_format(media_type: str) -> CopyFormat:
    """Return the usual kind of a picture's public copy: PNG for PNG and GIF, else JPEG."""
    return CopyFormat.PNG if media_type in _LOSSLESS else CopyFormat.JPEG


def drawn_side(side_px: int, wanted_px: int | None, kind: CopyFormat) -> int:
    """Return the longest side of a copy of a picture whose own is `side_px`, of which `wanted_px` are wanted.

    Programs hide words in how large a wave of a JPEG's block is. Where the copy's blocks are the same, two of
    three such bits are read from it; drawn again a little smaller, none are: see `docs/public-copies.md`.
    """
    most_px = max(1, int(side_px * _A_LITTLE_SMALLER)) if kind is CopyFormat.JPEG else side_px
    return min(wanted_px or side_px, most_px)


class CopyWish(Value):
    """How a public copy is to be made.

    Without a channel it fits every channel that is planned. `only` names the faces that `redaction` is
    for, others are covered black; empty means all. Without a format it is PNG for PNG and GIF, else JPEG.
    """

    channel: Channel | None = None
    redaction: Redaction = SOLID
    only: tuple[Code, ...] = ()
    format: CopyFormat | None = None


class Check(StrEnum):
    """What is proved about a public copy after it is made."""

    COVERS = "covers"
    """Every black cover is wholly black in the file as it was read back."""
    SECOND_SCAN = "second-scan"
    MATCH = "match"
    """No covered face matches the original; only where face-recognition is installed."""
    METADATA = "metadata"
    """Nothing of the original's metadata is left."""
    NOTES = "notes"
    """What we write into the file is there, letter by letter, and nothing else."""


class CheckResult(StrEnum):
    """What a check came to; anything but done refuses."""

    DONE = "done"
    UNSUPPORTED = "unsupported"
    FAILED = "failed"


_NEEDED = frozenset(Check) - {Check.MATCH}


class PublicCopy(Value):
    """A new file rebuilt from pixels: which boxes it covers, and what a second scan and a re-read found.

    `covered` and `unsettled` are in px of the original, `width_px` and `height_px` those of the copy.
    """

    image: Code
    channel: Channel | None = None
    """`None`: for every channel in whose size it fits."""
    digest: str
    stored: str
    """The vault name."""
    width_px: int
    height_px: int
    covered: tuple[Box, ...]
    methods: tuple[Redaction, ...] = ()
    """How each box of `covered` is covered, in the same order."""
    rescan: Scan
    unsettled: tuple[Box, ...]
    """Boxes that the second scan found and that no settled, visible face explains."""
    leaks: tuple[Leak, ...]
    results: dict[Check, CheckResult] = Field(default_factory=dict)

    @property
    def is_refused(self) -> bool:
        """Tell whether anything that was proved about it refuses: it never leaves."""
        return bool(self.not_done or self.unsettled or self.leaks)

    @property
    def not_done(self) -> dict[Check, CheckResult]:
        """The checks that refuse: a needed one that did not run counts as unsupported."""
        missing = {check: CheckResult.UNSUPPORTED for check in Check if check in _NEEDED}
        found = missing | self.results
        return {check: found[check] for check in Check if found.get(check, CheckResult.DONE) != "done"}

    def fits(self, channel: Channel) -> bool:
        """Tell whether it is no larger than the channel needs."""
        return max(self.width_px, self.height_px) <= LONGEST_SIDE_PX[channel]


def shows_no_more(covers: Sequence[Cover], longest_px: int, before: PublicCopy, image: Image) -> bool:
    """Tell whether a copy with these covers, this large, lets nobody see more than the one before it did.

    Each cover of before then lies under one that hides as much.
    """
    if longest_px > max(before.width_px, before.height_px) or len(before.methods) != len(before.covered):
        return False
    then = [Cover(face=f, redaction=r) for f, r in zip(before.covered, before.methods, strict=True)]
    return all(any(one.hides_all_of(other, image) for one in covers) for other in then)


def copy_for(copies: Sequence[PublicCopy], channel: Channel | None) -> PublicCopy | None:
    """Return the copy made for a channel, else the one for every channel, else `None`."""
    own = [copy for copy in copies if copy.channel == channel]
    return next(iter(own or [copy for copy in copies if copy.channel is None]), None)
