"""A story's video holds it back until every frame was scanned, every track settled, and a copy proved."""

import pytest
from dossier_making import ADULT, IMAGE, child_dossier, consent, dossier, face, record
from video_making import (
    AGREED,
    FILMED,
    MAY,
    SHOWN,
    VIDEO,
    VIDEO_CASES,
    filmed,
    heard_at_gathering,
    track,
    video,
    video_copy,
)

from consentkit.domain.consents import Medium
from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.domain.gate.clearing import clear
from consentkit.domain.gate.dossiers import FileState
from consentkit.domain.pictures.images import Box, Declaration, ScanOutcome, Settlement
from consentkit.domain.videos.videos import Sound, VideoScan, track_point


def codes(record, *, given=MAY, make=dossier, **changes):
    return {reason.code for reason in clear(make(videos=(record,), consents=(given,), **changes)).reasons}


def test_a_video_in_which_all_is_right_holds_nothing_back():
    assert codes(filmed(track())) == set()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"video": video(scan=VideoScan(outcome=ScanOutcome.NONE_FOUND))}, R.SCAN_TOO_SHALLOW),
        (
            {
                "copy_made": video_copy(
                    track(), rescan=VideoScan(outcome=ScanOutcome.NONE_FOUND, frames=9, looked=8)
                )
            },
            R.REDACTION_UNPROVED,
        ),
        ({"copy_made": video_copy(track(), results={})}, R.COPY_CHECK_FAILED),
        ({"original_state": FileState.CHANGED}, R.FILE_CHANGED),
        ({"copy_state": FileState.MISSING}, R.FILE_MISSING),
    ],
)
def test_one_thing_wrong_with_a_video_is_said(changes, expected):
    assert expected in codes(filmed(track(), **changes))


def test_a_track_that_moved_since_the_copy_makes_it_stale():
    moved = track(path=(*track().path, track_point(1500, Box(left=30, top=10, right=90, bottom=80))))
    assert R.COPY_STALE in codes(filmed(moved, copy_made=video_copy(track())))


def test_an_open_track_refuses():
    is_open = track(settlement=Settlement.OPEN, contributor=None, is_hidden=False)
    assert R.FACE_OPEN in codes(filmed(is_open))


@pytest.mark.parametrize(
    ("given", "width_px", "expected"),
    [
        (MAY, 9, set()),
        (MAY, 10, {R.FACE_MUST_BE_COVERED}),
        (SHOWN, 10, {R.FACE_AGREEMENT_MISSING}),
        (AGREED, 200, set()),
    ],
)
def test_a_contributors_face_is_seen_only_as_agreed(given, width_px, expected):
    assert ADULT.is_survivor
    shown = track(width_px, is_hidden=False)
    found = codes(filmed(shown), given=given)
    assert found & {R.FACE_MUST_BE_COVERED, R.FACE_AGREEMENT_MISSING, R.CHILD_FACE_SHOWN} == expected


def test_the_widest_moment_of_a_track_counts():
    small, large = (Box(left=0, top=0, right=width, bottom=width) for width in (5, 30))
    growing = track(
        is_hidden=False, path=(track_point(0, small), track_point(500, large), track_point(900, small))
    )
    assert R.FACE_MUST_BE_COVERED in codes(filmed(growing))


def test_a_childs_face_is_never_seen():
    shown = track(is_hidden=False)
    given = child_dossier().consents[0]
    assert R.CHILD_FACE_SHOWN in codes(filmed(shown), given=given, make=child_dossier)


def test_being_filmed_and_being_heard_need_the_persons_yes():
    def outside(record, given):
        made = dossier(videos=(record,), consents=(given,))
        return {r.facts["medium"] for r in clear(made).reasons if r.code is R.MEDIUM_OUTSIDE_SCOPE}

    assert outside(filmed(track()), consent()) == {"video"}
    assert outside(filmed(track()), MAY) == set()
    heard = filmed(track(), copy_made=video_copy(track(), sound=Sound.ALTERED))
    assert outside(heard, MAY) == {"voice"}
    assert outside(heard, consent(scope__media=FILMED | {Medium.VOICE})) == set()


def test_a_notice_speaks_of_pictures_and_lets_no_voice_be_heard():
    for sound in Sound:
        is_refused = R.VOICES_AT_GATHERING in {one.code for one in clear(heard_at_gathering(sound)).reasons}
        assert is_refused is (sound is not Sound.DROPPED), sound


def test_a_video_alone_is_a_story_and_its_tracks_count_as_faces_do():
    alone = dossier(images=(), videos=(filmed(track()),), consents=(MAY,))
    assert R.STORY_EMPTY not in {reason.code for reason in clear(alone).reasons}
    model = track(
        settlement=Settlement.DECLARED, contributor=None, declaration=Declaration.MODEL, is_hidden=False
    )
    assert alone.parts()["faces"] != dossier(images=(), videos=(filmed(model),)).parts()["faces"]


@pytest.mark.parametrize(("code", "make"), VIDEO_CASES.items())
def test_what_is_said_of_a_video_is_told_from_what_is_said_of_a_picture(code, make):
    about = [reason for reason in clear(make()).reasons if reason.code is code]
    assert about
    assert all(reason.is_about_video for reason in about)
    assert {reason.facts.get("seen_in", VIDEO) for reason in about} == {VIDEO}


def test_what_is_said_of_a_picture_is_not_about_a_video():
    about = clear(dossier(images=(record(face(is_hidden=False)),))).reasons
    assert [(reason.code, reason.facts["seen_in"]) for reason in about] == [(R.FACE_MUST_BE_COVERED, IMAGE)]
    assert not any(reason.is_about_video for reason in about)
