"""Prove a file of an export as it lies in its folder: the bytes that were cleared, and nothing else."""

import hashlib
from collections.abc import Iterable, Mapping

from consentkit.domain.errors import InvalidInput, Refused
from consentkit.domain.gate.certificates.statements import CertificateStatement
from consentkit.domain.gate.dossiers import Dossier, ImageRecord, VideoRecord
from consentkit.domain.gate.exports import ExportedFile, ExportKind, StoryExport
from consentkit.domain.gate.picture_rules import covered_faces
from consentkit.domain.pictures.images import Leak
from consentkit.domain.pictures.redactions import Cover
from consentkit.domain.videos.videos import Sound
from consentkit.store.signatures import public_key_of
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.outgoing import NewFolder
from consentkit.usecases.publications.certificate_checks import CertificateVerdict, check_certificate
from consentkit.usecases.workspaces import Workspace

_OURS = {Leak.XMP, Leak.COLOUR_PROFILE}
_WHOLE = frozenset({CertificateVerdict.GENUINE, CertificateVerdict.STRANGER})
"""Signed as it stands. Another key than today's signed it where the workspace had another one then."""


def check_as_written(
    dossiers: Iterable[Dossier], file: ExportedFile, data: bytes, cleared: str | None
) -> None:
    """Raise Refused (export-unproved) unless what lies there is what was cleared, and holds nothing else.

    `cleared` is the digest in the records, `None` where they have none.
    """
    is_same = hashlib.sha256(data).hexdigest() == file.digest and cleared in {None, file.digest}
    if not is_same or not _is_proved(dossiers, file, data):
        raise Refused("export-unproved", file=file.name)


def check_whole(
    workspace: Workspace,
    dossiers: Iterable[Dossier],
    export: StoryExport,
    folder: NewFolder,
    beside: Mapping[str, bytes],
) -> None:
    """Raise Refused (export-unproved) unless the folder holds what the export lists, `beside`, and no more.

    Each public copy, and each draft, must be the very one that the certificate states.
    """
    names = {file.name for file in export.files} | set(beside)
    for name in sorted(names ^ folder.names()):
        raise Refused("export-unproved", file=name)
    for name, data in beside.items():
        if folder.read(name) != data:
            raise Refused("export-unproved", file=name)
    certified = next(file for file in export.files if file.kind is ExportKind.CERTIFICATE)
    stated = _stated(workspace, folder.read(certified.name), export.certificate)
    copies = {one.id: one.copy_digest for one in (*stated.pictures, *stated.videos)}
    drafts = {one.story.draft for one in dossiers}
    for file in export.files:
        is_other_copy = file.record is not None and copies.get(file.record) != file.digest
        is_other_draft = file.kind is ExportKind.WORDS and stated.drafts != drafts
        if is_other_copy or is_other_draft:
            raise Refused("export-unproved", file=file.name)


def _is_proved(dossiers: Iterable[Dossier], file: ExportedFile, data: bytes) -> bool:
    if file.kind is ExportKind.PICTURE:
        return _is_picture_proved(_image(dossiers, file.record), data)
    if file.kind is ExportKind.VIDEO:
        return _is_video_proved(_video(dossiers, file.record), data)
    return True


def _image(dossiers: Iterable[Dossier], image: str | None) -> ImageRecord:
    return next(one for dossier in dossiers for one in dossier.images if one.image.id == image)


def _video(dossiers: Iterable[Dossier], video: str | None) -> VideoRecord:
    return next(one for dossier in dossiers for one in dossier.videos if one.video.id == video)


def _is_picture_proved(record: ImageRecord, data: bytes) -> bool:
    """Open it as a stranger would: its size, its covers, and nothing in it but pixels and our own notes."""
    from consentkit.imaging.metadata.embedding import leaks_beside_own_metadata
    from consentkit.imaging.redaction.redacting import covered_exactly, read_public_copy, scaled_covers

    copy, image = record.copy_made, record.image
    if copy is None or leaks_beside_own_metadata(data):
        return False
    try:
        seen = read_public_copy(data)
    except InvalidInput:
        return False
    if (seen.width_px, seen.height_px) != (copy.width_px, copy.height_px) or set(seen.leaks) != _OURS:
        return False
    faces = covered_faces(record.faces)
    covers = [Cover(face=f.box, redaction=how) for f, how in zip(faces, copy.methods, strict=True)]
    sizes = (image.width_px, image.height_px), (seen.width_px, seen.height_px)
    return covered_exactly(seen, scaled_covers(covers, *sizes))


def _is_video_proved(record: VideoRecord, data: bytes) -> bool:
    from consentkit.imaging.formats.mp4_atoms import leaks_in_mp4
    from consentkit.imaging.video.opening import check_video_extra, open_video

    copy = record.copy_made
    check_video_extra()
    if copy is None or leaks_in_mp4(data):
        return False
    try:
        with open_video(data) as opened:
            about = opened.about
    except InvalidInput:
        return False
    is_silent = copy.sound is Sound.DROPPED
    size = (about.width_px, about.height_px)
    return size == (copy.width_px, copy.height_px) and about.has_sound is not is_silent


def _stated(workspace: Workspace, data: bytes, certificate: str) -> CertificateStatement:
    """Return what a certificate states. Raises Refused (export-unproved) where it is not the one."""
    own = public_key_of(workspace.records.keys.signing_key())
    check = check_certificate(Incoming(certificate, lambda: data), own, workspace.today)
    stated = check.statement
    if check.verdict not in _WHOLE or stated is None or stated.id != certificate:
        raise Refused("export-unproved", file="certificate.pdf")
    return stated
