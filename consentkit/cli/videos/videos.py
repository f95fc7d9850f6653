"""`consentkit video`: videos of a story, their tracks, and their public copies."""

from pathlib import Path
from typing import Any

import click

from consentkit.cli.checks.looks import answer_lines, answer_options, open_after, open_lines, read_answers
from consentkit.cli.looking import Look
from consentkit.cli.options import (
    BOX,
    MOMENT,
    STORY,
    TRACK,
    VIDEO,
    bar,
    choice,
    json_option,
    leaves_by_export,
    yes_option,
)
from consentkit.cli.output import counted, plain, show
from consentkit.cli.pictures.numbers import by_number
from consentkit.cli.pictures.settling import decision_options, read_decision
from consentkit.cli.reopenings import told_first
from consentkit.cli.sessions import Session, pass_session
from consentkit.cli.several import do_each
from consentkit.domain.errors import Refused
from consentkit.domain.events import Showing
from consentkit.domain.pictures.images import Box, ScanOutcome
from consentkit.domain.videos.videos import Sound, Track, Video, VideoProfile
from consentkit.imaging.video.limits import MAX_VIDEO_BYTES
from consentkit.pages.files import incoming
from consentkit.usecases.videos import copies as video_copies
from consentkit.usecases.videos import tracks, videos
from consentkit.usecases.videos.states import list_video_states
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.pictures.images import settlement_in_words
from consentkit.wording.pictures.videos import (
    time_in_words,
    times_in_words,
    video_copy_in_words,
    video_leaks_in_words,
    video_scan_in_words,
)


@click.group()
def video() -> None:
    """Videos: add, scan, settle who is in them, watch, make the public copy."""


def _line(found: Video) -> str:
    sound = "sound" if found.has_sound else "no sound"
    return (
        f"{found.id}: {video_scan_in_words(found.scan)} ({found.width_px}×{found.height_px} px, "
        f"{time_in_words(found.duration_ms)}, {sound}, watched by: {found.viewed_by or 'nobody'})"
    )


def _track_line(number: int, found: Track) -> str:
    return (
        f"{number}. {found.id}  {times_in_words(found)}  up to {found.width_px} px wide "
        f"({found.grade.value}), score {found.score:.2f} by {found.detector}: {settlement_in_words(found)}"
    )


@video.command(epilog="\b\nExample:\n  consentkit video add S-2M4N-88TY interview.mp4")
@click.argument("story", type=STORY)
@click.argument("file", type=click.Path(path_type=Path))
@yes_option
@json_option
@pass_session
def add(session: Session, story: str, file: Path) -> None:
    """Take a video (MP4, MOV, WebM) into a story. The file stays as it is; its name is not kept."""
    with session.opened() as workspace:
        given = incoming(file, MAX_VIDEO_BYTES)
        added = told_first(session, workspace, lambda: videos.add_video(workspace, story, given))
    lines = [_line(added)]
    if added.leaks:
        lines.append(
            f"    the original carries: {video_leaks_in_words(added.leaks)}; the public copy will not"
        )
    lines.append(f"Next: consentkit video scan {added.id}")
    show(added, lines, as_json=session.as_json)


@video.command("list", epilog="\b\nExample:\n  consentkit video list S-2M4N-88TY")
@click.argument("story", type=STORY)
@json_option
@pass_session
def list_(session: Session, story: str) -> None:
    """List a story's videos."""
    with session.opened() as workspace:
        known = list_video_states(workspace, story)
    value = [plain(one.video) | {"open": one.open_count, "copy_state": one.copy_state} for one in known]
    lines = [
        f"{_line(one.video)}; {counted(len(one.tracks), 'track', 'tracks')}, {one.open_count} to settle; "
        f"public copy: {one.copy_state.value}"
        for one in known
    ]
    show(value, lines, as_json=session.as_json)


@video.command(epilog="\b\nExample:\n  consentkit video scan M-7K3Q-X9MN")
@click.argument("code", metavar="VIDEO", type=VIDEO)
@click.option(
    "--profile", type=choice(VideoProfile), default=VideoProfile.THOROUGH.value, show_default=True,
    help="standard: five frames a second, to see who is there. thorough: every frame; the gate asks for it.",
)  # fmt: skip
@json_option
@pass_session
def scan(session: Session, code: str, profile: VideoProfile) -> None:
    """Look for faces in a video, and follow each through it."""
    with session.opened() as workspace:
        scanned = videos.scan_video(workspace, code, profile=profile, watch=bar("Second"))
        known = videos.tracks_of(workspace, code)
    lines = [f"{code}: {video_scan_in_words(scanned.scan)}; {counted(len(known), 'track', 'tracks')}."]
    if scanned.scan is not None and scanned.scan.outcome is ScanOutcome.UNDECIDED:
        lines.append("The gate refuses it.")
    elif scanned.scan is not None and not scanned.scan.is_of_every_frame:
        lines.append(f"The gate refuses it until every frame is scanned: consentkit video scan {code}")
    else:
        lines.append(f"Next: consentkit video tracks {code}")
    show(scanned, lines, as_json=session.as_json)


@video.command("tracks", epilog="\b\nExample:\n  consentkit video tracks M-7K3Q-X9MN")
@click.argument("code", metavar="VIDEO", type=VIDEO)
@json_option
@pass_session
def tracks_(session: Session, code: str) -> None:
    """List who was found in a video, and when. The numbers are those that `video view` draws."""
    with session.opened() as workspace:
        known = videos.tracks_of(workspace, code)
    show(
        [{"number": number} | plain(one) for number, one in enumerate(known, start=1)],
        [_track_line(number, track) for number, track in enumerate(known, start=1)],
        as_json=session.as_json,
    )


@video.command(
    epilog="\b\nExamples:\n"
    "  consentkit video settle H-7K3Q-X9MN --contributor C-2M4N-88TY\n"
    "  consentkit video settle H-7K3Q-X9MN --contributor C-2M4N-88TY --show\n"
    "  consentkit video settle H-7K3Q-X9MN H-2M4N-88TY --redact\n"
    "  consentkit video settle M-7K3Q-X9MN 2 --redact\n"
    "  consentkit video settle H-7K3Q-X9MN --not-a-face --why 'a poster on the wall'"
)
@click.argument("codes", nargs=-1, required=True, metavar="TRACK...|VIDEO NUMBER...")
@decision_options
@json_option
@pass_session
def settle(session: Session, /, codes: tuple[str, ...], **said: Any) -> None:
    """Decide about tracks, as about faces. See first that each is one person from its start to its end.

    A track is named by its code, or by its video and the number that `video view` draws.
    A contributor's face is covered in the public copy, unless you say --show.
    """
    decision = read_decision(**said)
    with session.opened() as workspace:
        wanted = by_number(
            codes, VIDEO, TRACK, lambda code: [one.id for one in videos.tracks_of(workspace, code)]
        )
        settled = do_each(wanted, lambda code: tracks.settle_track(workspace, code, decision))
    lines = [f"{one.id}  {times_in_words(one)}: {settlement_in_words(one)}" for one in settled]
    show(settled, lines, as_json=session.as_json)


@video.command(
    "add-track",
    epilog="\b\nExample:\n  consentkit video add-track M-7K3Q-X9MN --box 120,40,180,110 "
    "--from 1:02.5 --until 1:04",
)
@click.argument("code", metavar="VIDEO", type=VIDEO)
@click.option("--box", type=BOX, required=True, metavar="L,T,R,B", help="Left, top, right, bottom in px.")
@click.option("--from", "from_ms", type=MOMENT, required=True, metavar="TIME", help="When it is seen first.")
@click.option("--until", "until_ms", type=MOMENT, required=True, metavar="TIME", help="When it is seen last.")
@json_option
@pass_session
def add_track(session: Session, code: str, box: Box, from_ms: int, until_ms: int) -> None:
    """Add a face that the scan missed: a box that stays where it is for a while. Settle it as any other."""
    with session.opened() as workspace:
        added = tracks.add_track(workspace, code, box, from_ms=from_ms, until_ms=until_ms)
    show(added, [f"{added.id}  {times_in_words(added)}: to settle"], as_json=session.as_json)


@video.command(
    epilog="\b\nExamples:\n  consentkit video view M-7K3Q-X9MN --to look.mp4\n"
    "  consentkit video view M-7K3Q-X9MN --confirm --yes 1.1a --yes 1.2d --yes 3d"
)
@click.argument("code", metavar="VIDEO", type=VIDEO)
@click.option(
    "--to", "out", type=click.Path(path_type=Path), help="Write the video with numbered boxes here."
)
@click.option("--confirm", is_flag=True, help="I watched the whole video, with its sound.")
@answer_options
@json_option
@pass_session
def view(session: Session, /, code: str, out: Path | None, confirm: bool, **answered: Any) -> None:
    """Watch a whole video, confirm that you did, and answer what is asked about it.

    It is one act. A program misses faces; you may not. What you do not answer stays open, and is told.
    """
    answers = read_answers(confirm=confirm, **answered)
    thing: dict[str, object] = {"video": code}

    def confirmed(workspace: Workspace) -> str:
        viewed = videos.view_video(workspace, code, answers=answers)
        left = open_after(workspace, viewed)
        thing["open"] = [one.question.id for one in left]
        said = f"Recorded that {viewed.viewed_by} watched all of {code}."
        return "\n".join([said, *answer_lines(answers), *open_lines(left)])

    look = Look(
        lambda workspace: videos.mark_video(workspace, code, Showing.EXPORTED, watch=bar("Second")),
        "shows the people. Watch it, listen for names and places, then delete the file.",
        confirmed,
    )
    look.take(session, thing, out=out, confirm=confirm)


@video.command(epilog="\b\nExample:\n  consentkit video copy M-7K3Q-X9MN")
@click.argument("code", metavar="VIDEO", type=VIDEO)
@click.option(
    "--sound", type=choice(Sound), default=Sound.DROPPED.value, show_default=True,
    help="altered only shifts the voice: software can shift it back. It protects nobody.",
)  # fmt: skip
@leaves_by_export
@yes_option
@json_option
@pass_session
def copy(session: Session, code: str, sound: Sound) -> None:
    """Make the public copy: every frame rebuilt, faces covered, no metadata, every frame scanned again.

    It stays in the workspace; `consentkit export` gives it away. Exit 3: a check failed.
    """
    with session.opened() as workspace:
        made = told_first(
            session,
            workspace,
            lambda: video_copies.make_video_copy(workspace, code, sound=sound, watch=bar("Second")),
        )
    lines = [video_copy_in_words(made), f"SHA-256 {made.digest}"]
    show({"copy": made}, lines, as_json=session.as_json)
    if made.is_refused:
        raise SystemExit(Refused.exit_code)
