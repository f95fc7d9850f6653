"""What must hold for a picture and for a video alike: what both are is given to one set of rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from consentkit.domain.consents import Medium
from consentkit.domain.gate.clearances import Findings, Reason, ReasonCode, finding
from consentkit.domain.gate.dossiers import Dossier, FileState
from consentkit.domain.gate.showing import WhyCovered, must_be_covered
from consentkit.domain.people import Contributor
from consentkit.domain.pictures.images import BoxKind, Face, Scan, ScanOutcome, Settlement
from consentkit.domain.pictures.public_copies import CheckResult
from consentkit.domain.roles import Handle
from consentkit.domain.values import Fact
from consentkit.domain.videos.videos import Track, VideoScan


@dataclass(frozen=True)
class MediaLook:
    """A picture or a video with who is seen in it, as far as both are judged alike.

    `too_shallow` has the facts of a scan that looked less hard than is asked for; `None` where it did not.
    """

    id: str
    original: FileState
    scan: Scan | VideoScan | None
    too_shallow: dict[str, Fact] | None
    seen: tuple[Face | Track, ...]
    viewed_by: Handle | None


@dataclass(frozen=True)
class MadeCopy:
    """A public copy of either, with the state of its file, as far as both are judged alike.

    `left` counts what its own scan found and nothing explains; `is_undecided` says that this scan proves
    nothing. `not_done` has the checks that refuse. `box` is where the first of those lies, `""` where no one
    box says it.
    """

    file: FileState | None
    is_stale: bool
    is_undecided: bool
    left: int
    leaks: tuple[StrEnum, ...]
    not_done: dict[str, CheckResult]
    box: str = ""


_OF_LEAKS = frozenset({"metadata", "notes"})
_OF_THE_SCAN = frozenset({"second-scan"})
"""Checks that say again what is told with more: what was left, and what leaks."""


def file_findings(subject: str, state: FileState | None) -> Findings:
    """Yield a finding unless the file's digest is what it was."""
    if state is FileState.CHANGED:
        yield finding(ReasonCode.FILE_CHANGED, subject)
    elif state is not FileState.INTACT:
        yield finding(ReasonCode.FILE_MISSING, subject)


def scan_findings(look: MediaLook) -> Findings:
    """Yield what is wrong with the original's file and its scan."""
    yield from file_findings(look.id, look.original)
    if look.scan is None:
        yield finding(ReasonCode.SCAN_MISSING, look.id)
    elif look.scan.outcome is ScanOutcome.UNDECIDED:
        yield finding(ReasonCode.SCAN_UNDECIDED, look.id, problem=look.scan.problem or "")
    elif look.too_shallow is not None:
        yield Reason(code=ReasonCode.SCAN_TOO_SHALLOW, subject=look.id, facts=look.too_shallow)


def people_findings(dossier: Dossier, look: MediaLook) -> Findings:
    """Yield whom nobody settled and who may not be seen, and whether nobody looked at the whole."""
    for one in look.seen:
        yield from _sighting(dossier, one)
    if look.viewed_by is None:
        yield finding(ReasonCode.VIEW_MISSING, look.id)


def _sighting(dossier: Dossier, one: Face | Track) -> Findings:
    person = next((c for c in dossier.contributors if c.code == one.contributor), None)
    is_linked = one.settlement is Settlement.LINKED
    is_open = one.settlement is Settlement.OPEN or (is_linked and person is None)
    if one.lacks_second:
        yield finding(
            ReasonCode.SECOND_LOOK_MISSING,
            one.id,
            seen_in=one.seen_in,
            by=one.settled_by or "",
            says=one.settlement.value,
        )
    elif is_open and one.kind is BoxKind.TEXT:
        yield finding(ReasonCode.TEXT_OPEN, one.id, seen_in=one.seen_in)
    elif is_open:
        yield finding(
            ReasonCode.FACE_OPEN,
            one.id,
            seen_in=one.seen_in,
            grade=one.grade.value,
            width_px=one.width_px,
        )
    if is_linked and person is not None and not one.must_be_covered:
        yield from _shown(dossier, one, person)


def _shown(dossier: Dossier, one: Face | Track, person: Contributor) -> Findings:
    """A contributor who will be seen, or what tells who they are."""
    # A width says how much a face gives away; a name can be read on a tag of any width.
    width_px = one.width_px if one.kind is BoxKind.FACE else None
    medium = Medium.PHOTO if isinstance(one, Face) else Medium.VIDEO
    covered = must_be_covered(dossier, person, medium, width_px=width_px)
    if covered is None:
        return
    facts = {"seen_in": one.seen_in, "contributor": person.code, "grade": one.grade.value}
    if covered.why is WhyCovered.CHILD:
        yield finding(ReasonCode.CHILD_FACE_SHOWN, one.id, **facts)
    elif covered.why is WhyCovered.NOT_AGREED:
        yield finding(ReasonCode.FACE_MUST_BE_COVERED, one.id, **facts)
    else:
        yield finding(ReasonCode.FACE_AGREEMENT_MISSING, one.id, consent=covered.consent or "", **facts)


def made_copy_findings(subject: str, made: MadeCopy | None, own: Iterable[Reason] = ()) -> Findings:
    """Yield what is wrong with a public copy; `own` has what only a picture's or a video's can have."""
    if made is None:
        yield finding(ReasonCode.COPY_MISSING, subject)
        return
    yield from file_findings(subject, made.file)
    if made.is_stale:
        yield finding(ReasonCode.COPY_STALE, subject)
    yield from own
    yield from _proof(subject, made)


def _proof(subject: str, made: MadeCopy) -> Findings:
    """What its own second scan and re-reading left to say."""
    is_unproved = bool(made.left) or made.is_undecided
    if is_unproved:
        yield finding(
            ReasonCode.REDACTION_UNPROVED, subject, left=made.left, **({"box": made.box} if made.box else {})
        )
    if made.leaks:
        yield finding(ReasonCode.METADATA_LEFT, subject, leaks=tuple(leak.value for leak in made.leaks))
    said = (_OF_THE_SCAN if is_unproved else frozenset()) | (_OF_LEAKS if made.leaks else frozenset())
    for check, result in made.not_done.items():
        if check not in said:
            yield finding(ReasonCode.COPY_CHECK_FAILED, subject, check=check, result=result.value)
