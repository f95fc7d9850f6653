"""The forms of a story's videos: a file to add, and a face that the scan missed."""

from consentkit.domain.pictures.images import Declaration, FaceDecision, Settlement
from consentkit.domain.videos.videos import Track, Video
from consentkit.imaging.video.limits import MAX_VIDEO_BYTES
from consentkit.pages.fields import BoxField, Filled, MomentField
from consentkit.pages.file_fields import FileField
from consentkit.pages.forms import Form
from consentkit.pages.pictures.forms import why_form
from consentkit.usecases.videos.tracks import add_track, settle_track
from consentkit.usecases.videos.videos import add_video
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _


def video_form(workspace: Workspace, story: str) -> Form[Video]:
    """Return the form for a video to add."""
    path = FileField(
        "path",
        _("File"),
        most_bytes=MAX_VIDEO_BYTES,
        help=_("MP4, MOV or WebM. The file stays as it is, and its name is not kept."),
        error_codes=(
            "file-not-found",
            "file-too-large",
            "video-format-unknown",
            "video-format-named",
            "video-damaged",
            "video-known",
            "video-too-large",
        ),
    )

    def save(filled: Filled) -> Video:
        return add_video(workspace, story, path.read(filled))

    return Form(f"videos-{story}", _("Add a video"), (path,), save)


def settled_track_form(
    workspace: Workspace, track: Track, settlement: Settlement, declaration: Declaration | None = None
) -> Form[Track]:
    """Return the form for why a track is settled so; it saves only where nobody settled it since."""

    def save(why: str) -> Track:
        decision = FaceDecision(settlement=settlement, declaration=declaration, why=why)
        return settle_track(workspace, track.id, decision, expected=track)

    title = _("Settle the track") + f" {track.id}"
    return why_form(f"track-{track.id}-{settlement.value}", title, save)


def track_form(workspace: Workspace, video: str) -> Form[Track]:
    """Return the form for a face that the scan missed."""
    box = BoxField(
        "box", _("Box"), help=_("left,top,right,bottom in px"), error_codes=("box-malformed", "box-outside")
    )
    start = MomentField(
        "from", _("Seen from"), help=_("seconds, or 1:02.5"), error_codes=("time-malformed", "time-outside")
    )
    until = MomentField(
        "until", _("Seen until"), help=_("A box stays where it is: add several for a face that moves.")
    )

    def save(filled: Filled) -> Track:
        return add_track(
            workspace,
            video,
            box.read(filled),
            from_ms=start.read(filled),
            until_ms=until.read(filled),
        )

    title = _("Add a face that the scan missed")
    return Form(f"track-{video}", title, (box, start, until), save)
