"""What counts as found, as a false box, as twice the same, on boxes with known answers."""

import pytest

from consentkit.domain.pictures.benches import MarkedPicture, Recall, Tally
from consentkit.domain.pictures.images import Box, Detection, Scan, ScanOutcome

FACE = (100, 100, 140, 150)


def picture(*faces, **changes):
    marks = {"file": "1.jpg", "faces": [{"box": box, "src": "by eye"} for box in faces], "repo": "some/where"}
    return MarkedPicture.model_validate(marks | changes)


def scan(*boxes, is_faint=False):
    found = tuple(
        Detection(
            box=Box(left=box[0], top=box[1], right=box[2], bottom=box[3]),
            score=0.5,
            detector="centerface",
            is_faint=is_faint,
        )
        for box in boxes
    )
    return Scan(outcome=ScanOutcome.FOUND, detections=found)


def tally(marked, *boxes, **options):
    made = Tally()
    made.add(marked, scan(*boxes, **options))
    return made


@pytest.mark.parametrize(
    ("box", "found"),
    [
        (FACE, 1),
        ((100, 100, 116, 150), 1),  # 40 % of it
        ((100, 100, 115, 150), 0),  # 37.5 %
        ((100, 100, 200, 150), 1),  # it is 40 % of the box
        ((100, 100, 201, 150), 0),
        ((300, 100, 340, 150), 0),
    ],
)
def test_a_face_is_found_by_a_box_that_overlaps_it_by_two_fifths(box, found):
    made = tally(picture(FACE), box)
    assert made.recall()["all"]["40"] == Recall(faces=1, found=found)
    assert made.counts["false"] == 1 - found


@pytest.mark.parametrize(
    ("height", "size"), [(9, None), (10, "10-19"), (19, "10-19"), (20, "20-39"), (39, "20-39"), (40, "40")]
)
def test_faces_are_counted_by_their_height(height, size):
    made = tally(picture((100, 100, 130, 100 + height)))
    assert {name for name, count in made.recall().get("all", {}).items() if count.faces} == {size} - {None}


def test_one_box_finds_one_face_and_a_second_on_the_same_face_is_false():
    near = (104, 100, 144, 150)
    assert tally(picture(FACE, near), FACE).recall()["all"]["40"] == Recall(faces=2, found=1)
    twice = tally(picture(FACE), FACE, near)
    assert (twice.counts["false"], twice.counts["doubled"]) == (1, 1)


def test_small_boxes_ignored_regions_and_unmarked_pictures_count_neither_way():
    assert tally(picture(FACE), (300, 300, 330, 309)).counts["false"] == 0
    region = [(290, 290, 400, 320)]
    assert tally(picture(FACE, ignore=region), (300, 300, 330, 340)).counts["false"] == 0
    assert tally(picture(FACE, ignore=region), (300, 300, 330, 341)).counts["false"] == 1
    exempt = tally(picture(FACE, fp_exempt=True), (300, 300, 330, 340))
    assert (exempt.counts["false"], exempt.counts["pictures"], exempt.counts["all"]) == (0, 0, 1)
    assert exempt.recall()["all"]["40"].faces == 1


def test_faint_boxes_are_counted_beside_the_false_ones():
    made = tally(picture(negative=True), (300, 300, 330, 340), is_faint=True)
    told = {name: count for name, count in made.counts.items() if count}
    assert told == {"all": 1, "pictures": 1, "faceless": 1, "faceless-with-boxes": 1, "faint": 1}


def test_kinds_are_counted_apart():
    made = Tally()
    made.add(picture(FACE, tags=["masks"]), scan(FACE))
    made.add(picture(FACE, tags=["dark"], derived={"from": "1.jpg"}), scan())
    recall = {kind: sizes["40"] for kind, sizes in made.recall().items()}
    assert recall == {
        "all": Recall(faces=2, found=1),
        "as-taken": Recall(faces=1, found=1),
        "made-harder": Recall(faces=1, found=0),
        "masks": Recall(faces=1, found=1),
        "dark": Recall(faces=1, found=0),
    }
    assert next(iter(recall)) == "all"
    assert recall["all"].percent == 50
    assert Recall(faces=0, found=0).percent is None


def test_a_face_too_small_to_be_marked_reliably_is_not_among_the_missed():
    made = tally(picture(FACE, (10, 10, 16, 19)))
    assert [one.box for one in made.missed] == [FACE]
