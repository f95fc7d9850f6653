"""May a public copy's file leave the program? Asked wherever one is given to a person."""

import hashlib
from collections.abc import Iterable

from consentkit.domain.errors import BadDataFile, Refused
from consentkit.domain.gate.clearances import Reason
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.gate.leaving import picture_leaving_findings, video_leaving_findings
from consentkit.domain.pictures.images import Image
from consentkit.domain.pictures.public_copies import PublicCopy
from consentkit.domain.values import Channel
from consentkit.domain.videos.videos import Video, VideoCopy
from consentkit.store.stories.stories import plans_that_stand
from consentkit.usecases.file_looks import FileLook
from consentkit.usecases.publications.clearances import gather_dossiers
from consentkit.usecases.workspaces import Workspace


def open_picture_copy(workspace: Workspace, image: Image, copy: PublicCopy) -> bytes:
    """Return the file of a picture's public copy, which may leave.

    Raises Refused (copy-held-back) with what the gate has against it, for each channel that it is for;
    BadDataFile for an altered file.
    """
    state = FileLook(workspace.records.vault).state(copy.stored)
    made = {"copy_made": copy, "copy_state": state}
    reasons: list[Reason] = []
    for dossier in _dossiers(workspace, image.story, copy.channel):
        record = next((one for one in dossier.images if one.image.id == image.id), None)
        if record is None:
            raise Refused("copy-held-back", id=image.id)
        reasons += picture_leaving_findings(dossier, record.model_copy(update=made))
    _check(image.id, reasons)
    return _proved(workspace, copy)


def open_video_copy(workspace: Workspace, video: Video, copy: VideoCopy) -> bytes:
    """Return the file of a video's public copy, which may leave. Raises what `open_picture_copy` does."""
    reasons: list[Reason] = []
    for dossier in _dossiers(workspace, video.story, None):
        record = next((one for one in dossier.videos if one.video.id == video.id), None)
        if record is None:
            raise Refused("copy-held-back", id=video.id)
        reasons += video_leaving_findings(dossier, record)
    _check(video.id, reasons)
    return _proved(workspace, copy)


def _dossiers(workspace: Workspace, story: str, channel: Channel | None) -> tuple[Dossier, ...]:
    """Return one for each channel that a copy is for. A story that is planned nowhere yet may go anywhere."""
    planned = [plan.channel for plan in plans_that_stand(workspace.reading, story, workspace.today)]
    channels = [channel] if channel else list(dict.fromkeys(planned)) or list(Channel)
    return gather_dossiers(workspace, story, channels, on=workspace.today)


def _check(subject: str, reasons: Iterable[Reason]) -> None:
    told: list[Reason] = []
    for reason in reasons:
        if reason not in told:
            told.append(reason)
    if told:
        raise Refused("copy-held-back", reasons=tuple(told), id=subject)


def _proved(workspace: Workspace, copy: PublicCopy | VideoCopy) -> bytes:
    data = workspace.records.vault.get(copy.stored)
    if hashlib.sha256(data).hexdigest() != copy.digest:
        raise BadDataFile("vault-file-changed", file=copy.stored)
    return data
