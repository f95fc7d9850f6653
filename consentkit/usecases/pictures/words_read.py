"""What a program read in a picture: the name on a tag or a sign is for who may see the original."""

from consentkit.domain.events import EventName, may_record
from consentkit.domain.pictures.images import Face, Image, Scan
from consentkit.domain.pictures.public_copies import PublicCopy
from consentkit.usecases.workspaces import Workspace

NOT_SHOWN = "…"
"""In the place of words that a role does not see: that there are some is no secret."""


def faces_as_seen(workspace: Workspace, faces: tuple[Face, ...]) -> tuple[Face, ...]:
    """Return faces without what words in the picture say, for who may not see the picture."""
    if _sees_pictures(workspace):
        return faces
    return tuple(_without_words(face) if face.reads else face for face in faces)


def image_as_seen(workspace: Workspace, image: Image) -> Image:
    """Return an image whose scan says no words, for who may not see it."""
    if image.scan is None or _sees_pictures(workspace):
        return image
    return image.model_copy(update={"scan": _scan_without_words(image.scan)})


def copy_as_seen(workspace: Workspace, copy: PublicCopy) -> PublicCopy:
    """Return a public copy whose second scan says no words, for who may not see it."""
    if _sees_pictures(workspace):
        return copy
    return copy.model_copy(update={"rescan": _scan_without_words(copy.rescan)})


def _sees_pictures(workspace: Workspace) -> bool:
    return may_record(workspace.actor, EventName.ORIGINAL_SHOWN)


def _without_words(face: Face) -> Face:
    return face.model_copy(update={"reads": NOT_SHOWN})


def _scan_without_words(scan: Scan) -> Scan:
    found = (one.model_copy(update={"reads": NOT_SHOWN}) if one.reads else one for one in scan.detections)
    return scan.model_copy(update={"detections": tuple(found)})
