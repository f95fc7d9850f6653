"""A video's way through a story: taken in, scanned, settled, watched, copied, and then the gate."""

import pytest
from filming import crossing, empty, film, read_frames, still, tone

from consentkit.domain.consents import Medium
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused, Stopped, Unavailable
from consentkit.domain.pictures.copy_states import CopyState
from consentkit.domain.pictures.images import Box, FaceDecision, ScanOutcome, Settlement
from consentkit.domain.progress import Cancelled
from consentkit.domain.values import Channel
from consentkit.domain.videos.videos import Sound, VideoLeak, VideoProfile
from consentkit.pages.files import incoming, write_file
from consentkit.pages.publications.exports import export_to
from consentkit.usecases.office.agendas import needs_of
from consentkit.usecases.office.checkups import examine_machine, examine_workspace
from consentkit.usecases.office.needs import NeedCode
from consentkit.usecases.publications.publications import publish_story
from consentkit.usecases.stories.stories import show_story
from consentkit.usecases.videos.copies import make_video_copy, show_video_copy
from consentkit.usecases.videos.states import copy_of, list_video_states, preview_track
from consentkit.usecases.videos.tracks import add_track, settle_track
from consentkit.usecases.videos.videos import (
    add_video,
    mark_video,
    scan_video,
    tracks_of,
    videos_of,
    view_video,
)

REDACT = FaceDecision(settlement=Settlement.REDACTED)
HERE = Box(left=120, top=70, right=180, bottom=150)


@pytest.fixture
def filmed(case, tmp_path):
    """`filmed(frames, **options)` takes a video into the story and gives its code."""

    def take(frames, **options):
        file = tmp_path / "Sokha at home.mp4"
        file.write_bytes(film(frames, **options))
        return add_video(case.officer, case.story, incoming(file)).id

    return take


def settle_all(case, video, decision=REDACT):
    for track in tracks_of(case.officer, video):
        settle_track(case.officer, track.id, decision)


@pytest.mark.slow
def test_it_waits_until_it_is_scanned_settled_watched_and_copied(case, filmed):
    def waits():
        return [need.code.value for need in needs_of(case.officer) if need.code.value.startswith("video")]

    assert waits() == []
    video = filmed(still(3))
    acts = [
        lambda: scan_video(case.officer, video, profile=VideoProfile.THOROUGH),
        lambda: settle_all(case, video),
        lambda: view_video(case.officer, video),
        lambda: make_video_copy(case.officer, video),
    ]
    for act in acts:
        assert waits() == ["videos-waiting"]
        act()
    assert waits() == []


def test_a_video_is_taken_in_and_neither_its_name_nor_its_bytes_lie_open(case, filmed, events, tmp_path):
    video = filmed(still(3), words={"title": "Sokha", "location": "+11.55+104.92/"}, sound=tone(0.3))
    (kept,) = videos_of(case.officer, case.story)
    assert (kept.id, kept.width_px, kept.height_px, kept.has_sound) == (video, 320, 240, True)
    assert {VideoLeak.PLACE, VideoLeak.WORDS} <= set(kept.leaks)
    assert events("video-added")[0].subject == video
    whole = b"".join(p.read_bytes() for p in case.officer.folders.root.rglob("*") if p.is_file())
    assert b"Sokha" not in whole
    data = (tmp_path / "Sokha at home.mp4").read_bytes()
    assert data[100:164] not in whole
    with pytest.raises(Conflict, match="video-known"):
        add_video(case.officer, case.story, incoming(tmp_path / "Sokha at home.mp4"))


def test_what_cannot_be_opened_is_not_taken_in(case, tmp_path, nothing_kept, portrait):
    bad = tmp_path / "bad.mp4"
    bad.write_bytes(film(still(3))[:500])
    for file, code in (
        (bad, "video-damaged"),
        (portrait, "video-format-unknown"),
        (tmp_path / "no", "file-not-found"),
    ):
        with nothing_kept(InvalidInput, code):
            add_video(case.officer, case.story, incoming(file))
    with nothing_kept(Refused, "role-may-not"):
        add_video(case.open_as("manager-1"), case.story, incoming(bad))


@pytest.mark.slow
def test_a_whole_way_from_file_to_clearance(case, filmed, events, tmp_path):
    case.consent(scope=case.scope(media=frozenset({Medium.VIDEO})))
    case.plan()
    video = filmed(crossing(), sound=tone())
    assert {"scan-missing", "view-missing", "copy-missing"} <= set(case.codes())

    scanned = scan_video(case.officer, video)
    assert (scanned.scan.outcome, scanned.scan.is_of_every_frame) == (ScanOutcome.FOUND, True)
    assert events("video-scanned")[0].body["looked"] == 24
    assert "face-open" in case.codes()
    with pytest.raises(Refused, match="tracks-open"):
        make_video_copy(case.officer, video)

    linked = FaceDecision(settlement=Settlement.LINKED, contributor=case.person, is_hidden=True)
    settle_all(case, video, linked)
    view_video(case.officer, video)
    made = make_video_copy(case.officer, video)
    assert (made.not_done, made.unsettled, made.leaks) == ({}, (), ())
    assert made.rescan.looked == 24
    assert made.sound is Sound.DROPPED
    (state,) = list_video_states(case.officer, case.story)
    assert (state.copy_state, state.open_count) == (CopyState.READY, 0)
    case.approve()
    case.answer_all()
    assert case.codes() == []

    shown = show_video_copy(case.officer, video)
    assert shown.name == f"{video}.mp4"
    assert len(read_frames(shown.data)) == 24
    case.certify()
    export_to(case.officer, case.story, Channel.WEBSITE, tmp_path / "out")
    assert (tmp_path / "out" / f"{video}.mp4").read_bytes() == shown.data
    publish_story(case.officer, case.story, Channel.WEBSITE, where="https://example.org/1")
    # The same made again, and a scan that finds the same, void nothing.
    make_video_copy(case.officer, video)
    scan_video(case.officer, video)
    assert case.clear().certificate.is_valid
    manager = case.open_as("manager-1")
    assert NeedCode.CERTIFICATE_VOID not in {need.code for need in needs_of(manager)}
    # What is decided again makes the copy stale, and the certificate void: Home says so of what is live.
    settle_all(
        case, video, FaceDecision(settlement=Settlement.LINKED, contributor=case.person, is_hidden=False)
    )
    assert NeedCode.CERTIFICATE_VOID in {need.code for need in needs_of(manager)}
    with pytest.raises(Refused, match="not-cleared"):
        export_to(case.officer, case.story, Channel.WEBSITE, tmp_path / "again")
    assert not (tmp_path / "again").exists()
    assert {"copy-stale", "face-must-be-covered"} <= set(case.codes())
    assert set(case.clear().certificate.changed) >= {"faces"}


@pytest.mark.slow
def test_some_frames_a_second_are_never_enough(case, filmed):
    video = filmed(still(24))
    scanned = scan_video(case.officer, video, profile=VideoProfile.STANDARD)
    assert scanned.scan.looked < scanned.scan.frames
    assert "scan-too-shallow" in case.codes()
    settle_all(case, video)
    for act in (view_video, make_video_copy):
        with pytest.raises(Conflict, match="video-scan-first"):
            act(case.officer, video)


@pytest.mark.slow
def test_a_second_scan_keeps_what_a_person_decided_and_doubles_nothing(case, filmed):
    video = filmed(still(12))
    scan_video(case.officer, video)
    (track,) = tracks_of(case.officer, video)
    settle_track(case.officer, track.id, REDACT)
    scan_video(case.officer, video)
    (kept,) = tracks_of(case.officer, video)
    assert (kept.id, kept.settlement) == (track.id, Settlement.REDACTED)


def test_a_scan_of_a_changed_original_is_undecided(case, filmed):
    video = filmed(still(3))
    (kept,) = videos_of(case.officer, case.story)
    sealed = case.officer.records.vault._path(kept.original)
    sealed.write_bytes(sealed.read_bytes()[:-3])
    scanned = scan_video(case.officer, video)
    assert (scanned.scan.outcome, scanned.scan.problem) == (ScanOutcome.UNDECIDED, "vault-file-changed")
    assert {"scan-undecided", "file-changed"} <= set(case.codes())
    assert [f.code for f in examine_workspace(case.officer) if f.code == "vault-files-missing"]


def test_a_stopped_scan_changes_nothing(case, filmed):
    video = filmed(still(24))

    def at_once(step):
        assert step.total == 2
        raise Cancelled

    with pytest.raises(Stopped, match="stopped"):
        scan_video(case.officer, video, watch=at_once)
    assert videos_of(case.officer, case.story)[0].scan is None


@pytest.mark.slow
def test_a_face_that_the_scan_missed_is_added_settled_and_covered(case, filmed, events):
    video = filmed(empty(12))
    scan_video(case.officer, video)
    view_video(case.officer, video)
    added = add_track(case.officer, video, HERE, from_ms=300, until_ms=600)
    assert events("track-added")[0].subject == added.id
    assert videos_of(case.officer, case.story)[0].viewed_by is None
    settle_track(case.officer, added.id, REDACT)
    made = make_video_copy(case.officer, video)
    assert (made.covered_count, made.not_done) == (1, {})
    data = case.officer.records.vault.get(copy_of(case.officer, video).stored)
    (_, during) = read_frames(data)[5]
    assert during[70:150, 120:180].max() < 60
    # A scan does not take it away.
    scan_video(case.officer, video)
    assert [track.id for track in tracks_of(case.officer, video)] == [added.id]


def test_a_box_or_a_time_outside_the_video_is_refused(case, filmed, nothing_kept):
    video = filmed(empty(6))
    with nothing_kept(InvalidInput, "box-outside"):
        add_track(case.officer, video, Box(left=300, top=10, right=330, bottom=40), from_ms=0, until_ms=10)
    for from_ms, until_ms in ((-1, 10), (400, 300), (0, 90_000)):
        with nothing_kept(InvalidInput, "time-outside"):
            add_track(case.officer, video, HERE, from_ms=from_ms, until_ms=until_ms)
    with nothing_kept(NotFound, "video-copy-not-made"):
        show_video_copy(case.officer, video)


def test_a_decision_about_a_track_is_whole_or_not_kept(case, filmed, nothing_kept):
    video = filmed(empty(6))
    track = add_track(case.officer, video, HERE, from_ms=0, until_ms=300)
    with nothing_kept(InvalidInput, "why-missing"):
        settle_track(case.officer, track.id, FaceDecision(settlement=Settlement.NOT_A_FACE))
    with nothing_kept(Conflict, "contributor-not-in-story"):
        stranger = FaceDecision(settlement=Settlement.LINKED, contributor="C-0000-0000")
        settle_track(case.officer, track.id, stranger)
    with nothing_kept(Refused, "role-may-not"):
        settle_track(case.open_as("manager-1"), track.id, REDACT)
    settled = settle_track(case.officer, track.id, REDACT)
    assert settled.settled_by == "officer-1"
    opened = settle_track(case.officer, track.id, FaceDecision(settlement=Settlement.OPEN))
    assert (opened.settled_by, opened.settled_at) == (None, None)


@pytest.mark.slow
def test_another_copy_is_another_revision_and_says_its_sound(case, filmed):
    video = filmed(empty(6), sound=tone(0.6))
    scan_video(case.officer, video)
    before = show_story(case.officer, case.story)[0].revision
    made = make_video_copy(case.officer, video, sound=Sound.ALTERED)
    assert (made.sound, made.not_done) == (Sound.ALTERED, {})
    assert show_story(case.officer, case.story)[0].revision == before + 1


@pytest.mark.slow
def test_a_reviewer_gets_the_video_with_boxes_and_a_picture_of_a_track(case, filmed, tmp_path):
    video = filmed(still(6), sound=tone(0.5))
    scan_video(case.officer, video)
    out = write_file(tmp_path / "look.mp4", mark_video(case.officer, video))
    yellow = [
        ((p[..., 0] > 180) & (p[..., 1] > 140) & (p[..., 2] < 90)).sum()
        for _, p in read_frames(out.read_bytes())
    ]
    assert min(yellow) > 50
    with pytest.raises(Conflict, match="file-exists"):
        write_file(out, mark_video(case.officer, video))
    (track,) = tracks_of(case.officer, video)
    assert preview_track(case.officer, track.id, width_px=160, height_px=120)[:4] == b"\x89PNG"


def test_without_the_extra_the_doctor_and_every_act_say_so(case, filmed, monkeypatch):
    assert "video" in {finding.code for finding in examine_machine()}
    video = filmed(empty(3))
    for module in ("consentkit.imaging.video.opening", "consentkit.usecases.office.checkups"):
        monkeypatch.setattr(f"{module}.find_spec", lambda _: None)
    assert "video-missing" in {finding.code for finding in examine_machine()}
    for act in (scan_video, make_video_copy):
        with pytest.raises(Unavailable, match="video-missing"):
            act(case.officer, video)
