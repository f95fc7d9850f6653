"""The forms of a story's pictures: files to add, why a face or a near copy is settled so, a public copy."""

from collections.abc import Callable
from typing import TypeVar

from consentkit.domain.pictures.images import Box, Declaration, Face, FaceDecision, Settlement
from consentkit.domain.pictures.near_copies import NearSettlement
from consentkit.domain.pictures.public_copies import CopyFormat, CopyWish
from consentkit.domain.pictures.redactions import CoverShape, Redaction, RedactionMethod
from consentkit.domain.values import Channel
from consentkit.pages.fields import ChoiceField, Filled, TextField, options_of
from consentkit.pages.file_fields import FilesField
from consentkit.pages.files import PICTURE_ENDINGS
from consentkit.pages.forms import Form
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.pictures.box_changes import merge_faces, move_face
from consentkit.usecases.pictures.faces import settle_face
from consentkit.usecases.pictures.near_copies import settle_near_copy
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.pictures.images import METHODS, SHAPES
from consentkit.wording.vocabularies import CHANNELS

R = TypeVar("R")


def pictures_form(story: str) -> Form[tuple[Incoming, ...]]:
    """Return the form for pictures to add; saving gives the files."""
    path = FilesField(
        "path",
        _("File or folder"),
        endings=PICTURE_ENDINGS,
        help=_("Of a folder, every picture in it is taken. The files stay as they are."),
        error_codes=("file-not-found", "no-pictures"),
    )
    return Form(f"pictures-{story}", _("Add pictures"), (path,), path.read)


def face_form(
    workspace: Workspace, face: Face, settlement: Settlement, declaration: Declaration | None = None
) -> Form[Face]:
    """Return the form for why a face is settled so; it saves only where nobody settled it since."""

    def save(why: str) -> Face:
        decision = FaceDecision(settlement=settlement, declaration=declaration, why=why)
        return settle_face(workspace, face.id, decision, expected=face)

    title = _("Settle the face") + f" {face.id}"
    return why_form(f"face-{face.id}-{settlement.value}", title, save)


def why_form(form_id: str, title: str, save: Callable[[str], R]) -> Form[R]:
    """Return the form for why a face is settled so."""
    help_text = _("One sentence, without names. It is kept with the face.")
    return _reason_form(form_id, title, _("Why?"), help_text, save)


def moved_box_form(workspace: Workspace, face: Face, box: Box) -> Form[Face]:
    """Return the form for why a box is moved."""

    def save(why: str) -> Face:
        return move_face(workspace, face.id, box, why, expected=face)

    return _box_form(f"move-{face.id}", _("Move the box") + f" {face.id}", save)


def merged_boxes_form(workspace: Workspace, face: Face, other: Face) -> Form[Face]:
    """Return the form for why two boxes are on one face."""

    def save(why: str) -> Face:
        return merge_faces(workspace, [face.id, other.id], why, expected=[face, other])

    return _box_form(f"merge-{face.id}", _("One box for one face") + f" {face.id}", save)


def _box_form(form_id: str, title: str, save: Callable[[str], Face]) -> Form[Face]:
    help_text = _("One sentence, without names. It is kept with the box.")
    return _reason_form(form_id, title, _("Why?"), help_text, save)


def near_copy_form(workspace: Workspace, image: str, other: str) -> Form[NearSettlement]:
    """Return the form for why a picture may be used although it looks like one that was taken back."""

    def save(why: str) -> NearSettlement:
        return settle_near_copy(workspace, image, other, why)

    help_text = _("One sentence, without names. It is kept with the picture.")
    title, label = _("Settle a near copy"), _("Why may it be used?")
    return _reason_form(f"near-{image}-{other}", title, label, help_text, save)


def _reason_form(form_id: str, title: str, label: str, help_text: str, save: Callable[[str], R]) -> Form[R]:
    why = TextField("why", label, help=help_text, error_codes=("why-missing",))
    return Form(form_id, title, (why,), lambda filled: save(why.read(filled)))


def copy_form(image: str) -> Form[CopyWish]:
    """Return the form for how faces are covered, for which channel and as what kind of file."""
    method = ChoiceField(
        "method",
        _("Faces are covered by"),
        RedactionMethod.SOLID.value,
        options=options_of(METHODS),
        meaning=RedactionMethod,
        help=_("Only black protects. For people at risk, and faces without a name, nothing else is made."),
    )
    shape = ChoiceField(
        "shape", _("Shape"), CoverShape.BOX.value, options=options_of(SHAPES), meaning=CoverShape
    )
    channel = ChoiceField(
        "channel",
        _("Channel"),
        options=[("", _("every planned channel")), *options_of(CHANNELS)],
        meaning=Channel,
        is_required=False,
        help=_("It is made no larger than the channel needs."),
    )
    kind = ChoiceField(
        "format",
        _("Kind of file"),
        options=[("", _("as the original")), *[(one.value, one.value.upper()) for one in CopyFormat]],
        meaning=CopyFormat,
        is_required=False,
    )

    def save(filled: Filled) -> CopyWish:
        return CopyWish(
            channel=channel.read_or_none(filled),
            redaction=Redaction(method=method.read(filled), shape=shape.read(filled)),
            format=kind.read_or_none(filled),
        )

    return Form(f"copy-{image}", _("Public copy"), (method, shape, channel, kind), save)
