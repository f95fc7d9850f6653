import pytest

from consentkit.domain.pictures.images import Box
from consentkit.domain.videos.tracks import JITTER_MS, LEAD_MS, box_at, cover_at, is_there, is_track_explained
from consentkit.domain.videos.videos import Track, track_point

FRAME = {"width_px": 640, "height_px": 480}


def box(left, top=100, size=60):
    return Box(left=left, top=top, right=left + size, bottom=top + size)


def track(*path):
    return Track(
        id="H-0000-0000", video="M-0000-0000", path=tuple(track_point(at, b) for at, b in path), score=0.9,
        detector="centerface",
    )  # fmt: skip


MOVING = track((1000, box(100)), (1200, box(140)), (1400, box(180)))


def holds(outer, inner):
    return (
        outer.left <= inner.left and outer.top <= inner.top and outer.right >= inner.right
        and outer.bottom >= inner.bottom
    )  # fmt: skip


@pytest.mark.parametrize(("at_ms", "left"), [(0, 100), (1000, 100), (1100, 120), (1400, 180), (9000, 180)])
def test_between_sightings_a_track_lies_on_the_straight_line(at_ms, left):
    assert box_at(MOVING.path, at_ms) == box(left)


@pytest.mark.parametrize(
    ("at_ms", "there"),
    [
        (1000 - LEAD_MS - 1, False),
        (1000 - LEAD_MS, True),
        (1400 + LEAD_MS, True),
        (1400 + LEAD_MS + 1, False),
    ],
)
def test_a_cover_begins_before_the_first_and_ends_after_the_last_sighting(at_ms, there):
    assert is_there(MOVING, at_ms) is there
    assert (cover_at(MOVING, at_ms, **FRAME) is not None) is there


@pytest.mark.parametrize("at_ms", range(1000, 1401, 20))
def test_a_cover_holds_where_the_face_was_and_will_be(at_ms):
    cover = cover_at(MOVING, at_ms, **FRAME)
    for moment in (at_ms - JITTER_MS, at_ms, at_ms + JITTER_MS):
        assert holds(cover, box_at(MOVING.path, moment))


def test_a_cover_is_at_least_the_box_grown_as_in_a_picture():
    standing = track((0, box(200)), (100, box(200)))
    assert holds(cover_at(standing, 50, **FRAME), box(200).grown(1.3, width_px=640, height_px=480))


def test_after_the_last_sighting_the_cover_goes_on_with_the_face_and_stays_where_it_was():
    cover = cover_at(MOVING, 1600, **FRAME)
    assert holds(cover, box(180))
    assert holds(cover, box(220))


def test_a_cover_grows_towards_the_middle_of_a_gap():
    gap = track((0, box(300)), (1000, box(300)))
    areas = [cover_at(gap, at_ms, **FRAME).area_px for at_ms in (0, 250, 500)]
    assert areas == sorted(set(areas))
    assert areas[-1] > 2 * areas[0] * 0.9


def test_a_sighting_that_jumps_between_two_others_is_covered_too():
    jumping = track((0, box(200)), (40, box(260)), (80, box(200)))
    assert holds(cover_at(jumping, 0, **FRAME), box(260))


def test_a_face_that_leaves_the_frame_is_covered_to_its_edge():
    leaving = track((0, box(500)), (100, box(580)))
    cover = cover_at(leaving, 300, **FRAME)
    assert cover.right == 640
    assert cover.left <= 500 + 80


def test_a_path_is_explained_only_by_one_track_that_was_everywhere_on_it():
    known = track((0, box(100)), (1000, box(100)))
    assert is_track_explained([track_point(500, box(105))], [known])
    assert not is_track_explained([track_point(500, box(300))], [known])
    assert not is_track_explained([track_point(500, box(105)), track_point(900, box(300))], [known])
    assert not is_track_explained([track_point(500, box(105)), track_point(5000, box(105))], [known])


FALLING = track(*((at_ms, box(100, top=top)) for at_ms, top in ((1000, 100), (1200, 140), (1400, 180))))


@pytest.mark.parametrize(
    ("seen", "at_ms", "expected"),
    [
        # Its boxes within 150 ms, carried on by its speed, grown by the time since, then as in a picture;
        # rounded outwards each time.
        (MOVING, 1400, (136, 91, 254, 169)),
        (MOVING, 1600, (152, 83, 308, 177)),
        (MOVING, 1000, (86, 91, 204, 169)),
        (MOVING, 800, (31, 83, 188, 177)),
        (FALLING, 1600, (83, 152, 177, 308)),
        (FALLING, 800, (83, 31, 177, 188)),
        # Seen twice, and for less time than its speed is else taken from.
        (track((1000, box(100)), (1100, box(120))), 1200, (90, 87, 220, 173)),
        (track((1000, box(100)), (1050, box(110)), (1100, box(130))), 900, (48, 87, 192, 173)),
        # It was slow and is fast where it leaves, and the other way about: the speed at the end counts.
        (
            track((1000, box(100)), (1200, box(110)), (1300, box(150)), (1400, box(190))),
            1600,
            (156, 83, 341, 177),
        ),
        (
            track((1000, box(190)), (1100, box(150)), (1200, box(110)), (1400, box(100))),
            800,
            (156, 83, 341, 177),
        ),
    ],
)
def test_before_the_first_and_after_the_last_sighting_a_cover_goes_where_the_face_would(
    seen, at_ms, expected
):
    left, top, right, bottom = expected
    assert cover_at(seen, at_ms, **FRAME) == Box(left=left, top=top, right=right, bottom=bottom)


@pytest.mark.parametrize("leaving", ["left", "top"])
def test_who_left_the_frame_is_covered_where_they_were_seen_last(leaving):
    edges = ((1000, 60), (1200, 30), (1400, 0))
    path = ((at, box(edge) if leaving == "left" else box(100, top=edge)) for at, edge in edges)
    seen = track(*path)
    assert holds(cover_at(seen, 1900, **FRAME), box_at(seen.path, 1400))
