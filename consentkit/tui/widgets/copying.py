"""Make the public copy as somebody wants it, and write it out."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from consentkit.domain.events import EventName
from consentkit.domain.pictures.public_copies import CopyFormat, CopyWish, PublicCopy
from consentkit.domain.pictures.redactions import CoverShape, Redaction, RedactionMethod
from consentkit.domain.progress import Watcher
from consentkit.domain.values import Channel
from consentkit.pages.fields import Values
from consentkit.pages.files import write_public_file
from consentkit.tui.permissions import is_allowed
from consentkit.tui.widgets.old_forms import FormField, old_form
from consentkit.usecases.pictures.public_copies import get_public_copy, make_public_copy
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.pictures.images import METHODS, SHAPES
from consentkit.wording.vocabularies import CHANNELS

if TYPE_CHECKING:
    from consentkit.tui.screens.pictures.picture import PictureScreen


class Copying:
    """The public copy of a picture's screen."""

    def __init__(self, screen: "PictureScreen") -> None:
        self._screen = screen

    def make(self, wish: CopyWish) -> None:
        """Make it beside the screen, and scan it."""
        if is_allowed(self._screen, EventName.COPY_MADE):
            job = partial(_copy, self._screen.image_id, wish)
            self._screen.run_long("copy", _("Making the public copy, and scanning it"), job)

    def ask(self) -> None:
        """Ask how faces are covered, for which channel and as what kind of file."""
        if not is_allowed(self._screen, EventName.COPY_MADE):
            return
        every = ("", _("every planned channel"))
        fields = [
            FormField(
                "method",
                _("Faces are covered by"),
                value=RedactionMethod.SOLID.value,
                options=[(kind.value, _(words)) for kind, words in METHODS.items()],
                help=_(
                    "Only black protects. For people at risk, and faces without a name, nothing else is made."
                ),
            ),
            FormField(
                "shape",
                _("Shape"),
                value=CoverShape.BOX.value,
                options=[(kind.value, _(words)) for kind, words in SHAPES.items()],
            ),
            FormField(
                "channel",
                _("Channel"),
                options=[every, *[(one.value, _(words)) for one, words in CHANNELS.items()]],
                is_required=False,
                help=_("It is made no larger than the channel needs."),
            ),
            FormField(
                "format",
                _("Kind of file"),
                options=[("", _("as the original")), *[(one.value, one.value.upper()) for one in CopyFormat]],
                is_required=False,
            ),
        ]
        form = old_form(f"copy-{self._screen.image_id}", _("Public copy"), fields, _wish)
        self._screen.app.push_screen(form, self._asked)

    def _asked(self, wish: object) -> None:
        if isinstance(wish, CopyWish):
            self.make(wish)

    def ask_export(self) -> None:
        """Ask where the public copy is to be written."""
        folder = FormField(
            "folder",
            _("Folder"),
            help=_("The public copy is written there under its code. It shows what may be published."),
            facts=("folder-not-usable", "file-exists"),
        )
        form = old_form("picture-export", _("Export the public copy"), [folder], self._export)
        self._screen.app.push_screen(form, self._exported)

    def _export(self, values: Values) -> Path:
        folder = Path(values["folder"].strip()).expanduser()
        copy = get_public_copy(self._screen.desk.workspace, self._screen.image_id)
        return write_public_file(folder, copy)

    def _exported(self, path: object) -> None:
        if path is not None:
            self._screen.say(_("Written to {path}").format(path=path))


def _wish(values: Values) -> CopyWish:
    redaction = Redaction(method=RedactionMethod(values["method"]), shape=CoverShape(values["shape"]))
    return CopyWish(
        channel=Channel(values["channel"]) if values["channel"] else None,
        redaction=redaction,
        format=CopyFormat(values["format"]) if values["format"] else None,
    )


def _copy(image: str, wish: CopyWish, workspace: Workspace, _watch: Watcher) -> PublicCopy:
    return make_public_copy(workspace, image, wish)
