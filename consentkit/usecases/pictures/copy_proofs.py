"""Prove a public copy: open it as a stranger would, scan it, match it, and read its metadata again."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consentkit.domain.gate.picture_rules import is_explained, share_inside
from consentkit.domain.pictures.copy_metadata import CopyMetadata
from consentkit.domain.pictures.images import Box, BoxKind, Detection, Face, Image, Leak, Scan, ScanOutcome
from consentkit.domain.pictures.public_copies import Check, CheckResult, PublicCopy
from consentkit.domain.pictures.redactions import Cover
from consentkit.domain.values import Channel
from consentkit.usecases.workspaces import Workspace

if TYPE_CHECKING:
    from consentkit.imaging.opening.opening import Picture

_MOSTLY = 0.5
_OURS = {Leak.XMP, Leak.COLOUR_PROFILE}
_Sizes = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class CopyPlan:
    """All that a copy rests on: faces that are covered and how, faces that are seen, metadata, size."""

    covers: tuple[Cover, ...]
    covered: tuple[Face, ...]
    """What each of `covers` is on, in the same order."""
    visible: tuple[Face, ...]
    metadata: CopyMetadata
    longest_side_px: int


@dataclass(frozen=True)
class CopyRequest:
    """What the copy was asked to be: of which picture, by which plan, for which channel."""

    image: Image
    picture: "Picture"
    plan: CopyPlan
    channel: Channel | None


def prove_copy(workspace: Workspace, asked: CopyRequest, data: bytes) -> PublicCopy:
    """Return the copy with all that its checks came to. It is stored nowhere yet, whatever they say."""
    from consentkit.imaging.metadata.embedding import leaks_beside_metadata
    from consentkit.imaging.redaction.redacting import covered_exactly, read_public_copy, scaled_covers

    copy = read_public_copy(data)
    sizes = (asked.picture.width_px, asked.picture.height_px), (copy.width_px, copy.height_px)
    rescan = _rescan(workspace, copy)
    unsettled = _unexplained(rescan, asked, sizes)
    leaks = leaks_beside_metadata(data, asked.plan.metadata)
    results = {
        Check.COVERS: _result(covered_exactly(copy, scaled_covers(asked.plan.covers, *sizes))),
        Check.SECOND_SCAN: _result(rescan.outcome is not ScanOutcome.UNDECIDED and not unsettled),
        Check.METADATA: _result(not leaks),
        Check.NOTES: _result(set(copy.leaks) == _OURS),
    }
    return PublicCopy(
        image=asked.image.id,
        channel=asked.channel,
        digest=hashlib.sha256(data).hexdigest(),
        stored="",
        width_px=copy.width_px,
        height_px=copy.height_px,
        covered=tuple(cover.face for cover in asked.plan.covers),
        methods=tuple(cover.redaction for cover in asked.plan.covers),
        rescan=rescan,
        unsettled=unsettled,
        leaks=leaks,
        results=results | _match(asked, copy),
    )


def _rescan(workspace: Workspace, copy: "Picture") -> Scan:
    """The one place where a copy is scanned; with the deepest profile that there is."""
    from consentkit.imaging.scanning.client import rescan_in_child

    return rescan_in_child(copy, models=workspace.models, detectors=workspace.settings.detectors)


def _match(asked: CopyRequest, copy: "Picture") -> dict[Check, CheckResult]:
    from consentkit.imaging.redaction.client import find_matching

    # Only a face can be matched; a sign has nothing to compare.
    covers = [
        c for c, face in zip(asked.plan.covers, asked.plan.covered, strict=True) if face.kind is BoxKind.FACE
    ]
    shown = [face.box for face in asked.plan.visible if face.kind is BoxKind.FACE]
    result = find_matching(asked.picture, copy, covers, shown)
    return {} if result is None else {Check.MATCH: result}


def _unexplained(rescan: Scan, asked: CopyRequest, sizes: _Sizes) -> tuple[Box, ...]:
    """Return what the second scan found and nothing that is to be seen explains; px of the original.

    Words that nobody can read count only where something is covered: elsewhere they were told before, or are
    the noise that the eye of a person takes for none.
    """
    from consentkit.imaging.redaction.redacting import scaled_box, scaled_covers

    original, copy = sizes
    shown = [
        face.model_copy(update={"box": scaled_box(face.box, original, copy)}) for face in asked.plan.visible
    ]
    areas = [c.area(width_px=copy[0], height_px=copy[1]) for c in scaled_covers(asked.plan.covers, *sizes)]
    left = [
        found.box for found in rescan.detections if not is_explained(found, shown) and _tells(found, areas)
    ]
    return tuple(scaled_box(box, copy, original) for box in left)


def _tells(found: Detection, covered: Sequence[Box]) -> bool:
    if found.kind is not BoxKind.TEXT or found.reads is not None:
        return True
    return any(share_inside(found.box, area) >= _MOSTLY for area in covered)


def _result(is_done: bool) -> CheckResult:
    return CheckResult.DONE if is_done else CheckResult.FAILED
