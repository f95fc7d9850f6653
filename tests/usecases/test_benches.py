"""The bench: what it says of two portraits whose faces are known, and how it refuses broken marks."""

import json
import shutil

import pytest

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.errors import BadDataFile, InvalidInput, Stopped
from consentkit.domain.pictures.benches import Recall
from consentkit.domain.pictures.images import Profile
from consentkit.domain.progress import Cancelled
from consentkit.pages.files import marked_pictures
from consentkit.usecases.pictures.benches import bench_faces
from consentkit.wording.pictures.benches import bench_lines, missed_lines

HOPPER = {"file": "grace_hopper.jpg", "faces": [{"box": [174, 131, 358, 337]}], "tags": ["hat"]}
ASTRONAUT = {"file": "astronaut.png", "faces": [{"box": [181, 58, 270, 178]}, {"box": [400, 400, 450, 460]}]}


@pytest.fixture
def marked(tmp_path):
    """A folder of two portraits; in one a face is marked where there is none."""
    (tmp_path / "images").mkdir()
    for one in (HOPPER, ASTRONAUT):
        shutil.copy(assets_folder() / "demo" / one["file"], tmp_path / "images")
    (tmp_path / "gt.json").write_text(json.dumps({"note": "by eye", "images": [HOPPER, ASTRONAUT]}))
    return tmp_path


@pytest.mark.slow
def test_it_says_what_each_profile_finds(marked):
    steps = []
    benches = bench_faces(*marked_pictures(marked), watch=steps.append)
    assert [one.profile for one in benches] == list(Profile)
    for one in benches:
        assert one.recall["all"]["40"] == Recall(faces=3, found=2)
        assert one.recall["hat"]["40"] == Recall(faces=1, found=1)
        assert (one.pictures, one.undecided, one.doubled_boxes) == (2, 0, 0)
        assert one.megapixels == pytest.approx((512 * 600 + 512 * 512) / 1e6)
        assert one.pictures_a_second > 0
    assert [step.done for step in steps] == list(range(6))
    assert {step.total for step in steps} == {6}


def test_its_words_are_tables_with_the_same_numbers(marked):
    lines = list(bench_lines(bench_faces(*marked_pictures(marked), [Profile.STANDARD])))
    assert lines[2].startswith("| standard | 66.7 | – | – | ")
    assert "| hat | 100.0 (1) | – | – |" in lines


def test_it_lists_each_face_that_was_missed(marked):
    measured = bench_faces(*marked_pictures(marked), [Profile.STANDARD])
    (missed,) = measured[0].missed
    assert (missed.file, missed.box, missed.size) == ("astronaut.png", (400, 400, 450, 460), "40")
    lines = list(missed_lines(measured))
    assert lines[1] == "standard: 1 missed of the faces of 10 px and more."
    assert lines[-1] == "| astronaut.png | as taken | 40 px and more | 400, 400, 450, 460 |"


def test_a_damaged_picture_is_undecided_and_finds_nothing(marked):
    picture = marked / "images" / "grace_hopper.jpg"
    picture.write_bytes(picture.read_bytes()[:5000])
    (bench,) = bench_faces(*marked_pictures(marked), [Profile.FAST])
    assert bench.undecided == 1
    assert bench.recall["hat"]["40"] == Recall(faces=1, found=0)


def test_it_can_be_stopped(marked):
    def at_once(step):
        raise Cancelled

    with pytest.raises(Stopped):
        bench_faces(*marked_pictures(marked), [Profile.FAST], watch=at_once)


@pytest.mark.parametrize(
    ("marks", "field"),
    [
        ("[]", ""),
        ('{"images": []}', "images"),
        ('{"images": [{"file": "astronaut.png", "faces": [{"box": [1, 2, 3]}]}]}', "images.0.faces.0.box.3"),
    ],
)
def test_marks_that_cannot_be_read_name_the_field(marked, marks, field):
    (marked / "gt.json").write_text(marks)
    with pytest.raises(BadDataFile, match="marks-broken") as broken:
        bench_faces(*marked_pictures(marked))
    assert broken.value.facts == {"file": "gt.json", "field": field}


@pytest.mark.parametrize("name", ["absent.jpg", "../gt.json"])
def test_a_picture_that_is_not_in_the_folder_is_told_first(marked, name):
    (marked / "gt.json").write_text(json.dumps({"images": [{"file": name}]}))
    with pytest.raises(InvalidInput, match="file-not-found"):
        bench_faces(*marked_pictures(marked))
    (marked / "gt.json").unlink()
    with pytest.raises(InvalidInput, match="file-not-found"):
        bench_faces(*marked_pictures(marked))
