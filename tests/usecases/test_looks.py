"""What is asked about a picture or a video is answered in the act that records the look at all of it."""

from types import SimpleNamespace

import pytest
from filming import empty, film

from consentkit.domain.checklists import Reply, Standing
from consentkit.domain.errors import ConsentkitError
from consentkit.domain.pictures.clusters import HERE
from consentkit.domain.pictures.images import Box, Profile, Scan, ScanOutcome
from consentkit.domain.values import Channel
from consentkit.domain.videos.videos import VideoScan
from consentkit.pages.files import incoming
from consentkit.store.pictures.images import images
from consentkit.store.stories.stories import answers_of
from consentkit.store.videos import videos
from consentkit.usecases.checks.answering import SaidAnswer
from consentkit.usecases.checks.checklists import list_questions
from consentkit.usecases.checks.evidence import NewEvidence
from consentkit.usecases.checks.looks import questions_at_look, still_open
from consentkit.usecases.pictures import scans
from consentkit.usecases.pictures.faces import add_face, faces_of
from consentkit.usecases.pictures.images import add_images, view_image
from consentkit.usecases.videos import videos as video_acts
from consentkit.usecases.videos.videos import add_video, view_video

POLICY = "guidance-note-2016"
ABOUT_A_PICTURE = {"1.1a", "1.2d", "3d"}


def said(question, reply=Reply.YES, **more):
    return SaidAnswer(policy=POLICY, question=question, reply=reply, **more)


@pytest.fixture
def shown(case, portrait, other_portrait):
    """A story with two pictures that were scanned."""
    taken = add_images(case.officer, case.story, [incoming(portrait), incoming(other_portrait)])
    scan = Scan(outcome=ScanOutcome.NONE_FOUND, passes=("plain",), detectors={"centerface": "1"})
    pictures = [scans._keep_scan(case.officer, one.image, scan, Profile.FAST, HERE) for one in taken]
    return SimpleNamespace(case=case, officer=case.officer, first=pictures[0], second=pictures[1])


def left(workspace, seen):
    return {one.question.id for one in still_open(questions_at_look(workspace, seen))}


def test_a_look_keeps_its_answers_for_the_picture_in_one_act_and_the_rest_stays_open(shown, events):
    assert left(shown.officer, shown.first) == ABOUT_A_PICTURE
    view_image(shown.officer, shown.first.id, answers=[said("1.1a"), said("3d", Reply.NO)])
    kept = answers_of(shown.officer.reading, shown.case.story)
    assert {(one.question, one.reply, one.about) for one in kept} == {
        ("1.1a", Reply.YES, shown.first.id),
        ("3d", Reply.NO, shown.first.id),
    }
    assert [one.action for one in events()[:3]] == ["question-answered"] * 2 + ["image-viewed"]
    assert events("question-answered")[0].body["about"] == shown.first.id
    assert len({one.at for one in events()[:3]}) == 1
    assert left(shown.officer, shown.first) == {"1.2d", "3d"}
    assert left(shown.officer, shown.second) == ABOUT_A_PICTURE
    # The story's own question waits for every picture.
    view_image(shown.officer, shown.second.id, answers=[said("1.1a"), said("1.2d")])
    asked = {
        one.question.id: one.state.standing
        for one in list_questions(shown.officer, shown.case.story, Channel.WEBSITE)
    }
    assert [asked[one] for one in ("1.1a", "1.2d", "3d")] == [Standing.YES, Standing.OPEN, Standing.FAILED]


def test_what_cannot_be_answered_with_a_look_keeps_neither_look_nor_answer(shown, open_as):
    seen = faces_of(shown.officer, shown.first.id)
    refused = {
        "question-not-of-picture": [said("1.1a"), said("1.1b")],
        "answered-twice": [said("1.1a"), said("1.1a", Reply.NO)],
        "question-unknown": [said("9.9z")],
        "justification-short": [said("1.1a", Reply.NO, justification="too short")],
        "day-not-come": [
            said("1.1a"),
            said("1.2d", shown=NewEvidence(on=shown.officer.today.replace(year=2999))),
        ],
    }
    for code, answers in refused.items():
        with pytest.raises(ConsentkitError, match=code):
            view_image(shown.officer, shown.first.id, seen=seen, answers=answers)
    with pytest.raises(ConsentkitError, match="another-role-answers"):
        view_image(open_as("safeguarding-1"), shown.first.id, seen=seen, answers=[said("1.1a")])
    add_face(shown.officer, shown.first.id, Box(left=1, top=1, right=40, bottom=40))
    with pytest.raises(ConsentkitError, match="record-changed"):
        view_image(shown.officer, shown.first.id, seen=seen, answers=[said("1.1a")])
    assert images.get(shown.officer.reading, shown.first.id).viewed_by is None
    assert answers_of(shown.officer.reading, shown.case.story) == ()


def test_who_watched_a_whole_video_answers_about_it_in_the_same_act(case, tmp_path):
    file = tmp_path / "visit.mp4"
    file.write_bytes(film(empty(3)))
    code = add_video(case.officer, case.story, incoming(file)).id
    scan = VideoScan(outcome=ScanOutcome.NONE_FOUND, frames=3, looked=3)
    video_acts._keep_scan(case.officer, videos.get(case.officer.reading, code), scan, [])
    viewed = view_video(case.officer, code, seen=(), answers=[said(one) for one in ("1.1a", "3d")])
    assert left(case.officer, viewed) == {"1.2d"}
    with pytest.raises(ConsentkitError, match="record-changed"):
        video_acts.view_video(case.officer, code, seen=[SimpleNamespace(path=())], answers=[said("1.2d")])
    assert left(case.officer, viewed) == {"1.2d"}
