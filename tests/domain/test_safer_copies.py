"""A copy that shows no more than the one before is no other story: nobody is asked again for it."""

import pytest
from dossier_making import face, image, public_copy
from video_making import track, video_copy

from consentkit.domain.pictures.images import Box
from consentkit.domain.pictures.public_copies import shows_no_more
from consentkit.domain.pictures.redactions import SOLID, Cover, CoverShape, Redaction, RedactionMethod
from consentkit.domain.videos.videos import Sound, covered_digest, covers_no_less, track_point

FACE, WIDER = Box(left=100, top=100, right=140, bottom=150), Box(left=90, top=90, right=150, bottom=160)
ELSEWHERE = Box(left=200, top=100, right=240, bottom=150)
OVAL = Redaction(shape=CoverShape.OVAL)
MOSAIC, COARSE = (Redaction(method=RedactionMethod.MOSAIC, cells=cells) for cells in (6, 4))
BLUR, STRONG = (Redaction(method=RedactionMethod.BLUR, sigma=sigma) for sigma in (0.2, 0.4))


def _no_more(before, now, longest_px=300):
    made = public_copy((face(),), width_px=300, height_px=200)
    was = made.model_copy(
        update={"covered": tuple(c.face for c in before), "methods": tuple(c.redaction for c in before)}
    )
    return shows_no_more(now, longest_px, was, image())


def _cover(face, redaction=SOLID):
    return Cover(face=face, redaction=redaction)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ([], []),
        ([], [_cover(FACE)]),
        ([_cover(FACE)], [_cover(FACE)]),
        ([_cover(FACE)], [_cover(ELSEWHERE), _cover(FACE)]),
        ([_cover(FACE)], [_cover(WIDER)]),
        ([_cover(FACE, MOSAIC)], [_cover(FACE)]),
        ([_cover(FACE, MOSAIC)], [_cover(FACE, COARSE)]),
        ([_cover(FACE, BLUR)], [_cover(FACE, STRONG)]),
        ([_cover(FACE, OVAL)], [_cover(WIDER)]),
    ],
)
def test_what_hides_as_much_or_more_shows_no_more(before, now):
    assert _no_more(before, now)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ([_cover(FACE)], []),
        ([_cover(FACE)], [_cover(ELSEWHERE)]),
        ([_cover(WIDER)], [_cover(FACE)]),
        ([_cover(FACE), _cover(ELSEWHERE)], [_cover(FACE)]),
        ([_cover(FACE)], [_cover(FACE, MOSAIC)]),
        ([_cover(FACE, COARSE)], [_cover(FACE, MOSAIC)]),
        ([_cover(FACE, STRONG)], [_cover(FACE, BLUR)]),
        ([_cover(FACE, MOSAIC)], [_cover(FACE, STRONG)]),
        # A box leaves the corners of the oval's own box, and the oval those of the box.
        ([_cover(FACE)], [_cover(FACE, OVAL)]),
        ([_cover(FACE, OVAL)], [_cover(FACE)]),
        ([_cover(FACE)], [_cover(WIDER, MOSAIC)]),
    ],
)
def test_what_hides_less_anywhere_shows_more(before, now):
    assert not _no_more(before, now)


def test_a_larger_copy_and_one_of_which_it_is_not_known_how_it_covered_show_more():
    assert not _no_more([_cover(FACE)], [_cover(FACE)], longest_px=301)
    was = public_copy((face(),), width_px=300, height_px=200).model_copy(update={"methods": ()})
    assert not shows_no_more([_cover(face().box)], 300, was, image())


TRACKS = tuple(track(id=f"H-0000-000{n}", path=(track_point(n * 100, FACE),)) for n in range(5))


def _copied(*tracks):
    return video_copy(covered=covered_digest(tracks), covered_count=len(tracks))


def test_a_film_in_which_more_is_covered_along_the_same_paths_shows_no_more():
    assert covers_no_less(TRACKS[:2], _copied(*TRACKS[:2]))
    assert covers_no_less(TRACKS, _copied(*TRACKS[:2]))
    assert covers_no_less(TRACKS, _copied(TRACKS[0], TRACKS[4]))
    assert covers_no_less(TRACKS, _copied())


def test_a_film_in_which_a_track_is_left_out_or_lies_elsewhere_shows_more():
    assert not covers_no_less(TRACKS[:2], _copied(*TRACKS))
    assert not covers_no_less(TRACKS[1:], _copied(TRACKS[0]))
    moved = TRACKS[0].model_copy(update={"path": (track_point(0, ELSEWHERE),)})
    assert not covers_no_less((moved, *TRACKS[1:]), _copied(TRACKS[0]))


def test_where_too_many_sets_would_have_to_be_tried_it_counts_as_more():
    many = tuple(track(id=f"H-0000-00{n:02}", path=(track_point(n, FACE),)) for n in range(30))
    assert not covers_no_less(many, _copied(*many[:15]))


def test_less_of_a_voice_tells_no_more():
    more = {(a, b) for a in Sound for b in Sound if a.tells_more_than(b)}
    assert more == {
        (Sound.KEPT, Sound.ALTERED), (Sound.KEPT, Sound.DROPPED), (Sound.ALTERED, Sound.DROPPED)
    }  # fmt: skip
