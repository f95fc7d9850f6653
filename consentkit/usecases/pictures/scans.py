"""Scans: look for faces in pictures, on all cores, as hard as the people in the story need it."""

from collections.abc import Sequence
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from consentkit.domain.codes import new_code
from consentkit.domain.errors import BadDataFile, InvalidInput, NotFound, Stopped
from consentkit.domain.events import EventName, require
from consentkit.domain.gate.picture_rules import is_explained, needed_profile
from consentkit.domain.pictures.clusters import Engine
from consentkit.domain.pictures.images import (
    BY_HAND,
    Detection,
    Face,
    Image,
    Profile,
    Scan,
    ScanOutcome,
    Settlement,
)
from consentkit.domain.progress import Cancelled, Step, Watcher, unwatched
from consentkit.store.database.records import Transaction
from consentkit.store.images import delete_faces, faces, images, images_with_digest
from consentkit.store.people import contributors
from consentkit.store.stories import get_story
from consentkit.usecases.pictures.clusters import usual_engine
from consentkit.usecases.workspaces import Workspace

if TYPE_CHECKING:
    from consentkit.imaging.scanning.worker_pools import Asked, Scans


def scan_images(
    workspace: Workspace,
    ids: Sequence[str],
    *,
    profile: Profile | None = None,
    engine: Engine | None = None,
    watch: Watcher = unwatched,
) -> tuple[Image, ...]:
    """Scan images for faces; a scan that fails is kept as undecided, which refuses.

    Without a profile or an engine the settings' one is used. A story with a protected person, or with
    nobody in it yet, gets the thorough one whatever was asked for. The same file in another story is not
    looked at twice.

    Settled faces stay as they are; open ones are replaced by what this scan finds. Each scan is kept when
    it is done, so a run that was stopped goes on where it was. Raises NotFound, Stopped when `watch` cancels
    or the program is interrupted; it counts the scans that were kept. With a cluster raises also Unavailable:
    cluster-missing, cluster-unreachable, cluster-lost, cluster-no-workers, cluster-silent; and InvalidInput:
    cluster-needs-tls, cluster-tls-incomplete, file-not-found, key-file-open-to-others, tls-not-usable.
    """
    require(workspace.actor, EventName.IMAGE_SCANNED)
    wanted = [images.get(workspace.reading, image_id) for image_id in ids]
    asked = [_asked(workspace, image, profile or workspace.settings.profile) for image in wanted]
    scans = _scans(workspace, asked, engine or usual_engine(workspace))
    scanned = []
    try:
        with closing(scans):
            for done, image in enumerate(wanted):
                watch(Step(done, len(wanted), image.id))
                scan = next(scans)
                # Read anew: somebody may have looked at it, or scanned it, while this went on.
                scanned.append(_keep_scan(workspace, images.get(workspace.reading, image.id), scan))
    except (Cancelled, KeyboardInterrupt):
        raise Stopped("stopped", done=_count_kept(workspace, wanted), total=len(wanted)) from None
    return tuple(scanned)


def _scans(workspace: Workspace, asked: Sequence["Asked"], engine: Engine) -> "Scans":
    models, detectors = workspace.models, workspace.settings.detectors
    if engine.address is None:
        from consentkit.imaging.scanning.worker_pools import scan_in_order

        return scan_in_order(asked, models=models, detectors=detectors)
    from consentkit.imaging.cluster.engines import scan_on_cluster

    return scan_on_cluster(asked, engine, models=models, detectors=detectors)


def _count_kept(workspace: Workspace, before: Sequence[Image]) -> int:
    """Return how many got a scan since; read from the records, for an interrupt may come right after one."""
    return sum(images.get(workspace.reading, one.id).scanned_at != one.scanned_at for one in before)


def images_to_scan(workspace: Workspace, story: str, profile: Profile | None = None) -> tuple[Image, ...]:
    """Return a story's images that have no answer yet, or one from a scan less deep than it must be.

    That is as deep as its people need, and as `profile` where one is given. Raises NotFound.
    """
    needed = profile_for(workspace, story, profile or Profile.FAST)
    known = images.where(workspace.reading, "story = ?", story)
    return tuple(image for image in known if not _is_answered(image.scan, needed))


def _is_answered(scan: Scan | None, needed: Profile) -> bool:
    if scan is None or scan.outcome is ScanOutcome.UNDECIDED:
        return False
    return (scan.profile or Profile.FAST).depth >= needed.depth


def profile_for(workspace: Workspace, story: str, asked: Profile) -> Profile:
    """Return how hard pictures of a story are looked at when `asked` is asked for. Raises NotFound."""
    codes = get_story(workspace.reading, story).contributors
    people = tuple(contributors.get(workspace.reading, code) for code in codes)
    return needed_profile(people, workspace.today) or asked


def _asked(workspace: Workspace, image: Image, asked: Profile) -> "Asked":
    from consentkit.imaging.scanning.worker_pools import Asked

    profile = profile_for(workspace, image.story, asked)
    known = _known_scan(workspace, image, profile)
    return Asked(partial(_read, workspace, image.original, known), profile)


def _read(workspace: Workspace, original: str, known: Scan | None) -> bytes | Scan:
    try:
        data = workspace.records.vault.get(original)
    except (InvalidInput, NotFound, BadDataFile) as error:
        return Scan(outcome=ScanOutcome.UNDECIDED, problem=error.code)
    return known or data


def _known_scan(workspace: Workspace, image: Image, profile: Profile) -> Scan | None:
    """Return what the very same passes, or more, said of the same file in another story, or `None`."""
    for other in images_with_digest(workspace.reading, image.digest):
        scan = other.scan
        is_deep = scan is not None and scan.profile is not None and scan.profile.depth >= profile.depth
        if scan is not None and is_deep and other.id != image.id and _would_say(workspace, scan):
            return scan
    return None


def _would_say(workspace: Workspace, scan: Scan) -> bool:
    """Tell whether the detectors that are here now would take the same passes again."""
    from consentkit.imaging.scanning.client import plan_scan_apart

    plan = plan_scan_apart(workspace.models, workspace.settings.detectors, scan.profile or Profile.THOROUGH)
    return plan is not None and plan.is_met_by(scan)


def _keep_scan(workspace: Workspace, image: Image, scan: Scan) -> Image:
    with workspace.transaction() as transaction:
        known = faces.where(transaction.db, "image = ?", image.id)
        kept = [f for f in known if f.settlement is not Settlement.OPEN or f.detector == BY_HAND]
        gone = [f for f in known if f not in kept]
        delete_faces(transaction.db, tuple(f.id for f in gone))
        new = [d for d in scan.detections if not is_explained(d, kept)]
        for detection in new:
            faces.insert(transaction.db, _new_face(image, detection))
        is_same = {f.box for f in gone} == {d.box for d in new}
        scanned = image.model_copy(
            update={
                "scan": scan,
                "scanned_at": workspace.clock(),
                "viewed_by": image.viewed_by if is_same else None,
            }
        )
        images.update(transaction.db, scanned)
        _record_scan(transaction, scanned, scan)
    return scanned


def _record_scan(transaction: Transaction, image: Image, scan: Scan) -> None:
    transaction.record(
        EventName.IMAGE_SCANNED,
        image.id,
        outcome=scan.outcome,
        faces=len(scan.found_faces),
        texts=len(scan.found_texts) or None,
        problem=scan.problem,
        profile=scan.profile,
        passes=scan.passes,
    )


def _new_face(image: Image, detection: Detection) -> Face:
    return Face(
        id=new_code("F"),
        image=image.id,
        box=detection.box,
        score=detection.score,
        detector=detection.detector,
        kind=detection.kind,
        reads=detection.reads,
        reads_score=detection.reads_score,
    )
