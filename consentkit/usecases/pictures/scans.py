"""Scans: look for faces in pictures, on all cores, as hard as the people in the story need it."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from consentkit.domain.codes import new_code
from consentkit.domain.errors import BadDataFile, Conflict, InvalidInput, NotFound, Stopped
from consentkit.domain.events import EventName, require
from consentkit.domain.gate.picture_rules import is_explained, needed_profile
from consentkit.domain.pictures.clusters import Engine
from consentkit.domain.pictures.images import (
    Detection,
    Face,
    Image,
    Profile,
    Scan,
    ScanOutcome,
    Settlement,
)
from consentkit.domain.progress import Cancelled, Step, Watcher, unwatched
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.people.contributors import contributors
from consentkit.store.pictures.images import (
    delete_faces,
    faces,
    faces_of,
    images,
    images_of_story,
    images_with_digest,
)
from consentkit.store.stories.stories import get_story
from consentkit.usecases.changes import Change
from consentkit.usecases.office.settings import check_engine, engine_token
from consentkit.usecases.pictures.clusters import usual_engine
from consentkit.usecases.workspaces import Workspace

if TYPE_CHECKING:
    from consentkit.imaging.scanning.worker_pools import ScanRequest, Scans

_MOST_TRIES = 3


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
    it is done, so a run that was stopped goes on where it was. Where somebody else kept one meanwhile that
    answers as much, that one stands. Raises NotFound, Refused
    (engine-not-accepted) before anything is sent, Conflict (record-changed) for a story whose people
    went on changing how hard to look, Stopped when `watch` cancels or the program is interrupted; it counts
    the scans that were kept. With a cluster raises also Unavailable:
    cluster-missing, cluster-unreachable, cluster-lost, cluster-no-workers, cluster-silent; and InvalidInput:
    cluster-needs-tls, cluster-tls-incomplete, file-not-found, key-file-open-to-others, tls-not-usable.
    """
    require(workspace.actor, EventName.IMAGE_SCANNED)
    wanted = [images.get(workspace.reading, image_id) for image_id in ids]
    run = _Run(workspace, profile or workspace.settings.profile, engine or usual_engine(workspace))
    check_engine(workspace, run.engine)
    scanned = []
    try:
        with closing(run.scans(wanted)) as scans:
            for done, image in enumerate(wanted):
                watch(Step(done, len(wanted), image.id))
                scanned.append(run.kept(image, next(scans)))
    except (Cancelled, KeyboardInterrupt):
        raise Stopped("stopped", done=_count_kept(workspace, wanted), total=len(wanted)) from None
    return tuple(scanned)


@dataclass(frozen=True)
class _Run:
    """One run over many pictures: how hard to look when nobody needs more, and who looks."""

    workspace: Workspace
    profile: Profile
    engine: Engine

    def scans(self, wanted: Sequence[Image]) -> "Scans":
        """Begin to scan these pictures, each as hard as its story needs now."""
        asked = [_asked(self.workspace, image, self.profile) for image in wanted]
        return _scans(self.workspace, asked, self.engine)

    def kept(self, image: Image, scan: Scan) -> Image:
        """Keep a scan; scan again where the story came to need a harder look than this one took."""
        for _ in range(_MOST_TRIES):
            kept = _keep_scan(self.workspace, image, scan, self.profile, engine_token(self.engine))
            if kept is not None:
                return kept
            with closing(self.scans([image])) as again:
                scan = next(again)
        raise Conflict("record-changed", kind="story", id=image.story, changed=("contributors",))


def _scans(workspace: Workspace, asked: Sequence["ScanRequest"], engine: Engine) -> "Scans":
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
    known = images_of_story(workspace.reading, story)
    return tuple(image for image in known if not _is_answered(image.scan, needed))


def _is_answered(scan: Scan | None, needed: Profile) -> bool:
    if scan is None or scan.outcome is ScanOutcome.UNDECIDED:
        return False
    return (scan.profile or Profile.FAST).depth >= needed.depth


def profile_for(workspace: Workspace, story: str, asked: Profile) -> Profile:
    """Return how hard pictures of a story are looked at when `asked` is asked for. Raises NotFound."""
    return _profile_on(workspace.reading, story, asked, workspace.today)


def _profile_on(db: EncryptedDatabase, story: str, asked: Profile, day: date) -> Profile:
    people = tuple(contributors.get(db, code) for code in get_story(db, story).contributors)
    return needed_profile(people, day) or asked


def _asked(workspace: Workspace, image: Image, asked: Profile) -> "ScanRequest":
    from consentkit.imaging.scanning.worker_pools import ScanRequest

    profile = profile_for(workspace, image.story, asked)
    known = _known_scan(workspace, image, profile)
    return ScanRequest(partial(_read, workspace, image.original, known), profile)


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
    from consentkit.imaging.scanning.client import plan_in_child

    plan = plan_in_child(workspace.models, workspace.settings.detectors, scan.profile or Profile.THOROUGH)
    return plan is not None and plan.is_met_by(scan)


def _keep_scan(workspace: Workspace, asked: Image, scan: Scan, profile: Profile, engine: str) -> Image | None:
    """Keep a scan of `asked` as it was then; `None` where the story needs a harder look by now.

    A scan rests on the original, which never changes, and on how hard to look. What people decided about
    boxes while it went on is read here, under the lock, and stays.
    """
    with workspace.change(EventName.IMAGE_SCANNED) as change:
        image = images.get(change.db, asked.id)
        needed = _profile_on(change.db, image.story, profile, change.today)
        if not _is_deep(scan, needed):
            return None
        came_meanwhile = (image.scan, image.scanned_at) != (asked.scan, asked.scanned_at)
        if came_meanwhile and _is_answered(image.scan, scan.profile or needed):
            return image
        is_same = _replace_faces(change, image, scan)
        scanned = image.model_copy(
            update={
                "scan": scan,
                "scanned_at": change.at,
                "viewed_by": image.viewed_by if is_same else None,
            }
        )
        images.update(change.db, scanned, expected=image)
        _record_scan(change, scanned, scan, engine)
    return scanned


def _is_deep(scan: Scan, needed: Profile) -> bool:
    """Tell whether a scan looked as hard as needed. One that could not look at all says so by itself."""
    return scan.profile is None or scan.profile.depth >= needed.depth


def _replace_faces(change: Change, image: Image, scan: Scan) -> bool:
    """Put what a scan found in the place of what nobody settled; tell whether both are the same boxes.

    What is strong, or was ever linked to somebody, stays, also where this scan does not find it.
    """
    known = faces_of(change.db, image.id)
    kept = [f for f in known if f.settlement is not Settlement.OPEN or f.is_strong or f.linked_before]
    gone = [f for f in known if f not in kept]
    delete_faces(change.db, tuple(gone))
    for face in kept:
        _keep_surest(change, face, scan)
    new = [d for d in scan.detections if not is_explained(d, kept)]
    for detection in new:
        faces.insert(change.db, _new_face(image, detection))
    return {f.box for f in gone} == {d.box for d in new}


def _keep_surest(change: Change, face: Face, scan: Scan) -> None:
    """Note how sure a scan is of what is there already: what was said of a weak one may not do for it."""
    on_it = [found for found in scan.detections if is_explained(found, [face])]
    surest = face.model_copy(
        update={
            "score": max([face.score, *(found.score for found in on_it)]),
            "reads_score": max([face.reads_score or 0.0, *(found.reads_score or 0.0 for found in on_it)])
            or None,
        }
    )
    if surest != face:
        faces.update(change.db, surest, expected=face)


def _record_scan(change: Change, image: Image, scan: Scan, engine: str) -> None:
    change.record(
        image.id,
        outcome=scan.outcome,
        faces=len(scan.found_faces),
        texts=len(scan.found_texts) or None,
        problem=scan.problem,
        profile=scan.profile,
        passes=scan.passes,
        engine=engine,
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
