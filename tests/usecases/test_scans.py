"""Scans on several cores: as deep as the people need, kept one by one, the same file looked at once."""

import os
import signal

import pytest
from PIL import Image as PillowImage
from quick_cases import quick_first

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.codes import new_code
from consentkit.domain.errors import NotFound, Stopped
from consentkit.domain.people import Age, AgeBasis
from consentkit.domain.pictures.images import Box, Profile, ScanOutcome, Settlement
from consentkit.domain.progress import Cancelled
from consentkit.imaging.scanning import client, worker_pools
from consentkit.pages.files import incoming
from consentkit.store.pictures.images import faces
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.pictures.faces import faces_of
from consentkit.usecases.pictures.images import add_images, images_of, view_image
from consentkit.usecases.pictures.scans import images_to_scan, scan_images
from consentkit.usecases.stories.stories import add_story, put_contributor


@pytest.fixture
def portrait(portrait, tmp_path):
    """A quarter of it is looked at in a quarter of the time."""
    small = tmp_path / "portrait.png"
    with PillowImage.open(portrait) as image:
        image.reduce(2).save(small)
    return small


@pytest.fixture
def staff_story(open_as):
    """A story in which nobody is protected."""
    officer = open_as("officer-1")
    person = NewContributor(language="en", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT, is_survivor=False)
    story = add_story(officer, "A new well").id
    put_contributor(officer, story, add_contributor(officer, person).code)
    return story


@pytest.fixture
def files(tmp_path, portrait):
    """Six different files with the same face."""
    made = []
    with PillowImage.open(portrait) as image:
        for number in range(6):
            made.append(tmp_path / f"{number}.png")
            image.crop((0, 0, 256 - number, 300)).save(made[-1])
    return made


def _added(workspace, story, files):
    return [taken.image.id for taken in add_images(workspace, story, list(map(incoming, files)))]


def _scans(workspace, story):
    return [image.scan for image in images_of(workspace, story)]


@pytest.mark.parametrize(
    "asked",
    [
        None,
        pytest.param(Profile.FAST, marks=pytest.mark.slow),
        pytest.param(Profile.STANDARD, marks=pytest.mark.slow),
    ],
)
def test_a_protected_person_always_gets_the_thorough_profile(case, portrait, asked):
    ids = _added(case.officer, case.story, [portrait])
    (image,) = scan_images(case.officer, ids, profile=asked)
    assert image.scan.profile is Profile.THOROUGH


def test_a_story_with_nobody_in_it_yet_gets_it_too(open_as, portrait):
    officer = open_as("officer-1")
    story = add_story(officer, "Of whom?").id
    (image,) = scan_images(officer, _added(officer, story, [portrait]), profile=Profile.FAST)
    assert image.scan.profile is Profile.THOROUGH


def test_elsewhere_it_is_as_asked_and_the_event_says_so(open_as, staff_story, portrait, events):
    officer = open_as("officer-1")
    ids = _added(officer, staff_story, [portrait])
    for asked, expected in [
        (None, Profile.STANDARD), (Profile.FAST, Profile.FAST), (Profile.THOROUGH, Profile.THOROUGH),
    ]:  # fmt: skip
        (image,) = scan_images(officer, ids, profile=asked)
        assert image.scan.profile is expected
        assert events("image-scanned")[0].body["profile"] == expected


def test_what_still_needs_a_scan(open_as, staff_story, files, portrait):
    officer = open_as("officer-1")
    first, second = _added(officer, staff_story, files[:2])
    scan_images(officer, [first])

    def left(profile=None):
        return [image.id for image in images_to_scan(officer, staff_story, profile)]

    assert left() == [second]
    assert left(Profile.STANDARD) == [second]
    assert left(Profile.THOROUGH) == [first, second]
    survivor = NewContributor(language="en", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    put_contributor(officer, staff_story, add_contributor(officer, survivor).code)
    assert left() == [first, second]


def test_many_pictures_are_scanned_beside_each_other_and_kept_in_order(
    open_as, staff_story, files, monkeypatch
):
    monkeypatch.setattr(worker_pools, "pool_size", lambda: 2)
    officer = open_as("officer-1")
    ids = _added(officer, staff_story, files)
    steps = []
    scanned = scan_images(officer, ids, profile=Profile.FAST, watch=steps.append)
    assert [image.id for image in scanned] == ids
    assert [(step.done, step.total, step.item) for step in steps] == [(n, 6, i) for n, i in enumerate(ids)]
    assert all(scan.outcome is ScanOutcome.FOUND for scan in _scans(officer, staff_story))
    pids = [workers.scanner.pid for workers in worker_pools._WORKERS[:2]]
    scan_images(officer, ids, profile=Profile.FAST)
    assert [workers.scanner.pid for workers in worker_pools._WORKERS[:2]] == pids  # they stay
    assert None not in pids


@pytest.mark.slow
def test_a_scan_that_is_stopped_keeps_what_was_done_and_goes_on(open_as, staff_story, files, monkeypatch):
    monkeypatch.setattr(worker_pools, "pool_size", lambda: 2)
    officer = open_as("officer-1")
    ids = _added(officer, staff_story, files)

    def after_two(step):
        if step.done == 2:
            raise Cancelled

    with pytest.raises(Stopped) as stopped:
        scan_images(officer, ids, profile=Profile.FAST, watch=after_two)
    assert stopped.value.facts == {"done": 2, "total": 6}
    assert [scan is not None for scan in _scans(officer, staff_story)] == [True] * 2 + [False] * 4
    assert [image.id for image in images_to_scan(officer, staff_story)] == ids[2:]
    scan_images(officer, ids[2:], profile=Profile.FAST)
    assert images_to_scan(officer, staff_story) == ()


@pytest.mark.slow
def test_a_scanner_that_is_killed_costs_nothing(open_as, staff_story, files, monkeypatch):
    monkeypatch.setattr(worker_pools, "pool_size", lambda: 2)
    officer = open_as("officer-1")
    ids = _added(officer, staff_story, files)
    scan_images(officer, ids[:2], profile=Profile.FAST)

    def kill_all(step):
        if step.done == 1:
            for workers in worker_pools._WORKERS[:2]:
                if workers.scanner.pid:
                    os.kill(workers.scanner.pid, signal.SIGTERM)

    scan_images(officer, ids, profile=Profile.FAST, watch=kill_all)
    assert [scan.problem for scan in _scans(officer, staff_story)] == [None] * 6


class _Unwanted(Exception):
    pass


@pytest.fixture
def no_detection(monkeypatch):
    """Any look at pixels fails the test from here on."""

    def begin():
        def looked(*_args, **_options):
            raise _Unwanted

        monkeypatch.setattr(worker_pools, "scan_in_child", looked)

    return begin


def test_the_same_file_in_another_story_needs_no_new_look(case, staff_story, portrait, no_detection):
    officer = case.officer
    (first,) = _added(officer, case.story, [portrait])
    (scanned,) = scan_images(officer, [first])
    (second,) = _added(officer, staff_story, [portrait])
    no_detection()
    (again,) = scan_images(officer, [second])
    assert again.scan == scanned.scan
    assert [f.box for f in faces_of(officer, second)] == [f.box for f in faces_of(officer, first)]


def test_a_known_scan_never_hides_that_the_file_was_changed(case, staff_story, portrait):
    officer = case.officer
    scan_images(officer, _added(officer, case.story, [portrait]))
    (second,) = _added(officer, staff_story, [portrait])
    (image,) = images_of(officer, staff_story)
    sealed = officer.records.vault._path(image.original)
    sealed.write_bytes(sealed.read_bytes()[:-3])
    (scanned,) = scan_images(officer, [second])
    assert (scanned.scan.outcome, scanned.scan.problem) == (ScanOutcome.UNDECIDED, "vault-file-changed")


@pytest.fixture(params=quick_first(["other-version", "shallower", "undecided", "itself"], 1))
def unlike(request):
    """Why a known scan says nothing about what is asked now."""
    return request.param


def test_what_was_known_is_looked_at_again_where_it_would_not_be_said_again(
    case, staff_story, no_detection, monkeypatch, unlike
):
    portrait = assets_folder() / "demo" / "grace_hopper.jpg"
    officer = case.officer
    (known,) = _added(officer, staff_story, [portrait])
    scan_images(officer, [known], profile=Profile.STANDARD if unlike == "shallower" else Profile.THOROUGH)
    if unlike == "other-version":
        plan = client.plan_in_child
        other = {"centerface": "another"}
        monkeypatch.setattr(
            client, "plan_in_child", lambda *a: plan(*a).model_copy(update={"detectors": other})
        )
    if unlike == "undecided":
        sealed = officer.records.vault._path(images_of(officer, staff_story)[0].original)
        whole = sealed.read_bytes()
        sealed.write_bytes(whole[:-3])
        scan_images(officer, [known])
        sealed.write_bytes(whole)
    asked = known if unlike == "itself" else _added(officer, case.story, [portrait])[0]
    no_detection()
    with pytest.raises(_Unwanted):
        scan_images(officer, [asked])


def test_an_unknown_picture_is_told_before_anything_is_scanned(open_as, staff_story, portrait):
    officer = open_as("officer-1")
    ids = _added(officer, staff_story, [portrait])
    with pytest.raises(NotFound):
        scan_images(officer, [*ids, "I-0000-0000"])
    assert _scans(officer, staff_story) == [None]


def _moved_box(workspace, face):
    """Have the records say that an earlier scan saw this face elsewhere."""
    box = face.box.model_copy(update={"left": face.box.left + 200, "right": face.box.right + 200})
    with workspace.records.db.writing():
        faces.update(workspace.records.db, face.model_copy(update={"box": box}), expected=face)


def test_a_look_at_the_picture_holds_while_scans_find_the_same_faces(open_as, staff_story, portrait):
    officer = open_as("officer-1")
    ids = _added(officer, staff_story, [portrait])
    scan_images(officer, ids, profile=Profile.FAST)
    view_image(officer, ids[0])
    (again,) = scan_images(officer, ids, profile=Profile.FAST)
    assert again.viewed_by == "officer-1"


def test_who_looked_at_a_picture_looks_again_when_a_scan_finds_other_faces(open_as, staff_story, portrait):
    officer = open_as("officer-1")
    ids = _added(officer, staff_story, [portrait])
    scan_images(officer, ids, profile=Profile.FAST)
    view_image(officer, ids[0])
    _moved_box(officer, faces_of(officer, ids[0])[0])
    (again,) = scan_images(officer, ids, profile=Profile.FAST)
    assert again.viewed_by is None
    (kept,) = images_of(officer, staff_story)
    assert kept.viewed_by is None


def _said_of_face(workspace, face, **changes):
    with workspace.records.db.writing():
        faces.update(workspace.records.db, face.model_copy(update=changes), expected=face)


def test_a_scan_that_is_surer_of_a_settled_face_says_so_and_one_that_is_less_sure_takes_nothing(
    open_as, staff_story, portrait
):
    """What was said of a weak box may not do for a strong one."""
    officer = open_as("officer-1")
    ids = _added(officer, staff_story, [portrait])
    scan_images(officer, ids, profile=Profile.FAST)
    (found,) = faces_of(officer, ids[0])
    for noted, then in ((0.1, found.score), (1.0, 1.0)):
        (face,) = faces_of(officer, ids[0])
        _said_of_face(officer, face, score=noted, settlement=Settlement.NOT_A_FACE)
        scan_images(officer, ids, profile=Profile.FAST)
        (kept,) = faces_of(officer, ids[0])
        assert (kept.id, kept.settlement, kept.score) == (found.id, Settlement.NOT_A_FACE, then)


KEPT_WITHOUT_BEING_FOUND = {
    "weak and open": ({"score": 0.1}, False),
    "strong and open": ({"score": 0.99}, True),
    "weak, and linked before": ({"score": 0.1, "linked_before": ("C-0000-0000",)}, True),
    "weak, and settled": ({"score": 0.1, "settlement": Settlement.NOT_A_FACE}, True),
}


def test_of_what_a_scan_does_not_find_again_only_weak_open_boxes_go(open_as, staff_story, portrait):
    officer = open_as("officer-1")
    ids = _added(officer, staff_story, [portrait])
    scan_images(officer, ids, profile=Profile.FAST)
    (found,) = faces_of(officer, ids[0])
    elsewhere = Box(left=1, top=1, right=9, bottom=9)
    added = {name: new_code("F") for name in KEPT_WITHOUT_BEING_FOUND}
    with officer.records.db.writing():
        for name, (changes, _stays) in KEPT_WITHOUT_BEING_FOUND.items():
            box = found.model_copy(update={"id": added[name], "box": elsewhere} | changes)
            faces.insert(officer.records.db, box)
    scan_images(officer, ids, profile=Profile.FAST)
    left = {face.id for face in faces_of(officer, ids[0])} - {found.id}
    assert {name for name, code in added.items() if code in left} == {
        name for name, (_changes, stays) in KEPT_WITHOUT_BEING_FOUND.items() if stays
    }
