"""Two people act at once on pictures and videos: nothing is lost, and the loser is told.

Each case is one act, overtaken by a rival's at the moment when it asks for the lock.
"""

import ast
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from filming import empty, film

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.events import EventName
from consentkit.domain.pictures.clusters import HERE
from consentkit.domain.pictures.images import (
    BY_HAND,
    Box,
    Detection,
    FaceDecision,
    Profile,
    Scan,
    ScanOutcome,
    Settlement,
)
from consentkit.domain.videos.videos import VideoScan
from consentkit.imaging.scanning.worker_pools import ScanRequest, scan_in_order
from consentkit.pages.files import incoming
from consentkit.store.pictures.images import images
from consentkit.store.videos import videos
from consentkit.usecases.pictures import scans
from consentkit.usecases.pictures.box_changes import merge_faces, move_face
from consentkit.usecases.pictures.faces import add_face, faces_of, reopen_face, settle_face, take_back_face
from consentkit.usecases.pictures.images import add_images, images_of, take_out_image, view_image
from consentkit.usecases.pictures.public_copies import make_public_copy
from consentkit.usecases.pictures.scans import images_to_scan, scan_images
from consentkit.usecases.videos import videos as video_acts
from consentkit.usecases.videos.copies import make_video_copy
from consentkit.usecases.videos.tracks import add_track, settle_track
from consentkit.usecases.videos.videos import add_video, view_video

ONE = Box(left=10, top=10, right=60, bottom=60)
OVER_ONE = Box(left=12, top=12, right=58, bottom=58)
FAR = Box(left=300, top=300, right=360, bottom=360)
REDACT = FaceDecision(settlement=Settlement.REDACTED)
NO_FACE = FaceDecision(settlement=Settlement.NOT_A_FACE, why="a patch on the wall")
WHY = "it was beside the face"


def found(*boxes, profile=Profile.THOROUGH, score=0.45):
    """What a scan says that found a face in each of these boxes; none so sure that it would stay."""
    detections = tuple(Detection(box=box, score=score, detector="centerface") for box in boxes)
    return Scan(outcome=ScanOutcome.FOUND, profile=profile, detections=detections)


def rescan(asked, scan):
    """What a scan of `asked` does when its result is there."""
    return lambda w: scans._keep_scan(w, asked, scan, Profile.FAST, HERE)


@pytest.fixture
def picture(case, portrait):
    """A picture in which a scan found two boxes on one face."""
    (taken,) = add_images(case.officer, case.story, [incoming(portrait)])
    image = scans._keep_scan(case.officer, taken.image, found(ONE, OVER_ONE), Profile.FAST, HERE)
    faces = faces_of(case.officer, image.id)
    return SimpleNamespace(case=case, id=image.id, image=image, faces=faces, portrait=portrait)


@pytest.fixture
def video(case, tmp_path):
    """A video of which every frame was scanned, with one track that a person drew."""
    file = tmp_path / "visit.mp4"
    file.write_bytes(film(empty(3)))
    code = add_video(case.officer, case.story, incoming(file)).id
    scan = VideoScan(outcome=ScanOutcome.NONE_FOUND, frames=3, looked=3)
    video_acts._keep_scan(case.officer, videos.get(case.officer.reading, code), scan, [])
    track = drawn_track(code)(case.officer)
    row = videos.get(case.officer.reading, code)
    return SimpleNamespace(case=case, id=code, row=row, track=track, file=file, scan=scan)


def drawn_track(video, box=ONE):
    return lambda w: add_track(w, video, box, from_ms=0, until_ms=100)


def added(story, file):
    """Take a picture in; the error that kept it out is what the act came to."""

    def act(workspace):
        (intake,) = add_images(workspace, story, [incoming(file)])
        if intake.error:
            raise intake.error

    return act


def _merged_by_another(p):
    merge = lambda w: merge_faces(w, [f.id for f in p.faces], WHY, expected=p.faces)  # noqa: E731
    return merge, merge


def _copied(p):
    for face in p.faces:
        settle_face(p.case.officer, face.id, REDACT)
    return lambda w: make_public_copy(w, p.id), lambda w: reopen_face(w, p.faces[0].id)


def _reopened(p):
    settle_face(p.case.officer, p.faces[0].id, REDACT)
    reopen = lambda w: reopen_face(w, p.faces[0].id)  # noqa: E731
    return reopen, reopen


def _taken_back(p):
    drawn = add_face(p.case.officer, p.id, FAR)
    return lambda w: take_back_face(w, drawn.id), lambda w: settle_face(w, drawn.id, REDACT)


OF_PICTURES = {
    EventName.IMAGE_ADDED: (
        lambda p: (added(p.case.story, OTHER), added(p.case.story, OTHER)), "Conflict image-known",
    ),
    EventName.IMAGE_SCANNED: (
        lambda p: (rescan(p.image, found(FAR)), rescan(p.image, found(ONE))), "done",
    ),
    EventName.IMAGE_TAKEN_OUT: (
        lambda p: (lambda w: take_out_image(w, p.id),) * 2,
        "Conflict image-out-already",
    ),
    EventName.IMAGE_VIEWED: (
        lambda p: (
            lambda w: view_image(w, p.id, seen=p.faces), rescan(p.image, found(ONE, OVER_ONE, FAR)),
        ),
        "Conflict record-changed",
    ),
    EventName.FACE_SETTLED: (
        lambda p: (
            lambda w: settle_face(w, p.faces[0].id, REDACT, expected=p.faces[0]),
            lambda w: settle_face(w, p.faces[0].id, NO_FACE),
        ),
        "Conflict record-changed",
    ),
    EventName.FACE_REOPENED: (_reopened, "Conflict face-open-already"),
    EventName.FACE_ADDED: (lambda p: (lambda w: add_face(w, p.id, FAR),) * 2, "done"),
    EventName.FACE_TAKEN_BACK: (_taken_back, "Conflict face-relied-on"),
    EventName.FACE_MOVED: (
        lambda p: (
            lambda w: move_face(w, p.faces[0].id, FAR, WHY, expected=p.faces[0]),
            lambda w: move_face(w, p.faces[0].id, OVER_ONE, WHY),
        ),
        "Conflict record-changed",
    ),
    EventName.FACE_MERGED: (_merged_by_another, "NotFound record-unknown"),
    EventName.COPY_MADE: (_copied, "Refused faces-open"),
}  # fmt: skip
OTHER = assets_folder() / "demo" / "astronaut.png"


def _video_copied(v):
    settle_track(v.case.officer, v.track.id, REDACT)
    return lambda w: make_video_copy(w, v.id), drawn_track(v.id)


def _video_added(v):
    other = v.file.with_name("again.mp4")
    other.write_bytes(film(empty(4)))
    add = lambda w: add_video(w, v.case.story, incoming(other))  # noqa: E731
    return add, add


OF_VIDEOS = {
    EventName.VIDEO_ADDED: (_video_added, "Conflict video-known"),
    EventName.VIDEO_SCANNED: (lambda v: (rescan_video(v), drawn_track(v.id)), "done"),
    EventName.VIDEO_VIEWED: (
        lambda v: (lambda w: view_video(w, v.id, seen=[v.track]), drawn_track(v.id, OVER_ONE)),
        "Conflict record-changed",
    ),
    EventName.VIDEO_COPY_MADE: (_video_copied, "Refused tracks-open"),
    EventName.TRACK_ADDED: (lambda v: (drawn_track(v.id),) * 2, "done"),
    EventName.TRACK_SETTLED: (
        lambda v: (
            lambda w: settle_track(w, v.track.id, REDACT, expected=v.track),
            lambda w: settle_track(w, v.track.id, NO_FACE),
        ),
        "Conflict record-changed",
    ),
}  # fmt: skip


def rescan_video(v):
    return lambda w: video_acts._keep_scan(w, v.row, v.scan, [])


@pytest.mark.parametrize("name", OF_PICTURES)
def test_who_acts_on_a_picture_second_is_told_or_loses_nothing(name, picture, races):
    begin, code = OF_PICTURES[name]
    act, rival = begin(picture)
    first, second = races.overtaken("officer-1", act, by="officer-1", rival=rival)
    assert (first.code, second.code) == (code, "done")


@pytest.mark.parametrize("name", OF_VIDEOS)
def test_who_acts_on_a_video_second_is_told_or_loses_nothing(name, video, races):
    begin, code = OF_VIDEOS[name]
    act, rival = begin(video)
    first, second = races.overtaken("officer-1", act, by="officer-1", rival=rival)
    assert (first.code, second.code) == (code, "done")


def test_every_act_on_pictures_and_videos_has_a_race():
    written = set()
    for room in ("pictures", "videos"):
        for path in (Path(scans.__file__).parents[1] / room).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "change":
                    written |= {EventName[arg.attr] for arg in node.args if isinstance(arg, ast.Attribute)}
    raced = set(OF_PICTURES) | set(OF_VIDEOS)
    # Near copies are compared and settled once; two who do it say the same.
    assert written - raced <= {EventName.IMAGE_COMPARED, EventName.NEAR_COPY_SETTLED}


def test_a_look_writes_no_old_scan_back(picture, races, open_as):
    wider = found(ONE, OVER_ONE, FAR)
    races.overtaken(
        "officer-1", lambda w: view_image(w, picture.id),
        by="officer-1", rival=rescan(picture.image, wider),
    )  # fmt: skip
    assert images.get(open_as("officer-1").reading, picture.id).scan == wider


def test_settling_what_a_rescan_replaced_says_so(picture, races):
    first, _ = races.overtaken(
        "officer-1", lambda w: settle_face(w, picture.faces[0].id, REDACT),
        by="officer-1", rival=rescan(picture.image, found(ONE)),
    )  # fmt: skip
    assert first.code == "NotFound record-unknown"


def test_a_scan_keeps_a_box_that_was_moved_and_a_face_that_was_settled_meanwhile(picture, races, open_as):
    one, two = picture.faces

    def decided(workspace):
        move_face(workspace, one.id, FAR, WHY)
        settle_face(workspace, two.id, REDACT)

    races.overtaken("officer-1", rescan(picture.image, found(OVER_ONE)), by="officer-1", rival=decided)
    known = {face.id: face for face in faces_of(open_as("officer-1"), picture.id)}
    assert (known[one.id].box, known[one.id].detector) == (FAR, BY_HAND)
    assert known[two.id].settlement is Settlement.REDACTED
    assert len(known) == 2


def test_of_two_scans_at_once_the_one_kept_first_stands(picture, races, open_as, events):
    before = len(events("image-scanned"))
    first, second = races.overtaken(
        "officer-1", rescan(picture.image, found(FAR)),
        by="officer-1", rival=rescan(picture.image, found(ONE)),
    )  # fmt: skip
    assert first.value == second.value
    assert len(events("image-scanned")) == before + 1
    assert [face.box for face in faces_of(open_as("officer-1"), picture.id)] == [ONE]


def test_a_scan_that_failed_takes_no_answer_away_that_came_meanwhile(picture, races, open_as):
    failed = Scan(outcome=ScanOutcome.UNDECIDED, problem="detector-failed")
    races.overtaken(
        "officer-1", rescan(picture.image, failed),
        by="officer-1", rival=rescan(picture.image, found(ONE)),
    )  # fmt: skip
    assert images.get(open_as("officer-1").reading, picture.id).scan == found(ONE)


def test_a_scan_less_deep_than_the_story_needs_by_now_is_not_kept(picture):
    shallow = rescan(picture.image, found(FAR, profile=Profile.STANDARD))
    assert shallow(picture.case.officer) is None
    assert images.get(picture.case.officer.reading, picture.id) == picture.image


def test_two_scans_of_one_picture_at_once_leave_each_box_once(case, portrait, races, open_as):
    (taken,) = add_images(case.officer, case.story, [incoming(portrait)])
    outcomes = races.at_once([("officer-1", lambda w: scan_images(w, [taken.image.id]))] * 2)
    assert [one.code for one in outcomes] == ["done", "done"]
    officer = open_as("officer-1")
    boxes = [face.box for face in faces_of(officer, taken.image.id)]
    assert len(boxes) == len(set(boxes)) == 1
    assert images_to_scan(officer, case.story) == ()


@pytest.mark.slow
def test_a_copy_is_made_anew_where_a_face_was_settled_otherwise_meanwhile(picture, races):
    for face in picture.faces:
        settle_face(picture.case.officer, face.id, REDACT)
    first, _ = races.overtaken(
        "officer-1", lambda w: make_public_copy(w, picture.id),
        by="officer-1", rival=lambda w: settle_face(w, picture.faces[1].id, NO_FACE),
    )  # fmt: skip
    assert first.value.covered == (picture.faces[0].box,)


def test_a_picture_that_was_set_aside_is_not_offered_to_be_scanned(case, portrait):
    (taken,) = add_images(case.officer, case.story, [incoming(portrait)])
    assert [one.id for one in images_to_scan(case.officer, case.story)] == [taken.image.id]
    with case.officer.change(EventName.IMAGE_SCANNED) as change:
        aside = taken.image.model_copy(update={"is_set_aside": True})
        images.update(change.db, aside, expected=taken.image)
        change.record(taken.image.id)
    assert images_to_scan(case.officer, case.story) == images_of(case.officer, case.story) == ()


@pytest.mark.slow
def test_a_run_that_is_stopped_ends_no_other_persons_scan():
    data = (assets_folder() / "demo" / "grace_hopper.jpg").read_bytes()
    models, detectors = assets_folder() / "models", ("centerface",)

    def asked(count, read=lambda: data):
        return [ScanRequest(read, Profile.STANDARD) for _ in range(count)]

    others, under_way = [], threading.Event()

    def told():
        under_way.set()
        return data

    def of_another():
        run = scan_in_order(asked(6, told), models=models, detectors=detectors)
        others.extend((scan.outcome, scan.problem) for scan in run)

    thread = threading.Thread(target=of_another)
    thread.start()
    assert under_way.wait(60)
    for _ in range(3):
        mine = scan_in_order(asked(4), models=models, detectors=detectors)
        next(mine)
        mine.close()
    thread.join()
    assert others == [(ScanOutcome.FOUND, None)] * 6
